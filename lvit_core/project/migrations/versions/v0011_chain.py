"""A chain of hashes over what people decided, and why something labeled was changed."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

from lvit_core.project import chain
from lvit_core.project.chain import Act, Deed

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Adds a table and two columns; what is there is chained as it is found."""
    for table in ("journal", "acceptances"):
        op.add_column(table, sa.Column("why", sa.Text))
    op.create_table(
        "chain",
        sa.Column("number", sa.Integer, primary_key=True),
        *(sa.Column(name, sa.String, nullable=False) for name in ("at", "person", "act")),
        sa.Column("image", sa.Integer),
        sa.Column("row", sa.Integer),
        sa.Column("digest", sa.LargeBinary),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sqlite_autoincrement=True,
    )
    connection = op.get_bind()
    chain.extend(connection.exec_driver_sql, "", _found(connection))


def _found(connection: sa.Connection) -> Iterator[Deed]:
    """Everything that stands in the project, one row at a time: a journal may be large."""
    run = connection.exec_driver_sql
    yield chain.begun()
    for key, value in run("SELECT key, value FROM settings ORDER BY key"):
        yield chain.setting(key, value)
    facts = ", ".join(chain.IMAGE_FACTS)
    for number, *values in run(f"SELECT id, {facts} FROM images ORDER BY id"):
        fields = dict(zip(chain.IMAGE_FACTS, values, strict=True))
        yield Deed(Act.AT_MIGRATION, number, detail={"kind": "image", "fields": fields})
    columns = ", ".join(chain.STEP_FACTS)
    for number, status, *values in run(f"SELECT id, status, {columns} FROM journal ORDER BY id"):
        digest = chain.step_digest(*values)
        detail = {"kind": "step", "status": status}
        yield Deed(Act.AT_MIGRATION, values[0], number, digest, detail)
    columns = ", ".join(chain.ACCEPTANCE_FACTS)
    query = f"SELECT id, status, journal_id, {columns} FROM acceptances ORDER BY id"
    for number, status, step, *values in run(query):
        digest = chain.acceptance_digest(*values)
        detail = {"kind": "acceptance", "status": status, "step": step}
        yield Deed(Act.AT_MIGRATION, values[0], number, digest, detail)
    columns = ", ".join(chain.GENERATION_FACTS)
    for forced, *values in run(f"SELECT in_force, {columns} FROM generations ORDER BY number"):
        digest = chain.generation_digest(*values)
        detail = {"kind": "generation", "in_force": bool(forced)}
        yield Deed(Act.AT_MIGRATION, None, values[0], digest, detail)
