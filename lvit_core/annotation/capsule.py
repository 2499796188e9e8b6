"""The area a round brush sweeps between two points, as exact spans of pixels per row.

A pixel belongs to the sweep when its centre lies within the radius of the segment, decided
analytically per row and never by stamping discs. A straight move therefore paints the same pixels
whether the mouse reports it in one step or in a hundred.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, hypot
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from lvit_core.geometry import Rect

# Added to the radius so that centres at exactly that distance (common: whole-number radii at whole
# pixels) are inside whatever the last bit of the arithmetic says.
_TIE_PX = 1e-6
# A smaller disc could fall between pixel centres and paint nothing.
SMALLEST_RADIUS_PX = 0.5**0.5

_BANDS = 8  # so many times `parts` takes rows together,
_FEW_ROWS = 64  # if there are more than these

_Floats = npt.NDArray[np.float64]
_Number: TypeAlias = Any  # a float, or _Floats with one for each row
Columns = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Spans:
    """Half-open column spans, int64 arrays of one length; rows may repeat, none is empty."""

    row: Columns
    left: Columns
    right: Columns

    def behind(self, number: int) -> Spans:
        """All but the first so many."""
        return Spans(self.row[number:], self.left[number:], self.right[number:])

    def moved(self, dy: int, dx: int) -> Spans:
        return Spans(self.row + dy, self.left + dx, self.right + dx)

    @property
    def rect(self) -> Rect:
        """The smallest rectangle around them."""
        if self.row.size == 0:
            return Rect(0, 0, 0, 0)
        return Rect(
            int(self.row.min()),
            int(self.left.min()),
            int(self.row.max()) + 1,
            int(self.right.max()),
        )

    @property
    def parts(self) -> tuple[Rect, ...]:
        """Rectangles that cover them, few and small: a wide brush changes a thin sickle alone."""
        around = self.rect
        if around.height <= _FEW_ROWS:
            return () if around.empty else (around,)
        step = -(-around.height // _BANDS)
        half = self.left >= (around.x0 + around.x1) // 2
        cell = (self.row - around.y0) // step * 2 + half
        order = np.argsort(cell, kind="stable")
        first = np.flatnonzero(np.diff(cell[order], prepend=-1))
        y0, x0 = (np.minimum.reduceat(side[order], first) for side in (self.row, self.left))
        y1, x1 = (np.maximum.reduceat(side[order], first) for side in (self.row + 1, self.right))
        return tuple(map(Rect, y0.tolist(), x0.tolist(), y1.tolist(), x1.tolist()))


def disc(at: tuple[float, float], radius_px: float, bounds: Rect) -> Spans:
    """Pixels of ``bounds`` with their centre within ``radius_px`` of the point ``at`` (y, x)."""
    rows = np.arange(*_row_range(at[0], at[0], radius_px, bounds), dtype=np.int64)
    left, right = _columns(*_disc(at, _reach(radius_px), rows.astype(np.float64) + 0.5), bounds)
    some = left < right
    return Spans(rows[some], left[some], right[some])


def sweep(
    start: tuple[float, float], end: tuple[float, float], radius_px: float, bounds: Rect
) -> Spans:
    """Pixels of ``bounds`` that moving the disc from ``start`` to ``end`` (y, x) adds to it.

    What the disc at ``start`` covers is left out: it is painted already, and leaving it out makes
    the cost follow the move instead of the brush.
    """
    return sweeps((start, end), (radius_px,), bounds)[0]


def sweeps(
    path: Sequence[tuple[float, float]], radii_px: Sequence[float], bounds: Rect
) -> tuple[Spans, int]:
    """What ``sweep`` gives for every leg of a path, computed at once.

    Args:
        path: Two points (y, x) or more.
        radii_px: Of the disc on each leg.
        bounds: Of the image.

    Returns:
        The spans, and how many of them come before the last leg's.
    """
    legs, counts = [], []
    pieces: list[_Floats] = []
    for start, end, radius_px in zip(path[:-1], path[1:], radii_px, strict=True):
        first, stop = _row_range(min(start[0], end[0]), max(start[0], end[0]), radius_px, bounds)
        pieces.append(np.arange(first, stop, dtype=np.float64))
        counts.append(stop - first)
        length = hypot(end[0] - start[0], end[1] - start[1])
        uy, ux = ((end[0] - start[0]) / length, (end[1] - start[1]) / length) if length else (0, 0)
        legs.append((*start, *end, _reach(radius_px), length, uy, ux))
    several = len(legs) > 1
    rows = np.concatenate(pieces) if several else pieces[0]
    y0, x0, y1, x1, reach, length, uy, ux = (
        np.repeat(np.array(legs), counts, 0).T if several else legs[0]
    )
    centres = rows + 0.5
    inner = _disc((y0, x0), reach, centres)
    last = _disc((y1, x1), reach, centres)
    band = _band(centres - y0, x0, reach, length, uy, ux)
    # a capsule is convex: in every row it is one span, from the leftmost to the rightmost piece
    low = np.minimum(np.minimum(inner[0], last[0]), band[0])
    high = np.maximum(np.maximum(inner[1], last[1]), band[1])
    left, right = _columns(low, high, bounds)
    inner_left, inner_right = _columns(*inner, bounds)
    missed = inner_left >= inner_right  # rows the first disc does not reach
    inner_left[missed] = inner_right[missed] = right[missed]
    np.maximum(inner_right, left, out=inner_right)
    np.minimum(inner_left, right, out=inner_left)
    row, before = rows.astype(np.int64), rows.size - counts[-1]
    parts = slice(before), slice(before, None)
    rows_twice = [row[part] for part in parts for _ in range(2)]
    lefts = [side[part] for part in parts for side in (left, inner_right)]
    rights = [side[part] for part in parts for side in (inner_left, right)]
    left, right = np.concatenate(lefts), np.concatenate(rights)
    some = left < right
    spans = Spans(np.concatenate(rows_twice)[some], left[some], right[some])
    return spans, int(np.count_nonzero(some[: 2 * before]))


def _reach(radius_px: float) -> float:
    return max(radius_px, SMALLEST_RADIUS_PX) + _TIE_PX


def _row_range(top: float, bottom: float, radius_px: float, bounds: Rect) -> tuple[int, int]:
    reach = _reach(radius_px)
    first = max(bounds.y0, ceil(max(top - reach - 0.5, bounds.y0)))
    stop = min(bounds.y1, floor(min(bottom + reach - 0.5, bounds.y1)) + 1)
    return first, max(first, stop)


def _disc(at: tuple[_Number, _Number], reach: _Number, centres: _Floats) -> tuple[_Floats, _Floats]:
    square = reach * reach - (centres - at[0]) ** 2
    half = np.sqrt(np.maximum(square, 0.0))
    half[square < 0] = -np.inf
    return at[1] - half, at[1] + half


def _band(
    dy: _Floats, x: _Number, reach: _Number, length: _Number, uy: _Number, ux: _Number
) -> tuple[_Floats, _Floats]:
    """Per row the span of the rectangle of half width ``reach`` around the segment."""
    low, high = _slab(ux, dy * uy, 0.0, length)
    low2, high2 = _slab(uy, -dy * ux, -reach, reach)
    low, high = np.maximum(low, low2), np.minimum(high, high2)
    empty = (low > high) | (length == 0.0)
    low, high = low + x, high + x
    low[empty], high[empty] = np.inf, -np.inf
    return low, high


def _slab(slope: _Number, offset: _Floats, low: _Number, high: _Number) -> tuple[_Floats, _Floats]:
    """The x for which ``low <= slope * x + offset <= high``; (inf, -inf) where there is none."""
    flat = np.abs(slope) < 1e-12
    if not np.any(flat):
        one, other = (low - offset) / slope, (high - offset) / slope
        return np.minimum(one, other), np.maximum(one, other)
    inside = (offset >= low) & (offset <= high)
    level = np.where(inside, -np.inf, np.inf)
    if np.all(flat):
        return level, -level
    slope = np.where(flat, 1.0, slope)
    one, other = (low - offset) / slope, (high - offset) / slope
    return (
        np.where(flat, level, np.minimum(one, other)),
        np.where(flat, -level, np.maximum(one, other)),
    )


def _columns(low: _Floats, high: _Floats, bounds: Rect) -> tuple[Columns, Columns]:
    left = np.minimum(np.maximum(np.ceil(low - 0.5), bounds.x0), bounds.x1)
    right = np.minimum(np.maximum(np.floor(high - 0.5) + 1, bounds.x0), bounds.x1)
    return left.astype(np.int64), right.astype(np.int64)
