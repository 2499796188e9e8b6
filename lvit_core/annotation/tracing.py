"""Outlines of tens of thousands of objects in seconds, along the borders of their pixels.

The plane is looked at in blocks, never object by object: wherever four pixels meet, what they hold
tells which objects turn there and how. Corners of one object in one row are joined two by two, and
so are those in one column; that gives every ring, and nothing is walked step by step.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np
import numpy.typing as npt

from lvit_core.annotation.plane import TILE_PX, LabelPlane
from lvit_core.geometry import Rect

Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Small = npt.NDArray[np.int32]

_LARGEST_TABLE = 1 << 22  # up to this id a table with a place for each is faster than searching
_BLOCKS_AT_ONCE = 32
_AT_ONCE = 1 << 18  # corners that are joined together: their numbers stay in the processor's cache
# Ways out of a corner.
_EAST, _SOUTH, _WEST, _NORTH, _TWIN = range(5)


@dataclass(frozen=True, eq=False)
class Rings:
    """Closed outlines of some objects, all rings of an object one after the other.

    The inside is at the right hand; each ring begins at its highest corner, of these the left one.

    Args:
        owners: Per ring the object's id, ascending.
        first: Per ring the place of its first point, and the number of points at the end.
        points: ``(N, 2)`` (y, x) corners of pixels in the image, without the first one again.
        nodes: Per point whether three objects or more, or two at a corner, meet there.
        straight: Per point whether the ring goes straight on; only at nodes.
        outer: Per ring whether it is an outer one, not that of a hole.
        crossing: Per ring whether pixels of its object touch at a corner only at one of its points.
    """

    owners: Integers
    first: Integers
    points: Integers
    nodes: Flags
    straight: Flags
    outer: Flags
    crossing: Flags


@dataclass(frozen=True, eq=False)
class _Corners:
    """Where objects turn, one entry for each; who goes straight on at a node has twins there."""

    y: Small
    x: Small
    rank: Small  # place of the object among the wanted ones
    out: npt.NDArray[np.int8]
    east: Flags  # of two entries at one place: whether this one's border lies to the east
    south: Flags  # ... to the south
    in_rows: Flags
    in_columns: Flags
    node: Flags
    crossing: Flags


@dataclass(frozen=True)
class _Way:
    """How objects can go through a corner of pixels.

    Args:
        sides: Which borders there are: above, below, left, right; ``None`` for either.
        pixel: Which of the four pixels around belongs to the object.
        out: The way out.
        east: Whether the horizontal border lies to the east.
        south: Whether the vertical border lies to the south.
        opposite: The pixel which, where it is of the same object, touches at the corner only.
        rows, columns: Whether a border of a row, of a column ends here.
    """

    sides: tuple[bool | None, bool | None, bool | None, bool | None]
    pixel: int
    out: int
    east: bool
    south: bool
    opposite: int | None = None
    rows: bool = True
    columns: bool = True


_UPPER_LEFT, _UPPER_RIGHT, _LOWER_LEFT, _LOWER_RIGHT = range(4)
_ANY = None
_TURNS = (
    # One pixel of the object, and none of it beside that.
    _Way((True, _ANY, True, _ANY), _UPPER_LEFT, _WEST, False, False, _LOWER_RIGHT),
    _Way((True, _ANY, _ANY, True), _UPPER_RIGHT, _NORTH, True, False, _LOWER_LEFT),
    _Way((_ANY, True, True, _ANY), _LOWER_LEFT, _SOUTH, False, True, _UPPER_RIGHT),
    _Way((_ANY, True, _ANY, True), _LOWER_RIGHT, _EAST, True, True, _UPPER_LEFT),
    # Three pixels of the object.
    _Way((True, False, True, False), _LOWER_RIGHT, _NORTH, False, False),
    _Way((True, False, False, True), _LOWER_LEFT, _EAST, True, False),
    _Way((False, True, True, False), _UPPER_RIGHT, _WEST, False, True),
    _Way((False, True, False, True), _UPPER_LEFT, _SOUTH, True, True),
)
# Two pixels of the object, and two different ones beside them: the entry that is reached first
# leads to its twin, which goes on.
_PASSES = tuple(
    _Way(sides, pixel, out if second is (out in (_EAST, _SOUTH)) else _TWIN, second, second,
         rows=out in (_EAST, _WEST), columns=out in (_SOUTH, _NORTH))
    for sides, pixel, out in (
        ((False, True, True, True), _UPPER_LEFT, _WEST),
        ((True, False, True, True), _LOWER_LEFT, _EAST),
        ((True, True, False, True), _UPPER_LEFT, _SOUTH),
        ((True, True, True, False), _UPPER_RIGHT, _NORTH),
    )
    for second in (False, True)
)  # fmt: skip


def trace(plane: LabelPlane, ids: npt.ArrayLike) -> Iterator[Rings]:
    """The rings of the objects ``ids``, which ascend; some thousand objects at a time."""
    wanted = np.asarray(ids, np.int64)
    if not wanted.size:
        return
    rank_of = _Ranks(wanted)
    blocks = _blocks(plane)
    parts = []
    while some := list(islice(blocks, _BLOCKS_AT_ONCE)):
        parts.append(_corners_of([_crossroads(plane, block) for block in some], rank_of))
    if not parts:
        return
    corners = _all_of(parts)
    parts.clear()
    keys = (corners.rank.astype(np.int64) * (plane.height + 1) + corners.y) * (plane.width + 1)
    order = np.argsort((keys + corners.x) * 2 + corners.east, kind="stable")
    del keys
    corners = _taken(corners, order)
    begins = np.searchsorted(corners.rank, np.arange(len(wanted) + 1))
    start = 0
    while start < len(wanted):
        stop = int(np.searchsorted(begins, begins[start] + _AT_ONCE, side="right")) - 1
        stop = min(max(stop, start + 1), len(wanted))
        chunk = slice(int(begins[start]), int(begins[stop]))
        if chunk.start < chunk.stop:
            yield _joined(_taken(corners, chunk), wanted, plane.height)
        start = stop


class _Ranks:
    """The place of an id among those that are wanted, -1 for others."""

    def __init__(self, wanted: Integers) -> None:
        self._wanted = wanted
        self._table: Small | None = None
        if wanted[-1] < _LARGEST_TABLE:
            self._table = np.full(int(wanted[-1]) + 2, -1, np.int32)
            self._table[wanted] = np.arange(len(wanted), dtype=np.int32)

    def __call__(self, labels: Small) -> Small:
        if self._table is not None:
            return self._table[np.minimum(labels, len(self._table) - 1)]
        at = np.minimum(np.searchsorted(self._wanted, labels), len(self._wanted) - 1)
        return np.where(self._wanted[at] == labels, at, -1).astype(np.int32)


def _blocks(plane: LabelPlane) -> Iterator[Rect]:
    """Rectangles of corners, not pixels, around everything drawn."""
    drawn = {(y, x) for (_, y, x), _ in plane.tiles()}
    near = {(y + dy, x + dx) for y, x in drawn for dy in (0, 1) for dx in (0, 1)}
    for row, column in sorted(near):
        y, x = row * TILE_PX, column * TILE_PX
        block = Rect(y, x, min(y + TILE_PX, plane.height + 1), min(x + TILE_PX, plane.width + 1))
        if not block.empty:
            yield block


def _crossroads(plane: LabelPlane, block: Rect) -> Small:
    """``(10, N)``: y, x, the four pixels around, and which of the four borders there are.

    Of all corners in a block where borders of a row and of a column meet.
    """
    window = plane.read(Rect(block.y0 - 1, block.x0 - 1, block.y1, block.x1))
    across, down = window[:, 1:] != window[:, :-1], window[1:] != window[:-1]
    turns = (across[:-1] | across[1:]) & (down[:, :-1] | down[:, 1:])
    y, x = np.divmod(np.flatnonzero(turns), turns.shape[1])
    found = np.empty((10, len(y)), np.int32)
    found[0], found[1] = y + block.y0, x + block.x0
    found[2], found[3] = window[y, x], window[y, x + 1]
    found[4], found[5] = window[y + 1, x], window[y + 1, x + 1]
    found[6], found[7] = found[2] != found[3], found[4] != found[5]
    found[8], found[9] = found[2] != found[4], found[3] != found[5]
    return found


def _corners_of(blocks: list[Small], rank_of: _Ranks) -> _Corners:
    """The corners of wanted objects."""
    found = np.concatenate(blocks, axis=1)
    y, x, pixels, sides = found[0], found[1], found[2:6], found[6:].astype(bool)
    ranks = [rank_of(pixel) for pixel in pixels]
    node = sides.sum(axis=0) >= 3
    parts = []
    for way in (*_TURNS, *_PASSES):
        where = ranks[way.pixel] >= 0
        for side, there in zip(sides, way.sides, strict=True):
            if there is not None:
                where &= side if there else ~side
        place = np.flatnonzero(where)
        one = np.ones(len(place), bool)
        crossing = ~one
        if way.opposite is not None:
            crossing = ranks[way.opposite][place] == ranks[way.pixel][place]
        part = _Corners(
            y[place], x[place], ranks[way.pixel][place], one * np.int8(way.out), one & way.east,
            one & way.south, one & way.rows, one & way.columns, node[place], crossing,
        )  # fmt: skip
        parts.append(part)
    return _all_of(parts)


def _all_of(parts: list[_Corners]) -> _Corners:
    names = _Corners.__dataclass_fields__
    return _Corners(**{n: np.concatenate([getattr(part, n) for part in parts]) for n in names})


def _taken(corners: _Corners, which: Integers | slice) -> _Corners:
    return _Corners(**{n: getattr(corners, n)[which] for n in _Corners.__dataclass_fields__})


def _joined(corners: _Corners, wanted: Integers, height: int) -> Rings:
    """Rings of corners that are sorted by object, row, column and the direction of their border."""
    count = len(corners.y)
    following = _following(corners, height)
    leader = _leaders(following)
    is_leader = leader == np.arange(count)
    size = np.bincount(leader, minlength=count)[is_leader]
    first = np.concatenate(([0], np.cumsum(size)))
    offset = np.zeros(count, np.int64)
    offset[is_leader] = first[:-1]
    order = np.empty(count, np.int64)
    order[offset[leader] + _steps_from(leader, following)] = np.arange(count)
    # A ring that goes straight on has two entries there: one of them is enough.
    kept = corners.out[order] != _TWIN
    order = order[kept]
    first = np.concatenate(([0], np.cumsum(kept)))[first]
    begins = order[first[:-1]]
    found = _taken(corners, order)
    # The highest corner of an outer ring has the object below; of a hole, around.
    return Rings(
        wanted[corners.rank[begins]], first, np.stack((found.y, found.x), axis=1).astype(np.int64),
        found.node, ~(found.in_rows & found.in_columns), corners.out[begins] == _EAST,
        np.logical_or.reduceat(found.crossing, first[:-1]),
    )  # fmt: skip


def _following(corners: _Corners, height: int) -> Integers:
    """For each corner the one that comes next on its ring."""
    count = len(corners.y)
    following = np.empty(count, np.int64)
    width = int(corners.x.max()) + 1
    keys = (corners.rank - corners.rank[0]).astype(np.int64) * width + corners.x
    keys = (keys * (height + 1) + corners.y) * 2 + corners.south
    for order, member, forth, back in (
        (np.arange(count), corners.in_rows, _EAST, _WEST),
        (np.argsort(keys, kind="stable"), corners.in_columns, _SOUTH, _NORTH),
    ):
        ends = order[member[order]]
        first, second = ends[::2], ends[1::2]  # the two ends of every border
        goes = corners.out[first] == forth
        following[first[goes]] = second[goes]
        goes = corners.out[second] == back
        following[second[goes]] = first[goes]
    twins = np.flatnonzero(corners.out == _TWIN)
    # The two entries of one place and object lie side by side.
    following[twins] = np.where(corners.east[twins], twins - 1, twins + 1)
    return following


def _leaders(following: Integers) -> Integers:
    """For each corner the first one of its ring."""
    leader, far = np.arange(len(following)), following
    while True:
        lower = np.minimum(leader, leader[far])
        if np.array_equal(lower, leader):
            return leader
        leader, far = lower, far[far]


def _steps_from(leader: Integers, following: Integers) -> Integers:
    """How many steps each corner lies behind the first one of its ring."""
    numbers = np.arange(len(following))
    far = np.where(leader[following] == following, numbers, following)
    steps = (far != numbers).astype(np.int64)
    while True:
        further = steps + steps[far]
        if np.array_equal(further, steps):
            break
        steps, far = further, far[far]
    behind: Integers = steps[leader] - steps
    return behind
