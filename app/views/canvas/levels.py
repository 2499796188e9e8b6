"""Pixels of the wanted pyramid level without ever waiting for a file on the interface thread.

An image in memory answers at once once a level has been made; a file is read in blocks by a
thread of its own, the latest wish first, and kept within a bound of bytes. Until then a coarser
level (or a finer one in memory) stands in.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Qt, Signal

from lvit_core.geometry import Rect
from lvit_core.imaging.pyramid import ArraySource, PixelSource

BLOCK_PX = 512
LIMIT_BYTES = 160_000_000
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
    failed = Signal(object)
    _loaded = Signal()

    def __init__(self, source: PixelSource, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.source = source
        self._in_memory = isinstance(source, ArraySource)
        self._ready = {0}  # levels of an image in memory that cost nothing to read
        self._blocks: OrderedDict[BlockKey, Pixels] = OrderedDict()
        self._nbytes = 0
        self._wishes: OrderedDict[BlockKey, None] = OrderedDict()
        self._busy: set[BlockKey] = set()
        self._lock = threading.Lock()
        self._wake = threading.Condition(self._lock)
        self._closed = False
        self._told = False
        self._broken: set[BlockKey] = set()  # never asked for again, or a paint would loop
        self._thread: threading.Thread | None = None
        self._loaded.connect(self.arrived, Qt.ConnectionType.QueuedConnection)

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
        """Ends the thread and frees the pixels; nothing is announced afterwards."""
        with self._wake:
            self._closed = True
            self._wishes.clear()
            self._blocks.clear()
            self._nbytes = 0
            self._wake.notify_all()
        if self._thread is not None:
            self._thread.join(0.05)  # a slow file ends by itself: the thread is a daemon

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
        with self._lock:
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
        with self._wake:
            for key in keys:
                if key not in self._busy and key not in self._broken:
                    self._wishes[key] = None
                    self._wishes.move_to_end(key)
            while len(self._wishes) > WAITING_LIMIT:
                self._wishes.popitem(last=False)
            if self._thread is None and not self._closed:
                self._thread = threading.Thread(target=self._work, name="pixels", daemon=True)
                self._thread.start()
            self._wake.notify()

    def _work(self) -> None:
        while True:
            with self._wake:
                while not self._wishes and not self._closed:
                    self._wake.wait()
                if self._closed:
                    return
                key, _ = self._wishes.popitem(last=True)
                self._busy.add(key)
            try:
                self._load(key)
            except Exception as problem:  # noqa: BLE001 - told to the person, never lost
                self._broken.add(key)
                self._fail(problem)
            finally:
                with self._lock:
                    self._busy.discard(key)
            if not self._announce():
                return

    def _announce(self) -> bool:
        if self._closed:
            return False
        try:
            self._loaded.emit()
        except RuntimeError:  # the window was closed meanwhile
            return False
        return True

    def _fail(self, problem: Exception) -> None:
        if not self._told and not self._closed:
            self._told = True
            self.failed.emit(problem)

    def _load(self, key: BlockKey) -> None:
        level, by, bx = key
        if self._in_memory:
            self.source.read(level, Rect(0, 0, 1, 1))  # makes the level
            self._ready.add(level)
            return
        height, width = self.source.shape(level)
        rect = Rect(
            by * BLOCK_PX,
            bx * BLOCK_PX,
            min((by + 1) * BLOCK_PX, height),
            min((bx + 1) * BLOCK_PX, width),
        )
        pixels = np.ascontiguousarray(self.source.read(level, rect))
        with self._lock:
            if self._closed:
                return
            self._blocks[key] = pixels
            self._nbytes += pixels.nbytes
            while self._nbytes > LIMIT_BYTES and len(self._blocks) > 1:
                _, oldest = self._blocks.popitem(last=False)
                self._nbytes -= oldest.nbytes


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
