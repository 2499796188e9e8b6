"""One layer of one image while an import draws on it: who covers whom, counted in pixels.

Objects are drawn on a plane of their own. What comes later lies on top; what was in the project
before lies on top of everything, because a person may have drawn it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.edit import Edit
from lvit_core.annotation.objects import ObjectChange, ObjectRecord, ObjectTable
from lvit_core.annotation.patch import MaskPatch, PatchBuilder, TileChange
from lvit_core.annotation.plane import TILE_PX, LabelPlane
from lvit_core.annotation.run_painting import paint
from lvit_core.annotation.runs import Integers, Runs, find_runs
from lvit_core.geometry import Rect

_BEFORE = "what was drawn before"


@dataclass(frozen=True)
class Fate:
    """What became of one object that lies under another one, whole or in part.

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
        self._kept: Integers = np.array(sorted(self._before), np.int64)
        self._plane = stored.copy() if keep else LabelPlane(stored.height, stored.width)
        self._records: dict[int, ObjectRecord] = {}
        self._what: dict[int, str] = {}
        self._pixels: Counter[int] = Counter()
        self._hidden: Counter[int] = Counter()
        self._under: dict[int, int] = {}  # the last one that covered it; 0 for `_BEFORE`

    def __len__(self) -> int:
        """How many objects were registered."""
        return len(self._records)

    def new(self, record: ObjectRecord, what: str) -> int:
        """Registers an object and returns its number in the project, higher than those before."""
        number = self._table.new_id()
        self._records[number] = ObjectRecord(
            number, self.layer, record.class_name, record.provenance, record.state, record.box
        )
        self._what[number] = what
        return number

    def draw(self, runs: Runs) -> None:
        """Draws objects on top of those drawn so far, each on top of those before it.

        Args:
            runs: Their pixels inside of the image, object after object, by the numbers that `new`
                gave; those of one object do not overlap.
        """
        self._count(runs)
        covered = paint(self._plane, runs, self._kept)
        told = zip(
            covered.below.tolist(), covered.above.tolist(), covered.pixels.tolist(), strict=True
        )
        for below, above, pixels in told:
            self._hidden[below] += pixels
            self._under[below] = max(self._under.get(below, 0), above)

    def draw_labels(self, rect: Rect, numbers: NDArray[np.int32]) -> None:
        """Draws many objects that do not overlap on top of those drawn so far.

        Args:
            rect: Where, inside the image.
            numbers: ``(h, w)`` as `new` gave them, 0 for none.
        """
        for top in range(0, rect.height, TILE_PX):
            runs = find_runs(numbers[top : top + TILE_PX])
            x, y = rect.x0, rect.y0 + top
            self.draw(Runs(runs.row + y, runs.start + x, runs.stop + x, runs.value))

    def _count(self, runs: Runs) -> None:
        numbers, place = np.unique(runs.value, return_inverse=True)
        pixels = np.bincount(place, runs.stop - runs.start).astype(np.int64)
        self._pixels.update(dict(zip(numbers.tolist(), pixels.tolist(), strict=True)))

    def covered(self) -> list[Fate]:
        """What became of each object that lies under another one, in the order they were drawn."""
        return [
            Fate(self._what[number], self._pixels[number], self._hidden[number], self._top(number))
            for number in sorted(self._hidden)
            if number in self._what
        ]

    def _top(self, number: int) -> str:
        return self._what.get(self._under[number], _BEFORE)

    def classes(self) -> set[str]:
        """The classes of the objects of which something can be seen."""
        seen = (n for n in self._records if self._hidden[n] < self._pixels[n])
        return {self._records[number].class_name for number in seen}

    def already(self) -> int:
        """How many of the objects the project holds, with the same pixels and class."""
        pairs: set[tuple[int, int]] = set()
        for stored, drawn, _ in self._tiles():
            both = np.unique((stored.astype(np.int64) << 32 | drawn).ravel())
            pairs |= {(pair >> 32, pair & 0xFFFFFFFF) for pair in both.tolist() if pair}
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
