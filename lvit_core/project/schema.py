"""The tables of a project, once, as SQLAlchemy Core: readers of the store's code start here.

`SCHEMA_VERSION` is what a file carries in ``PRAGMA user_version``. Whoever changes a table adds a
migration and raises it; a test builds the schema both ways and compares.
"""

from __future__ import annotations

from functools import cache

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable, sort_tables

SCHEMA_VERSION = 16  # how many migrations there are

metadata = MetaData()


def _image_key() -> Column[int]:
    return Column("image_id", ForeignKey("images.id", ondelete="CASCADE"), nullable=False)


settings = Table(
    "settings",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", Text, nullable=False),
)

images = Table(
    "images",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("path", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("content_hash", String, nullable=False),
    Column("file_size", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("width", Integer, nullable=False),
    Column("channels", Integer, nullable=False),
    Column("spacing_y_mm", Float),
    Column("spacing_x_mm", Float),
    Column("orientation", String),
    Column("patient_group", String, nullable=False),
    Column("template", String, nullable=False),
    Column("sentence", Text, nullable=False),
    Column("state", String, nullable=False),
    Column("split", String, nullable=False),
    Column("missing", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("added_at", String, nullable=False),
    # How the file was at the last look (see `paths.file_stamp`), and what was found; empty while it
    # is the picture that was marked.
    Column("file_stamp", String),
    Column("picture", String),
    Column("spacing_kind", String),  # what the size of a pixel was measured on; NULL if unknown
    UniqueConstraint("path", name="one_row_per_file"),
    # Ids end up in exports, file names of proposals and training events: never reuse one.
    sqlite_autoincrement=True,
)
Index("images_by_content", images.c.content_hash)

tiles = Table(
    "tiles",
    metadata,
    _image_key(),
    Column("layer", String, nullable=False),
    Column("tile_z", Integer, nullable=False),  # the slice of a volume; 0 in flat images
    Column("tile_y", Integer, nullable=False),
    Column("tile_x", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
    UniqueConstraint("image_id", "layer", "tile_z", "tile_y", "tile_x", name="one_tile_per_place"),
)

objects = Table(
    "objects",
    metadata,
    _image_key(),
    Column("layer", String, nullable=False),
    Column("object_id", Integer, nullable=False),
    Column("class_name", String, nullable=False),
    Column("state", String, nullable=False),
    Column("origin", String, nullable=False),
    Column("person", String, nullable=False),
    Column("generation", String, nullable=False),
    Column("sentence", Text, nullable=False),
    Column("created", String, nullable=False),
    Column("edited_by", String),  # empty for a person without a name; NULL when nobody did
    Column("answer", String),  # key of what made it; NULL for what no model made
    Column("box", Integer),  # 1 for a box around what was meant; NULL for an outline
    Column("probability", Float),  # of its class, by the model that told it; NULL for none
    UniqueConstraint("image_id", "layer", "object_id", name="one_object_per_id"),
)

# The highest id ever given in a layer: deleted objects must not come back under another meaning.
object_ids = Table(
    "object_ids",
    metadata,
    _image_key(),
    Column("layer", String, nullable=False),
    Column("next_id", Integer, nullable=False),
    UniqueConstraint("image_id", "layer", name="one_counter_per_layer"),
)

journal = Table(
    "journal",
    metadata,
    Column("id", Integer, primary_key=True),
    _image_key(),
    Column("title", Text, nullable=False),
    Column("layer", String, nullable=False),
    Column("status", String, nullable=False),
    Column("person", String, nullable=False),
    Column("created_at", String, nullable=False),
    Column("nbytes", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("why", Text),  # why what was labeled was changed; NULL where nobody was asked
    sqlite_autoincrement=True,
)
Index("journal_by_image", journal.c.image_id, journal.c.id)

# What other readers made of an image as a whole; their objects lie in layers of their own.
readings = Table(
    "readings",
    metadata,
    _image_key(),
    Column("reader", String, nullable=False),
    Column("state", String, nullable=False),
    Column("sentence", Text, nullable=False),
    UniqueConstraint("image_id", "reader", name="one_reading_per_reader"),
)

proposals = Table(
    "proposals",
    metadata,
    _image_key(),
    Column("layer", String, nullable=False),
    Column("probability", LargeBinary, nullable=False),
    Column("threshold", Float, nullable=False),
    Column("sentence", Text, nullable=False),
    Column("generation", String, nullable=False),
    Column("created_at", String, nullable=False),
    # How far it moved since the proposal of another model: 1 - Dice, for the same sentence.
    Column("change", Float),
    Column("changed_from", String),
    # How far the sentence moved it from the answer without one, 0 to 1; empty if nobody asked.
    Column("influence", Float),
    # A JSON list, one name for each plane of the probability; NULL for the layer's first class.
    Column("classes", Text),
    Column("min_area_px", Integer),  # NULL for the default
    Column("objects", LargeBinary),  # the objects told apart; NULL until somebody did
    Column("answer", String),  # key of what made it; NULL for those of older versions
    Column("cut", Text),  # the choice that the objects were told apart by; NULL for none
    Column("depth", LargeBinary),  # of each pixel in its object; NULL where the model knows none
    Column("class_planes", LargeBinary),  # what objects are; NULL where the model tells no classes
    Column("class_names", Text),  # a JSON list, one name for each of those planes
    UniqueConstraint("image_id", "layer", name="one_proposal_per_layer"),
)

# Objects that a person rejected, each by a number, in answers of these weights.
rejections = Table(
    "rejections",
    metadata,
    _image_key(),
    Column("layer", String, nullable=False),
    Column("weights", String, nullable=False),
    Column("objects", LargeBinary, nullable=False),
    UniqueConstraint("image_id", "layer", "weights", name="one_rejection_per_weights"),
)

# What a person accepted: a fact before its labels are made (see `acceptances`). Proposal and region
# stay until they are; digest and facts (layer, threshold, sentence, ...) stay for good, and are
# NULL where the mask itself was accepted.
acceptances = Table(
    "acceptances",
    metadata,
    Column("id", Integer, primary_key=True),
    _image_key(),
    Column("status", String, nullable=False),
    Column("person", String, nullable=False),
    Column("created_at", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("digest", String),
    Column("facts", Text),
    Column("answer", String),
    Column("within", LargeBinary),
    Column("probability", LargeBinary),
    Column("objects", LargeBinary),
    Column("journal_id", Integer),  # the edit that settled it
    Column("why", Text),  # as in the journal
    Column("depth", LargeBinary),
    Column("class_planes", LargeBinary),
    Column("class_names", Text),
    sqlite_autoincrement=True,
)
Index("acceptances_by_status", acceptances.c.status, acceptances.c.image_id)

# What made an answer, once for all of its objects; kept as long as the project.
answers = Table(
    "answers",
    metadata,
    Column("key", String, primary_key=True),
    Column("weights", String, nullable=False),
    Column("model", String, nullable=False),
    Column("image", String, nullable=False),
    Column("sentence", Text, nullable=False),
    Column("threshold", Float, nullable=False),
    Column("um_per_px", Float),
    Column("backend", String, nullable=False),
    Column("min_area_px", Integer),  # chosen by a person; NULL for the model's own
    Column("insisted", Boolean),  # on an image of another kind; NULL where nobody did
)

needs = Table(
    "needs",
    metadata,
    _image_key(),
    Column("rank", Integer, nullable=False),
    Column("severity", Float, nullable=False),
    Column("words", Text, nullable=False),
    Column("seen", String, nullable=False),
    UniqueConstraint("image_id", name="one_need_per_image"),
)

generations = Table(
    "generations",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("folder", Text, nullable=False),
    Column("parent", Text, nullable=False),
    Column("holdout_dice", Float),
    Column("in_force", Integer, nullable=False),
    Column("created_at", String, nullable=False),
    Column("note", Text, nullable=False),
)

# What people decided, each row sealed with the one before it (see `chain`). Rows are never changed,
# and their images may be gone.
chain = Table(
    "chain",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", String, nullable=False),
    Column("person", String, nullable=False),
    Column("act", String, nullable=False),
    Column("image", Integer),
    Column("row", Integer),
    Column("digest", LargeBinary),
    Column("detail", Text, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    sqlite_autoincrement=True,  # the highest number is kept apart: a cut end is noticed
)


@cache
def statements() -> tuple[str, ...]:
    """What makes the tables and their indexes in an empty file.

    Worded once: it takes almost as long as all else in which a project is made.
    """
    made: list[CreateTable | CreateIndex] = []
    for table in sort_tables(metadata.tables.values()):
        made.append(CreateTable(table))
        made.extend(
            CreateIndex(index) for index in sorted(table.indexes, key=lambda index: str(index.name))
        )
    return tuple(str(one.compile(dialect=sqlite.dialect())) for one in made)
