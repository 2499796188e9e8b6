"""Grad-CAM (section 4.4 of the paper): which places made the network say "inside", layer by layer.

The target is the sum of the logits over the predicted mask, so the map explains the mask that is
shown; where nothing is predicted, it is the sum over the tenth of pixels closest to being inside.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - the name everyone knows it by
from numpy.typing import NDArray
from torch import Tensor

from lvit_core.annotation.threshold import inside
from lvit_core.data.augment import sentence_asked
from lvit_core.errors import LViTError
from lvit_core.explain.network_layers import NETWORK_LAYERS
from lvit_core.model.checkpoint import LoadedModel
from lvit_core.model.lvit import ImageFeatures, LViT


@dataclass(frozen=True, eq=False)
class Saliency:
    """What one sentence made the layers look at.

    Attributes:
        sentence: ``None`` for the run without text.
        maps: Layer name -> float32 (S, S), 0..1, 1 the strongest place of that layer; all zeros
            where nothing in the layer speaks for the mask.
        probability: float32 (S, S), 0..1.
    """

    sentence: str | None
    maps: dict[str, NDArray[np.float32]]
    probability: NDArray[np.float32]


def grad_cam(
    model: LoadedModel,
    image_chw: NDArray[np.float32],
    sentence: str | None,
    network_layers: Sequence[str] = NETWORK_LAYERS,
    class_index: int = 0,
) -> Saliency:
    """Grad-CAM of one tile (or whole image) at the network's size.

    Args:
        model: Any model; "DownViT1" needs the transformer branch.
        image_chw: float32 (3, S, S), 0..1, in the model's channel order.
        sentence: ``None`` runs without text.
        network_layers: Which of ``NETWORK_LAYERS``.
        class_index: Output channel to explain.

    Raises:
        LViTError: The model has no such layer.
    """
    _check_layers(model, network_layers)
    network = model.network.eval()
    text = _text(model, sentence)
    image = torch.from_numpy(np.ascontiguousarray(image_chw, dtype=np.float32))[None]
    with torch.enable_grad():
        activations, logits = _forward(network, image.requires_grad_(), text)
        target = _target(logits[0, class_index], model.config.threshold)
        wanted = [activations[layer] for layer in network_layers if layer != "output"]
        gradients = torch.autograd.grad(target, wanted, allow_unused=True) if wanted else ()
    side = image.shape[-1]
    maps = {
        layer: _cam(activation, gradient, side)
        for layer, activation, gradient in zip(
            (layer for layer in network_layers if layer != "output"), wanted, gradients, strict=True
        )
    }
    probability = torch.sigmoid(logits) if logits.shape[1] == 1 else torch.softmax(logits, 1)
    answer = probability[0, class_index].detach().numpy().astype(np.float32)
    if "output" in network_layers:
        maps["output"] = _output_map(logits[0, class_index].detach())
    return Saliency(sentence, {layer: maps[layer] for layer in network_layers}, answer)


def available_layers(model: LoadedModel) -> tuple[str, ...]:
    """The layers of ``NETWORK_LAYERS`` that this model has."""
    if model.config.architecture == "lvit" and model.config.network.down_vit:
        return NETWORK_LAYERS
    return tuple(layer for layer in NETWORK_LAYERS if layer != "DownViT1")


def _forward(
    network: torch.nn.Module, image: Tensor, text: Tensor | None
) -> tuple[dict[str, Tensor], Tensor]:
    """Activations by layer name and the logits, with the graph between them."""
    found: dict[str, Tensor] = {}
    handles = []
    if isinstance(network, LViT) and len(network.vit_down) > 0:
        blocks = cast(torch.nn.Module, network.vit_down[0].blocks)
        handles.append(
            blocks.register_forward_hook(lambda _m, _i, out: found.__setitem__("DownViT1", out))
        )
    try:
        features = cast(ImageFeatures, network.encode_image(image))  # type: ignore[operator]
        for number, x in enumerate(features[:4], start=1):
            found[f"DownCNN{number}"] = x
        logits = cast(Tensor, network.decode(features, text))  # type: ignore[operator]
    finally:
        for handle in handles:
            handle.remove()
    return found, logits


def _target(logits_hw: Tensor, threshold: float) -> Tensor:
    """A scalar: the logits summed over what is (or is closest to being) predicted as inside."""
    flat = logits_hw.flatten()
    probability = torch.sigmoid(flat.detach()).float().cpu().numpy()
    chosen = torch.from_numpy(inside(probability, threshold)).to(flat.device)
    if not bool(chosen.any()):
        count = max(1, flat.numel() // 10)
        chosen = flat >= flat.topk(count).values[-1]
    return (flat * chosen).sum()


def _cam(activation: Tensor, gradient: Tensor | None, side: int) -> NDArray[np.float32]:
    """ReLU of the channels weighted by their mean gradient, at the size of the image."""
    if gradient is None:
        return np.zeros((side, side), np.float32)
    if activation.dim() == 3:  # tokens (1, N, c) stand on a square grid
        grid = round(activation.shape[1] ** 0.5)
        activation = activation.transpose(1, 2).reshape(1, -1, grid, grid)
        gradient = gradient.transpose(1, 2).reshape(1, -1, grid, grid)
    weights = gradient.mean(dim=(2, 3), keepdim=True)  # (1, c, 1, 1)
    cam = F.relu((weights * activation).sum(dim=1, keepdim=True))
    cam = F.interpolate(cam, (side, side), mode="bilinear", align_corners=False)
    return _to_unit(cam[0, 0].detach())


def _output_map(logits_hw: Tensor) -> NDArray[np.float32]:
    """At the output, activation and prediction are one: the positive logits themselves."""
    return _to_unit(F.relu(logits_hw))


def _to_unit(values: Tensor) -> NDArray[np.float32]:
    peak = values.max()
    scaled = values / peak if float(peak) > 0 else torch.zeros_like(values)
    return np.asarray(scaled.numpy(), dtype=np.float32)


def _text(model: LoadedModel, sentence: str | None) -> Tensor | None:
    if model.encoder is None:
        return None
    asked = sentence_asked(sentence, model.config.template, part=False)
    with torch.no_grad():
        features, _ = model.encoder.encode([asked], model.config.network.tokens)
    return features


def _check_layers(model: LoadedModel, network_layers: Sequence[str]) -> None:
    available = available_layers(model)
    unknown = [layer for layer in network_layers if layer not in available]
    if unknown:
        raise LViTError(
            "This model has no layer {unknown}.",
            "It has {available}.",
            unknown=", ".join(unknown),
            available=", ".join(available),
        )
