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
from lvit_core.annotation.objects import ObjectChange, ObjectRecord, ObjectTable
from lvit_core.annotation.patch import MaskPatch, PatchBuilder, TileChange
from lvit_core.annotation.plane import TILE_PX, LabelPlane
from lvit_core.annotation.run_painting import paint
from lvit_core.annotation.runs import Integers, Runs, find_runs
from lvit_core.geometry import Rect
from lvit_core.stopping import refuse_stopped
from lvit_core.wording import said


@dataclass(frozen=True)
class Fate:
    """What became of one object that lies under another one, whole or in part.

    Args:
        what: How its file calls it.
        pixels: How many it has in its file.
        hidden: How many of them lie under another object.
        under: What lies on top.
        rest: Whether what is left of it seems to be there, from an import before.
    """

    what: str
    pixels: int
    hidden: int
    under: str
    rest: bool = False

    @property
    def lost(self) -> bool:
        """Whether nothing of it can be seen."""
        return self.hidden >= self.pixels


class LayerDrawing:
    """Draws objects for one layer and makes the edit that stores them.

    Where the project's objects stay, they are drawn twice: below these, and by themselves, so that
    what can be seen of each is what its data say. To be asked once all of them are drawn.

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
        self._alone = LabelPlane(stored.height, stored.width)
        self._plane = stored.copy() if keep else self._alone
        self._records: dict[int, ObjectRecord] = {}
        self._told: set[int] = set()  # those of which the data say who made them
        self._what: dict[int, str] = {}
        self._pixels: Counter[int] = Counter()
        self._hidden: Counter[int] = Counter()
        self._hidden_alone: Counter[int] = Counter()  # below others that were drawn
        self._under: dict[int, int] = {}  # the last one that covered it
        self._under_kept: dict[int, dict[int, int]] = {}  # pixels below each that was there before

    def __len__(self) -> int:
        """How many objects were registered."""
        return len(self._records)

    def new(self, record: ObjectRecord, what: str, *, told: bool = False) -> int:
        """Registers an object and returns its number in the project, higher than those before.

        ``told``: the data say who made it and how sure that was, not only where it lies.
        """
        number = self._table.new_id()
        self._records[number] = replace(record, id=number, layer=self.layer)
        self._what[number] = what
        if told:
            self._told.add(number)
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
        if self._plane is not self._alone:
            alone = paint(self._alone, runs, np.zeros(0, np.int64))
            for below, pixels in zip(alone.below.tolist(), alone.pixels.tolist(), strict=True):
                self._hidden_alone[below] += pixels

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
        found, there = [], self._there if self._before else {}
        for number in sorted(self._hidden):
            if number in self._what and number not in there:
                what, top, rest = self._what[number], self._top(number), number in self._rests
                found.append(Fate(what, self._pixels[number], self._hidden[number], top, rest))
        return found

    def _top(self, number: int) -> str:
        return self._what.get(self._under[number]) or said("what was drawn before")

    @property
    def classes(self) -> set[str]:
        """The classes of the objects of which something can be seen."""
        seen = (number for number in self._records if self._seen(number))
        return {self._records[number].class_name for number in seen}

    @property
    def already(self) -> int:
        """How many of the objects the project holds, with the same pixels and class."""
        return len(self._there)

    @property
    def unchanged(self) -> int:
        """How many of them `edit` leaves as they are."""
        return len(self._there if self._before else self._staying)

    @property
    def otherwise(self) -> int:
        """How many of those the project holds are of another making there than the data say."""
        return len(self._there) - len(self._staying)

    @property
    def empties(self) -> int:
        """How many objects of the project there are where the data say that there is nothing."""
        return 0 if self._records else len(self._table)

    @property
    def removes(self) -> int:
        """How many objects of the project `edit` takes away."""
        return 0 if self._before else len(self._table) - len(self._staying)

    @property
    def left(self) -> set[int]:
        """The numbers of the objects of the project of which those drawn say nothing, or more."""
        said_of = {*self._staying.values(), *self._rests.values()}
        return {record.id for record in self._table} - said_of

    def _shown(self, number: int) -> int:
        """How many pixels of an object can be seen among those that were drawn."""
        hidden = self._hidden if self._plane is self._alone else self._hidden_alone
        return self._pixels[number] - hidden[number]

    def _seen(self, number: int) -> int:
        """How many of these lie on free ground, too."""
        return self._pixels[number] - self._hidden[number]

    @cached_property
    def _below(self) -> dict[int, dict[int, int]]:
        """Pixels seen of an object that one of the project has, by its number and by theirs."""
        shared: dict[int, dict[int, int]] = {}
        for stored, drawn, _ in self._tiles(self._alone):
            both = (stored > 0) & (drawn > 0)
            pairs = stored[both].astype(np.int64) << 32 | drawn[both]
            values, counts = np.unique(pairs, return_counts=True)
            for pair, count in zip(values.tolist(), counts.tolist(), strict=True):
                of = shared.setdefault(pair & 0xFFFFFFFF, {})
                of[pair >> 32] = of.get(pair >> 32, 0) + count
        return shared

    @cached_property
    def _there(self) -> dict[int, int]:
        """Of objects that the project holds: the number it has there, by the one given here.

        Each has just the pixels of the other, or those that can be seen of it; one answers for one.
        """
        found = {
            number: before
            for number, shared in self._below.items()
            for before, pixels in shared.items()
            if self._answers(before, number, pixels, self._shown(number))
        }
        taken = {*found.values()}
        for number, whole in sorted(self._under_kept.items(), reverse=True):
            for before, pixels in whole.items():
                if number in found or before in taken:
                    continue
                if self._answers(before, number, pixels, self._pixels[number]):
                    found[number] = before
                    taken.add(before)
        return found

    def _answers(self, before: int, number: int, shared: int, pixels: int) -> bool:
        same = shared == pixels == self._stored.extents.area(before)
        return same and self._same_class(before, number)

    @cached_property
    def _rests(self) -> dict[int, int]:
        """Of objects below those of the project: the one that may be what an import left of it.

        What lay on top then took the rest. Several such objects are no rest of one.
        """
        found, taken = dict[int, int](), {*self._there.values()}
        for number, shared in self._below.items():
            if number in self._there or self._seen(number):
                continue
            inside = [
                one
                for one, pixels in shared.items()
                if one not in taken and pixels == self._stored.extents.area(one)
                and self._same_class(one, number)
            ]  # fmt: skip
            if len(inside) == 1 and self._same_making(inside[0], number):
                found[number] = inside[0]
        return found

    @cached_property
    def _staying(self) -> dict[int, int]:
        """Of `_there`, those of which the data say nothing new."""
        return {one: there for one, there in self._there.items() if self._same_making(there, one)}

    def _same_class(self, before: int, number: int) -> bool:
        record, mine = self._table.get(before), self._records.get(number)
        if record is None or mine is None:
            return False
        return record.class_name == mine.class_name and record.state == mine.state

    def _same_making(self, before: int, number: int) -> bool:
        """Whether the data say of an object what the project says, or nothing."""
        record, mine = self._table.get(before), self._records[number]
        if record is None or record.box != mine.box:
            return False
        if mine.probability not in (None, record.probability):
            return False
        made, known = mine.provenance, record.provenance
        return (
            number not in self._told
            or replace(made, created=made.created or known.created) == known
        )

    def edit(self, title: str) -> Edit:
        """What stores the drawing; objects that nothing is left of are not stored."""
        changes: list[TileChange] = []
        staying = {} if self._before else self._staying
        for stored, new, rect in self._tiles(self._plane):
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
            if self._seen(number) and number not in staying
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

    def _tiles(
        self, drawn: LabelPlane
    ) -> Iterator[tuple[NDArray[np.int32], NDArray[np.int32], Rect]]:
        indices = {index for plane in (self._stored, drawn) for index, _ in plane.tiles()}
        for index in sorted(indices):
            refuse_stopped()
            rect = self._stored.tile_rect(index)
            yield self._stored.read(rect), drawn.read(rect), rect
