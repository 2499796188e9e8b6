"""The order of the list of images: by name, at random where a model finds something, or by need.

Random is what a project begins with: an order by need was not better for what a model learns
(decision 17).  It is an order of chance that stays the same, so no row moves by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

import numpy as np
import numpy.typing as npt

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


@dataclass(frozen=True)
class Ordered:
    """A list of images and, in the same order, their ids, for who counts rows by id."""

    images: list[ImageRecord]
    ids: list[int]


@dataclass(frozen=True, eq=False)
class _ByName:
    """The images as people sort their names, with what sorting them otherwise rests on.

    Attributes:
        images: In order.
        ids: Of each, as an array: looking into 100,000 records takes longer than sorting them.
        places: Where each image stands, by its id.
        same: Which records these are, by Python's identity, which no record need be read for.
        ranks: The presumed rank of each.
        severities: With its severity, so that the gravest come first.
    """

    images: list[ImageRecord]
    ids: npt.NDArray[np.int64]
    places: dict[int, int]
    same: set[int]
    ranks: npt.NDArray[np.float64]
    severities: npt.NDArray[np.float64]

    @classmethod
    def of(cls, records: Sequence[ImageRecord]) -> _ByName:
        """Sorts the names; some tenth of a second for 100,000."""
        # Records are read in the order in which they were made, which is faster than any other.
        known = sorted(records, key=attrgetter("id"))
        keys = natural_keys([record.name for record in known])
        rows = sorted(range(len(known)), key=keys.__getitem__)
        at = np.array(rows, np.intp)
        ids = np.array([record.id for record in known], np.int64)[at]
        cases = np.array(_cases(known), np.intp)[at]
        ranks, severities = np.array([_urgency(need) for need in _PRESUMED]).T[:, cases]
        images = [known[row] for row in rows]
        places = dict(zip(ids.tolist(), range(len(rows)), strict=True))
        return cls(images, ids, places, set(map(id, images)), ranks, severities)

    def with_changes(self, records: Sequence[ImageRecord]) -> _ByName | None:
        """With the records that are others now; ``None`` where a name or an image is."""
        if len(records) != len(self.images):
            return None
        if self.same.issuperset(map(id, records)):
            return self
        changed = [record for record in records if id(record) not in self.same]
        images, ranks, severities = list(self.images), self.ranks.copy(), self.severities.copy()
        for record in changed:
            place = self.places.get(record.id)
            if place is None or images[place].name != record.name:
                return None
            images[place] = record
            ranks[place], severities[place] = _urgency(presumed(record))
        same = set(map(id, images))
        return replace(self, images=images, same=same, ranks=ranks, severities=severities)


class ListOrder:
    """Puts a list of images in order; a second time takes some hundredths for 100,000.

    The order of all names is remembered: a person sorts the same list often.
    """

    def __init__(self) -> None:
        self._known = _ByName.of(())

    def of(self, order: str, records: Sequence[ImageRecord], needs: Mapping[int, Need]) -> Ordered:
        """The images in an order that a person chose: ``"name"``, ``"random"`` or ``"need"``.

        By need those that want a look most come first; what nobody judged stands where its record
        says, in both orders that ask for it.
        """
        # Replaced at once: a list is read in one thread and sorted in another.
        known = self._known = self._known.with_changes(records) or _ByName.of(records)
        if order == "name":
            return Ordered(list(known.images), known.ids.tolist())
        ranks, severities = known.ranks.copy(), known.severities.copy()
        judged = [
            (place, *_urgency(need))
            for image_id, need in needs.items()
            if (place := known.places.get(image_id)) is not None
        ]
        if judged:
            at, *urgencies = np.array(judged, np.float64).T
            ranks[at.astype(np.intp)], severities[at.astype(np.intp)] = urgencies
        images = known.images
        if order == "random":
            groups = _GROUPS[ranks.astype(np.intp)]
            rows = np.lexsort((_by_chance(known.ids), groups))
            rows = _with_a_judge(rows, groups, images)
        else:
            rows = np.lexsort((severities, ranks))  # names decide where both are the same
        return Ordered([images[row] for row in rows.tolist()], known.ids[rows].tolist())


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
    """A number for each id, always the same, which tells nothing of the id (SplitMix64)."""
    mixed = ids.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    return mixed ^ (mixed >> np.uint64(31))
