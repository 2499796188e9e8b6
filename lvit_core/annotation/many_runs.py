"""The pixels of many outlines at once, as runs: what thousands of objects are drawn with.

The rule is that of `raster`: a pixel belongs to an outline when its centre lies inside.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from lvit_core.annotation.plane import TILE_PX, LabelPlane
from lvit_core.annotation.runs import Integers, Runs, find_runs

MOST_CROSSINGS = 1 << 23  # of borders and rows of pixels; beyond, no hand has drawn an outline


def runs_inside(
    points: npt.NDArray[np.float64], first: Integers, part: Integers, owner: Integers,
    size: tuple[int, int],
) -> Runs:  # fmt: skip
    """The pixels of an image inside outlines, by owner, row and column.

    Args:
        points: ``(N, 2)`` (y, x), ring after ring, without the first point of a ring again.
        first: Per ring the place of its first point, and the number of points at the end.
        part: Per ring a number, ascending: the rings of one part are one outline with its holes.
        owner: Per part what the runs are called, ascending: where parts of one overlap, pixels
            count once.
        size: Height and width of the image.
    """
    height, width = size
    edge, start, stop = _edges(points, first)
    low, count = _rows(start[:, 0], stop[:, 0], height)
    cross = np.repeat(np.arange(len(edge)), count)
    row = np.arange(len(cross)) + np.repeat(low - (np.cumsum(count) - count), count)
    y0, x0 = start[cross, 0], start[cross, 1]
    dy, dx = stop[cross, 0] - y0, stop[cross, 1] - x0
    column = np.clip(np.ceil(x0 + (row + 0.5 - y0) / dy * dx - 0.5), 0, width).astype(np.int64)
    # Rounding keeps the order, so that whole numbers can be sorted; the inside is between pairs.
    keys = np.sort((part[edge[cross]] * height + row) * (width + 1) + column)
    place, column = np.divmod(keys, width + 1)
    filled = column[::2] < column[1::2]
    of_part, row = np.divmod(place[::2][filled], height)
    return merged(Runs(row, column[::2][filled], column[1::2][filled], owner[of_part]))


def crossings(points: npt.NDArray[np.float64], first: Integers, size: tuple[int, int]) -> Integers:
    """Per ring how often it crosses a row of pixels: what `runs_inside` takes memory for."""
    _, start, stop = _edges(points, first)
    passed = np.concatenate(([0], np.cumsum(_rows(start[:, 0], stop[:, 0], size[0])[1])))
    return np.diff(passed[first])


def _rows(
    begin: npt.NDArray[np.float64], end: npt.NDArray[np.float64], height: int
) -> tuple[Integers, Integers]:
    """The first row whose centre an edge passes, and how many they are."""
    low = np.clip(np.ceil(np.minimum(begin, end) - 0.5), 0, height).astype(np.int64)
    high = np.clip(np.ceil(np.maximum(begin, end) - 0.5), 0, height).astype(np.int64)
    return low, high - low


def runs_of(plane: LabelPlane) -> Runs:
    """All pixels of a plane, by id, row and column."""
    parts = []
    for (_, y, x), tile in plane.tiles():
        runs = find_runs(tile)
        shift_y, shift_x = y * TILE_PX, x * TILE_PX
        parts.append(
            Runs(runs.row + shift_y, runs.start + shift_x, runs.stop + shift_x, runs.value)
        )
    return merged(joined(parts))


def joined(parts: Iterable[Runs]) -> Runs:
    """Runs one after the other."""
    some = list(parts) or [Runs(*(np.zeros(0, np.int64) for _ in range(4)))]
    return Runs(
        np.concatenate([part.row for part in some]),
        np.concatenate([part.start for part in some]),
        np.concatenate([part.stop for part in some]),
        np.concatenate([part.value for part in some]),
    )


def merged(runs: Runs) -> Runs:
    """By value, row and column; those of one value that meet or overlap in a row become one."""
    if not len(runs.row):
        return runs
    order = _order(runs)
    row, start, stop = runs.row[order], runs.start[order], runs.stop[order]
    value = runs.value[order]
    same = (value[1:] == value[:-1]) & (row[1:] == row[:-1])
    line = np.concatenate(([0], np.cumsum(~same))) * (int(stop.max()) + 1)
    reach = np.maximum.accumulate(line + stop)
    begins = np.concatenate(([True], ~same | (line[1:] + start[1:] > reach[:-1])))
    first = np.flatnonzero(begins)
    return Runs(row[first], start[first], np.maximum.reduceat(stop, first), value[first])


def _order(runs: Runs) -> Integers:
    """What sorts runs by value, row and column; one number for all three is sorted far faster."""
    rows, columns = int(runs.row.max()) + 1, int(runs.start.max()) + 1
    if (int(runs.value.max()) + 1) * rows * columns < 1 << 62:
        keys = (runs.value * rows + runs.row) * columns + runs.start
        return np.argsort(keys, kind="stable")
    return np.lexsort((runs.start, runs.row, runs.value))


def _edges(
    points: npt.NDArray[np.float64], first: Integers
) -> tuple[Integers, npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Per edge its ring, where it begins and where it ends."""
    ring = np.repeat(np.arange(len(first) - 1), np.diff(first))
    after = np.arange(1, len(points) + 1)
    filled = first[1:] > first[:-1]
    after[first[1:][filled] - 1] = first[:-1][filled]
    return ring, points, points[after]
