"""torch itself: the plain float32 that everything else is measured against, and its fast forms."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from lvit_core import device as devices
from lvit_core.inference.backends.base import Encoded
from lvit_core.inference.backends.folding import folded, split_pixels, widen_stem
from lvit_core.model.checkpoint import Network
from lvit_core.model.lvit import ImageFeatures, probabilities


class EagerBackend:
    """Runs the network as it is.

    Args:
        network: Left as it is.
        fold: BatchNorm into the convolutions.
        dtype: Number format of weights and features.
        device: Where to compute.
    """

    def __init__(
        self,
        network: Network,
        fold: bool = False,
        dtype: torch.dtype = torch.float32,
        device: str = "cpu",
    ) -> None:
        copied = folded(network) if fold else copy.deepcopy(network).eval().requires_grad_(False)
        self._split = dtype == torch.bfloat16
        if self._split:
            copied = widen_stem(copied)
        self._format = torch.channels_last if fold else torch.contiguous_format
        self._network = copied.to(device, dtype)
        self._encode_image: Callable[..., ImageFeatures] = self._network.encode_image
        self._decode: Callable[..., torch.Tensor] = self._network.decode
        for parameter in self._network.parameters():
            if parameter.dim() == 4:
                parameter.data = parameter.data.contiguous(memory_format=self._format)
        self._planes = network.config.classes, network.config.object_classes
        self._dtype = dtype
        self._device = device
        self.name = _name(fold, dtype, device)
        shape = network.config
        self.at_once = devices.tiles_at_once(device, shape.image_size, shape.width)

    @torch.inference_mode()
    def encode(self, images_bchw: NDArray[np.float32]) -> list[Encoded]:
        """See ``Backend.encode``."""
        pixels = torch.from_numpy(images_bchw)
        if self._split:
            pixels = split_pixels(pixels)
        image = pixels.to(self._device, self._dtype)
        features = self._encode_image(image.contiguous(memory_format=self._format))
        size = sum(t.numel() * t.element_size() for t in features if t is not None)
        count = len(images_bchw)
        return [Encoded(_tile(features, i, count), size // count) for i in range(count)]

    @torch.inference_mode()
    def decode(
        self, encoded: Sequence[Encoded], texts_bld: NDArray[np.float32] | None
    ) -> NDArray[np.float32]:
        """See ``Backend.decode``."""
        text = None
        if texts_bld is not None:
            text = torch.from_numpy(texts_bld).to(self._device, self._dtype)
        logits = self._decode(ImageFeatures(*_together(encoded)), text)
        # In bfloat16 a sigmoid near 1 has three digits; logits keep theirs.
        return np.asarray(probabilities(logits.float(), *self._planes).cpu().contiguous().numpy())


def _tile(features: ImageFeatures, index: int, count: int) -> tuple[torch.Tensor | None, ...]:
    """One tile's features; of several a copy, so that each can be forgotten alone."""
    if count == 1:
        return tuple(features)
    return tuple(None if t is None else t[index : index + 1].clone() for t in features)


def _together(encoded: Sequence[Encoded]) -> tuple[Any, ...]:
    if len(encoded) == 1:
        return encoded[0].parts
    columns = zip(*(each.parts for each in encoded), strict=True)
    return tuple(None if parts[0] is None else torch.cat(parts) for parts in columns)


def _name(fold: bool, dtype: torch.dtype, device: str) -> str:
    precision = {torch.float32: "", torch.bfloat16: "bf16", torch.float16: "fp16"}[dtype]
    form = precision or ("folded" if fold else "eager")
    return form if device == "cpu" else f"{device}-{form}"
