"""Pixels of the wanted pyramid level without ever waiting for a file on the interface thread.

An image in memory answers at once once a level has been made; a file is read in blocks
elsewhere, the latest wish first, and kept within a bound of bytes. Until then a coarser
level (or a finer one in memory) stands in.
"""

from __future__ import annotations

from collections import OrderedDict
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from app.jobs.worker import Worker
from lvit_core.geometry import Rect
from lvit_core.imaging.pyramid import ArraySource, PixelSource

BLOCK_PX = 512
LIMIT_BYTES = 160_000_000
CLOSE_S = 0.0  # not waited for: a slow file ends by itself
WAITING_LIMIT = 256  # wishes beyond this are old views nobody looks at any more

Pixels = NDArray[Any]
BlockKey = tuple[int, int, int]  # level, row, column of blocks


@dataclass(frozen=True)
class Sample:
    """Pixels of a part of a level."""

    pixels: Pixels
    rect: Rect  # in the level's pixels
    level: int
    final: bool  # False: a stand-in, ask again after ``arrived``


class LevelReader(QObject):
    """Reads one `PixelSource` for the canvas.

    Signals:
        arrived: More pixels are there; paint again.
        failed: Reading raised this exception; told once per source.
    """

    arrived = Signal()
    failed = Signal(BaseException)

    def __init__(self, source: PixelSource, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.source = source
        self._in_memory = isinstance(source, ArraySource)
        self._ready = {0}  # levels of an image in memory that cost nothing to read
        self._blocks: OrderedDict[BlockKey, Pixels] = OrderedDict()
        self._nbytes = 0
        self._asked: dict[BlockKey, Future[Pixels | None]] = {}
        self._broken: set[BlockKey] = set()  # never asked for again, or a paint would loop
        self._worker = Worker("pixels", self, newest_first=True, limit=WAITING_LIMIT)

    def level_for(self, zoom: float) -> int:
        """The coarsest level that still has a pixel for every device pixel."""
        best = 0
        for level in range(self.source.levels):
            if self.source.scale(level) * zoom <= 1.0 + 1e-6:
                best = level
        return best

    def read(self, level: int, rect: Rect) -> Sample | None:
        """Pixels covering ``rect`` of full resolution, from ``level`` or a stand-in; never waits.

        Args:
            level: The wanted level.
            rect: Full-resolution pixels within the image.
        """
        wanted = self.level_rect(level, rect)
        pixels = self._available(level, wanted, wish=True)
        if pixels is not None:
            return Sample(pixels, wanted, level, True)
        for other in self._stand_ins(level):
            part = self.level_rect(other, rect)
            pixels = self._available(other, part, wish=False)
            if pixels is not None:
                return Sample(pixels, part, other, False)
        return None

    def level_rect(self, level: int, rect: Rect) -> Rect:
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

    def peek(self, rect: Rect) -> Sample | None:
        """Full-resolution pixels when they are at hand; nothing is wished for."""
        pixels = self._available(0, rect, wish=False)
        return None if pixels is None else Sample(pixels, rect, 0, True)

    def close(self) -> None:
        """Ends the reading and frees the pixels; nothing is announced afterwards."""
        self._worker.close(CLOSE_S)
        self._blocks.clear()
        self._nbytes = 0

    def _stand_ins(self, level: int) -> list[int]:
        coarser = list(range(level + 1, self.source.levels))
        finer = [other for other in range(level - 1, -1, -1) if other in self._ready]
        return (finer + coarser) if self._in_memory else coarser

    def _available(self, level: int, rect: Rect, wish: bool) -> Pixels | None:
        if self._in_memory:
            if level in self._ready:
                return self.source.read(level, rect)
            if wish:
                self._wish([(level, 0, 0)])
            return None
        return self._from_blocks(level, rect, wish)

    def _from_blocks(self, level: int, rect: Rect, wish: bool) -> Pixels | None:
        if rect.empty:
            return None
        keys = [
            (level, by, bx)
            for by in range(rect.y0 // BLOCK_PX, (rect.y1 - 1) // BLOCK_PX + 1)
            for bx in range(rect.x0 // BLOCK_PX, (rect.x1 - 1) // BLOCK_PX + 1)
        ]
        blocks = {key: self._blocks[key] for key in keys if key in self._blocks}
        for key in blocks:
            self._blocks.move_to_end(key)
        missing = [key for key in keys if key not in blocks]
        if missing:
            if wish:
                self._wish(missing)
            return None
        return _joined(blocks, rect)

    def _wish(self, keys: list[BlockKey]) -> None:
        for key in keys:
            if key not in self._broken and not self._under_way(key):
                keep, fail = partial(self._keep, key), partial(self._fail, key)
                load = partial(self._load, key)
                self._asked[key] = self._worker.submit(load, keep, fail, key=key)

    def _under_way(self, key: BlockKey) -> bool:
        """Being read, or read and about to be delivered; what waits can be wished for anew."""
        asked = self._asked.get(key)
        return asked is not None and not asked.cancelled() and (asked.running() or asked.done())

    def _load(self, key: BlockKey) -> Pixels | None:
        """The pixels of a block; None for a level in memory, which is made by that."""
        level, by, bx = key
        if self._in_memory:
            self.source.read(level, Rect(0, 0, 1, 1))
            return None
        height, width = self.source.shape(level)
        y, x = by * BLOCK_PX, bx * BLOCK_PX
        rect = Rect(y, x, min(y + BLOCK_PX, height), min(x + BLOCK_PX, width))
        return np.ascontiguousarray(self.source.read(level, rect))

    def _keep(self, key: BlockKey, pixels: Pixels | None) -> None:
        self._asked.pop(key, None)
        if pixels is None:
            self._ready.add(key[0])
        else:
            self._blocks[key] = pixels
            self._nbytes += pixels.nbytes
            while self._nbytes > LIMIT_BYTES and len(self._blocks) > 1:
                _, oldest = self._blocks.popitem(last=False)
                self._nbytes -= oldest.nbytes
        self.arrived.emit()

    def _fail(self, key: BlockKey, problem: BaseException) -> None:
        first = not self._broken
        self._broken.add(key)
        if first:
            self.failed.emit(problem)
        self.arrived.emit()


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
