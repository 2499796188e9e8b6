"""Which objects are not in one piece, or have small holes: what a hand leaves behind unseen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from lvit_core.annotation import libraries
from lvit_core.annotation.plane import LabelPlane, Labels
from lvit_core.geometry import bounding
from lvit_core.wording import counted

SMALL_HOLE_PX = 30  # larger holes are mostly meant
LARGEST_PX = 8 * 1024 * 1024  # of what is drawn; looking takes some 30 bytes a pixel

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Wholeness:
    """How one object is not whole: its pieces, and its holes of at most `SMALL_HOLE_PX`."""

    pieces: int = 1
    holes: int = 0

    @property
    def words(self) -> str:
        """For a person, such as "3 parts, 1 small hole"."""
        parts = [counted(self.pieces, "part")] if self.pieces > 1 else []
        return ", ".join([*parts, *([counted(self.holes, "small hole")] if self.holes else [])])


def not_whole(plane: LabelPlane) -> dict[int, Wholeness]:
    """The objects of a plane that have several pieces or small holes, by id.

    Pieces connect over corners, holes do not. A hole belongs to an object that alone surrounds it.
    Only the part that holds drawn tiles is read; where it is larger than `LARGEST_PX`, nobody
    looks and the result is empty.
    """
    drawn = bounding(plane.tile_rect(index) for index, _ in plane.tiles())
    drawn = drawn.intersect(plane.bounds())
    if drawn.empty or drawn.area > LARGEST_PX:
        return {}
    labels = plane.read(drawn)
    pieces = _pieces(labels)
    holes = _small_holes(labels, pieces.size)
    ids = np.flatnonzero((pieces > 1) | (holes > 0))
    return {int(one): Wholeness(int(pieces[one]), int(holes[one])) for one in ids}


def _pieces(labels: Labels) -> Counts:
    """How many pieces each id has, by id."""
    found = _areas(labels, 2)
    _, first = np.unique(found, return_index=True)
    ids = labels.ravel()[first]
    return np.bincount(ids[ids > 0], minlength=1).astype(np.int64)


def _small_holes(labels: Labels, count: int) -> Counts:
    """How many small holes each of ``count`` ids has."""
    ground = np.pad(labels == 0, 1, constant_values=True)  # the outside is one area, number 1
    found = _areas(ground.astype(np.int32), 1)
    sizes = np.bincount(found.ravel())
    least = np.full(sizes.size, np.iinfo(np.int32).max, np.int32)
    most = np.zeros(sizes.size, np.int32)
    around = np.pad(labels, 1)
    for here, there in (
        (np.s_[1:], np.s_[:-1]),
        (np.s_[:-1], np.s_[1:]),
        (np.s_[:, 1:], np.s_[:, :-1]),
        (np.s_[:, :-1], np.s_[:, 1:]),
    ):
        border = (found[here] > 0) & (around[there] > 0)
        areas, ids = found[here][border], around[there][border]
        np.minimum.at(least, areas, ids)
        np.maximum.at(most, areas, ids)
    small = np.arange(sizes.size) > 1
    small &= (sizes <= SMALL_HOLE_PX) & (least == most)
    return np.bincount(most[small], minlength=count).astype(np.int64)[:count]


def _areas(values: Labels, connectivity: int) -> npt.NDArray[np.int32]:
    """Connected areas of equal values as 1..n, 0 where the value is 0."""
    with libraries.loading:
        from skimage import measure  # noqa: PLC0415 - too slow for the first paint

    library: Any = measure
    found = library.label(values, background=0, connectivity=connectivity)
    return np.asarray(found, np.int32)
