"""Outlines along pixel corners, divided so that every ring is simple.

Where two pixels of one object touch only at a corner, a traced outline passes that corner twice,
which viewers such as QuPath reject. Rings are therefore cut apart at every corner they visit twice.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from lvit_core.annotation.regions import Region

_LARGEST_TRACED_PX = 250_000  # box area; who moves an object waits for its outline
Corner = tuple[int, int]
CornerRing = list[Corner]

# the turns to try at a crossing, by direction of arrival: right first keeps areas that touch at a
# corner apart; directions are 0 right, 1 down, 2 left, 3 up
_STEP: tuple[Corner, ...] = ((0, 1), (1, 0), (0, -1), (-1, 0))


def outline_rings(mask: npt.NDArray[Any]) -> list[tuple[CornerRing, list[CornerRing]]]:
    """Outer ring and holes of every area of ``mask`` (H, W) connected without diagonals.

    Rings hold the (y, x) corners where the direction changes; outer rings run with the area on the
    right hand (clockwise as seen), holes against it.
    """
    from scipy import ndimage  # noqa: PLC0415 - too slow for the first paint

    area, count = ndimage.label(mask)
    outers: list[CornerRing] = [[] for _ in range(count + 1)]
    holes: list[list[CornerRing]] = [[] for _ in range(count + 1)]
    for walk in _walks(np.asarray(mask, bool)):
        for ring in _simple(walk):
            owner = int(area[_right_hand_pixel(ring)])
            if _doubled_area(ring) > 0:
                outers[owner] = _corners(ring)
            else:
                holes[owner].append(_corners(ring))
    return [(outers[i], holes[i]) for i in range(1, count + 1)]


def outline_of(region: Region) -> list[tuple[float, float]]:
    """The (y, x) corners of the outer ring of a region's largest part, in image coordinates.

    Those of its box where tracing would take too long; none of an empty region.
    """
    if region.empty:
        return []
    rect = region.rect
    if rect.area > _LARGEST_TRACED_PX:
        corners = ((rect.y0, rect.x0), (rect.y0, rect.x1), (rect.y1, rect.x1), (rect.y1, rect.x0))
        return [(float(y), float(x)) for y, x in corners]
    longest = max((outer for outer, _ in outline_rings(region.mask)), key=len)
    return [(float(y + rect.y0), float(x + rect.x0)) for y, x in longest]


def _walks(mask: npt.NDArray[np.bool_]) -> list[CornerRing]:
    """Closed walks along all pixel edges between inside and outside, the inside at the right."""
    padded = np.pad(mask, 1)
    inner = padded[1:-1, 1:-1]
    exits: dict[Corner, list[int]] = {}
    sides = (
        (inner & ~padded[:-2, 1:-1], 0, (0, 0)),  # upper side, walked to the right
        (inner & ~padded[1:-1, 2:], 1, (0, 1)),  # right side, down
        (inner & ~padded[2:, 1:-1], 2, (1, 1)),  # lower side, to the left
        (inner & ~padded[1:-1, :-2], 3, (1, 0)),  # left side, up
    )
    for where, direction, (dy, dx) in sides:
        for y, x in np.argwhere(where).tolist():
            exits.setdefault((y + dy, x + dx), []).append(direction)
    walks = []
    for start in list(exits):
        while exits[start]:
            walks.append(_walk(start, exits))
    return walks


def _walk(start: Corner, exits: dict[Corner, list[int]]) -> CornerRing:
    direction = exits[start].pop()
    walk, (y, x) = [start], start
    while True:
        step = _STEP[direction]
        y, x = y + step[0], x + step[1]
        if (y, x) == start:
            return walk
        walk.append((y, x))
        ways = exits[(y, x)]
        turn = (direction + 1) % 4
        direction = turn if turn in ways else ways[0]
        ways.remove(direction)


def _simple(walk: CornerRing) -> list[CornerRing]:
    """Cut a closed walk into rings that visit no corner twice."""
    rings: list[CornerRing] = []
    path: CornerRing = []
    place: dict[Corner, int] = {}
    for corner in walk:
        if corner in place:
            at = place[corner]
            ring = path[at:]
            rings.append(ring)
            for passed in ring:
                del place[passed]
            del path[at:]
        place[corner] = len(path)
        path.append(corner)
    rings.append(path)
    return rings


def _right_hand_pixel(ring: CornerRing) -> Corner:
    """The pixel inside the area beside the first edge of the ring."""
    (y0, x0), (y1, x1) = ring[0], ring[1]
    if y0 == y1:
        return (y0, x0) if x1 > x0 else (y0 - 1, x1)
    return (y0, x0 - 1) if y1 > y0 else (y1, x0)


def _doubled_area(ring: CornerRing) -> int:
    """Twice the signed area in (x, y) with y downwards: positive when clockwise as seen."""
    points = np.asarray(ring, np.int64)
    following = np.roll(points, -1, axis=0)
    return int((points[:, 1] * following[:, 0] - following[:, 1] * points[:, 0]).sum())


def _corners(ring: CornerRing) -> CornerRing:
    """Only the corners where the ring turns."""
    points = np.asarray(ring, np.int64)
    before, after = points - np.roll(points, 1, axis=0), np.roll(points, -1, axis=0) - points
    turns = (before != after).any(axis=1)
    return [(int(y), int(x)) for y, x in points[turns]]
