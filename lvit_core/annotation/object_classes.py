"""What each object is, from planes that say it of pixels: the class likeliest over all of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from lvit_core.annotation.instances import label_counts
from lvit_core.annotation.plane import Labels
from lvit_core.annotation.threshold import LEVELS

_ADDED_PX = 1_000_000


class ToldClass(NamedTuple):
    """What an object is, and how sure a model is of it, 0 to 1; ``None`` where nobody says."""

    name: str
    probability: float | None = None


@dataclass(frozen=True, eq=False)
class ClassPlanes:
    """How likely an object at each pixel is of each class.

    Attributes:
        names: One for each plane, each once.
        planes: uint8 (K, H, W), 0..255 for 0..1.
        known: What was found last, and of which objects.
    """

    names: tuple[str, ...]
    planes: npt.NDArray[np.uint8]
    known: list[tuple[Labels, dict[int, ToldClass]]] = field(default_factory=list, repr=False)

    def __post_init__(self) -> None:
        if self.planes.ndim != 3 or len(self.names) != len(self.planes):
            raise ValueError(f"{self.planes.shape} is not a plane for each of {self.names}")

    def of_objects(self, objects: Labels) -> dict[int, ToldClass]:
        """The likeliest class of each object of int32 (H, W), by its number.

        It is the class of the highest mean over the object's pixels, and that mean is how sure it
        is; of equal ones the first. Of the same array it is found once.
        """
        for asked, found in tuple(self.known):
            if asked is objects:
                return found
        sizes = label_counts(objects)
        means = class_means(objects, self.planes, sizes)
        best = means.argmax(axis=0)
        told = {
            number: ToldClass(self.names[best[number]], float(means[best[number], number]))
            for number in range(1, len(sizes))
            if sizes[number]
        }
        self.known[:] = [(objects, told)]
        return told

    def named(self, names: Sequence[str]) -> ClassPlanes:
        """The same under other names; planes of one name are added up."""
        kept = tuple(dict.fromkeys(names))
        if len(kept) == len(names):
            return ClassPlanes(kept, self.planes)
        planes = np.zeros((len(kept), *self.planes.shape[1:]), np.uint8)
        for name, plane in zip(names, self.planes, strict=True):
            own = planes[kept.index(name)]
            np.minimum(own.astype(np.uint16) + plane, LEVELS, out=own, casting="unsafe")
        return ClassPlanes(kept, planes)


def class_means(
    objects: Labels, planes: npt.NDArray[np.uint8], sizes: npt.NDArray[np.int64]
) -> npt.NDArray[np.float64]:
    """The mean of each plane over each object, float64 (K, n), 0..1; 0 for numbers without pixels.

    Args:
        objects: int32 (H, W), 0 = background.
        planes: uint8 (K, H, W).
        sizes: Pixels of each number 0 to n - 1.
    """
    sums = np.zeros((len(planes), len(sizes)))
    rows = max(1, _ADDED_PX // max(1, objects.shape[1]))
    for top in range(0, objects.shape[0], rows):  # numpy adds up in copies of eight times the size
        part = objects[top : top + rows]
        there = part > 0
        numbers = part[there]
        if numbers.size:
            for place, plane in enumerate(planes):
                seen = plane[top : top + rows][there]
                sums[place] += np.bincount(numbers, seen, minlength=len(sizes))
    means: npt.NDArray[np.float64] = sums / np.maximum(sizes, 1) / LEVELS
    return means
