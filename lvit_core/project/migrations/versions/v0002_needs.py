"""Why an image wants a look: its own table, and how far a proposal moved since the one before."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Adds what the review queue needs; nothing that was there changes."""
    op.create_table(
        "needs",
        sa.Column(
            "image_id", sa.Integer, sa.ForeignKey("images.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("rank", sa.Integer, nullable=False),
        sa.Column("severity", sa.Float, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("seen", sa.String, nullable=False),
        sa.UniqueConstraint("image_id", name="one_need_per_image"),
    )
    op.add_column("proposals", sa.Column("change", sa.Float))
    op.add_column("proposals", sa.Column("changed_from", sa.String))
