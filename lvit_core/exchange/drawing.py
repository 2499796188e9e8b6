"""One layer of one image while an import draws on it: who covers whom, counted in pixels.

Objects are drawn on a plane of their own. What comes later lies on top; what was in the project
before lies on top of everything, because a person may have drawn it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.edit import Edit
from lvit_core.annotation.objects import ObjectChange, ObjectRecord, ObjectTable
from lvit_core.annotation.patch import MaskPatch, PatchBuilder, TileChange
from lvit_core.annotation.plane import LabelPlane
from lvit_core.geometry import Rect

_BEFORE = "what was drawn before"


@dataclass(frozen=True)
class Fate:
    """What became of one object.

    Args:
        what: How its file calls it.
        pixels: How many it has in its file.
        hidden: How many of them lie under another object.
        under: What lies on top.
    """

    what: str
    pixels: int
    hidden: int
    under: str

    @property
    def lost(self) -> bool:
        """Whether nothing of it can be seen."""
        return self.hidden >= self.pixels


class LayerDrawing:
    """Draws objects for one layer and makes the edit that stores them.

    Args:
        layer: Its name.
        stored: What the project holds.
        table: The objects it holds.
        keep: Whether they stay; otherwise the edit replaces them.
    """

    def __init__(self, layer: str, stored: LabelPlane, table: ObjectTable, *, keep: bool) -> None:
        self.layer = layer
        self._stored, self._table = stored, table
        self._before = {record.id for record in table} if keep else set()
        self._plane = stored.copy() if keep else LabelPlane(stored.height, stored.width)
        self._records: dict[int, ObjectRecord] = {}
        self._what: dict[int, str] = {}
        self._pixels: Counter[int] = Counter()
        self._hidden: Counter[int] = Counter()
        self._under: dict[int, str] = {}

    def new(self, record: ObjectRecord, what: str) -> int:
        """Registers an object and returns its number in the project."""
        number = self._table.new_id()
        self._records[number] = replace(record, id=number, layer=self.layer)
        self._what[number] = what
        return number

    def draw(self, rect: Rect, numbers: NDArray[np.int32] | int, where: NDArray[np.bool_]) -> None:
        """Draws one object, or many that do not overlap, on top of those drawn so far.

        Args:
            rect: Where, inside the image.
            numbers: As `new` gave them: one, or ``(h, w)``.
            where: bool ``(h, w)``.
        """
        ids = np.broadcast_to(np.asarray(numbers, np.int32), where.shape)
        if isinstance(numbers, int):
            self._pixels[numbers] += int(np.count_nonzero(where))
        else:
            self._count(self._pixels, ids[where])
        under = self._plane.read(rect)
        if self._before:
            blocked = where & np.isin(under, list(self._before))
            for number in self._count(self._hidden, ids[blocked]):
                self._under[number] = _BEFORE
            where = where & ~blocked
        covered = where & (under > 0)
        if covered.any():
            top = int(ids[covered][0])
            for number in self._count(self._hidden, under[covered]):
                self._under[number] = self._what[top]
        self._write(rect, ids, where)

    def _write(self, rect: Rect, ids: NDArray[np.int32], where: NDArray[np.bool_]) -> None:
        # The plane is nobody else's: neither a way back nor its extents are needed.
        for index in self._plane.indices_in(rect):
            place = self._plane.tile_rect(index)
            part = place.intersect(rect)
            source = part.moved(-rect.y0, -rect.x0).slices
            target = self._plane.writable_tile(index)
            inner = part.moved(-place.y0, -place.x0).slices
            np.copyto(target[inner], ids[source], where=where[source])

    def fates(self) -> list[Fate]:
        """What became of each object, in the order they were drawn."""
        return [
            Fate(what, self._pixels[number], self._hidden[number], self._under.get(number, ""))
            for number, what in self._what.items()
        ]

    def already(self) -> int:
        """How many of the objects the project holds, with the same pixels and class."""
        pairs: set[tuple[int, int]] = set()
        for stored, drawn, _ in self._tiles():
            both = np.unique(np.stack((stored.ravel(), drawn.ravel())), axis=1)
            pairs |= {(int(a), int(b)) for a, b in both.T if a or b}
        partners = Counter(before for before, _ in pairs)
        mine = Counter(number for _, number in pairs)
        return sum(
            partners[before] == 1 and mine[number] == 1 and self._same_class(before, number)
            for before, number in pairs
        )

    def _same_class(self, before: int, number: int) -> bool:
        record, mine = self._table.get(before), self._records.get(number)
        return record is not None and mine is not None and record.class_name == mine.class_name

    def edit(self, title: str) -> Edit:
        """What stores the drawing; objects that nothing is left of are not stored."""
        changes: list[TileChange] = []
        for stored, drawn, rect in self._tiles():
            # One tile at a time: all of a slide's at once would not fit into memory.
            builder = PatchBuilder(self._stored, live=False)
            builder.write(rect, drawn, stored != drawn)
            changes += builder.finish().tiles
        gone = [ObjectChange(r, None) for r in self._table if r.id not in self._before]
        new = [
            ObjectChange(None, record)
            for number, record in self._records.items()
            if self._hidden[number] < self._pixels[number]
        ]
        return Edit(title, self.layer, MaskPatch(changes), (*gone, *new))

    def _tiles(self) -> Iterator[tuple[NDArray[np.int32], NDArray[np.int32], Rect]]:
        indices = {index for plane in (self._stored, self._plane) for index, _ in plane.tiles()}
        for index in sorted(indices):
            rect = self._stored.tile_rect(index)
            yield self._stored.read(rect), self._plane.read(rect), rect

    @staticmethod
    def _count(counter: Counter[int], numbers: NDArray[np.int32]) -> list[int]:
        found, counts = np.unique(numbers, return_counts=True)
        pairs = dict(zip(found.tolist(), counts.tolist(), strict=True))
        counter.update(pairs)
        return list(pairs)
