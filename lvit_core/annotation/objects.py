"""The table beside the plane: what each id is, who made it, and ids that are never used twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Any, Literal

NOT_STATED = "not stated"  # how files and people are told of a person without a name
Origin = Literal["person", "model", "pseudo", "import"]
ObjectState = Literal["labeled", "machine"]


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where an object comes from.

    ``origin`` names who made it first and never changes: ``person`` (drawn by hand), ``model`` (a
    prediction), ``pseudo`` (a training pseudo label) or ``import``. ``person`` drew or accepted it;
    ``edited_by`` changed, copied or relabeled it since: empty for a person without a name, None
    when nobody did. ``created`` is an ISO 8601 time. ``answer`` is the key of the origin of the
    model's answer it was taken from: the project keeps weights, image, sentence and settings.
    """

    origin: Origin
    person: str = ""
    generation: str = ""
    sentence: str = ""
    created: str = ""
    edited_by: str | None = None
    answer: str = ""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Provenance:
        """From its fields by name; raises TypeError for others.

        Older data call a corrected prediction a person's that has a generation; exported data
        say ``NOT_STATED`` of a person without a name.
        """
        return _provenance(tuple(data.items()))


@lru_cache(maxsize=1024)
def _provenance(told: tuple[tuple[str, Any], ...]) -> Provenance:
    """One for all objects that came about in the same way: a slide has thousands of them."""
    fields_of: dict[str, Any] = {k: "" if v == NOT_STATED else v for k, v in told}
    made = Provenance(**fields_of)
    if "edited_by" not in dict(told) and made.origin == "person" and made.generation:
        return replace(made, origin="model", edited_by=made.person)
    return made


_PROVENANCE = tuple(field.name for field in fields(Provenance))


@dataclass(frozen=True, slots=True)
class ObjectRecord:
    """One object of a layer; ``state`` is ``machine`` until a person has accepted it.

    ``box``: its pixels are a box around what was meant, not its outline; until a person edits it.
    ``probability``: how sure the model was of its class, 0 to 1; None where a person said it.
    """

    id: int
    layer: str
    class_name: str
    provenance: Provenance
    state: ObjectState = "labeled"
    box: bool = False
    probability: float | None = None

    @property
    def human(self) -> bool:
        """Whether a person's work lies in its pixels, which no prediction may change."""
        by_hand = self.provenance.origin in ("person", "import")
        return by_hand or self.provenance.edited_by is not None

    @property
    def persons(self) -> tuple[str, ...]:
        """Who drew or accepted it, and who edited it since; ``NOT_STATED`` for those unnamed."""
        made = self.provenance
        by_person = made.origin == "person" or (made.origin != "import" and self.state == "labeled")
        named = [made.person] if by_person else []
        named += [] if made.edited_by is None else [made.edited_by]
        return tuple(name or NOT_STATED for name in named)

    def touched_by(self, author: Provenance) -> ObjectRecord:
        """The record after ``author`` changed the object by hand; who made it stays told."""
        mine = self.provenance
        if self.state == "machine":
            mine = replace(mine, person=author.person)
        if mine.origin != "person" or mine.person != author.person:
            mine = replace(mine, edited_by=author.person)
        if mine == self.provenance and self.state == "labeled" and not self.box:
            return self
        return replace(self, provenance=mine, state="labeled", box=False)

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON; ``box`` and ``probability`` only where there is one."""
        made = self.provenance  # written out: `asdict` takes seconds for the objects of a slide
        told = {
            "id": self.id,
            "layer": self.layer,
            "class_name": self.class_name,
            "provenance": {name: getattr(made, name) for name in _PROVENANCE},
            "state": self.state,
        }
        if self.probability is not None:
            told["probability"] = self.probability
        return told | {"box": True} if self.box else told

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> ObjectRecord:
        """The inverse of ``to_dict``; raises KeyError or TypeError for other data."""
        return cls(**{**data, "provenance": Provenance.from_dict(data["provenance"])})


@dataclass(frozen=True, slots=True)
class ObjectChange:
    """One record made (``before`` None), removed (``after`` None) or replaced."""

    before: ObjectRecord | None
    after: ObjectRecord | None

    def __post_init__(self) -> None:
        if self.before is None and self.after is None:
            raise ValueError("a change needs a record before or after")
        if self.before and self.after and self.before.id != self.after.id:
            raise ValueError("a change keeps the id; remove and add to give another")

    @property
    def id(self) -> int:
        return _id_of(self.before, self.after)

    def inverse(self) -> ObjectChange:
        return ObjectChange(self.after, self.before)


def _id_of(before: ObjectRecord | None, after: ObjectRecord | None) -> int:
    record = after or before
    assert record is not None  # checked when a change is made
    return record.id


class ObjectTable:
    """Records of one layer by id. ``next_id`` only grows, also over undo, cancel and reopening."""

    def __init__(self, records: Iterable[ObjectRecord] = (), next_id: int = 1) -> None:
        self._records: dict[int, ObjectRecord] = {}
        self._next_id = max(1, next_id)
        self.revision = 0  # another number after every change of the records
        for record in records:
            self.add(record)

    @property
    def next_id(self) -> int:
        """The id the next new object will get; store it beside the records."""
        return self._next_id

    def new_id(self) -> int:
        """An id that no object ever had and none will get again."""
        object_id = self._next_id
        self._next_id += 1
        return object_id

    def reserve(self, next_id: int) -> None:
        """Never hand out an id below ``next_id``."""
        self._next_id = max(self._next_id, next_id)

    def add(self, record: ObjectRecord) -> None:
        """Add a new record, or one that an undo brings back.

        Raises:
            ValueError: the id is taken or below 1.
        """
        if record.id < 1 or record.id in self._records:
            raise ValueError(f"object id {record.id} is taken or not positive")
        self._records[record.id] = record
        self.revision += 1
        self.reserve(record.id + 1)

    def remove(self, object_id: int) -> ObjectRecord:
        """Remove and return a record; raises KeyError when there is none."""
        self.revision += 1
        return self._records.pop(object_id)

    def get(self, object_id: int) -> ObjectRecord | None:
        return self._records.get(object_id)

    def apply(self, changes: Sequence[ObjectChange]) -> None:
        """Carry out changes in order, all or none.

        Raises:
            ValueError: a change does not fit the table (its ``before`` is not what is there);
                then nothing has changed.
        """
        self._carry_out((change.before, change.after) for change in changes)

    def revert(self, changes: Sequence[ObjectChange]) -> None:
        """Take changes back, all or none; raises ``ValueError`` as ``apply`` does."""
        self._carry_out((change.after, change.before) for change in reversed(changes))

    def _carry_out(self, steps: Iterable[tuple[ObjectRecord | None, ObjectRecord | None]]) -> None:
        records, news = self._records, dict[int, ObjectRecord | None]()
        for before, after in steps:
            object_id = (after or before).id  # type: ignore[union-attr]  # one of them is there
            there = news[object_id] if object_id in news else records.get(object_id)
            # records travel by reference while the program runs: mostly they are the same thing
            if there is not before and there != before:
                raise ValueError(f"object {object_id} is not what the change expects")
            news[object_id] = after
        for object_id, record in news.items():
            if record is None:
                records.pop(object_id, None)
            else:
                records[object_id] = record
        self.reserve(max(news, default=0) + 1)
        self.revision += bool(news)

    def copy(self) -> ObjectTable:
        """An independent table with the same records and the same next id."""
        other = ObjectTable(next_id=self._next_id)
        other._records, other.revision = dict(self._records), self.revision
        return other

    def __contains__(self, object_id: int) -> bool:
        return object_id in self._records

    def __iter__(self) -> Iterator[ObjectRecord]:
        return iter(self._records.values())

    def __len__(self) -> int:
        return len(self._records)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ObjectTable) and self._records == other._records

    __hash__ = None  # type: ignore[assignment]
