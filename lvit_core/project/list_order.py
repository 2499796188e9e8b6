"""The order of the list of images: by name, at random where a model finds something, or by need.

Random is what a project begins with: an order by need was not better for what a model learns
(decision 17).  It is an order of chance that stays the same, so no row moves by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import attrgetter

import numpy as np
import numpy.typing as npt

from lvit_core.project.list_rows import Rows
from lvit_core.project.list_search import Texts, same_texts
from lvit_core.project.natural import natural_keys
from lvit_core.project.records import ImageRecord, ImageState, Need, Picture

CONTRADICTS, LABELED_CONTRADICTS, CHANGED, UNSURE = 0, 1, 2, 3
PROPOSED, FOUND_NOTHING, IN_PROGRESS, WAITS, SILENT, LABELED, MISSING = 4, 5, 6, 7, 8, 9, 10

# Groups of the order at random, by rank: unlabeled images where something is found or begun, all
# others without a label, labels that contradict their sentence, labels, files that are gone.
_FOUND, _OTHERS, _CONTRADICTING, _DONE, _GONE = range(5)
_GROUPS = np.full(MISSING + 1, _FOUND)
_GROUPS[[FOUND_NOTHING, WAITS, SILENT]] = _OTHERS
_GROUPS[[LABELED_CONTRADICTS, LABELED, MISSING]] = _CONTRADICTING, _DONE, _GONE

JUDGE_AMONG = 5
"""At random, one of the first so many labels is held out: without a judge nothing is proved."""

# What a record alone tells; 100,000 records share these.
_REPLACED, _MISSING, _LABELED, _PROPOSED, _IN_PROGRESS, _WAITS, _SILENT = range(7)
_PRESUMED = (
    Need(CONTRADICTS, 1.0, ""),  # the list says why; a person has to decide
    *(Need(rank, 0.0, "") for rank in (MISSING, LABELED, PROPOSED, IN_PROGRESS, WAITS, SILENT)),
)


def presumed(record: ImageRecord) -> Need:
    """What the record alone tells, until somebody has looked at the masks."""
    return _PRESUMED[_case(record)]


def _case(record: ImageRecord) -> int:
    if record.picture is Picture.CHANGED:
        return _REPLACED
    if record.missing or record.picture is Picture.LEFT_OUT:
        return _MISSING
    if record.state is ImageState.LABELED:
        return _LABELED
    if record.has_proposal:
        return _PROPOSED
    if record.state is ImageState.IN_PROGRESS:
        return _IN_PROGRESS
    return _WAITS if record.sentence and not record.sentence.isspace() else _SILENT


def _cases(records: Iterable[ImageRecord]) -> list[int]:
    """The same of many, most of which are as plain as this; a call a record is three times that."""
    same, labeled, plain = Picture.SAME, ImageState.LABELED, ImageState.UNLABELED
    return [
        _case(record)
        if record.picture is not same or record.missing or record.has_proposal or record.sentence
        else _LABELED if (state := record.state) is labeled
        else _SILENT if state is plain else _IN_PROGRESS
        for record in records
    ]  # fmt: skip


def _urgency(need: Need) -> tuple[float, float]:
    """The smaller, the sooner it is looked at."""
    return need.rank, -need.severity


@dataclass(frozen=True, eq=False)
class Ordered:
    """A list of images in an order, with what whoever shows it asks of each of them.

    Attributes:
        images: In the order; changed by ``put`` alone.
        rows: Where each stands, by its id.
        counts: How many there are in each state.
        texts: What can be searched of them, by id.
        changed: The rows whose records are others than when it was put in order.
    """

    images: list[ImageRecord]
    rows: Rows
    counts: Counter[ImageState]
    texts: Texts
    changed: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, records: Iterable[ImageRecord]) -> Ordered:
        """Images as they stand."""
        images = list(records)
        rows = Rows.of(images)
        by_id = _taken(images, rows.by_id.tolist())
        return cls(images, rows, _counts(images), Texts(by_id))

    def put(self, row: int, record: ImageRecord) -> None:
        """Takes another record of the image in a row."""
        self.counts[self.images[row].state] -= 1
        self.counts[record.state] += 1
        if not same_texts(self.images[row], record):
            self.texts.put(self.rows.place(record.id), record)
        self.images[row] = record
        self.changed.add(row)

    def passing(
        self, words: Sequence[str], fits: Callable[[Iterable[ImageRecord]], Iterable[bool]] | None
    ) -> npt.NDArray[np.intp]:
        """The rows, ascending, whose images hold every word (lower case) and fit.

        Args:
            words: What is searched; none is held by all.
            fits: Of many images, whether each fits; ``None`` where all do.
        """
        rows = self.rows.by_id[self.texts.holding(words)]
        if fits is not None:
            images = map(self.images.__getitem__, rows.tolist())
            rows = rows[np.fromiter(fits(images), bool, rows.size)]
        passing = np.zeros(len(self.images), bool)
        passing[rows] = True
        return np.flatnonzero(passing)


def _counts(records: Iterable[ImageRecord]) -> Counter[ImageState]:
    return Counter(map(attrgetter("state"), records))


class _Names:
    """The order in which people sort some names, found out when it is first asked for."""

    def __init__(self, images: Sequence[ImageRecord]) -> None:
        self._images = images

    @cached_property
    def rows(self) -> npt.NDArray[np.intp]:
        """The rows of the names in order; for 100,000 a seventh of a second the first time."""
        keys = natural_keys(list(map(attrgetter("name"), self._images)))
        return np.array(sorted(range(len(keys)), key=keys.__getitem__), np.intp)


@dataclass(frozen=True, eq=False)
class _Known:
    """The images by their ids, with what sorting them in any way rests on.

    Attributes:
        images: By id, as records mostly lie in memory: to read them in that order is the fastest.
        ids: Of each, as an array: looking into 100,000 records takes longer than sorting them.
        places: Where each image stands, by its id.
        names: The order of their names.
        ranks: The presumed rank of each.
        severities: With its severity, so that the gravest come first.
        counts: How many there are in each state.
        texts: What can be searched of them.
    """

    images: list[ImageRecord]
    ids: npt.NDArray[np.int64]
    places: Rows
    names: _Names
    ranks: npt.NDArray[np.float64]
    severities: npt.NDArray[np.float64]
    counts: Counter[ImageState]
    texts: Texts

    @classmethod
    def of(cls, records: Sequence[ImageRecord]) -> _Known:
        """Looks into every record once."""
        images = sorted(records, key=attrgetter("id"))
        ids = np.fromiter(map(attrgetter("id"), images), np.int64, len(images))
        cases = np.array(_cases(images), np.intp)
        ranks, severities = np.array([_urgency(need) for need in _PRESUMED]).T[:, cases]
        places = Rows(ids, np.arange(ids.size))
        names, texts = _Names(images), Texts(images)
        return cls(images, ids, places, names, ranks, severities, _counts(images), texts)

    def with_records(self, records: Sequence[ImageRecord]) -> _Known | None:
        """With the records that are others now; ``None`` where a name or an image is."""
        ids = np.fromiter(map(attrgetter("id"), records), np.int64, len(records))
        places = self.places.among(ids) if len(records) == len(self.images) else None
        if places is None:
            return None
        pairs = zip(places.tolist(), records, strict=True)
        return self.with_changes([pair for pair in pairs if self.images[pair[0]] is not pair[1]])

    def with_changes(self, changed: Sequence[tuple[int, ImageRecord]]) -> _Known | None:
        """With other records in these places; ``None`` where one has another name."""
        if not changed:
            return self
        if any(self.images[place].name != record.name for place, record in changed):
            return None
        images, ranks, severities = list(self.images), self.ranks.copy(), self.severities.copy()
        counts = Counter(self.counts)
        reworded = {
            place: record for place, record in changed if not same_texts(images[place], record)
        }
        for place, record in changed:
            counts[images[place].state] -= 1
            counts[record.state] += 1
            images[place] = record
            ranks[place], severities[place] = _urgency(presumed(record))
        texts = self.texts.with_records(reworded) if reworded else self.texts
        return replace(
            self, images=images, ranks=ranks, severities=severities, counts=counts, texts=texts
        )

    def in_order(self, rows: npt.NDArray[np.intp]) -> Ordered:
        """The images in the order of these places."""
        images = _taken(self.images, rows.tolist())
        placed = self.places.moved(_inverse(rows))
        return Ordered(images, placed, Counter(self.counts), self.texts)


def _taken(images: Sequence[ImageRecord], rows: Sequence[int]) -> list[ImageRecord]:
    """The images in these rows, each touched once."""
    return list(map(images.__getitem__, rows))


def _inverse(rows: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
    """Where each is found in an order."""
    found = np.empty_like(rows)
    found[rows] = np.arange(rows.size)
    return found


class ListOrder:
    """Puts a list of images in order; a second time takes some hundredths for 100,000.

    The order of all names is remembered: a person sorts the same list often. A list at random is
    there sooner, as it needs none.
    """

    def __init__(self) -> None:
        self._known = _Known.of(()), Ordered.of(())  # and the list that was put in order last

    def of(self, order: str, records: Sequence[ImageRecord], needs: Mapping[int, Need]) -> Ordered:
        """The images in an order that a person chose: ``"name"``, ``"random"`` or ``"need"``.

        By need those that want a look most come first; what nobody judged stands where its record
        says, in both orders that ask for it.
        """
        known, last = self._known
        if records is last.images:  # to look into all of 100,000 takes longer than to sort them
            changed = [last.images[row] for row in last.changed]
            now = known.with_changes([(known.places[one.id], one) for one in changed])
        else:
            now = known.with_records(records)
        known = now or _Known.of(records)
        rows = known.names.rows if order == "name" else self._by_urgency(order, known, needs)
        found = known.in_order(rows)
        # Replaced at once: a list is read in one thread and sorted in another.
        self._known = known, found
        return found

    def prepare(self) -> None:
        """Makes the last list ready to be sorted by name and searched; in any thread."""
        known, _ = self._known
        known.names.rows  # noqa: B018 - remembered there
        known.texts.prepare()

    @staticmethod
    def _by_urgency(order: str, known: _Known, needs: Mapping[int, Need]) -> npt.NDArray[np.intp]:
        ranks, severities = known.ranks.copy(), known.severities.copy()
        judged = [
            (place, *_urgency(need))
            for image_id, need in needs.items()
            if (place := known.places.get(image_id)) is not None
        ]
        if judged:
            at, *urgencies = np.array(judged, np.float64).T
            ranks[at.astype(np.intp)], severities[at.astype(np.intp)] = urgencies
        if order == "random":
            groups = _GROUPS[ranks.astype(np.intp)]
            # As one number, which is sorted ten times as fast as two of them.
            rows = np.argsort(groups.astype(np.uint64) << np.uint64(61) | _by_chance(known.ids))
            return _with_a_judge(rows, groups, known.images)
        named = known.names.rows  # which decide where both are the same
        return named[np.lexsort((severities[named], ranks[named]))]


def _with_a_judge(
    rows: npt.NDArray[np.intp], groups: npt.NDArray[np.int64], images: Sequence[ImageRecord]
) -> npt.NDArray[np.intp]:
    """The rows with an image that is held out among the first five labels, if there is one."""
    done = np.flatnonzero((groups == _CONTRADICTING) | (groups == _DONE)).tolist()
    if len(done) >= JUDGE_AMONG or any(images[row].split == "holdout" for row in done):
        return rows
    latest = JUDGE_AMONG - 1 - len(done)
    for place, row in enumerate(rows.tolist()):
        if groups[row] > _OTHERS:
            break
        if images[row].split == "holdout":
            return rows if place <= latest else np.insert(np.delete(rows, place), latest, row)
    return rows


def _by_chance(ids: npt.NDArray[np.int64]) -> npt.NDArray[np.uint64]:
    """A number under 2^61 for each id, always the same, which tells nothing of it (SplitMix64)."""
    mixed = ids.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    return (mixed ^ (mixed >> np.uint64(31))) >> np.uint64(3)
