"""What made the answers that became proposals and objects, kept once under a short key."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from lvit_core.project import schema
from lvit_core.project.answer_origin import AnswerOrigin
from lvit_core.project.store import Store


class AnswerStore:
    """The part of a project that knows what made an answer."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def keep(self, origins: Iterable[AnswerOrigin]) -> None:
        """Stores origins that objects will name by their keys; known ones stay as they are."""
        with self._store.write() as connection:
            for origin in origins:
                write_origin(connection, origin)

    def origins(self, keys: Collection[str] | None = None) -> dict[str, AnswerOrigin]:
        """Those of some keys, as far as they are kept, or all; by key."""
        query = select(schema.answers)
        if keys is not None:
            query = query.where(schema.answers.c.key.in_(keys))
        with self._store.read() as connection:
            return {row.key: _origin(row) for row in connection.execute(query)}


def write_origin(connection: Connection, origin: AnswerOrigin | None) -> str | None:
    """Stores an origin and returns its key; ``None`` for none."""
    if origin is None:
        return None
    row = insert(schema.answers).values(key=origin.key, **origin.to_dict())
    connection.execute(row.on_conflict_do_nothing())
    return origin.key


def read_origin(connection: Connection, key: str | None) -> AnswerOrigin | None:
    """The origin of a key; ``None`` where nobody knows it."""
    query = select(schema.answers).where(schema.answers.c.key == key)
    row = connection.execute(query).first()
    return None if row is None else _origin(row)


def _origin(row: Any) -> AnswerOrigin:
    return AnswerOrigin(
        row.weights,
        row.model,
        row.image,
        row.sentence,
        row.threshold,
        row.um_per_px,
        row.backend,
        row.min_area_px,
        bool(row.insisted),
    )
