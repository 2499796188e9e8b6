"""Answers about images of another kind than the model's, which a person insisted on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Adds a column; of older answers nobody kept it."""
    op.add_column("answers", sa.Column("insisted", sa.Boolean))
