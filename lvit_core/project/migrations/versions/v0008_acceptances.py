"""What a person accepted, as a fact of its own until its labels are made."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Adds one table; what was accepted before has its labels already."""
    op.create_table(
        "acceptances",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "image_id", sa.Integer, sa.ForeignKey("images.id", ondelete="CASCADE"), nullable=False
        ),
        *(sa.Column(name, sa.String, nullable=False) for name in ("status", "person")),
        sa.Column("created_at", sa.String, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("digest", sa.String),
        sa.Column("facts", sa.Text),
        sa.Column("answer", sa.String),
        *(sa.Column(name, sa.LargeBinary) for name in ("within", "probability", "objects")),
        sa.Column("journal_id", sa.Integer),
        sqlite_autoincrement=True,
    )
    op.create_index("acceptances_by_status", "acceptances", ["status", "image_id"])
