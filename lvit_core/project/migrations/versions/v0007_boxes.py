"""Whether an object is only a box around what was meant, as data sets for detection have them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Adds one column; objects that are there already count as outlined."""
    op.add_column("objects", sa.Column("box", sa.Integer))
