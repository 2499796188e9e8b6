"""What a model says of an image: how likely its mask is, and perhaps where its objects are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.threshold import as_bytes
from lvit_core.data.protocols import resized_answer
from lvit_core.model.config import LViTConfig


@dataclass(frozen=True, eq=False)
class ImageAnswer:
    """One answer about one image.

    Attributes:
        probability: float32 (H, W), 0..1, of the first class.
        depth: uint8 (H, W), 0..255 for a pixel's depth in its object; ``None`` from a network that
            does not know objects. In bytes everywhere, so that all who divide it find the same.
    """

    probability: NDArray[np.float32]
    depth: NDArray[np.uint8] | None = None

    @property
    def nbytes(self) -> int:
        """Size in memory."""
        return self.probability.nbytes + (0 if self.depth is None else self.depth.nbytes)

    def copied(self) -> ImageAnswer:
        """The same in arrays of its own."""
        depth = None if self.depth is None else self.depth.copy()
        return ImageAnswer(self.probability.copy(), depth)


def used_planes(shape: LViTConfig) -> list[int]:
    """Which planes of a network's output an answer is made of: the first mask, and the depth."""
    return [0, shape.classes] if shape.knows_objects else [0]


def answer_of(planes_phw: NDArray[np.float32], size_hw: tuple[int, int]) -> ImageAnswer:
    """The answer at the size of its image, of those planes at the network's scale, 0..1."""
    probability = resized_answer(planes_phw[0], size_hw)
    if len(planes_phw) == 1:
        return ImageAnswer(probability)
    return ImageAnswer(probability, as_bytes(resized_answer(planes_phw[1], size_hw)))
