"""Outlines of tens of thousands of small objects in seconds, the same as `polygons` gives.

Masks are stacked and looked at together, so that the cost is that of their pixels and not that of
a call for each object. Objects whose pixels meet at corners only, or that have several parts and
holes, are rare and go through `polygons` one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from lvit_core.annotation.encodings import Polygon, Ring, polygons
from lvit_core.geometry import Rect

Mask = npt.NDArray[np.bool_]
Integers = npt.NDArray[np.int64]

_STACK_PX = 1 << 20  # pixels that are looked at together
# A border runs with the object on its right: 0 east above it, 1 south, 2 west below it, 3 north.


def many_polygons(objects: Sequence[tuple[Rect, Mask]]) -> list[list[Polygon]]:
    """For each mask ``(h, w)`` with its place the polygons with holes, as `polygons` makes them."""
    found: list[list[Polygon]] = [[] for _ in objects]
    for places in _stacks([mask.shape for _, mask in objects]):
        height = max(objects[place][1].shape[0] for place in places)
        width = max(objects[place][1].shape[1] for place in places)
        stack = np.zeros((len(places), height + 2, width + 2), bool)
        for layer, place in zip(stack, places, strict=True):
            mask = objects[place][1]
            layer[1 : mask.shape[0] + 1, 1 : mask.shape[1] + 1] = mask
        plain = ~_meets_at_corners(stack)
        origins = np.array([(objects[place][0].y0, objects[place][0].x0) for place in places])
        rings = _rings(stack[plain], origins[plain])
        for place, is_plain in zip(places, plain.tolist(), strict=True):
            rect, mask = objects[place]
            made = _joined(next(rings)) if is_plain else None
            found[place] = polygons(mask, (rect.y0, rect.x0)) if made is None else made
    return found


def _stacks(shapes: Sequence[tuple[int, ...]]) -> Iterator[list[int]]:
    """Places of masks of about the same size, few enough for one stack."""
    order = sorted(range(len(shapes)), key=lambda place: max(shapes[place]))
    stack: list[int] = []
    high = wide = 0
    for place in order:
        high, wide = max(high, shapes[place][0] + 2), max(wide, shapes[place][1] + 2)
        if stack and (len(stack) + 1) * high * wide > _STACK_PX:
            yield stack
            stack, high, wide = [], shapes[place][0] + 2, shapes[place][1] + 2
        stack.append(place)
    if stack:
        yield stack


def _meets_at_corners(stack: Mask) -> Mask:
    """Which masks have two pixels that touch at a corner and at no side there."""
    a, b, c, d = stack[:, :-1, :-1], stack[:, :-1, 1:], stack[:, 1:, :-1], stack[:, 1:, 1:]
    return np.asarray(((a == d) & (b == c) & (a != b)).any(axis=(1, 2)))


def _rings(stack: Mask, origins: npt.NDArray[np.int64]) -> Iterator[list[tuple[float, Ring]]]:
    """For each mask its rings with their signed areas; the masks have a border of background."""
    count, height, width = stack.shape
    if not count:
        return
    start, direction = _borders(stack)
    step = np.array([1, width, -1, -width])[direction]
    following = _following(start, start + step, stack.size)
    order, first = _walk(following)
    before = np.empty(len(start), np.int64)
    before[following] = np.arange(len(start))
    is_corner = (direction != direction[before])[order]
    ring = np.repeat(np.arange(len(first)), np.diff([*first, len(order)]))[is_corner]
    corners = start[order][is_corner]
    mask, inside = np.divmod(corners, height * width)
    y, x = np.divmod(inside, width)
    y, x = y - 1 + origins[mask, 0], x - 1 + origins[mask, 1]
    begins = np.searchsorted(ring, np.arange(len(first) + 1))
    after = np.arange(1, len(ring) + 1)
    after[begins[1:] - 1] = begins[:-1]
    areas = np.add.reduceat(x * y[after] - x[after] * y, begins[:-1]) / 2
    points = list(zip(y.astype(float).tolist(), x.astype(float).tolist(), strict=True))
    owners, edges = mask[begins[:-1]].tolist(), begins.tolist()
    found: list[list[tuple[float, Ring]]] = [[] for _ in range(count)]
    for number, (owner, area) in enumerate(zip(owners, areas.tolist(), strict=True)):
        found[owner].append((area, points[edges[number] : edges[number + 1]]))
    yield from found


def _borders(stack: Mask) -> tuple[Integers, Integers]:
    """The corner at which each unit border begins, as an index into the stack, and its direction.

    They are in ascending order of corners.
    """
    _, height, width = stack.shape
    middle = stack[:, 1:-1, 1:-1]
    beside = (stack[:, :-2, 1:-1], stack[:, 1:-1, 2:], stack[:, 2:, 1:-1], stack[:, 1:-1, :-2])
    offsets = ((1, 1), (1, 2), (2, 2), (2, 1))  # of the corner at which the side begins
    starts, directions = [], []
    for number, (other, (dy, dx)) in enumerate(zip(beside, offsets, strict=True)):
        mask, y, x = np.nonzero(middle & ~other)
        starts.append((mask * height + y + dy) * width + x + dx)
        directions.append(np.full(len(mask), number))
    start, direction = np.concatenate(starts), np.concatenate(directions)
    order = np.argsort(start * 4 + direction)
    return start[order], direction[order]


def _following(start: Integers, end: Integers, corners: int) -> Integers:
    """The border that goes on where each ends; one begins at each corner of a plain mask."""
    table = np.zeros(corners, np.int64)
    table[start] = np.arange(len(start))
    return table[end]


def _walk(following: Integers) -> tuple[Integers, list[int]]:
    """The borders ring by ring, and at which place each ring begins."""
    after = following.tolist()
    seen = bytearray(len(after))
    order: list[int] = []
    first: list[int] = []
    for begin in range(len(after)):
        if seen[begin]:
            continue
        first.append(len(order))
        place = begin
        while not seen[place]:
            seen[place] = 1
            order.append(place)
            place = after[place]
    return np.array(order, np.int64), first


def _joined(rings: list[tuple[float, Ring]]) -> list[Polygon] | None:
    """Polygons of the rings of one mask; ``None`` where it is not plain which hole is whose."""
    outer = [ring for area, ring in rings if area > 0]
    holes = [ring for area, ring in rings if area < 0]
    if len(outer) > 1 and holes:
        return None
    return [Polygon(ring, tuple(holes)) for ring in outer]
