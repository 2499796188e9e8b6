"""The first schema: images, label tiles, objects, the journal, proposals and generations."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Makes every table of version 1; written out, because `schema.py` moves on."""
    op.create_table(
        "settings",
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
    _images()
    _labels()
    _journal()
    _models()


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _string(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String, nullable=False) for name in names]


def _integer(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer, nullable=False) for name in names]


def _image_key() -> sa.Column[int]:
    return sa.Column(
        "image_id", sa.Integer, sa.ForeignKey("images.id", ondelete="CASCADE"), nullable=False
    )


def _images() -> None:
    op.create_table(
        "images",
        sa.Column("id", sa.Integer, primary_key=True),
        *_text("path", "name"),
        *_string("content_hash"),
        *_integer("file_size", "height", "width", "channels"),
        sa.Column("spacing_y_mm", sa.Float),
        sa.Column("spacing_x_mm", sa.Float),
        sa.Column("orientation", sa.String),
        *_string("patient_group", "template"),
        *_text("sentence"),
        *_string("state", "split"),
        *_integer("missing"),
        *_text("reason"),
        *_string("added_at"),
        sa.UniqueConstraint("path", name="one_row_per_file"),
        sqlite_autoincrement=True,
    )
    op.create_index("images_by_content", "images", ["content_hash"])


def _labels() -> None:
    op.create_table(
        "tiles",
        _image_key(),
        *_string("layer"),
        *_integer("tile_y", "tile_x"),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("image_id", "layer", "tile_y", "tile_x", name="one_tile_per_place"),
    )
    op.create_table(
        "objects",
        _image_key(),
        *_string("layer"),
        *_integer("object_id"),
        *_string("class_name", "state", "origin", "person", "generation"),
        *_text("sentence"),
        *_string("created"),
        sa.UniqueConstraint("image_id", "layer", "object_id", name="one_object_per_id"),
    )
    op.create_table(
        "object_ids",
        _image_key(),
        *_string("layer"),
        *_integer("next_id"),
        sa.UniqueConstraint("image_id", "layer", name="one_counter_per_layer"),
    )


def _journal() -> None:
    op.create_table(
        "journal",
        sa.Column("id", sa.Integer, primary_key=True),
        _image_key(),
        *_text("title"),
        *_string("layer", "status", "person", "created_at"),
        *_integer("nbytes"),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("journal_by_image", "journal", ["image_id", "id"])


def _models() -> None:
    op.create_table(
        "proposals",
        _image_key(),
        *_string("layer"),
        sa.Column("probability", sa.LargeBinary, nullable=False),
        sa.Column("threshold", sa.Float, nullable=False),
        *_text("sentence"),
        *_string("generation", "created_at"),
        sa.UniqueConstraint("image_id", "layer", name="one_proposal_per_layer"),
    )
    op.create_table(
        "generations",
        sa.Column("number", sa.Integer, primary_key=True),
        *_text("folder", "parent"),
        sa.Column("holdout_dice", sa.Float),
        *_integer("in_force"),
        *_string("created_at"),
        *_text("note"),
    )
