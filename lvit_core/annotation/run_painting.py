"""Runs painted onto a plane, thousands of objects at once, and what covers what while they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from lvit_core.annotation.plane import TILE_PX, LabelPlane, Labels, TileIndex
from lvit_core.annotation.runs import Integers, Runs

_PIXELS_AT_ONCE = 1 << 20


@dataclass(frozen=True, eq=False)
class Covered:
    """Which objects cover which: int64 arrays of one length, each pair once.

    Args:
        below: What is covered.
        above: What lies on it, also where that was there before and may not be covered.
        pixels: How many pixels of the one lie directly under the other.
    """

    below: Integers
    above: Integers
    pixels: Integers


def paint(plane: LabelPlane, runs: Runs, kept: Integers) -> Covered:
    """Paints objects in the order of their runs, each on top of those before it.

    Neither the plane's extents nor its revision follow: it must be nobody else's.

    Args:
        plane: Where to.
        runs: Inside of the plane, object after object; those of one object do not overlap.
        kept: Ids, ascending, whose pixels stay as they are.
    """
    pairs = [np.zeros((2, 0), np.int64)]
    for index, part in _by_tile(runs):
        tile = plane.writable_tile(index)
        length = part.stop - part.start
        passed = np.cumsum(length)
        start = 0
        while start < len(length):
            done = passed[start] - length[start]
            stop = max(start + 1, int(np.searchsorted(passed, done + _PIXELS_AT_ONCE, "right")))
            pairs += _painted(tile, _slice(part, slice(start, stop)), kept)
            start = stop
    below, above = np.concatenate(pairs, axis=1)
    base = int(above.max(initial=0)) + 1
    both, pixels = np.unique(below * base + above, return_counts=True)
    return Covered(both // base, both % base, pixels)


def _by_tile(runs: Runs) -> Iterator[tuple[TileIndex, Runs]]:
    """The runs cut at the borders of tiles, by tile, in coordinates of the tile."""
    if not len(runs.row):
        return
    first, last = runs.start // TILE_PX, (runs.stop - 1) // TILE_PX
    count = last - first + 1
    of = np.repeat(np.arange(len(count)), count)
    column = first[of] + np.arange(len(of)) - (np.cumsum(count) - count)[of]
    line = runs.row[of] // TILE_PX
    columns = int(last.max()) + 1
    order = np.argsort(line * columns + column, kind="stable")
    of, line, column = of[order], line[order], column[order]
    found = Runs(
        runs.row[of] - line * TILE_PX,
        np.maximum(runs.start[of] - column * TILE_PX, 0),
        np.minimum(runs.stop[of] - column * TILE_PX, TILE_PX),
        runs.value[of],
    )
    tile = line * columns + column
    edges = np.flatnonzero(np.concatenate(([True], tile[1:] != tile[:-1], [True]))).tolist()
    for begin, end in pairwise(edges):
        yield (0, int(line[begin]), int(column[begin])), _slice(found, slice(begin, end))


def _painted(tile: Labels, runs: Runs, kept: Integers) -> list[npt.NDArray[np.int64]]:
    """Paints into one tile; ``(2, N)`` what was covered and by what, an entry for each pixel."""
    flat = tile.reshape(-1)
    length = runs.stop - runs.start
    total = int(length.sum())
    begins = runs.row * TILE_PX + runs.start - (np.cumsum(length) - length)
    place = np.repeat(begins, length) + np.arange(total)
    value = np.repeat(runs.value.astype(np.int32), length)
    old = flat[place]
    there = np.flatnonzero(old)
    pairs: list[npt.NDArray[np.int64]] = []
    if there.size and kept.size:
        blocked = there[np.isin(old[there], kept)]
        pairs.append(_pair(value[blocked], old[blocked]))
        free = np.ones(total, bool)
        free[blocked] = False
        place, value, old = place[free], value[free], old[free]
        there = np.flatnonzero(old)
    flat[place] = value  # of several at one place the last one stays
    if there.size:
        first = there[np.unique(place[there], return_index=True)[1]]
        pairs.append(_pair(old[first], value[first]))
    covered = place[flat[place] != value]
    if covered.size:
        often = np.zeros(flat.size, bool)
        often[covered] = True
        some = np.flatnonzero(often[place])
        some = some[np.argsort(place[some], kind="stable")]
        same = np.flatnonzero(place[some[1:]] == place[some[:-1]])
        pairs.append(_pair(value[some[same]], value[some[same + 1]]))
    return pairs


def _pair(below: npt.NDArray[np.integer], above: npt.NDArray[np.integer]) -> Integers:
    return np.stack((below, above)).astype(np.int64)


def _slice(runs: Runs, part: slice) -> Runs:
    return Runs(runs.row[part], runs.start[part], runs.stop[part], runs.value[part])
