"""The area a round brush sweeps between two points, as exact spans of pixels per row.

A pixel belongs to the sweep when its centre lies within the radius of the segment, decided
analytically per row and never by stamping discs. A straight move therefore paints the same pixels
whether the mouse reports it in one step or in a hundred.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, hypot

import numpy as np
import numpy.typing as npt

from lvit_core.geometry import Rect

# Added to the radius so that centres at exactly that distance (common: whole-number radii at whole
# pixels) are inside whatever the last bit of the arithmetic says.
_TIE_PX = 1e-6
# A smaller disc could fall between pixel centres and paint nothing.
SMALLEST_RADIUS_PX = 0.5**0.5

_Floats = npt.NDArray[np.float64]
Columns = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Spans:
    """Half-open column spans, int64 arrays of one length; rows may repeat, none is empty."""

    row: Columns
    left: Columns
    right: Columns

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


def disc(at: tuple[float, float], radius_px: float, bounds: Rect) -> Spans:
    """Pixels of ``bounds`` with their centre within ``radius_px`` of the point ``at`` (y, x)."""
    rows, centres = _rows(at[0], at[0], radius_px, bounds)
    left, right = _columns(*_disc(at, _reach(radius_px), centres), bounds)
    return _kept(rows, left, right)


def sweep(
    start: tuple[float, float], end: tuple[float, float], radius_px: float, bounds: Rect
) -> Spans:
    """Pixels of ``bounds`` that moving the disc from ``start`` to ``end`` (y, x) adds to it.

    What the disc at ``start`` covers is left out: it is painted already, and leaving it out makes
    the cost follow the move instead of the brush.
    """
    reach = _reach(radius_px)
    rows, centres = _rows(min(start[0], end[0]), max(start[0], end[0]), radius_px, bounds)
    first = _disc(start, reach, centres)
    last = _disc(end, reach, centres)
    band = _band(start, end, reach, centres)
    # a capsule is convex: in every row it is one span, from the leftmost to the rightmost piece
    low = np.minimum(np.minimum(first[0], last[0]), band[0])
    high = np.maximum(np.maximum(first[1], last[1]), band[1])
    left, right = _columns(low, high, bounds)
    inner_left, inner_right = _columns(*first, bounds)
    missed = inner_left >= inner_right  # rows the first disc does not reach
    inner_left = np.where(missed, right, inner_left)
    inner_right = np.where(missed, right, inner_right)
    return _kept(
        np.concatenate((rows, rows)),
        np.concatenate((left, np.maximum(left, inner_right))),
        np.concatenate((np.minimum(right, inner_left), right)),
    )


def _reach(radius_px: float) -> float:
    return max(radius_px, SMALLEST_RADIUS_PX) + _TIE_PX


def _rows(top: float, bottom: float, radius_px: float, bounds: Rect) -> tuple[Columns, _Floats]:
    reach = _reach(radius_px)
    first = max(bounds.y0, ceil(max(top - reach - 0.5, bounds.y0)))
    stop = min(bounds.y1, floor(min(bottom + reach - 0.5, bounds.y1)) + 1)
    rows = np.arange(first, max(first, stop), dtype=np.int64)
    return rows, rows.astype(np.float64) + 0.5


def _disc(at: tuple[float, float], reach: float, centres: _Floats) -> tuple[_Floats, _Floats]:
    square = reach * reach - (centres - at[0]) ** 2
    half = np.sqrt(np.maximum(square, 0.0))
    half[square < 0] = -np.inf
    return at[1] - half, at[1] + half


def _band(
    start: tuple[float, float], end: tuple[float, float], reach: float, centres: _Floats
) -> tuple[_Floats, _Floats]:
    """Per row the span of the rectangle of half width ``reach`` around the segment."""
    length = hypot(end[0] - start[0], end[1] - start[1])
    if length == 0.0:
        nothing = np.full(centres.shape, np.inf)
        return nothing, -nothing
    uy, ux = (end[0] - start[0]) / length, (end[1] - start[1]) / length
    dy = centres - start[0]
    low, high = _slab(ux, dy * uy, 0.0, length)
    low2, high2 = _slab(uy, -dy * ux, -reach, reach)
    low, high = np.maximum(low, low2), np.minimum(high, high2)
    empty = low > high
    low, high = low + start[1], high + start[1]
    low[empty], high[empty] = np.inf, -np.inf
    return low, high


def _slab(slope: float, offset: _Floats, low: float, high: float) -> tuple[_Floats, _Floats]:
    """The x for which ``low <= slope * x + offset <= high``; (inf, -inf) where there is none."""
    if abs(slope) < 1e-12:
        inside = (offset >= low) & (offset <= high)
        return np.where(inside, -np.inf, np.inf), np.where(inside, np.inf, -np.inf)
    one, other = (low - offset) / slope, (high - offset) / slope
    return (one, other) if slope > 0 else (other, one)


def _columns(low: _Floats, high: _Floats, bounds: Rect) -> tuple[Columns, Columns]:
    left = np.clip(np.ceil(low - 0.5), bounds.x0, bounds.x1).astype(np.int64)
    right = np.clip(np.floor(high - 0.5) + 1, bounds.x0, bounds.x1).astype(np.int64)
    return left, right


def _kept(row: Columns, left: Columns, right: Columns) -> Spans:
    some = left < right
    return Spans(row[some], left[some], right[some])
