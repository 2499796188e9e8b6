"""What the pixel size of each image was measured on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Of images that are there already nobody recorded it; their files still tell."""
    op.add_column("images", sa.Column("spacing_kind", sa.String))
