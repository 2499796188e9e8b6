"""What a model says of an image: how likely its mask is, and perhaps where its objects are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.threshold import as_bytes
from lvit_core.data.protocols import resized_answer
from lvit_core.model.config import GEOMETRY_PLANES, LViTConfig


@dataclass(frozen=True, eq=False)
class ImageAnswer:
    """One answer about one image.

    Attributes:
        probability: float32 (H, W), 0..1, of the first class.
        depth: uint8 (H, W), 0..255 for a pixel's depth in its object; ``None`` from a network that
            does not know objects. In bytes everywhere, so that all who divide it find the same.
        classes: uint8 (K, H, W), 0..255 for how likely an object at a pixel is of each class that
            the network tells apart; ``None`` from one that tells none.
    """

    probability: NDArray[np.float32]
    depth: NDArray[np.uint8] | None = None
    classes: NDArray[np.uint8] | None = None

    @property
    def nbytes(self) -> int:
        """Size in memory."""
        beside = [plane.nbytes for plane in (self.depth, self.classes) if plane is not None]
        return self.probability.nbytes + sum(beside)

    def copied(self) -> ImageAnswer:
        """The same in arrays of its own."""
        depth = None if self.depth is None else self.depth.copy()
        classes = None if self.classes is None else self.classes.copy()
        return ImageAnswer(self.probability.copy(), depth, classes)


def used_planes(shape: LViTConfig) -> list[int]:
    """Which planes of a network's output an answer is made of.

    The first mask, the depth, and the classes that are told apart, as far as there are such.
    """
    masks, kinds = shape.classes, shape.object_classes
    if not shape.knows_objects:
        return [0, *range(masks, masks + kinds)]
    first = masks + GEOMETRY_PLANES
    return [0, masks, *range(first, first + kinds)]


def answer_of(
    planes_phw: NDArray[np.float32], size_hw: tuple[int, int], kinds: int = 0
) -> ImageAnswer:
    """The answer at the size of its image, of those planes at the network's scale, 0..1.

    The last ``kinds`` of them tell classes apart.
    """
    probability = resized_answer(planes_phw[0], size_hw)
    beside = len(planes_phw) - 1 - kinds
    depth = as_bytes(resized_answer(planes_phw[1], size_hw)) if beside else None
    if not kinds:
        return ImageAnswer(probability, depth)
    classes = np.empty((kinds, *size_hw), np.uint8)  # one after the other: floats take four times
    for place, plane in enumerate(planes_phw[len(planes_phw) - kinds :]):
        classes[place] = as_bytes(resized_answer(plane, size_hw))
    return ImageAnswer(probability, depth, classes)
