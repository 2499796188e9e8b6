"""How deep each pixel of an answer lies in its object, from models that know objects."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Adds two columns; no model of older versions knew objects."""
    for table in ("proposals", "acceptances"):
        op.add_column(table, sa.Column("depth", sa.LargeBinary))
