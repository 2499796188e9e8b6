"""What the journal says an image's labels are: its edits in force, one after the other.

The tables that hold labels can be made again from this. Whether it tells everything is checked on
the way: an edit knows what it found, and where that was something else, the history has a gap.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from lvit_core.annotation.edit import Edit
from lvit_core.annotation.objects import ObjectRecord
from lvit_core.errors import LViTError
from lvit_core.project import planes, schema
from lvit_core.project.care.packed_plane import PackedPlane

LOST_KEY = "history_lost"  # a setting: rows of the journal that a damaged file has cost


@dataclass(eq=False)
class ReplayedLayer:
    """The labels of one layer by the journal."""

    plane: PackedPlane
    records: dict[int, ObjectRecord] = field(default_factory=dict)
    next_id: int = 1
    gap: bool = False  # an edit found something else than the edits before it had left


@dataclass(eq=False)
class Replay:
    """The labels of one image by the journal.

    Args:
        layers: Those that an edit names, by their stored name.
        unreadable: Ids of the entries whose edit cannot be read, in force or not.
        complete: Every edit in force was read.
    """

    layers: dict[str, ReplayedLayer]
    unreadable: list[int]
    complete: bool

    def trusted(self, layer: str) -> ReplayedLayer | None:
        """A layer whose every change is known; ``None`` where the journal does not tell."""
        found = self.layers.get(layer)
        return found if self.complete and found is not None and not found.gap else None


def replay(connection: Connection, image_id: int) -> Replay:
    """Replays the history of an image; one edit at a time is held."""
    height, width = planes.image_size(connection, image_id)
    rows = schema.journal.c
    query = select(rows.id, rows.status, rows.data).where(rows.image_id == image_id)
    done = Replay({}, [], not rows_are_lost(connection))
    for entry_id, status, data in connection.execute(query.order_by(rows.id)):
        in_force = status == "done"
        try:
            edit = Edit.from_bytes(data)
            empty = ReplayedLayer(PackedPlane(height, width))
            layer = done.layers.setdefault(edit.layer, empty)
            layer.next_id = max([layer.next_id, *(change.id + 1 for change in edit.objects)])
            if in_force:
                _apply(edit, layer)
        except (LViTError, ValueError):
            done.unreadable.append(int(entry_id))
            done.complete = done.complete and not in_force
    return done


def rows_are_lost(connection: Connection) -> bool:
    """Whether the journal of this project is known not to be whole."""
    query = select(schema.settings.c.value).where(schema.settings.c.key == LOST_KEY)
    return connection.execute(query).scalar_one_or_none() is not None


def _apply(edit: Edit, layer: ReplayedLayer) -> None:
    layer.gap = layer.gap or not layer.plane.fits(edit.patch)
    layer.plane.apply(edit.patch)
    for change in edit.objects:
        if (change.before is None) != (change.id not in layer.records):
            layer.gap = True
        if change.after is None:
            layer.records.pop(change.id, None)
        else:
            layer.records[change.id] = change.after
