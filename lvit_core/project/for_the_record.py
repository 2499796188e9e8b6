"""Projects whose labels are for the record: what is labeled changes for a stated reason only.

The store refuses a change without one, whoever makes it: the window asks before it lets anybody
draw, and commands say what to add.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, exists, select

from lvit_core.annotation.edit import Edit
from lvit_core.errors import ReasonWantedError
from lvit_core.project import schema
from lvit_core.project.readings import FIELD, layer_and_reader
from lvit_core.project.records import ImageState

KEY = "for_the_record"
ON, OFF = "yes", "no"


def refuse_without_reason(connection: Connection, image_id: int, why: str) -> None:
    """Raises `ReasonWantedError` where a change of an image needs a reason and has none."""
    if why.strip():
        return
    settings, images = schema.settings.c, schema.images.c
    on = exists().where(settings.key == KEY, settings.value == ON)
    labeled = images.state == ImageState.LABELED.value
    if connection.execute(select(images.id).where(images.id == image_id, labeled, on)).first():
        raise ReasonWantedError


def concern_labels(edits: Iterable[Edit]) -> bool:
    """Whether edits change what the project itself says; what other readers say is not that."""
    return any(_concerns(edit) for edit in edits)


def _concerns(edit: Edit) -> bool:
    own = not layer_and_reader(edit.layer)[1]
    drawn = not edit.patch.empty or bool(edit.objects)
    return (own and drawn) or any(change.field != FIELD for change in edit.image)
