"""A chain of hashes over what people decided, and why something labeled was changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from lvit_core.project import chain

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
    run = op.get_bind().exec_driver_sql
    chain.extend(run, "", [chain.begun()])
    chain.extend(run, "", chain.found(run, chain.Act.AT_MIGRATION))
