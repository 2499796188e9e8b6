"""The label plane: which object every pixel belongs to, held only where something was drawn.

A lesion and a thousand nuclei are the same thing here: object ids on a plane. The plane is kept in
square tiles so that the cost of drawing, saving and undoing follows the drawing, not the image.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from lvit_core.annotation.extents import ExtentIndex
from lvit_core.annotation.runs import measure
from lvit_core.geometry import Rect

TILE_PX = 512

Labels = npt.NDArray[np.int32]
TileIndex = tuple[int, int, int]  # slice, row, column of tiles; the slice is 0 in a flat image


class LabelPlane:
    """An int32 plane of object ids, 0 = background, of ``height`` x ``width`` pixels.

    Tiles are ``TILE_PX`` square, indexed ``(slice, row, column)``, where a plane has slice 0 alone;
    edge tiles are full size with zeros outside the image. A tile that holds only background is not
    kept.
    """

    def __init__(self, height: int, width: int) -> None:
        if height <= 0 or width <= 0:
            raise ValueError(f"a plane needs at least one pixel, not {height} x {width}")
        self._height = int(height)
        self._width = int(width)
        self._tiles: dict[TileIndex, Labels] = {}
        self._extents: ExtentIndex | None = None
        self._shared: set[TileIndex] = set()  # tiles that a snapshot holds too
        self.open_strokes = 0  # live patch builders that have painted and not finished yet
        self.revision = 0  # another number after every change that was carried out

    @classmethod
    def from_array(cls, array: npt.NDArray[Any]) -> LabelPlane:
        """A plane with the ids of ``array`` (H, W), any integer or bool dtype.

        Raises:
            ValueError: the array is not a plane of ids that fit int32, 0 and up.
        """
        if array.ndim != 2 or array.dtype.kind not in "iub":
            raise ValueError(f"expected (H, W) integers, got {array.shape} {array.dtype}")
        if array.size and (int(array.max()) > np.iinfo(np.int32).max or int(array.min()) < 0):
            raise ValueError("object ids must lie within 0 .. 2**31 - 1")
        plane = cls(*array.shape)
        for index in plane.indices_in(plane.bounds()):
            area = plane.tile_rect(index).intersect(plane.bounds())
            part = array[area.slices]
            if part.any():
                plane.writable_tile(index)[: area.height, : area.width] = part
        return plane

    @property
    def height(self) -> int:
        return self._height

    @property
    def width(self) -> int:
        return self._width

    @property
    def extents(self) -> ExtentIndex:
        """Area, centre and box of every object; built once, then kept true by patches."""
        if self._extents is None:
            self._extents = ExtentIndex(
                measure(tile, ty * TILE_PX, tx * TILE_PX)
                for (_, ty, tx), tile in self._tiles.items()
            )
        return self._extents

    @property
    def built_extents(self) -> ExtentIndex | None:
        """The index when somebody has asked for it already, else None."""
        return self._extents

    def bounds(self) -> Rect:
        """The rectangle of the whole plane."""
        return Rect(0, 0, self._height, self._width)

    @staticmethod
    def tile_rect(index: TileIndex) -> Rect:
        """Where the tile lies; edge tiles reach over the image's edge."""
        y, x = index[1] * TILE_PX, index[2] * TILE_PX
        return Rect(y, x, y + TILE_PX, x + TILE_PX)

    def indices_in(self, rect: Rect) -> Iterator[TileIndex]:
        """Indices of the tiles, drawn or not, that meet the part of ``rect`` inside the plane."""
        inside = rect.intersect(self.bounds())
        if inside.empty:
            return
        for ty in range(inside.y0 // TILE_PX, (inside.y1 - 1) // TILE_PX + 1):
            for tx in range(inside.x0 // TILE_PX, (inside.x1 - 1) // TILE_PX + 1):
                yield 0, ty, tx

    def tiles(self) -> Iterator[tuple[TileIndex, Labels]]:
        """Index and read-only labels of every tile that holds something, in reading order."""
        for index in sorted(self._tiles):
            yield index, _frozen(self._tiles[index])

    def tile(self, index: TileIndex) -> Labels | None:
        """Read-only labels (TILE_PX, TILE_PX) of one tile, or None where nothing is drawn."""
        tile = self._tiles.get(index)
        return None if tile is None else _frozen(tile)

    def set_tile(self, index: TileIndex, labels: npt.NDArray[Any] | None) -> None:
        """Replace one tile, as when a stored plane is loaded; pixels outside the image are dropped.

        Raises:
            ValueError: the index lies outside the plane or the array is not a full tile.
        """
        area = self.tile_rect(index).intersect(self.bounds())
        if area.empty or index[0]:
            raise ValueError(f"tile {index} lies outside {self._height} x {self._width}")
        self._extents = None
        self.revision += 1
        self._tiles.pop(index, None)
        self._shared.discard(index)
        if labels is None:
            return
        if labels.shape != (TILE_PX, TILE_PX):
            raise ValueError(f"a tile is {TILE_PX} x {TILE_PX}, got {labels.shape}")
        part = labels[: area.height, : area.width]
        if part.any():
            self.writable_tile(index)[: area.height, : area.width] = part

    def writable_tile(self, index: TileIndex) -> Labels:
        """The live tile, made when absent. For patches only: whoever writes updates the extents."""
        tile = self._tiles.get(index)
        if tile is None:
            tile = np.zeros((TILE_PX, TILE_PX), np.int32)
            self._tiles[index] = tile
        elif index in self._shared:
            tile = self._tiles[index] = tile.copy()
            self._shared.discard(index)
        return tile

    def drop_if_empty(self, index: TileIndex) -> None:
        """Forget the tile when only background is left in it."""
        tile = self._tiles.get(index)
        if tile is not None and not tile.max():
            del self._tiles[index]
            self._shared.discard(index)

    def read(self, rect: Rect) -> Labels:
        """A copy (h, w) of the labels in ``rect``; zeros where it leaves the plane."""
        out = np.zeros((rect.height, rect.width), np.int32)
        for index in self.indices_in(rect):
            tile = self._tiles.get(index)
            if tile is None:
                continue
            place = self.tile_rect(index)
            part = place.intersect(rect)
            source = part.moved(-place.y0, -place.x0)
            out[part.moved(-rect.y0, -rect.x0).slices] = tile[source.slices]
        return out

    def value_at(self, y: float, x: float) -> int:
        """The object id under an image coordinate, 0 outside the plane."""
        row, column = int(np.floor(y)), int(np.floor(x))
        if not (0 <= row < self._height and 0 <= column < self._width):
            return 0
        tile = self._tiles.get((0, row // TILE_PX, column // TILE_PX))
        return 0 if tile is None else int(tile[row % TILE_PX, column % TILE_PX])

    def to_array(self) -> Labels:
        """The whole plane as one (H, W) int32 array: for small images and exports."""
        return self.read(self.bounds())

    def copy(self) -> LabelPlane:
        """An independent plane with the same labels."""
        other = LabelPlane(self._height, self._width)
        other._tiles = {index: tile.copy() for index, tile in self._tiles.items()}
        return other

    def snapshot(self) -> LabelPlane:
        """The labels as they are now, for another thread; costs next to nothing.

        Tiles are shared until one side writes to them. Take it on the thread that edits the plane,
        while no stroke is being painted.
        """
        other = LabelPlane(self._height, self._width)
        other._tiles = dict(self._tiles)
        self._shared.update(self._tiles)
        other._shared = set(self._tiles)
        other._extents = None if self._extents is None else self._extents.copy()
        other.revision = self.revision
        return other

    def equals(self, other: LabelPlane) -> bool:
        """Same size and the same id at every pixel."""
        return (
            (self._height, self._width) == (other._height, other._width)
            and self._tiles.keys() == other._tiles.keys()
            and all(np.array_equal(tile, other._tiles[i]) for i, tile in self._tiles.items())
        )


def _frozen(tile: Labels) -> Labels:
    view = tile.view()
    view.flags.writeable = False
    return view
