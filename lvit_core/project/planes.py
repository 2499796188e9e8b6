"""Stored label planes and object tables: loading them, and writing what one edit changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from lvit_core.annotation.objects import ObjectChange, ObjectRecord, ObjectTable, Provenance
from lvit_core.annotation.patch import MaskPatch
from lvit_core.annotation.plane import TILE_PX, LabelPlane, Labels, TileIndex
from lvit_core.errors import LViTError
from lvit_core.project import schema
from lvit_core.project.tiles import pack_tile, unpack_tile
from lvit_core.stopping import refuse_stopped


class Tiled(Protocol):
    """Whatever has tiles to store."""

    def tile(self, index: TileIndex) -> Labels | None: ...


_TILES_AT_ONCE = 64  # of a patch: all tiles of a slide take a gigabyte


def image_size(connection: Connection, image_id: int) -> tuple[int, int]:
    """Height and width of an image; raises ``LViTError`` when it is not in the project."""
    columns = (schema.images.c.height, schema.images.c.width)
    row = connection.execute(select(*columns).where(schema.images.c.id == image_id)).one_or_none()
    if row is None:
        raise LViTError("This image is no longer in the project.", "Choose another image.")
    return int(row[0]), int(row[1])


def load_plane(
    connection: Connection, image_id: int, layer: str, only: Iterable[TileIndex] | None = None
) -> LabelPlane:
    """The plane of a layer, all tiles or only the given ones."""
    height, width = image_size(connection, image_id)
    plane = LabelPlane(height, width)
    tiles = schema.tiles.c
    query = select(tiles.tile_z, tiles.tile_y, tiles.tile_x, tiles.data).where(
        tiles.image_id == image_id, tiles.layer == layer
    )
    wanted = None if only is None else set(only)
    if wanted is not None and wanted:
        _, rows, columns = zip(*wanted, strict=True)
        query = query.where(
            tiles.tile_y.between(min(rows), max(rows)),
            tiles.tile_x.between(min(columns), max(columns)),
        )
    for *index, data in connection.execute(query):
        place = (index[0], index[1], index[2])
        if wanted is None or place in wanted:
            plane.set_tile(place, unpack_tile(data, TILE_PX))
    return plane


def apply_patch(connection: Connection, image_id: int, layer: str, patch: MaskPatch) -> None:
    """Applies a patch to the stored tiles and writes those that it touches."""
    for start in range(0, len(patch.tiles), _TILES_AT_ONCE):
        refuse_stopped()  # the transaction that this is part of takes back what was written
        some = patch.tiles[start : start + _TILES_AT_ONCE]
        touched = [change.index for change in some]
        plane = load_plane(connection, image_id, layer, touched)
        MaskPatch(some).apply(plane)
        write_tiles(connection, image_id, layer, plane, touched)


def write_tiles(
    connection: Connection,
    image_id: int,
    layer: str,
    plane: Tiled,
    indices: Iterable[TileIndex],
) -> None:
    """Stores the given tiles of a plane; empty ones lose their row."""
    for index in indices:
        tile = plane.tile(index)
        place = dict(zip(("tile_z", "tile_y", "tile_x"), index, strict=True))
        if tile is None or not tile.any():
            key = schema.tiles.c
            connection.execute(
                delete(schema.tiles)
                .where(key.image_id == image_id, key.layer == layer)
                .filter_by(**place)
            )
            continue
        data = pack_tile(tile)
        row = insert(schema.tiles).values(image_id=image_id, layer=layer, data=data, **place)
        connection.execute(
            row.on_conflict_do_update(
                index_elements=["image_id", "layer", *place], set_={"data": data}
            )
        )


def load_objects(connection: Connection, image_id: int, layer: str) -> ObjectTable:
    """The objects of a layer with a counter that never gives an id twice."""
    rows = schema.objects.c
    made = (
        rows.origin, rows.person, rows.generation, rows.sentence, rows.created, rows.edited_by,
        rows.answer,
    )  # fmt: skip
    query = (
        select(rows.object_id, rows.class_name, rows.state, rows.box, rows.probability, *made)
        .where(rows.image_id == image_id, rows.layer == layer)
        .order_by(rows.object_id)
    )
    records = []
    shared: dict[tuple[object, ...], Provenance] = {}  # a slide has many objects, and few of these
    for number, class_name, state, box, sure, *told in connection.execute(query):
        key = tuple(told)
        if key not in shared:
            origin, person, generation, sentence, created, edited_by, answer = told
            shared[key] = Provenance(
                origin, person, generation, sentence, created, edited_by, answer or ""
            )
        records.append(ObjectRecord(number, layer, class_name, shared[key], state, bool(box), sure))
    counter = schema.object_ids.c
    stored = connection.execute(
        select(counter.next_id).where(counter.image_id == image_id, counter.layer == layer)
    ).scalar_one_or_none()
    return ObjectTable(records, int(stored or 1))


def write_objects(
    connection: Connection, image_id: int, layer: str, changes: Iterable[ObjectChange]
) -> None:
    """Stores object changes; the layer's counter grows and never shrinks."""
    columns = schema.objects.c
    news = {change.id: change.after for change in changes}  # of one id the last change counts
    if not news:
        return
    gone = delete(schema.objects).where(
        columns.image_id == image_id,
        columns.layer == layer,
        columns.object_id == bindparam("gone"),
    )
    connection.execute(gone, [{"gone": object_id} for object_id in news])
    rows = [_object_row(image_id, record) for record in news.values() if record is not None]
    if rows:
        connection.execute(insert(schema.objects), rows)
    raise_counter(connection, image_id, layer, max(news) + 1)


def _object_row(image_id: int, record: ObjectRecord) -> dict[str, object]:
    provenance = record.provenance
    return {
        "image_id": image_id,
        "layer": record.layer,
        "object_id": record.id,
        "class_name": record.class_name,
        "state": record.state,
        "origin": provenance.origin,
        "person": provenance.person,
        "generation": provenance.generation,
        "sentence": provenance.sentence,
        "created": provenance.created,
        "edited_by": provenance.edited_by,
        "answer": provenance.answer or None,
        "box": int(record.box) or None,
        "probability": record.probability,
    }


def raise_counter(connection: Connection, image_id: int, layer: str, next_id: int) -> None:
    """Lets a layer's next object have at least this number."""
    row = insert(schema.object_ids).values(image_id=image_id, layer=layer, next_id=next_id)
    connection.execute(
        row.on_conflict_do_update(
            index_elements=["image_id", "layer"],
            set_={"next_id": next_id},
            where=schema.object_ids.c.next_id < next_id,
        )
    )
