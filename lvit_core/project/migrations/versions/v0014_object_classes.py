"""What each object is in the eyes of a model that tells classes apart, and how sure it was."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Adds columns; no model of older versions told classes beside its mask."""
    for table in ("proposals", "acceptances"):
        op.add_column(table, sa.Column("class_planes", sa.LargeBinary))
        op.add_column(table, sa.Column("class_names", sa.Text))
    op.add_column("objects", sa.Column("probability", sa.Float))
