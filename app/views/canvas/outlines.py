"""Smooth outlines of a proposal, traced once per proposal off the interface thread.

A proposal is drawn dashed, and a dash needs a path; masks that people draw show their pixels and
need none.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QPolygonF

from lvit_core.geometry import Rect

TRACED_PX = 3_000_000  # larger proposals are traced at half size or less
SHORTEST_POINTS = 5


@dataclass(frozen=True)
class Outlines:
    """Closed paths in image coordinates.

    Args:
        polygons: Points are (x, y).
        boxes: ``(n, 4)`` float, y0 x0 y1 x1 of each.
    """

    polygons: tuple[QPolygonF, ...]
    boxes: NDArray[np.float64]

    def within(self, rect: Rect) -> list[QPolygonF]:
        """Paths whose box touches a rectangle of the image."""
        if not self.polygons:
            return []
        boxes = self.boxes
        hit = (boxes[:, 0] <= rect.y1) & (boxes[:, 2] >= rect.y0)
        hit &= (boxes[:, 1] <= rect.x1) & (boxes[:, 3] >= rect.x0)
        return [self.polygons[index] for index in np.flatnonzero(hit)]


def trace(values: NDArray[np.uint8], threshold_byte: int) -> Outlines:
    """Outlines of where ``values`` ``(H, W)`` reach the threshold, finer than a pixel."""
    from skimage.measure import find_contours

    step = 1
    while values.size / step**2 > TRACED_PX:
        step *= 2
    small = np.pad(values[::step, ::step], 1)
    polygons: list[QPolygonF] = []
    boxes: list[tuple[float, float, float, float]] = []
    for line in find_contours(small, threshold_byte - 0.5):
        if len(line) < SHORTEST_POINTS:
            continue
        points = (line - 0.5) * step  # centre of pixel (0, 0) is at 0.5; one pixel of padding
        y0, x0 = points.min(axis=0)
        y1, x1 = points.max(axis=0)
        boxes.append((float(y0), float(x0), float(y1), float(x1)))
        polygons.append(QPolygonF([QPointF(float(x), float(y)) for y, x in points]))
    return Outlines(tuple(polygons), np.array(boxes, np.float64).reshape(-1, 4))


class OutlineTracer(QObject):
    """Traces the latest proposal on a thread; older ones are dropped.

    Signals:
        traced: Carries the ``Outlines``.
    """

    traced = Signal(object)
    _ready = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wanted = 0
        self._ready.connect(self._on_ready, Qt.ConnectionType.QueuedConnection)

    def request(self, values: NDArray[Any], threshold_byte: int) -> None:
        """Starts tracing; ``traced`` follows unless a newer request comes."""
        self._wanted += 1
        thread = threading.Thread(
            target=self._work, args=(self._wanted, values, threshold_byte), daemon=True
        )
        thread.start()

    def cancel(self) -> None:
        """Whatever is being traced is no longer wanted."""
        self._wanted += 1

    def _work(self, number: int, values: NDArray[Any], threshold_byte: int) -> None:
        outlines = trace(values, threshold_byte)
        try:
            self._ready.emit(number, outlines)
        except RuntimeError:
            return  # the window was closed meanwhile

    def _on_ready(self, number: int, outlines: Outlines) -> None:
        if number == self._wanted:
            self.traced.emit(outlines)
