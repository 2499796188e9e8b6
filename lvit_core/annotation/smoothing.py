"""Outlines with few corners that a hand can move, and that still enclose the same pixels.

The staircase along pixel borders is cut from middle to middle of the borders, and points are then
left out while what is left stays within ``TOLERANCE_PX``. The centre of a pixel lies farther from
the cut staircase than that, so that no pixel changes sides. What two objects share is made smooth
once for both: they neither overlap nor come apart.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lvit_core.annotation.tracing import Rings

TOLERANCE_PX = 0.35  # below half of the root of a half: how near a cut comes to a pixel's centre

Integers = npt.NDArray[np.int64]
Points = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class _Cut:
    """Rings from middle to middle of pixel borders; where chains that are shared end is told."""

    first: Integers  # per ring, and the end
    points: Points
    ends: Flags  # per point


def smoothed(rings: Rings) -> tuple[Integers, Points]:
    """The same rings with fewer corners: where each begins, and (y, x) points; inside at the right.

    No ring is lost, and none has fewer than three points.
    """
    from shapely import get_coordinates, linestrings, simplify  # noqa: PLC0415 - only exports

    cut = _cut(rings)
    closed = _begin_at_ends(rings, cut)
    chain, turned, places = _chains(closed)
    lines = linestrings(closed.points[places], indices=chain)
    kept, of_chain = get_coordinates(
        simplify(lines, TOLERANCE_PX, preserve_topology=False), return_index=True
    )
    kept, of_chain = _turned_back(kept, of_chain, turned)
    # The last point of a chain is the first one of the next.
    last = np.flatnonzero(np.append(of_chain[1:] != of_chain[:-1], True))
    keep = np.ones(len(kept), bool)
    keep[last] = False
    ring = _ring_of_chain(closed)[of_chain[keep]]
    first = np.searchsorted(ring, np.arange(len(rings.first)))
    return _none_lost(cut, first, kept[keep])


def _cut(rings: Rings) -> _Cut:
    """Two points for each border between corners, half a pixel from its ends; one where it is 1."""
    start, count = rings.points, len(rings.points)
    after = np.arange(1, count + 1)
    after[rings.first[1:] - 1] = rings.first[:-1]
    stop, ends = start[after], np.empty((count, 2), bool)
    half = np.sign(stop - start) / 2
    points = np.concatenate((start + half, stop - half), axis=1).reshape(-1, 2)
    ends[:, 0], ends[:, 1] = rings.nodes, rings.nodes[after]
    single = np.abs((stop - start) @ np.ones(2, np.int64)) == 1
    ends[single, 0] |= ends[single, 1]
    keep = np.ones((count, 2), bool)
    keep[single, 1] = False
    places = np.concatenate(([0], np.cumsum(2 - single)))
    return _Cut(places[rings.first], points[keep.ravel()], ends.ravel()[keep.ravel()])


def _begin_at_ends(rings: Rings, cut: _Cut) -> _Cut:
    """The rings, each beginning where a chain ends; at their highest point where none does.

    A ring without ends is shared whole or not at all: the highest point is the same for both. Of
    an outer ring it is the first point, of a hole the last.
    """
    size = np.diff(cut.first)
    shift = np.where(rings.outer, 0, size - 1)
    ends = np.flatnonzero(cut.ends)
    if ends.size:
        next_end = ends[np.minimum(np.searchsorted(ends, cut.first[:-1]), len(ends) - 1)]
        inside = (next_end >= cut.first[:-1]) & (next_end < cut.first[1:])
        shift = np.where(inside, next_end - cut.first[:-1], shift)
    base, size_of = np.repeat(cut.first[:-1], size), np.repeat(size, size)
    place = np.arange(len(cut.points)) - base + np.repeat(shift, size)
    order = base + np.where(place >= size_of, place - size_of, place)
    begins = cut.ends[order]
    begins[cut.first[:-1]] = True
    return _Cut(cut.first, cut.points[order], begins)


def _ring(first: Integers) -> Integers:
    return np.repeat(np.arange(len(first) - 1), np.diff(first))


def _ring_of_chain(closed: _Cut) -> Integers:
    return _ring(closed.first)[np.flatnonzero(closed.ends)]


def _chains(closed: _Cut) -> tuple[Integers, Flags, Integers]:
    """Per point of all chains its chain and its place; per chain whether it was turned round.

    Chains have both their ends, and run the same way whichever object they belong to.
    """
    begins = np.flatnonzero(closed.ends)
    stops = np.append(begins[1:], len(closed.points))  # one past the last point, which follows
    size = stops - begins + 1
    chain = np.repeat(np.arange(len(begins)), size)
    base = np.concatenate(([0], np.cumsum(size)))
    inside = np.arange(base[-1]) - base[chain]
    ring = _ring(closed.first)[begins]
    final = np.where(stops == closed.first[ring + 1], closed.first[ring], stops)

    def places_of(inside: Integers) -> Integers:
        return np.where(inside == size[chain] - 1, final[chain], begins[chain] + inside)

    points = closed.points
    # Which way round: by the ends, where they differ, else by the points beside them.
    there, back = points[begins], points[final]
    beside, before = points[places_of(inside)][base[:-1] + 1], points[stops - 1]
    same = (there == back).all(axis=1)
    there, back = np.where(same[:, None], beside, there), np.where(same[:, None], before, back)
    turned = (there[:, 0] > back[:, 0]) | ((there[:, 0] == back[:, 0]) & (there[:, 1] > back[:, 1]))
    return chain, turned, places_of(np.where(turned[chain], size[chain] - 1 - inside, inside))


def _turned_back(
    points: Points, chain: npt.NDArray[np.intp], turned: Flags
) -> tuple[Points, npt.NDArray[np.intp]]:
    begins = np.searchsorted(chain, np.arange(len(turned) + 1))
    place = np.arange(len(chain))
    mirrored = begins[chain] + begins[chain + 1] - 1 - place
    return points[np.where(turned[chain], mirrored, place)], chain


def _none_lost(cut: _Cut, first: Integers, points: Points) -> tuple[Integers, Points]:
    """Rings of which less than a triangle is left stay as they were cut."""
    size = np.diff(first)
    poor = np.flatnonzero(size < 3)
    if not poor.size:
        return first, points
    parts = np.split(points, first[1:-1])
    for ring in poor:
        parts[ring] = cut.points[cut.first[ring] : cut.first[ring + 1]]
    sizes = [len(part) for part in parts]
    return np.concatenate(([0], np.cumsum(sizes))), np.concatenate(parts)
