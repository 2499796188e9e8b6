"""Where each object lies: what keeps an edit of one object in ten thousand from reading them all.

The index is built once from the tiles and then follows the patches: areas and centres stay exact,
boxes only grow (a box may be too large after erasing, never too small) and are tightened whenever
somebody reads the object anyway.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy.typing as npt

from lvit_core.annotation.runs import Measures, measure
from lvit_core.geometry import EMPTY_RECT, Rect


@dataclass(slots=True)
class Extent:
    """One object: pixel count, sums of pixel indices, and the corners of a box that holds it."""

    area: int
    sum_y: int
    sum_x: int
    y0: int
    x0: int
    y1: int
    x1: int

    @property
    def box(self) -> Rect:
        """A rectangle that holds the object."""
        return Rect(self.y0, self.x0, self.y1, self.x1)

    @property
    def centroid_yx(self) -> tuple[float, float]:
        """Centre of mass in image coordinates, where pixel (0, 0) covers [0, 1) x [0, 1)."""
        return self.sum_y / self.area + 0.5, self.sum_x / self.area + 0.5


class ExtentIndex:
    """Extents by object id; an id is present exactly while it has pixels."""

    def __init__(self) -> None:
        self._extents: dict[int, Extent] = {}
        self._highest = 0

    @property
    def highest_id(self) -> int:
        """The highest id that was ever painted here; never falls."""
        return self._highest

    def __contains__(self, object_id: int) -> bool:
        return object_id in self._extents

    def __iter__(self) -> Iterator[int]:
        return iter(self._extents)

    def __len__(self) -> int:
        return len(self._extents)

    def get(self, object_id: int) -> Extent | None:
        return self._extents.get(object_id)

    def area(self, object_id: int) -> int:
        """Pixel count, 0 for an object without pixels."""
        extent = self._extents.get(object_id)
        return 0 if extent is None else extent.area

    def box(self, object_id: int) -> Rect:
        """A rectangle that holds the object; empty for an object without pixels."""
        extent = self._extents.get(object_id)
        return EMPTY_RECT if extent is None else extent.box

    def tighten(self, object_id: int, box: Rect) -> None:
        """Tell the exact box, found while reading the object."""
        extent = self._extents.get(object_id)
        if extent is not None and not box.empty:
            extent.y0, extent.x0, extent.y1, extent.x1 = box.y0, box.x0, box.y1, box.x1

    def add_labels(self, labels: npt.NDArray[Any], y0: int, x0: int) -> None:
        """Count the ids of ``labels`` (H, W) with corner (y0, x0)."""
        self.add(measure(labels, y0, x0))

    def add(self, measures: Measures) -> None:
        """Count pixels that were painted."""
        m = measures
        if m.ids.size:
            self._highest = max(self._highest, int(m.ids[-1]))  # ids are in ascending order
        boxes = zip(m.y0.tolist(), m.x0.tolist(), m.y1.tolist(), m.x1.tolist(), strict=True)
        for (object_id, area, sum_y, sum_x), box in zip(_sums(measures), boxes, strict=True):
            extent = self._extents.get(object_id)
            if extent is None:
                self._extents[object_id] = Extent(area, sum_y, sum_x, *box)
                continue
            extent.area += area
            extent.sum_y += sum_y
            extent.sum_x += sum_x
            y0, x0, y1, x1 = box
            extent.y0, extent.x0 = min(extent.y0, y0), min(extent.x0, x0)
            extent.y1, extent.x1 = max(extent.y1, y1), max(extent.x1, x1)

    def subtract(self, measures: Measures) -> None:
        """Count off pixels that were painted over or erased."""
        extents = self._extents
        for object_id, area, sum_y, sum_x in _sums(measures):
            extent = extents.get(object_id)
            if extent is None:
                continue
            if extent.area <= area:
                del extents[object_id]
                continue
            extent.area -= area
            extent.sum_y -= sum_y
            extent.sum_x -= sum_x


def _sums(measures: Measures) -> Iterator[tuple[int, int, int, int]]:
    m = measures
    return zip(m.ids.tolist(), m.area.tolist(), m.sum_y.tolist(), m.sum_x.tolist(), strict=True)
