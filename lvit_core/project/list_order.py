"""The order of the list of images: by name as people count, or what wants a look most first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from lvit_core.project.natural import natural_keys
from lvit_core.project.records import ImageRecord, ImageState, Need, Picture

CONTRADICTS, LABELED_CONTRADICTS, CHANGED, UNSURE = 0, 1, 2, 3
PROPOSED, IN_PROGRESS, WAITS, SILENT, LABELED, MISSING = 4, 5, 6, 7, 8, 9

# One for each case: 100,000 records share them.
_REPLACED = Need(CONTRADICTS, 1.0, "")  # the list says why; a person has to decide
_MISSING, _LABELED = Need(MISSING, 0.0, ""), Need(LABELED, 0.0, "")
_PROPOSED, _IN_PROGRESS = Need(PROPOSED, 0.0, ""), Need(IN_PROGRESS, 0.0, "")
_WAITS, _SILENT = Need(WAITS, 0.0, ""), Need(SILENT, 0.0, "")


def presumed(record: ImageRecord) -> Need:
    """What the record alone tells, until somebody has looked at the masks."""
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


class ListOrder:
    """Puts a list of images in order; a second time takes half as long.

    The order of all names is remembered: a person sorts the same list often.
    """

    def __init__(self) -> None:
        self._known: tuple[dict[int, str], list[int]] = ({}, [])  # names by id, ids in order

    def of(
        self, order: str, records: Sequence[ImageRecord], needs: Mapping[int, Need]
    ) -> list[ImageRecord]:
        """The images in an order that a person chose: ``"name"`` or ``"need"``."""
        return self.by_name(records) if order == "name" else self.by_need(records, needs)

    def by_name(self, records: Sequence[ImageRecord]) -> list[ImageRecord]:
        """Images as people sort their names."""
        names = {record.id: record.name for record in records}
        known, ordered = self._known
        if names != known:
            keys = dict(zip(names, natural_keys(list(names.values())), strict=True))
            ordered = sorted(sorted(names), key=keys.__getitem__)
            self._known = names, ordered  # at once: a list is read in one thread, sorted in another
        by_id = {record.id: record for record in records}
        return [by_id[image_id] for image_id in ordered]

    def by_need(
        self, records: Sequence[ImageRecord], needs: Mapping[int, Need]
    ) -> list[ImageRecord]:
        """Those that want a look most first; what nobody judged stands where its record says."""
        groups: dict[tuple[int, float], list[ImageRecord]] = defaultdict(list)
        for record in self.by_name(records):
            need = needs.get(record.id) or presumed(record)
            groups[need.rank, -need.severity].append(record)
        return [record for urgency in sorted(groups) for record in groups[urgency]]
