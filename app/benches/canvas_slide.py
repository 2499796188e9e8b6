"""The memory of one slide, measured in a process that does nothing else.

Run by the canvas bench: opens the slide in its first argument, draws on it at several zooms, moves
around, and writes the peak memory in megabytes (10^6 bytes).
"""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import psutil
from PySide6.QtCore import QEvent, QPointF, QSize, Qt

from app.benches.canvas_setting import Scene, scene
from lvit_core.imaging.pyramid import open_source

ZOOMS = (0.05, 0.2, 0.5, 1.0, 2.0)
PLACES = 5
WATCH_EVERY_S = 0.02


class PeakMemory:
    """The largest resident memory of this process while it is watched."""

    def __init__(self) -> None:
        self.peak_bytes = 0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> PeakMemory:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        process = psutil.Process()
        while not self._stop.wait(WATCH_EVERY_S):
            self.peak_bytes = max(self.peak_bytes, process.memory_info().rss)


def work(stage: Scene) -> None:
    """Looks at the slide at several zooms and places and draws a stroke at each."""
    height, width = stage.canvas.viewport.image_hw
    stage.session.palette.settings.update(brush_radius_px=60)
    for zoom in ZOOMS:
        for place in range(PLACES):
            share = (place + 0.5) / PLACES
            stage.canvas.look_at((height * share, width * (1 - share)), zoom)
            stage.settle()
            _stroke(stage)


def _stroke(stage: Scene) -> None:
    kind, left = QEvent.Type, Qt.MouseButton.LeftButton
    at = stage.middle()
    stage.document.select_object(0)
    stage.mouse(kind.MouseButtonPress, at, left)
    for step in range(30):
        at = QPointF(at.x() + 6, at.y() + 3 * (step % 5))
        stage.mouse(kind.MouseMove, at, left)
        stage.frame()
    stage.mouse(kind.MouseButtonRelease, at, left)


def main(slide: Path) -> None:
    """Writes the peak memory to stdout."""
    with PeakMemory() as memory, scene(open_source(slide), QSize(2560, 1440)) as stage:
        work(stage)
    sys.stdout.write(f"{memory.peak_bytes / 1e6:.1f}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
