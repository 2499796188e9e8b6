"""One layer of one image while an import draws on it: who covers whom, counted in pixels.

Objects are drawn on a plane of their own. What comes later lies on top; what was in the project
before lies on top of everything, because a person may have drawn it. An object that the project
holds just as it comes is no second one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.edit import Edit
from lvit_core.annotation.objects import ObjectChange, ObjectRecord, ObjectTable, Provenance
from lvit_core.annotation.patch import MaskPatch, PatchBuilder, TileChange
from lvit_core.annotation.plane import TILE_PX, LabelPlane
from lvit_core.annotation.run_painting import paint
from lvit_core.annotation.runs import Integers, Runs, find_runs
from lvit_core.geometry import Rect
from lvit_core.stopping import refuse_stopped

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
        self._under: dict[int, int] = {}  # the last one that covered it
        self._under_kept: dict[int, dict[int, int]] = {}  # pixels below each that was there before

    def __len__(self) -> int:
        """How many objects were registered."""
        return len(self._records)

    def new(self, record: ObjectRecord, what: str) -> int:
        """Registers an object and returns its number in the project, higher than those before."""
        number = self._table.new_id()
        self._records[number] = replace(record, id=number, layer=self.layer)
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
            if above in self._before:
                kept = self._under_kept.setdefault(below, {})
                kept[above] = kept.get(above, 0) + pixels

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
        """What became of each object that lies under another one, in the order they were drawn.

        One that the project holds is not among them.
        """
        there = self._there if self._before else {}
        return [
            Fate(self._what[number], self._pixels[number], self._hidden[number], self._top(number))
            for number in sorted(self._hidden)
            if number in self._what and number not in there
        ]

    def _top(self, number: int) -> str:
        return self._what.get(self._under[number], _BEFORE)

    def classes(self) -> set[str]:
        """The classes of the objects of which something can be seen."""
        seen = (n for n in self._records if self._hidden[n] < self._pixels[n])
        return {self._records[number].class_name for number in seen}

    def already(self) -> int:
        """How many of the objects the project holds, with the same pixels and class."""
        return len(self._there)

    def unchanged(self) -> int:
        """How many of them `edit` leaves as they are."""
        return len(self._there if self._before else self._staying)

    @property
    def removes(self) -> bool:
        """Whether `edit` takes objects of the project away."""
        return not self._before and len(self._table) > len(self._staying)

    @property
    def left(self) -> set[int]:
        """The numbers of the objects of the project of which those drawn say nothing, or more."""
        return {record.id for record in self._table} - set(self._staying.values())

    @cached_property
    def _there(self) -> dict[int, int]:
        """Of objects that the project holds: the number it has there, by the one given here."""
        pairs = self._found_below() if self._before else self._found_beside()
        return {number: before for number, before in pairs if self._same_class(before, number)}

    def _found_beside(self) -> Iterator[tuple[int, int]]:
        """Objects that lie just where one of the project does; with the number of that."""
        pairs: set[tuple[int, int]] = set()
        for stored, drawn, _ in self._tiles():
            both = np.unique((stored.astype(np.int64) << 32 | drawn).ravel())
            pairs |= {(pair >> 32, pair & 0xFFFFFFFF) for pair in both.tolist() if pair}
        partners = Counter(before for before, _ in pairs)
        mine = Counter(number for _, number in pairs)
        for before, number in pairs:
            if before and number and partners[before] == 1 and mine[number] == 1:
                yield number, before

    def _found_below(self) -> Iterator[tuple[int, int]]:
        """Objects that lie below the one that they became when they came before.

        Of one that was partly covered already then, only what could be seen is there; it has to be
        of the same making.
        """
        for number, kept in self._under_kept.items():
            if self._hidden[number] < self._pixels[number]:
                continue
            for before, pixels in sorted(kept.items(), key=lambda one: -one[1]):
                if pixels < self._stored.extents.area(before):
                    continue  # the other one reaches out of it
                whole = pixels == self._pixels[number]
                if whole or self._same_making(before, number, strictly=True):
                    yield number, before
                    break

    @cached_property
    def _staying(self) -> dict[int, int]:
        """Of `_there`, those of which the data say nothing new."""
        return {one: there for one, there in self._there.items() if self._same_making(there, one)}

    def _same_class(self, before: int, number: int) -> bool:
        record, mine = self._table.get(before), self._records.get(number)
        if record is None or mine is None:
            return False
        return record.class_name == mine.class_name and record.state == mine.state

    def _same_making(self, before: int, number: int, *, strictly: bool = False) -> bool:
        """Whether the data say of an object what the project says, or nothing.

        ``strictly``: where they say nothing, the project has to know nothing more.
        """
        record, mine = self._table.get(before), self._records[number]
        if record is None or record.box != mine.box:
            return False
        made = mine.provenance
        known = made.origin != "import" or made != Provenance(
            "import", made.person, created=made.created
        )
        if not known and not strictly:
            return True
        return replace(made, created=record.provenance.created) == record.provenance

    def edit(self, title: str) -> Edit:
        """What stores the drawing; objects that nothing is left of are not stored."""
        changes: list[TileChange] = []
        staying = {} if self._before else self._staying
        for stored, new, rect in self._tiles():
            # One tile at a time: all of a slide's at once would not fit into memory.
            drawn = self._with_numbers_of(new, staying)
            builder = PatchBuilder(self._stored, live=False)
            builder.write(rect, drawn, stored != drawn)
            changes += builder.finish().tiles
        stay = self._before | set(staying.values())
        gone = [ObjectChange(r, None) for r in self._table if r.id not in stay]
        added = [
            ObjectChange(None, record)
            for number, record in self._records.items()
            if self._hidden[number] < self._pixels[number] and number not in staying
        ]
        return Edit(title, self.layer, MaskPatch(changes), (*gone, *added))

    def _with_numbers_of(
        self, drawn: NDArray[np.int32], staying: dict[int, int]
    ) -> NDArray[np.int32]:
        """The tile with the stored numbers of objects that stay as they are."""
        if not staying:
            return drawn
        first = min(self._records)
        told = np.arange(first - 1, first + len(self._records), dtype=np.int32)
        told[0] = 0
        told[np.fromiter(staying, np.int64) - (first - 1)] = list(staying.values())
        place: NDArray[np.int32] = np.maximum(drawn - (first - 1), 0)
        return told[place]

    def _tiles(self) -> Iterator[tuple[NDArray[np.int32], NDArray[np.int32], Rect]]:
        indices = {index for plane in (self._stored, self._plane) for index, _ in plane.tiles()}
        for index in sorted(indices):
            refuse_stopped()
            rect = self._stored.tile_rect(index)
            yield self._stored.read(rect), self._plane.read(rect), rect
