"""What other readers made of images, beside the labels of the project."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Adds one table; projects of older versions know no other readers."""
    op.create_table(
        "readings",
        sa.Column(
            "image_id", sa.Integer, sa.ForeignKey("images.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("reader", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("sentence", sa.Text, nullable=False),
        sa.UniqueConstraint("image_id", "reader", name="one_reading_per_reader"),
    )
