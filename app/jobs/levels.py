"""Pixels of the wanted zoom level without ever waiting for a file on the interface thread."""

from __future__ import annotations

from concurrent.futures import Future
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.jobs.worker import Worker
from lvit_core.geometry import Rect
from lvit_core.imaging.blocks import BlockKey, Blocks, Sample
from lvit_core.imaging.pyramid import PixelSource

CLOSE_S = 0.0  # not waited for: a slow file ends by itself
WAITING_LIMIT = 256  # wishes beyond this are old views nobody looks at any more


class LevelReader(QObject):
    """Reads one `PixelSource` for the canvas, the latest wish first.

    Signals:
        arrived: More pixels are there; paint again.
        failed: Reading raised this exception; told once per source.
    """

    arrived = Signal()
    failed = Signal(BaseException)

    def __init__(self, source: PixelSource, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._blocks = Blocks(source)
        self._asked: dict[BlockKey, Future[None]] = {}
        self._broken: set[BlockKey] = set()  # never asked for again, or a paint would loop
        self._worker = Worker("pixels", self, wishes=WAITING_LIMIT)

    def read(self, level: int, rect: Rect) -> Sample | None:
        """Pixels covering ``rect`` of full resolution, from ``level`` or a stand-in; never waits.

        Args:
            level: The wanted level; what is missing of it is read, and ``arrived`` follows.
            rect: Full-resolution pixels within the image.
        """
        for key in self._blocks.missing(level, rect):
            if key not in self._broken and not self._under_way(key):
                done, fail = partial(self._on_loaded, key), partial(self._fail, key)
                load = partial(self._blocks.load, key)
                self._asked[key] = self._worker.submit(load, done, fail, key=key)
        return self._blocks.sample(level, rect)

    def peek(self, rect: Rect) -> Sample | None:
        """Full-resolution pixels when they are at hand; nothing is wished for."""
        return self._blocks.exact(rect)

    def close(self) -> None:
        """Ends the reading and frees the pixels; nothing is announced afterwards."""
        self._worker.close(CLOSE_S)
        self._blocks.clear()

    def _under_way(self, key: BlockKey) -> bool:
        """Whether a block is being read or delivered; one that only waits can be asked for anew."""
        asked = self._asked.get(key)
        return asked is not None and not asked.cancelled() and (asked.running() or asked.done())

    def _on_loaded(self, key: BlockKey, _: None) -> None:
        self._asked.pop(key, None)
        self.arrived.emit()

    def _fail(self, key: BlockKey, problem: BaseException) -> None:
        first = not self._broken
        self._broken.add(key)
        if first:
            self.failed.emit(problem)
        self.arrived.emit()
