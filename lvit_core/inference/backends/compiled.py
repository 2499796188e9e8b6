"""torch's own compiler: fused loops on a processor, CUDA graphs on a graphics card; both optional.

Compiling takes from half a minute to some minutes, so a converted backend comes first where there
is one; nothing is compiled until a candidate is tried, and answers are given meanwhile.
"""

from __future__ import annotations

import shutil
from importlib.util import find_spec

import numpy as np
import torch
from numpy.typing import NDArray

from lvit_core.inference.backends.base import Encoded
from lvit_core.inference.backends.eager import EagerBackend
from lvit_core.model.checkpoint import Network

_COMPILERS = ("c++", "g++", "clang++", "cl")


class CompiledBackend(EagerBackend):
    """The folded network behind ``torch.compile``; the first call compiles.

    Args:
        network: Left as it is.
        dtype: Number format of weights and features.
        device: "cpu", or "cuda", where kernels are recorded once and replayed as a graph.
    """

    def __init__(self, network: Network, dtype: torch.dtype, device: str) -> None:
        super().__init__(network, True, dtype, device)
        self.name = "compiled" if device == "cpu" else f"{device}-compiled"
        mode = "reduce-overhead" if device == "cuda" else "default"
        self._encode_image = torch.compile(self._network.encode_image, mode=mode, dynamic=False)
        self._decode = torch.compile(self._network.decode, mode=mode, dynamic=False)
        self._replays = mode == "reduce-overhead"

    def encode(self, image_chw: NDArray[np.float32]) -> Encoded:
        """See ``Backend.encode``."""
        encoded = super().encode(image_chw)
        if not self._replays:
            return encoded
        # The next replay of the graph writes its results to the same place.
        parts = tuple(t.clone() if t is not None else None for t in encoded.parts)
        return Encoded(parts, encoded.nbytes)


def can_compile(device: str) -> bool:
    """Whether what ``torch.compile`` needs is on this computer: Triton, or a C++ compiler."""
    if device == "cuda":
        return find_spec("triton") is not None
    return device == "cpu" and any(shutil.which(name) for name in _COMPILERS)
