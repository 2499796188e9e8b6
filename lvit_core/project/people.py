"""Everybody whom a project names: who drew, accepted, changed or read something in it."""

from __future__ import annotations

from sqlalchemy import union

from lvit_core.project import schema
from lvit_core.project.store import Store


def known_people(store: Store) -> list[str]:
    """Their names as they were given, in order; nobody without a name."""
    columns = (
        schema.objects.c.person,
        schema.objects.c.edited_by,
        schema.journal.c.person,
        schema.acceptances.c.person,
        schema.readings.c.reader,
        schema.chain.c.person,
    )
    query = union(*(column.table.select().with_only_columns(column) for column in columns))
    with store.read() as connection:
        return sorted(
            name for name in connection.execute(query).scalars() if name and isinstance(name, str)
        )
