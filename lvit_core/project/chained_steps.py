"""What the chain is told of a step: which row of the journal, its digest, the image's fields."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from lvit_core.annotation.edit import ImageChange
from lvit_core.project import confirming, rejection, schema
from lvit_core.project.chain import READING, STEP_FACTS, Act, Deed, step_digest
from lvit_core.project.readings import FIELD, Reading
from lvit_core.project.records import ImageState


def stored_step(
    connection: Connection, act: Act, entry_id: int, changes: Iterable[ImageChange] = ()
) -> Deed:
    """A deed about a row of the journal as it is stored now.

    Args:
        connection: Of the transaction.
        act: What was done with it.
        entry_id: The row, which must be there.
        changes: What it made of the image's own fields.
    """
    rows = schema.journal.c
    query = select(*(rows[name] for name in STEP_FACTS)).where(rows.id == entry_id)
    values = connection.execute(query).one()
    return Deed(act, values.image_id, entry_id, step_digest(*values), told_fields(changes))


def told_now(connection: Connection, image_id: int) -> dict[str, str | None]:
    """The sentence of an image and what other readers made of it, as fields of a deed."""
    images, rows = schema.images.c, schema.readings.c
    query = select(images.sentence).where(images.id == image_id)
    fields: dict[str, str | None] = {"sentence": connection.execute(query).scalar_one()}
    found = select(rows.reader, rows.state, rows.sentence).where(rows.image_id == image_id)
    for reader, state, sentence in connection.execute(found):
        fields[READING + reader] = Reading(reader, ImageState(state), sentence).to_text()
    return fields


def told_fields(changes: Iterable[ImageChange]) -> dict[str, dict[str, str | None]]:
    """The fields of an image after changes, as the detail of a deed; empty where none changed."""
    fields: dict[str, str | None] = {}
    for change in changes:
        if change.field == FIELD:
            told = change.after or change.before
            if told is not None:
                fields[READING + Reading.from_text(told).reader] = change.after
        elif change.field not in (rejection.FIELD, confirming.FIELD):  # no facts of the image
            fields[change.field] = change.after or ""
    return {"fields": fields} if fields else {}
