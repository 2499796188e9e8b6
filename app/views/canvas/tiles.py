"""Finished pieces of the screen, kept by position and zoom, so that a pan only copies them.

A screen tile is a square of device pixels counted from the image's corner. Image and masks each
have a cache of them; what differs is how a tile is made.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from lvit_core.geometry import Rect

SIDE_PX = 256
Key = tuple[int, int]


@dataclass
class ScreenTile:
    """One finished tile; ``image`` is ``None`` where there is nothing to draw."""

    key: Key
    shape: tuple[int, int]
    image: QImage | None = None
    buffer: NDArray[np.uint32] | None = None  # the memory behind ``image``
    raw: NDArray[Any] | None = None  # stored values, so that a new window needs no new reading
    stale: tuple[Rect, ...] = ()  # parts to be made again, in pixels of the tile
    patient: bool = False  # what is stale may stay on the screen for some frames
    stamp: int = 0  # which window it was made with
    layers: int = 0  # of masks: which look of the layers it was made with
    bare: bool = False  # of masks: nothing but layers is in it
    final: bool = True  # False while a better level is still being loaded
    news: int = 0  # how much had been loaded when it was made

    @property
    def whole(self) -> Rect:
        return Rect(0, 0, *self.shape)

    @property
    def nbytes(self) -> int:
        """Memory held, with a little for the bookkeeping of an empty tile."""
        parts = (self.buffer, self.raw)
        return 200 + sum(part.nbytes for part in parts if part is not None)

    def take_buffer(self, buffer: NDArray[np.uint32] | None, transparent: bool) -> None:
        """Makes the tile show ``buffer`` (C-contiguous ``(h, w)`` ARGB), which it then owns."""
        self.buffer = buffer
        if buffer is None:
            self.image = None
            return
        kind = QImage.Format
        layout = kind.Format_ARGB32_Premultiplied if transparent else kind.Format_RGB32
        height, width = buffer.shape
        self.image = QImage(buffer.data, width, height, buffer.strides[0], layout)


@dataclass
class TileGrid:
    """How a zoomed image is cut into tiles."""

    image_hw: tuple[int, int]
    zoom: float

    @property
    def size_hw(self) -> tuple[int, int]:
        """Device pixels that the whole image takes."""
        return (
            max(1, math.ceil(self.image_hw[0] * self.zoom - 1e-6)),
            max(1, math.ceil(self.image_hw[1] * self.zoom - 1e-6)),
        )

    def shape(self, key: Key) -> tuple[int, int]:
        """Height and width of a tile; those at the far edges are smaller."""
        height, width = self.size_hw
        return (
            min(SIDE_PX, height - key[0] * SIDE_PX),
            min(SIDE_PX, width - key[1] * SIDE_PX),
        )

    def keys(self, rect: Rect) -> Iterator[Key]:
        """Tiles that touch a rectangle of device pixels counted from the image's corner."""
        inside = rect.intersect(Rect(0, 0, *self.size_hw))
        if inside.empty:
            return
        for ty in range(inside.y0 // SIDE_PX, (inside.y1 - 1) // SIDE_PX + 1):
            for tx in range(inside.x0 // SIDE_PX, (inside.x1 - 1) // SIDE_PX + 1):
                yield ty, tx

    def rect(self, key: Key) -> Rect:
        """Where a tile lies, in device pixels counted from the image's corner."""
        y0, x0 = key[0] * SIDE_PX, key[1] * SIDE_PX
        height, width = self.shape(key)
        return Rect(y0, x0, y0 + height, x0 + width)


@dataclass
class TileCache:
    """Tiles of one zoom, the oldest forgotten first, and those of the zoom before as a stand-in."""

    limit_bytes: int
    zoom: float = 0.0
    tiles: OrderedDict[Key, ScreenTile] = field(default_factory=OrderedDict)
    before_zoom: float = 0.0
    before: dict[Key, ScreenTile] = field(default_factory=dict)
    nbytes: int = 0

    def set_zoom(self, zoom: float) -> None:
        """Starts a new zoom; the tiles of the last one stay as a stand-in."""
        if zoom == self.zoom:
            return
        if self.tiles:
            self.before, self.before_zoom = dict(self.tiles), self.zoom
        self.zoom = zoom
        self.tiles = OrderedDict()
        self.nbytes = 0

    def get(self, key: Key) -> ScreenTile | None:
        tile = self.tiles.get(key)
        if tile is not None:
            self.tiles.move_to_end(key)
        return tile

    def put(self, tile: ScreenTile) -> None:
        old = self.tiles.pop(tile.key, None)
        if old is not None:
            self.nbytes -= old.nbytes
        self.tiles[tile.key] = tile
        self.nbytes += tile.nbytes
        while self.nbytes > self.limit_bytes and len(self.tiles) > 1:
            _, oldest = self.tiles.popitem(last=False)
            self.nbytes -= oldest.nbytes

    def forget_before(self) -> None:
        """Frees the stand-ins once everything visible is sharp."""
        self.before = {}

    def clear(self) -> None:
        self.tiles.clear()
        self.before = {}
        self.nbytes = 0

    def stand_ins(self, rect: Rect) -> Iterator[tuple[QImage, tuple[float, float], float]]:
        """Tiles of the zoom before that lie under ``rect`` (device pixels of the present zoom).

        Yields:
            Picture, its corner (y, x) in device pixels of the present zoom, and its magnification.
        """
        if not self.before or self.before_zoom <= 0:
            return
        scale = self.zoom / self.before_zoom
        for key, tile in self.before.items():
            y, x = key[0] * SIDE_PX * scale, key[1] * SIDE_PX * scale
            height, width = tile.shape[0] * scale, tile.shape[1] * scale
            apart = y >= rect.y1 or x >= rect.x1 or y + height <= rect.y0 or x + width <= rect.x0
            if tile.image is not None and not apart:
                yield tile.image, (y, x), scale
