"""The rows of other readers in the project's file; see `readings`."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from lvit_core.annotation.edit import ImageChange
from lvit_core.project import schema
from lvit_core.project.readings import Reading
from lvit_core.project.records import ImageState
from lvit_core.project.store import Store


class ReadingStore:
    """The part of a project that knows other readers."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def readers(self) -> dict[str, int]:
        """Every other reader, in alphabetical order, and how many images each has read."""
        found: dict[str, int] = {}
        for reading in self.all().values():
            for one in reading:
                found[one.reader] = found.get(one.reader, 0) + 1
        return dict(sorted(found.items()))

    def all(self) -> dict[int, list[Reading]]:
        """The readings of every image that has some."""
        return self._load()

    def of(self, image_id: int) -> list[Reading]:
        """The readings of one image, by the readers' names."""
        return self._load(image_id).get(image_id, [])

    def by(self, reader: str, image_id: int) -> Reading | None:
        """What one reader made of one image; ``None`` for nothing."""
        return next((one for one in self.of(image_id) if one.reader == reader), None)

    def _load(self, image_id: int | None = None) -> dict[int, list[Reading]]:
        table = schema.readings.c
        query = select(table.image_id, table.reader, table.state, table.sentence)
        if image_id is not None:
            query = query.where(table.image_id == image_id)
        found: dict[int, list[Reading]] = {}
        with self._store.read() as connection:
            for row in connection.execute(query.order_by(table.image_id, table.reader)):
                reading = Reading(row.reader, ImageState(row.state), row.sentence)
                found.setdefault(row.image_id, []).append(reading)
        return found


def apply_change(connection: Connection, image_id: int, change: ImageChange) -> None:
    """Carries out what `change_of` made."""
    if change.after is None:
        if change.before is not None:
            gone = Reading.from_text(change.before).reader
            table = schema.readings.c
            connection.execute(
                delete(schema.readings).where(table.image_id == image_id, table.reader == gone)
            )
        return
    reading = Reading.from_text(change.after)
    told = {"state": reading.state.value, "sentence": reading.sentence}
    row = insert(schema.readings).values(image_id=image_id, reader=reading.reader, **told)
    connection.execute(row.on_conflict_do_update(index_elements=["image_id", "reader"], set_=told))
