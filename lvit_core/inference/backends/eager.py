"""torch itself: the plain float32 that everything else is measured against, and its fast forms."""

from __future__ import annotations

import copy
from collections.abc import Callable

import numpy as np
import torch
from numpy.typing import NDArray

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
        self._dtype = dtype
        self._device = device
        self.name = _name(fold, dtype, device)

    @torch.inference_mode()
    def encode(self, image_chw: NDArray[np.float32]) -> Encoded:
        """See ``Backend.encode``."""
        pixels = torch.from_numpy(image_chw)[None]
        if self._split:
            pixels = split_pixels(pixels)
        image = pixels.to(self._device, self._dtype)
        features = self._encode_image(image.contiguous(memory_format=self._format))
        size = sum(t.numel() * t.element_size() for t in features if t is not None)
        return Encoded(tuple(features), size)

    @torch.inference_mode()
    def decode(self, encoded: Encoded, text_ld: NDArray[np.float32] | None) -> NDArray[np.float32]:
        """See ``Backend.decode``."""
        text = None
        if text_ld is not None:
            text = torch.from_numpy(text_ld)[None].to(self._device, self._dtype)
        logits = self._decode(ImageFeatures(*encoded.parts), text)
        # In bfloat16 a sigmoid near 1 has three digits; logits keep theirs.
        return np.asarray(probabilities(logits.float())[0].cpu().contiguous().numpy())


def _name(fold: bool, dtype: torch.dtype, device: str) -> str:
    precision = {torch.float32: "", torch.bfloat16: "bf16", torch.float16: "fp16"}[dtype]
    form = precision or ("folded" if fold else "eager")
    return form if device == "cpu" else f"{device}-{form}"
