"""What has been read of an image so far, at every zoom level, within a bound of bytes.

A level of an image in memory costs nothing once it has been made; a file is read in blocks. Until
the wanted level is there, a coarser one (or a finer one in memory) stands in.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Any

import numpy as np
from cachetools import LRUCache
from numpy.typing import NDArray

from lvit_core.geometry import Rect
from lvit_core.imaging.pyramid import ArraySource, PixelSource

BLOCK_PX = 512
LIMIT_BYTES = 160_000_000

Pixels = NDArray[Any]
BlockKey = tuple[int, int, int]  # level, row, column of blocks


@dataclass(frozen=True)
class Sample:
    """Pixels of a part of a level."""

    pixels: Pixels
    rect: Rect  # in the level's pixels
    level: int
    final: bool  # False: a stand-in, until the missing blocks are loaded


class Blocks:
    """The blocks of one source. Only `load` takes time; it may run in another thread.

    It keeps what it has read: were that done by whoever waits for it, blocks beyond the bound
    would pile up meanwhile.
    """

    def __init__(self, source: PixelSource) -> None:
        self.source = source
        self._lock = threading.Lock()
        self._in_memory = isinstance(source, ArraySource)
        self._made = {0}  # levels of an image in memory that cost nothing to read
        self._kept: LRUCache[BlockKey, Pixels] = LRUCache(LIMIT_BYTES, lambda block: block.nbytes)

    def sample(self, level: int, rect: Rect) -> Sample | None:
        """Pixels covering ``rect`` of full resolution, from ``level`` or a stand-in."""
        finer = [other for other in range(level - 1, -1, -1) if other in self._made]
        coarser = list(range(level + 1, self.source.levels))
        for other in [level, *(finer if self._in_memory else ()), *coarser]:
            part = self._level_rect(other, rect)
            pixels = self._read(other, part)
            if pixels is not None:
                return Sample(pixels, part, other, final=other == level)
        return None

    def exact(self, rect: Rect) -> Sample | None:
        """Exactly ``rect`` of full resolution, if it is at hand."""
        pixels = self._read(0, rect)
        return None if pixels is None else Sample(pixels, rect, 0, final=True)

    def missing(self, level: int, rect: Rect) -> list[BlockKey]:
        """What has to be loaded before ``sample`` is final."""
        if self._in_memory:
            return [] if level in self._made else [(level, 0, 0)]
        keys = _keys(level, self._level_rect(level, rect))
        return [key for key in keys if self._found(key) is None]

    def load(self, key: BlockKey) -> None:
        """Reads a block, or makes its level of an image in memory, and keeps it.

        The least recently used blocks make room for it.

        Raises:
            Exception: Whatever the source raises.
        """
        level, by, bx = key
        if self._in_memory:
            self.source.read(level, Rect(0, 0, 1, 1))
            self._made.add(level)
            return
        height, width = self.source.shape(level)
        block = Rect(0, 0, BLOCK_PX, BLOCK_PX).moved(by * BLOCK_PX, bx * BLOCK_PX)
        part = block.intersect(Rect(0, 0, height, width))
        pixels = np.ascontiguousarray(self.source.read(level, part))
        with self._lock:
            self._kept[key] = pixels

    def clear(self) -> None:
        """Frees the pixels."""
        with self._lock:
            self._kept.clear()

    def _found(self, key: BlockKey) -> Pixels | None:
        with self._lock:
            return self._kept.get(key)

    def _level_rect(self, level: int, rect: Rect) -> Rect:
        """A rectangle of full resolution in the level's pixels, with a border for interpolation."""
        scale = self.source.scale(level)
        height, width = self.source.shape(level)
        grown = Rect(
            int(rect.y0 / scale) - 1,
            int(rect.x0 / scale) - 1,
            int(rect.y1 / scale) + 2,
            int(rect.x1 / scale) + 2,
        )
        return grown.intersect(Rect(0, 0, height, width))

    def _read(self, level: int, rect: Rect) -> Pixels | None:
        """A rectangle of the level's pixels, if it is at hand."""
        if self._in_memory:
            return self.source.read(level, rect) if level in self._made else None
        blocks = {}
        for key in _keys(level, rect):
            block = self._found(key)
            if block is None:
                return None
            blocks[key] = block
        return _joined(blocks, rect) if blocks else None


def level_for(source: PixelSource, zoom: float) -> int:
    """The coarsest level that still has a pixel for every device pixel."""
    fine = [n for n in range(source.levels) if source.scale(n) * zoom <= 1.0 + 1e-6]
    return max(fine, default=0)


def _keys(level: int, rect: Rect) -> list[BlockKey]:
    """The blocks that a rectangle of the level's pixels touches."""
    if rect.empty:
        return []
    rows = range(rect.y0 // BLOCK_PX, (rect.y1 - 1) // BLOCK_PX + 1)
    columns = range(rect.x0 // BLOCK_PX, (rect.x1 - 1) // BLOCK_PX + 1)
    return [(level, by, bx) for by in rows for bx in columns]


def _joined(blocks: dict[BlockKey, Pixels], rect: Rect) -> Pixels:
    """The part ``rect`` of a level put together from its blocks; one block is not copied."""
    if len(blocks) == 1:
        (_, by, bx), block = next(iter(blocks.items()))
        return block[rect.moved(-by * BLOCK_PX, -bx * BLOCK_PX).slices]
    any_block = next(iter(blocks.values()))
    result = np.empty((rect.height, rect.width, *any_block.shape[2:]), any_block.dtype)
    for (_, by, bx), block in blocks.items():
        y, x = by * BLOCK_PX, bx * BLOCK_PX
        part = rect.intersect(Rect(y, x, y + block.shape[0], x + block.shape[1]))
        result[part.moved(-rect.y0, -rect.x0).slices] = block[part.moved(-y, -x).slices]
    return result
