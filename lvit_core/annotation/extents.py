"""Where each object lies: what keeps an edit of one object in ten thousand from reading them all.

The index is built once from the tiles and then follows the patches: areas and centres stay exact,
boxes only grow (a box may be too large after erasing, never too small) and are tightened whenever
somebody reads the object anyway. It is one table of numbers, so that ten thousand objects are
counted, or the whole index copied for a background thread, in well under a millisecond.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lvit_core.annotation.runs import Integers, Measures, combined
from lvit_core.geometry import EMPTY_RECT, Rect

_FAR = np.iinfo(np.int64).max
_GONE = np.array([0, 0, 0, _FAR, _FAR, 0, 0], np.int64)  # any box united with it is that box
_AREA, _SUMS, _CORNER, _END = 0, slice(0, 3), slice(3, 5), slice(5, 7)


@dataclass(frozen=True, slots=True)
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

    def __init__(self, parts: Iterable[Measures] = ()) -> None:
        """Counts what ``parts`` of a plane hold, such as its tiles."""
        self._ids: Integers = np.zeros(0, np.int64)  # ascending; also of objects that are gone
        self._rows: Integers = np.zeros((0, 7), np.int64)  # area, sums, corner, end; by id
        self._highest = 0
        self.add(combined(list(parts)))

    @property
    def highest_id(self) -> int:
        """The highest id that was ever painted here; never falls."""
        return self._highest

    def __contains__(self, object_id: int) -> bool:
        return self.area(object_id) > 0

    def __iter__(self) -> Iterator[int]:
        return iter(self._ids[self._rows[:, _AREA] > 0].tolist())

    def __len__(self) -> int:
        return int(np.count_nonzero(self._rows[:, _AREA]))

    def copy(self) -> ExtentIndex:
        """An independent index of the same objects."""
        other = ExtentIndex()
        other._ids, other._rows, other._highest = self._ids, self._rows.copy(), self._highest
        return other  # ids are replaced as a whole when new ones come, so they may be shared

    def get(self, object_id: int) -> Extent | None:
        row = self._row(object_id)
        if row is None or not row[_AREA]:
            return None
        return Extent(*row.tolist())

    def area(self, object_id: int) -> int:
        """Pixel count, 0 for an object without pixels."""
        row = self._row(object_id)
        return 0 if row is None else int(row[_AREA])

    def areas(self, object_ids: npt.ArrayLike) -> Integers:
        """Pixel counts of many objects, int64 of the same length."""
        wanted = np.asarray(object_ids, np.int64)
        if not self._ids.size:
            return np.zeros(wanted.shape, np.int64)
        places = np.minimum(np.searchsorted(self._ids, wanted), self._ids.size - 1)
        return np.where(self._ids[places] == wanted, self._rows[places, _AREA], 0)

    def box(self, object_id: int) -> Rect:
        """A rectangle that holds the object; empty for an object without pixels."""
        extent = self.get(object_id)
        return EMPTY_RECT if extent is None else extent.box

    def around(self, object_ids: npt.ArrayLike) -> Rect:
        """A rectangle that holds all of these objects; empty where none of them has pixels."""
        rows = self._rows[np.isin(self._ids, object_ids) & (self._rows[:, _AREA] > 0)]
        if not rows.size:
            return EMPTY_RECT
        return Rect(*rows[:, _CORNER].min(axis=0).tolist(), *rows[:, _END].max(axis=0).tolist())

    def centres(self) -> tuple[Integers, npt.NDArray[np.float64]]:
        """Ids of all objects, ascending, and their centres of mass (n, 2) as ``centroid_yx``."""
        there = self._rows[:, _AREA] > 0
        rows = self._rows[there]
        return self._ids[there], rows[:, 1:3] / rows[:, :1] + 0.5

    def tighten(self, object_id: int, box: Rect) -> None:
        """Tell the exact box, found while reading the object."""
        row = self._row(object_id)
        if row is not None and row[_AREA] and not box.empty:
            row[_CORNER] = box.y0, box.x0
            row[_END] = box.y1, box.x1

    def add(self, measures: Measures) -> None:
        """Count pixels that were painted."""
        m = measures
        if not m.ids.size:
            return
        self._highest = max(self._highest, int(m.ids[-1]))  # ids are in ascending order
        self._make_room(m.ids)
        places = np.searchsorted(self._ids, m.ids)
        rows = self._rows[places]
        rows[:, _SUMS] += np.stack((m.area, m.sum_y, m.sum_x), axis=1)
        rows[:, _CORNER] = np.minimum(rows[:, _CORNER], np.stack((m.y0, m.x0), axis=1))
        rows[:, _END] = np.maximum(rows[:, _END], np.stack((m.y1, m.x1), axis=1))
        self._rows[places] = rows

    def subtract(self, measures: Measures) -> None:
        """Count off pixels that were painted over or erased."""
        m = measures
        if not m.ids.size or not self._ids.size:
            return
        places = np.minimum(np.searchsorted(self._ids, m.ids), self._ids.size - 1)
        known = self._ids[places] == m.ids
        places = places[known]
        rows = self._rows[places]
        rows[:, _SUMS] -= np.stack((m.area, m.sum_y, m.sum_x), axis=1)[known]
        rows[rows[:, _AREA] <= 0] = _GONE
        self._rows[places] = rows

    def _row(self, object_id: int) -> Integers | None:
        """The numbers of one object, to be read or written; None for an id never seen."""
        place = int(self._ids.searchsorted(object_id))
        if place == self._ids.size or self._ids[place] != object_id:
            return None
        row: Integers = self._rows[place]
        return row

    def _make_room(self, ids: Integers) -> None:
        places = np.searchsorted(self._ids, ids)
        if self._ids.size:
            there = self._ids[np.minimum(places, self._ids.size - 1)] == ids
            ids, places = ids[~there], places[~there]
        if ids.size:
            self._ids = np.insert(self._ids, places, ids)
            self._rows = np.insert(self._rows, places, _GONE, axis=0)
