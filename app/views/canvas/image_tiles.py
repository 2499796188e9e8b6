"""The image as screen tiles: read, resampled and windowed only where a person looks."""

from __future__ import annotations

import time

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from app.jobs.levels import LevelReader
from app.views.canvas.resample import NEAREST_FROM_ZOOM, image_rect_of, resampled
from app.views.canvas.tiles import Key, ScreenTile, TileCache, TileGrid
from app.views.canvas.tone import Tone
from lvit_core.geometry import Rect
from lvit_core.imaging.blocks import Sample, level_for
from lvit_core.imaging.pyramid import PixelSource
from lvit_core.imaging.window import Window

LIMIT_BYTES = 120_000_000
OVERVIEW_PX = 640  # longer side of the picture that stands in for what is not read yet


class ImageTiles(QObject):
    """Screen tiles of one source under one window.

    Signals:
        arrived: Better pixels can be painted now.
        failed: The file could not be read; carries the exception.
    """

    arrived = Signal()
    failed = Signal(Exception)

    def __init__(self, source: PixelSource, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.source = source
        self.image_hw = (source.height, source.width)
        self.cache = TileCache(LIMIT_BYTES)
        self._reader = LevelReader(source, self)
        self._reader.arrived.connect(self._on_arrived)
        self._reader.failed.connect(self.failed)
        self._tone = Tone(source.dtype, Window.between(0, 255))
        self._stamp = 0
        self._overview: ScreenTile | None = None
        self._news = 1  # grows when pixels arrive, so that a stand-in is made again only then

    def set_tone(self, window: Window, gamma: float, invert: bool) -> None:
        """Another window/level; tiles are shown in it as they are asked for."""
        tone = self._tone
        if (tone.window, tone.gamma, tone.invert) != (window, gamma, invert):
            self._tone = Tone(self.source.dtype, window, gamma, invert)
            self._stamp += 1

    def tile(self, grid: TileGrid, key: Key, deadline_s: float) -> tuple[ScreenTile | None, bool]:
        """The best tile there is, and whether time alone kept it from being better.

        ``deadline_s`` is a moment of ``time.perf_counter`` after which nothing new is begun.
        """
        tile = self.cache.get(key)
        if tile is None or (not tile.final and tile.news != self._news):
            if time.perf_counter() >= deadline_s:
                return tile, True
            return self._make(grid, key) or tile, False
        if tile.stamp != self._stamp:
            if time.perf_counter() >= deadline_s:
                return tile, True
            self._light(tile)
        return tile, False

    def overview(self) -> QImage | None:
        """The whole image, small, in the window in force; ``None`` while nothing is read yet."""
        found = self._overview
        if found is None or (not found.final and found.news != self._news):
            self._overview = self._make_overview() or self._overview
        if self._overview is not None and self._overview.stamp != self._stamp:
            self._light(self._overview)
        return self._overview.image if self._overview is not None else None

    def value_at(self, y: int, x: int) -> Sample | None:
        """The stored value at a pixel inside the image, as a one-pixel sample; never waits."""
        return self._reader.peek(Rect(y, x, y + 1, x + 1))

    def close(self) -> None:
        """Stops reading and frees the memory."""
        self._reader.close()
        self.cache.clear()
        self._overview = None

    def _on_arrived(self) -> None:
        self._news += 1
        self.arrived.emit()

    def _make(self, grid: TileGrid, key: Key) -> ScreenTile | None:
        where = grid.rect(key)
        level = level_for(self.source, grid.zoom)
        sample = self._reader.read(level, image_rect_of(where, grid.zoom, self.image_hw))
        if sample is None or sample.rect.empty:
            return None
        scale = self.source.scale(sample.level)
        smooth = grid.zoom < NEAREST_FROM_ZOOM and (sample.final or scale * grid.zoom >= 1)
        tile = ScreenTile(key, (where.height, where.width), final=sample.final, news=self._news)
        tile.raw = resampled(sample, scale, where, grid.zoom, smooth)
        self._light(tile)
        self.cache.put(tile)
        return tile

    def _make_overview(self) -> ScreenTile | None:
        height, width = self.image_hw
        zoom = min(1.0, OVERVIEW_PX / max(height, width))
        level = level_for(self.source, zoom)
        sample = self._reader.read(level, Rect(0, 0, height, width))
        if sample is None:
            return None
        where = Rect(0, 0, max(1, round(height * zoom)), max(1, round(width * zoom)))
        tile = ScreenTile((0, 0), (where.height, where.width), final=sample.final, news=self._news)
        tile.raw = resampled(sample, self.source.scale(sample.level), where, zoom, smooth=False)
        self._light(tile)
        return tile

    def _light(self, tile: ScreenTile) -> None:
        if tile.raw is not None:
            shown = self._tone.argb(np.ascontiguousarray(tile.raw))
            tile.take_buffer(np.ascontiguousarray(shown), transparent=False)
            tile.stamp = self._stamp
