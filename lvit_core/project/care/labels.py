"""The stored labels of one image, looked over: tiles, objects and counters, beside the journal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from sqlalchemy import Connection, select

from lvit_core.annotation.objects import ObjectTable
from lvit_core.annotation.plane import TILE_PX, TileIndex
from lvit_core.errors import LViTError
from lvit_core.project import planes, schema
from lvit_core.project.care.replay import Replay, ReplayedLayer, replay
from lvit_core.project.tiles import unpack_tile


@dataclass(eq=False)
class LayerLabels:
    """One layer as it is stored, and as the journal has it.

    Args:
        layer: Its stored name.
        known: What the journal says; ``None`` where it does not tell everything.
        damaged: Tiles that cannot be read.
        different: Tiles that can be read and hold other pixels than the journal has.
        drawn: Numbers of the pixels that can be read.
        objects: The stored table.
        next_id: The stored counter; 0 where there is none.
    """

    layer: str
    known: ReplayedLayer | None
    damaged: list[TileIndex]
    different: list[TileIndex]
    drawn: set[int]
    objects: ObjectTable
    next_id: int

    @property
    def wrong_objects(self) -> list[int]:
        """Objects that the table lacks, has too many or has of another class than the journal."""
        if self.known is None:
            return []
        mine = {record.id: record.class_name for record in self.objects}
        own = {number: record.class_name for number, record in self.known.records.items()}
        return sorted(n for n in {*mine, *own} if mine.get(n) != own.get(n))

    @property
    def without_pixels(self) -> list[int]:
        """Objects of the table that are drawn nowhere, and that the journal does not explain."""
        if self.damaged:
            return []  # they may have been in there
        lacking = {one.id for one in self.objects} - self.drawn - set(self.wrong_objects)
        return sorted(lacking - self._own_drawn()) if lacking else []

    @property
    def without_object(self) -> list[int]:
        """Numbers of pixels that the table does not know, nor the journal."""
        known = {} if self.known is None else self.known.records
        elsewhere = set() if self.known is None or not self.different else self.drawn
        ids = {record.id for record in self.objects}
        return sorted(self.drawn - ids - known.keys() - elsewhere)

    @property
    def highest_id(self) -> int:
        """The highest number ever given, as far as anything tells."""
        own = {} if self.known is None else self.known.records
        foreign = set(self.wrong_objects) - own.keys()
        numbers = [record.id for record in self.objects if record.id not in foreign]
        given = 0 if self.known is None else self.known.next_id - 1
        return max([0, given, *numbers, *self.drawn])

    def _own_drawn(self) -> set[int]:
        found: set[int] = set()
        if self.known is not None:
            for _, tile in self.known.plane.tiles():
                found.update(np.unique(tile).tolist())
        return found


@dataclass(eq=False)
class ImageLabels:
    """All layers of one image, and its history replayed."""

    image_id: int
    history: Replay
    layers: list[LayerLabels]


def examine(connection: Connection, image_id: int) -> ImageLabels:
    """Reads everything that is stored of the labels of an image; damage raises nothing."""
    history = replay(connection, image_id)
    found = ImageLabels(image_id, history, [])
    for layer in sorted({*_stored_layers(connection, image_id), *history.layers}):
        stored = _Stored(history.trusted(layer), *planes.image_size(connection, image_id))
        for index, data in _stored_tiles(connection, image_id, layer):
            stored.take(index, data)
        counter = schema.object_ids.c
        next_id = connection.execute(
            select(counter.next_id).where(counter.image_id == image_id, counter.layer == layer)
        ).scalar_one_or_none()
        objects = planes.load_objects(connection, image_id, layer)
        found.layers.append(
            LayerLabels(
                layer, stored.known, stored.damaged, stored.different(), stored.drawn, objects,
                int(next_id or 0),
            )
        )  # fmt: skip
    return found


class _Stored:
    """The stored tiles of a layer beside those of the journal, looked at one by one."""

    def __init__(self, known: ReplayedLayer | None, height: int, width: int) -> None:
        self.known = known
        self._rows, self._columns = -(-height // TILE_PX), -(-width // TILE_PX)
        self.damaged: list[TileIndex] = []
        self.drawn: set[int] = set()
        self._different: list[TileIndex] = []
        self._seen: set[TileIndex] = set()

    def take(self, index: TileIndex, data: bytes) -> None:
        inside = not index[0] and 0 <= index[1] < self._rows and 0 <= index[2] < self._columns
        try:
            tile = unpack_tile(data, TILE_PX)
        except (LViTError, ValueError):
            inside = False
        if not inside:
            self.damaged.append(index)
            return
        if not tile.any():
            return
        self._seen.add(index)
        self.drawn.update(np.unique(tile).tolist())
        self.drawn.discard(0)
        if self.known is not None:
            other = self.known.plane.tile(index)
            if other is None or not np.array_equal(tile, other):
                self._different.append(index)

    def different(self) -> list[TileIndex]:
        """Those of both; what cannot be read is no difference."""
        if self.known is None:
            return []
        lacking = {index for index, _ in self.known.plane.tiles()} - self._seen
        return sorted({*self._different, *lacking} - {*self.damaged})


def _stored_layers(connection: Connection, image_id: int) -> set[str]:
    found: set[str] = set()
    for table in (schema.tiles, schema.objects):
        query = select(table.c.layer).where(table.c.image_id == image_id).distinct()
        found.update(connection.execute(query).scalars())
    return found


def _stored_tiles(
    connection: Connection, image_id: int, layer: str
) -> Iterator[tuple[TileIndex, bytes]]:
    tiles = schema.tiles.c
    query = select(tiles.tile_z, tiles.tile_y, tiles.tile_x, tiles.data).where(
        tiles.image_id == image_id, tiles.layer == layer
    )
    for z, y, x, data in connection.execute(query):
        yield (z, y, x), data
