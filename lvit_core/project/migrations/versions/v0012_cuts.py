"""What a person chose of an answer, and which of its objects were rejected."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Adds a table and two columns; nobody chose or rejected anything in older versions."""
    op.add_column("proposals", sa.Column("cut", sa.Text))
    op.add_column("answers", sa.Column("min_area_px", sa.Integer))
    op.create_table(
        "rejections",
        sa.Column(
            "image_id", sa.Integer, sa.ForeignKey("images.id", ondelete="CASCADE"), nullable=False
        ),
        *(sa.Column(name, sa.String, nullable=False) for name in ("layer", "weights")),
        sa.Column("objects", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("image_id", "layer", "weights", name="one_rejection_per_weights"),
    )
