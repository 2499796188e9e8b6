"""The pixels of many shapes at once: what lies inside of thousands of outlines is found together.

A slide has tens of thousands of objects, and to draw each by itself takes minutes. One that cannot
be drawn costs itself only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.many_runs import MOST_CROSSINGS, crossings, joined, merged, runs_inside
from lvit_core.annotation.runs import Integers, Runs, find_runs
from lvit_core.errors import LViTError
from lvit_core.exchange.bundle import UNREADABLE, Drawn, Shape, Size
from lvit_core.exchange.outlines import Filled, beyond, box_of, whole_parts
from lvit_core.geometry import Rect
from lvit_core.stopping import refuse_stopped
from lvit_core.wording import said

_SHAPES_AT_ONCE = 4096
_POINTS_AT_ONCE = 1 << 18
_RUNS_AT_ONCE = 1 << 19
_UNREAD = said("Its outline cannot be read.")
_NO_PIXELS = said("It has no pixels inside of the image.")
OUTSIDE = said("It lies outside of the image.")
_TANGLED = said("Its outline goes to and fro too often to be drawn.")


@dataclass(frozen=True, eq=False)
class DrawnShapes:
    """Some shapes that were drawn together.

    Args:
        shapes: They, in the order of drawing.
        runs: Their pixels in the image; the value is the place in ``shapes``, ascending.
        reasons: Why a shape has no pixels, by its place in ``shapes``.
        cut: The places of shapes that lost what reaches out of the image, and whether they would
            lie inside with x and y exchanged.
        scraps: How many pieces with fewer than three corners they have lost.
    """

    shapes: Sequence[Shape]
    runs: Runs
    reasons: dict[int, str] = field(default_factory=dict)
    cut: dict[int, bool] = field(default_factory=dict)
    scraps: int = 0

    def numbered(self, numbers: NDArray[np.int64], places: list[int]) -> Runs:
        """The pixels of the shapes at ``places``, under the ``numbers`` that the shapes have."""
        runs = self.runs
        if len(places) < len(numbers):
            wanted = np.zeros(len(numbers), bool)
            wanted[places] = True
            some = wanted[runs.value]
            runs = Runs(runs.row[some], runs.start[some], runs.stop[some], runs.value[some])
        return Runs(runs.row, runs.start, runs.stop, numbers[runs.value])


def drawn_together(shapes: Iterable[Shape], size: Size) -> Iterator[DrawnShapes]:
    """Draws shapes in their order, as many at a time as fit into a few megabytes.

    Args:
        shapes: They.
        size: Of the image.

    Raises:
        Cancelled: A person asked to stop.
    """
    batch = _Batch(size)
    for shape in shapes:
        batch.add(shape)
        if batch.full:
            for drawn in batch.drawn():
                refuse_stopped()
                yield drawn
            batch = _Batch(size)
    yield from batch.drawn()


class _Batch:
    """Outlines and masks of some shapes, by the place of their shape."""

    def __init__(self, size: Size) -> None:
        self._size = size
        self._shapes: list[Shape] = []
        self._reasons: dict[int, str] = {}
        self._beyond: dict[int, bool] = {}
        self._scraps: dict[int, int] = {}
        self._rings: list[NDArray[np.float64]] = []
        self._parts: list[int] = []  # per ring the number of its part
        self._owners: list[int] = []  # per part the place of its shape
        self._masks: dict[int, Runs] = {}
        self._boxes: dict[int, Rect] = {}  # of outer rings, where holes may reach out of them
        self._points = self._runs = 0

    @property
    def full(self) -> bool:
        """Whether it is time to draw."""
        return (
            len(self._shapes) >= _SHAPES_AT_ONCE
            or self._points >= _POINTS_AT_ONCE
            or self._runs >= _RUNS_AT_ONCE
        )

    def add(self, shape: Shape) -> None:
        """Takes a shape in, or remembers why it cannot be drawn."""
        place = len(self._shapes)
        self._shapes.append(shape)
        try:
            if isinstance(shape.draw, Filled):
                self._outline(place, shape.draw)
                return
            # A format of others may say no more than where the object lies.
            rect, mask, out, exchanged, scraps = Drawn(*shape.draw(self._size))
            runs = find_runs(mask)
            self._lose(place, out, exchanged, scraps)
        except LViTError as error:
            self._reasons[place] = error.message
        except UNREADABLE:
            self._reasons[place] = _UNREAD
        else:
            self._runs += len(runs.row)
            self._masks[place] = Runs(
                runs.row + rect.y0, runs.start + rect.x0, runs.stop + rect.x0,
                np.full(len(runs.row), place),
            )  # fmt: skip

    def _outline(self, place: int, filled: Filled) -> None:
        parts, scraps = whole_parts(filled.parts(self._size))
        self._lose(place, *beyond(parts, self._size), scraps)
        if any(holes for _, holes in parts):
            self._boxes[place] = box_of(parts)
        for outer, holes in parts:
            self._rings += [outer, *holes]
            self._points += sum(map(len, (outer, *holes)))
            self._parts += [len(self._owners)] * (1 + len(holes))
            self._owners.append(place)

    def _lose(self, place: int, out: bool, exchanged: bool, scraps: int) -> None:
        if out:
            self._beyond[place] = exchanged
        if scraps:
            self._scraps[place] = scraps

    def drawn(self) -> Iterator[DrawnShapes]:
        """All that was taken in; fewer shapes at a time where they are large."""
        outlines = _Outlines(self._rings, self._parts, self._owners, self._size)
        weights = outlines.crossings(len(self._shapes))
        for place in np.flatnonzero(weights > MOST_CROSSINGS).tolist():
            self._reasons[place] = _TANGLED
        for place, runs in self._masks.items():
            weights[place] = len(runs.row)
        passed, start = np.concatenate(([0], np.cumsum(weights))), 0
        while start < len(weights):
            most = passed[start] + _RUNS_AT_ONCE
            stop = max(start + 1, int(np.searchsorted(passed, most, "right")) - 1)
            some = [self._masks[n] for n in range(start, stop) if n in self._masks]
            if self._reasons.get(start) != _TANGLED:  # too large for others to be drawn with it
                some.append(self._cut(outlines.inside(start, stop)))
            yield self._of(start, stop, merged(joined(some)))
            start = stop

    def _cut(self, runs: Runs) -> Runs:
        """The runs without what holes, which are filled by turns, add outside of all outlines."""
        if not self._boxes:
            return runs
        boxes = np.tile(np.array([0, 0, *self._size]), (len(self._shapes), 1))
        for place, box in self._boxes.items():
            boxes[place] = box.y0, box.x0, box.y1, box.x1
        y0, x0, y1, x1 = boxes[runs.value].T
        start, stop = np.maximum(runs.start, x0), np.minimum(runs.stop, x1)
        left = (start < stop) & (runs.row >= y0) & (runs.row < y1)
        return Runs(runs.row[left], start[left], stop[left], runs.value[left])

    def _of(self, start: int, stop: int, runs: Runs) -> DrawnShapes:
        value = runs.value - start
        there = np.zeros(stop - start, bool)
        there[value] = True
        reasons = {
            place: self._reasons.get(start + place) or self._no_pixels(start + place)
            for place in np.flatnonzero(~there).tolist()
        }
        runs = Runs(runs.row, runs.start, runs.stop, value)
        cut = {
            place: self._beyond[start + place]
            for place in range(stop - start)
            if start + place in self._beyond and place not in reasons
        }
        scraps = sum(
            self._scraps.get(start + place, 0)
            for place in range(stop - start)
            if place not in reasons
        )
        return DrawnShapes(self._shapes[start:stop], runs, reasons, cut, scraps)

    def _no_pixels(self, place: int) -> str:
        return OUTSIDE if place in self._beyond else _NO_PIXELS


class _Outlines:
    """Rings of outlines, by part and shape."""

    def __init__(
        self, rings: list[NDArray[np.float64]], parts: list[int], owners: list[int], size: Size
    ) -> None:
        self._size = size
        self._points = np.concatenate([np.zeros((0, 2)), *rings])[:, ::-1]
        self._first = np.concatenate(([0], np.cumsum([len(ring) for ring in rings]))).astype(int)
        self._part, self._owners = np.array(parts, np.int64), np.array(owners, np.int64)
        self._shape = self._owners[self._part]  # of each ring

    def crossings(self, count: int) -> Integers:
        """How often the outlines of each of ``count`` shapes cross a row of pixels."""
        found = np.zeros(count, np.int64)
        np.add.at(found, self._shape, crossings(self._points, self._first, self._size))
        return found

    def inside(self, start: int, stop: int) -> Runs:
        """The pixels inside of the outlines of some shapes."""
        low, high = np.searchsorted(self._shape, [start, stop])
        first, part = self._first[low : high + 1], self._part[low:high]
        if low == high:
            return joined([])
        return runs_inside(
            self._points[first[0] : first[-1]], first - first[0], part - part[0],
            self._owners[part[0] :], self._size,
        )  # fmt: skip
