"""What an edit works on, and the one place where a change of pixels becomes a whole edit.

An edit must name every record it affects: objects that lost their last pixel, objects a person
touched, objects that are new. Deriving this from the patch alone means no tool can forget it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from lvit_core.annotation.edit import Edit
from lvit_core.annotation.objects import ObjectChange, ObjectRecord, ObjectTable, Provenance
from lvit_core.annotation.patch import MaskPatch, PatchBuilder
from lvit_core.annotation.plane import LabelPlane
from lvit_core.annotation.runs import Integers


@dataclass(frozen=True, eq=False)
class Workspace:
    """A layer being edited: its plane, its records, and who makes new objects of which class."""

    plane: LabelPlane
    table: ObjectTable
    layer: str
    class_name: str
    author: Provenance

    def snapshot(self) -> Workspace:
        """The same to compute an edit on in another thread; see ``LabelPlane.snapshot``."""
        plane, table = self.plane.snapshot(), self.table.copy()
        return Workspace(plane, table, self.layer, self.class_name, self.author)

    @property
    def revision(self) -> tuple[int, int, int]:
        """Another value after every change of labels or records."""
        return self.plane.revision, self.table.revision, self.table.next_id

    def builder(self) -> PatchBuilder:
        """A builder that leaves the plane as it is."""
        return PatchBuilder(self.plane, live=False)

    def new_record(
        self, class_name: str | None = None, probability: float | None = None
    ) -> ObjectRecord:
        """A record with a fresh id for an object by this author; not yet in the table.

        The id is also new to the plane, should pixels stand there whose record was lost.
        """
        self.table.reserve(self.plane.extents.highest_id + 1)
        return ObjectRecord(
            self.table.new_id(), self.layer, class_name or self.class_name, self.author,
            probability=probability,
        )  # fmt: skip

    def derived_record(self, source: ObjectRecord) -> ObjectRecord:
        """A record with a fresh id for a copy or a piece of an object, whose origin it keeps."""
        made = source.touched_by(self.author)
        new = self.new_record(source.class_name, source.probability)
        return replace(new, provenance=made.provenance)


def compose(
    workspace: Workspace,
    title: str,
    patch: MaskPatch,
    created: Iterable[ObjectRecord] = (),
    *,
    painted: bool = False,
    by_hand: bool = True,
) -> Edit:
    """The whole edit around a patch.

    Args:
        patch: what changes; ``painted`` says that the plane shows it already (a live stroke).
        created: records for new ids; those that ended up without pixels are left out.
        by_hand: whether objects whose pixels changed count as corrected by the author.
    """
    affected, gain = _net_areas(patch)
    areas = workspace.plane.extents.areas(affected)
    if not painted:
        areas = areas + gain
    new = {record.id: record for record in created}
    changes = []
    for object_id, area in zip(affected.tolist(), areas.tolist(), strict=True):
        before = workspace.table.get(object_id)
        if area <= 0:
            after = None
        elif before is None:
            after = new.get(object_id) or ObjectRecord(
                object_id, workspace.layer, workspace.class_name, workspace.author
            )
        else:
            after = before.touched_by(workspace.author) if by_hand else before
        if before != after:
            changes.append(ObjectChange(before, after))
    return Edit(title, workspace.layer, patch, tuple(changes))


def _net_areas(patch: MaskPatch) -> tuple[Integers, Integers]:
    """Ids of the affected objects, ascending, and the pixels each wins; 0 when only moved."""
    added, removed = patch.added, patch.removed
    affected = np.union1d(added.ids, removed.ids)
    gain = np.zeros(affected.size, np.int64)
    gain[np.searchsorted(affected, added.ids)] += added.area
    gain[np.searchsorted(affected, removed.ids)] -= removed.area
    return affected, gain


class Shape(Protocol):
    """A pure edit of some objects of a layer, such as those of ``shaping``."""

    __name__: str

    def __call__(self, workspace: Workspace, object_ids: Iterable[int], /) -> Edit: ...
