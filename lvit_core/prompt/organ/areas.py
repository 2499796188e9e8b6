"""The areas of a mask and the zones they reach, by rules that stand here and nowhere else.

An area is a connected component (8 neighbours) of at least the smallest size. Its side is the one
of the lung it lies in; an area that touches no lung is divided at the lungs' midline, or at the
image's where lungs are not both known. It belongs to each zone that holds at least 10 % of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, cast

import numpy as np
import numpy.typing as npt

from lvit_core.geometry import Rect
from lvit_core.prompt.organ.zones import ZoneMap

SMALLEST_SHARE = 0.001  # of the image's area
ZONE_SHARE = 0.10  # of the component's area

_Labels: TypeAlias = "npt.NDArray[np.int32]"


@dataclass(frozen=True)
class Area:
    """One connected component.

    Attributes:
        shares: Side -> level -> fraction of the component's area (0 to 1), all non-zero ones.
        zones: Side -> levels that hold at least 10 %, from the top down; at least one of them.
        area_px: Number of pixels.
        rect: Bounding rectangle.
    """

    shares: Mapping[str, Mapping[str, float]]
    zones: Mapping[str, tuple[str, ...]]
    area_px: int
    rect: Rect

    @property
    def side(self) -> str:
        """The side that holds most of it, or ``"both"`` for one that reaches over the middle."""
        return next(iter(self.zones)) if len(self.zones) == 1 else "both"


def smallest_px(
    shape: tuple[int, int],
    pixels: float | None = None,
    mm2: float | None = None,
    spacing_mm: tuple[float, float] | None = None,
) -> float:
    """The smallest area that counts, in pixels: as set, else 0.1 % of the image.

    ``mm2`` needs the pixel spacing (row, column) in mm; without one it is not used.
    """
    if pixels is not None:
        return pixels
    if mm2 is not None and spacing_mm is not None:
        return mm2 / (spacing_mm[0] * spacing_mm[1])
    return SMALLEST_SHARE * shape[0] * shape[1]


def find_areas(
    mask: npt.NDArray[np.generic], zone_map: ZoneMap, smallest: float
) -> tuple[tuple[Area, ...], int]:
    """All areas of a mask, from the top down, and how many pieces are too small to be one.

    Args:
        mask: (H, W) mask or label plane; non-zero is inside.
        smallest: Pieces with fewer pixels are left out.
    """
    from scipy import ndimage  # noqa: PLC0415 - 0.1 s that the window's first paint does not need

    labels = cast(_Labels, ndimage.label(mask != 0, np.ones((3, 3), int))[0])
    sizes = np.bincount(labels.ravel())
    places = cast(Sequence[tuple[slice, slice]], ndimage.find_objects(labels))
    areas = []
    for label, (rows, columns) in enumerate(places, start=1):
        if sizes[label] >= smallest:
            rect = Rect(rows.start, columns.start, rows.stop, columns.stop)
            areas.append(_area(labels[rows, columns] == label, rect, zone_map))
    return tuple(areas), len(places) - len(areas)


def _area(inside: npt.NDArray[np.bool_], rect: Rect, zone_map: ZoneMap) -> Area:
    area_px = int(inside.sum())
    shares: dict[str, dict[str, float]] = {}
    for side, pixels in _by_side(inside, rect, zone_map).items():
        per_row = pixels.sum(axis=1)
        bounds = zone_map.bounds(side)[1:-1]
        level_of_row = np.searchsorted(bounds, np.arange(rect.y0, rect.y1), side="right")
        counts = np.bincount(level_of_row, weights=per_row, minlength=len(zone_map.levels))
        shares[side] = {
            level: float(count) / area_px
            for level, count in zip(zone_map.levels, counts, strict=True)
            if count
        }
    return Area(shares, _reached(shares), area_px, rect)


def _by_side(
    inside: npt.NDArray[np.bool_], rect: Rect, zone_map: ZoneMap
) -> dict[str, npt.NDArray[np.bool_]]:
    """The component's pixels of each side."""
    left, right = zone_map.sides
    if zone_map.labels is not None:
        lungs = zone_map.labels[rect.slices]
        touched = [int((inside & (lungs == value)).sum()) for value in (1, 2)]
        reaches_both = min(touched) >= ZONE_SHARE * inside.sum()
        if any(touched) and not reaches_both:
            return {left if touched[0] >= touched[1] else right: inside}
    else:
        lungs = np.zeros(inside.shape, np.uint8)
    columns = np.arange(rect.x0, rect.x1)[None, :] + 0.5
    on_left = (lungs == 1) | ((lungs == 0) & (columns < zone_map.midline_x))
    halves = {left: inside & on_left, right: inside & ~on_left}
    return {side: pixels for side, pixels in halves.items() if pixels.any()}


def _reached(shares: Mapping[str, Mapping[str, float]]) -> dict[str, tuple[str, ...]]:
    reached = {
        side: tuple(level for level, share in levels.items() if share >= ZONE_SHARE)
        for side, levels in shares.items()
    }
    return {side: levels for side, levels in reached.items() if levels}
