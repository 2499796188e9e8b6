"""How much of a proposal is its sentence's doing."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Adds one column; of proposals that are there already nobody asked."""
    op.add_column("proposals", sa.Column("influence", sa.Float))
