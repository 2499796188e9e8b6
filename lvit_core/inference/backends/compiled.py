"""torch's own compiler: fused loops on a processor, CUDA graphs on a graphics card; both optional.

Compiling takes from half a minute to some minutes, so a converted backend comes first where there
is one; nothing is compiled until a candidate is tried, and answers are given meanwhile.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from importlib.util import find_spec

import numpy as np
import torch
from numpy.typing import NDArray

from lvit_core.inference.backends.base import Encoded
from lvit_core.inference.backends.compiled_place import keep_compiled_code_private
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
        keep_compiled_code_private()
        mode = "reduce-overhead" if device == "cuda" else "default"
        self._encode_image = torch.compile(self._network.encode_image, mode=mode, dynamic=False)
        self._decode = torch.compile(self._network.decode, mode=mode, dynamic=False)
        self._replays = mode == "reduce-overhead"

    def encode(self, images_bchw: NDArray[np.float32]) -> list[Encoded]:
        """See ``Backend.encode``."""
        count = len(images_bchw)
        encoded = super().encode(self._filled(images_bchw))[:count]
        if not self._replays or count > 1:  # of several each is a copy already
            return encoded
        # The next replay of the graph writes its results to the same place.
        parts = tuple(t.clone() if t is not None else None for t in encoded[0].parts)
        return [Encoded(parts, encoded[0].nbytes)]

    def decode(
        self, encoded: Sequence[Encoded], texts_bld: NDArray[np.float32] | None
    ) -> NDArray[np.float32]:
        """See ``Backend.decode``."""
        count = len(encoded)
        if 1 < count < self.at_once:
            encoded = [*encoded, *([encoded[-1]] * (self.at_once - count))]
        texts = None if texts_bld is None else self._filled(texts_bld)
        return super().decode(encoded, texts)[:count]

    def _filled(self, values: NDArray[np.float32]) -> NDArray[np.float32]:
        """Pads a batch to one tile or a full batch: any other size would be compiled anew."""
        missing = self.at_once - len(values)
        if len(values) == 1 or missing <= 0:
            return values
        return np.concatenate([values, np.repeat(values[-1:], missing, axis=0)])


def can_compile(device: str) -> bool:
    """Whether what ``torch.compile`` needs is on this computer: Triton, or a C++ compiler."""
    if device == "cuda":
        return find_spec("triton") is not None
    return device == "cpu" and any(shutil.which(name) for name in _COMPILERS)
