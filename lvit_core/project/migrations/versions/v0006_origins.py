"""What made each answer: weights, image, sentence and settings, named by a short key."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Of answers that are there already nobody knows it."""
    op.create_table(
        "answers",
        sa.Column("key", sa.String, primary_key=True),
        *(sa.Column(name, sa.String, nullable=False) for name in ("weights", "model", "image")),
        sa.Column("sentence", sa.Text, nullable=False),
        sa.Column("threshold", sa.Float, nullable=False),
        sa.Column("um_per_px", sa.Float),
        sa.Column("backend", sa.String, nullable=False),
    )
    op.add_column("proposals", sa.Column("answer", sa.String))
    op.add_column("objects", sa.Column("answer", sa.String))
