"""Tiles get a slice, proposals classes and objects; a corrected prediction stays the model's."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Copies the tiles into slice 0; stored edits are read as they are."""
    op.rename_table("tiles", "flat_tiles")
    op.create_table(
        "tiles",
        sa.Column(
            "image_id", sa.Integer, sa.ForeignKey("images.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("layer", sa.String, nullable=False),
        *(sa.Column(f"tile_{axis}", sa.Integer, nullable=False) for axis in "zyx"),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint(
            "image_id", "layer", "tile_z", "tile_y", "tile_x", name="one_tile_per_place"
        ),
    )
    op.execute(
        "INSERT INTO tiles (image_id, layer, tile_z, tile_y, tile_x, data) "
        "SELECT image_id, layer, 0, tile_y, tile_x, data FROM flat_tiles"
    )
    op.drop_table("flat_tiles")
    op.add_column("proposals", sa.Column("classes", sa.Text))
    op.add_column("proposals", sa.Column("min_area_px", sa.Integer))
    op.add_column("proposals", sa.Column("objects", sa.LargeBinary))
    op.add_column("objects", sa.Column("edited_by", sa.String))
    # What a person corrected was called a person's; its generation tells that a model made it.
    op.execute(
        "UPDATE objects SET origin = 'model', edited_by = person "
        "WHERE origin = 'person' AND generation != ''"
    )
