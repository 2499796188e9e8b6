"""Polygons to pixels: a pixel belongs to a polygon when its centre lies inside.

One scanline rule serves the lasso (non-zero winding, so a loop that crosses itself leaves no hole)
and polygons with holes (even-odd over all rings). It needs no imaging library, so the first lasso
of the day is as fast as the second.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

import numpy as np
import numpy.typing as npt

from lvit_core.annotation.plane import LabelPlane
from lvit_core.annotation.regions import NOWHERE, Region
from lvit_core.geometry import Rect

PointsYX = Sequence[tuple[float, float]] | npt.NDArray[np.float64]
_Floats = npt.NDArray[np.float64]
_Ints = npt.NDArray[np.int64]


def polygon_region(
    rings: Sequence[PointsYX], bounds: Rect, rule: Literal["nonzero", "evenodd"] = "nonzero"
) -> Region:
    """The pixels of ``bounds`` inside the rings, each a closed polygon of (y, x) image points.

    Rings may leave ``bounds`` and need not repeat their first point. Centres exactly on an edge
    belong to one side of it only, so polygons that share an edge never share a pixel.
    """
    starts, ends = _edges(rings)
    if starts.size == 0:
        return NOWHERE
    rows, columns, turns = _crossings(starts, ends, bounds)
    if rows.size == 0:
        return NOWHERE
    order = np.lexsort((columns, rows))
    rows, columns, turns = rows[order], columns[order], turns[order]
    winding = np.cumsum(turns)  # closed rings: back at zero after every row
    inside = winding != 0 if rule == "nonzero" else (winding & 1) == 1
    first = np.flatnonzero(inside)
    left = np.clip(np.ceil(columns[first] - 0.5), bounds.x0, bounds.x1).astype(np.int64)
    right = np.clip(np.ceil(columns[first + 1] - 0.5), bounds.x0, bounds.x1).astype(np.int64)
    some = left < right
    row, left, right = rows[first][some], left[some], right[some]
    if row.size == 0:
        return NOWHERE
    rect = Rect(int(row.min()), int(left.min()), int(row.max()) + 1, int(right.max()))
    steps = np.zeros((rect.height, rect.width + 1), np.int16)
    np.add.at(steps, (row - rect.y0, left - rect.x0), 1)
    np.add.at(steps, (row - rect.y0, right - rect.x0), -1)
    mask = np.cumsum(steps, axis=1, dtype=np.int16)[:, :-1] > 0
    return Region(rect, mask)


def line_pixels(points_yx: PointsYX, bounds: Rect) -> Region:
    """The pixels of ``bounds`` a path goes through, without diagonal steps.

    A path without diagonal steps leaves no gap that eight-connected pixels could slip through.
    """
    points = np.asarray(points_yx, np.float64).reshape(-1, 2)
    cells: list[npt.NDArray[np.int64]] = []
    for start, end in pairwise(points):
        steps = int(np.abs(end - start).max() * 2) + 1
        path = start + np.linspace(0, 1, steps + 1)[:, None] * (end - start)
        path[-1] = end  # rounding may have left it a hair away, in the pixel beside
        cells.append(np.floor(path).astype(np.int64))
    if not cells:
        cells.append(np.floor(points).astype(np.int64))
    walk = np.concatenate(cells)
    if walk.size == 0:
        return NOWHERE
    corner = np.stack((walk[:-1, 0], walk[1:, 1]), axis=1)  # turns a diagonal step into two
    walk = np.concatenate((walk, corner))
    within = (walk >= (bounds.y0, bounds.x0)).all(axis=1)
    within &= (walk < (bounds.y1, bounds.x1)).all(axis=1)
    walk = walk[within]
    if walk.size == 0:
        return NOWHERE
    (y0, x0), (y1, x1) = walk.min(axis=0), walk.max(axis=0) + 1
    rect = Rect(int(y0), int(x0), int(y1), int(x1))
    mask = np.zeros((rect.height, rect.width), bool)
    mask[walk[:, 0] - rect.y0, walk[:, 1] - rect.x0] = True
    return Region(rect, mask)


def _edges(rings: Sequence[PointsYX]) -> tuple[_Floats, _Floats]:
    starts, ends = [], []
    for ring in rings:
        points = np.asarray(ring, np.float64).reshape(-1, 2)
        points = points[np.isfinite(points).all(axis=1)]
        if len(points) >= 3:
            starts.append(points)
            ends.append(np.roll(points, -1, axis=0))
    if not starts:
        return np.zeros((0, 2)), np.zeros((0, 2))
    return np.concatenate(starts), np.concatenate(ends)


def _crossings(starts: _Floats, ends: _Floats, bounds: Rect) -> tuple[_Ints, _Floats, _Ints]:
    """Where edges cross the lines through pixel centres: row, x, and +1 down or -1 up."""
    upper = np.minimum(starts[:, 0], ends[:, 0])
    lower = np.maximum(starts[:, 0], ends[:, 0])
    first = np.clip(np.ceil(upper - 0.5), bounds.y0, bounds.y1).astype(np.int64)
    stop = np.clip(np.ceil(lower - 0.5), bounds.y0, bounds.y1).astype(np.int64)
    count = np.maximum(stop - first, 0)
    edge = np.repeat(np.arange(len(starts)), count)
    rows = np.arange(count.sum()) + np.repeat(first - (np.cumsum(count) - count), count)
    y0, x0 = starts[edge, 0], starts[edge, 1]
    dy, dx = ends[edge, 0] - y0, ends[edge, 1] - x0
    columns = x0 + (rows + 0.5 - y0) / dy * dx
    return rows, columns, np.where(dy > 0, 1, -1)


def ids_along(plane: LabelPlane, path: Sequence[tuple[float, float]]) -> list[int]:
    """Objects under a path of (y, x), the one it began on first."""
    line = line_pixels(path, plane.bounds())
    under = np.unique(plane.read(line.rect)[line.mask])
    first = plane.value_at(*path[0])
    rest = [int(i) for i in under if i and i != first]
    return [first, *rest] if first else rest


def ids_inside(plane: LabelPlane, path: Sequence[tuple[float, float]]) -> list[int]:
    """Objects whose centre of mass a closed path of (y, x) goes around, in ascending order."""
    ids, centres = plane.extents.centres()
    corners = np.asarray(path, np.float64)
    low, high = corners.min(axis=0), corners.max(axis=0)
    near = np.all((centres >= low) & (centres <= high), axis=1)
    ids, centres = ids[near], centres[near]
    inside = np.zeros(ids.size, bool)
    for (y0, x0), (y1, x1) in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        if y0 == y1:
            continue
        crossed = (centres[:, 0] >= min(y0, y1)) & (centres[:, 0] < max(y0, y1))
        inside ^= crossed & (centres[:, 1] < x0 + (centres[:, 0] - y0) * (x1 - x0) / (y1 - y0))
    return [int(number) for number in ids[inside]]
