"""The order of the list of images: by name as people count, or what wants a look most first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

import numpy as np
import numpy.typing as npt

from lvit_core.project.natural import natural_keys
from lvit_core.project.records import ImageRecord, ImageState, Need, Picture

CONTRADICTS, LABELED_CONTRADICTS, CHANGED, UNSURE = 0, 1, 2, 3
PROPOSED, IN_PROGRESS, WAITS, SILENT, LABELED, MISSING = 4, 5, 6, 7, 8, 9

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
        changed = [record for record in records if id(record) not in self.same]
        if len(records) != len(self.images):
            return None
        if not changed:
            return self
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
        """The images in an order that a person chose: ``"name"`` or ``"need"``.

        Those that want a look most come first, or else those of the first names; what nobody
        judged stands where its record says.
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
        rows = np.lexsort((severities, ranks))  # names decide where both are the same
        images = known.images
        return Ordered([images[row] for row in rows.tolist()], known.ids[rows].tolist())
