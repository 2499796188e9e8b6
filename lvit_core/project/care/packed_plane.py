"""A label plane that is looked through, not painted on: its tiles lie packed in memory.

A plane of a slide takes 1 MiB for each tile that is drawn on, many gigabytes in all; packed, it
takes what it takes in the file. The few tiles that were used last are at hand.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator

import numpy as np

from lvit_core.annotation.patch import MaskPatch
from lvit_core.annotation.plane import TILE_PX, Labels, TileIndex
from lvit_core.project.tiles import pack_tile, unpack_tile

AT_HAND = 64  # tiles: 64 MiB


class PackedPlane:
    """Tiles by place; those without a pixel are not there.

    Args:
        height, width: Of the image; a patch outside of it raises ValueError.
    """

    def __init__(self, height: int, width: int) -> None:
        self._rows, self._columns = -(-height // TILE_PX), -(-width // TILE_PX)
        self._packed: dict[TileIndex, bytes] = {}
        self._open: OrderedDict[TileIndex, Labels] = OrderedDict()

    def tile(self, index: TileIndex) -> Labels | None:
        """A tile to read; ``None`` where nothing is drawn."""
        found = self._open.get(index)
        if found is None:
            packed = self._packed.get(index)
            return None if packed is None else unpack_tile(packed, TILE_PX)
        return found if found.any() else None

    def tiles(self) -> Iterator[tuple[TileIndex, Labels]]:
        """Every tile in order, one at a time."""
        for index in sorted({*self._packed, *self._open}):
            tile = self.tile(index)
            if tile is not None:
                yield index, tile

    def fits(self, patch: MaskPatch) -> bool:
        """Whether a patch finds the pixels that lie there."""
        for change in patch.inverse().tiles:
            tile = self._writable(change.index)
            found = tile.copy()
            change.write(found)
            if not np.array_equal(found, tile):
                return False
        return True

    def apply(self, patch: MaskPatch) -> None:
        """Gives every changed pixel its value after the edit."""
        for change in patch.tiles:
            change.write(self._writable(change.index))

    def _writable(self, index: TileIndex) -> Labels:
        if index[0] or not (0 <= index[1] < self._rows and 0 <= index[2] < self._columns):
            raise ValueError(f"there is no tile {index}")
        tile = self._open.pop(index, None)
        if tile is None:
            packed = self._packed.pop(index, None)
            empty = np.zeros((TILE_PX, TILE_PX), np.int32)
            tile = empty if packed is None else unpack_tile(packed, TILE_PX)
        self._open[index] = tile
        while len(self._open) > AT_HAND:
            oldest, used = self._open.popitem(last=False)
            if used.any():
                self._packed[oldest] = pack_tile(used)
        return tile
