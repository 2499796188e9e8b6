"""What is known of the file behind an image, so that another picture under its name is noticed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Adds two columns; files that were never looked at are compared when they are needed."""
    op.add_column("images", sa.Column("file_stamp", sa.String))
    op.add_column("images", sa.Column("picture", sa.String))
