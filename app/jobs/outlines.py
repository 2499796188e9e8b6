"""Smooth outlines of a proposal, traced once per proposal off the interface thread.

A proposal is drawn dashed, and a dash needs a path; masks that people draw show their pixels and
need none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QPointF, QTimer, Signal
from PySide6.QtGui import QPolygonF

from app.jobs.worker import Worker
from lvit_core.annotation.threshold import threshold_byte
from lvit_core.geometry import Rect
from lvit_core.project.records import Proposal

TRACED_PX = 3_000_000  # larger proposals are traced at half size or less
BAND_PX = 32_768  # traced in one go: a few milliseconds
SHORTEST_BAND = 8  # rows
CLOSE_S = 0.0  # not waited for: tracing ends at its next band
REST_MS = 200  # answers that follow the keys are shown plainly until they rest
SHORTEST_POINTS = 5


@dataclass(frozen=True)
class Outlines:
    """Paths in image coordinates that together close around every region.

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


def surface(proposal: Proposal) -> NDArray[np.uint8]:
    """What a proposal's outlines are traced on: its probability, below the threshold wherever it
    has no object."""
    if proposal.objects is None:
        return proposal.likeliest
    last = np.uint8(threshold_byte(proposal.threshold) - 1)
    values = proposal.likeliest
    return np.where(proposal.objects > 0, values, np.minimum(values, last))


def trace(
    values: NDArray[np.uint8], threshold_byte: int, wanted: Callable[[], bool] = lambda: True
) -> Outlines:
    """Outlines of where ``values`` ``(H, W)`` reach the threshold, finer than a pixel.

    The tracer of skimage keeps the interpreter to itself until it returns, so it is given a few
    rows at a time; a path that crosses from one band into the next is two open paths that meet.
    It ends early, with what there is, once ``wanted()`` is false.
    """
    step = 1
    while values.size / step**2 > TRACED_PX:
        step *= 2
    small = np.pad(values[::step, ::step], 1)
    rows = max(SHORTEST_BAND, BAND_PX // small.shape[1])
    polygons: list[QPolygonF] = []
    boxes: list[tuple[float, float, float, float]] = []
    for top in range(0, small.shape[0] - 1, rows):
        if not wanted():
            break
        for line in _crossings(small[top : top + rows + 1], threshold_byte):
            points = (
                line + np.array((top - 0.5, -0.5))
            ) * step  # pixel (0, 0) has its centre at 0.5
            y0, x0 = points.min(axis=0)
            y1, x1 = points.max(axis=0)
            boxes.append((float(y0), float(x0), float(y1), float(x1)))
            polygons.append(QPolygonF([QPointF(x, y) for y, x in points.tolist()]))
    return Outlines(tuple(polygons), np.array(boxes, np.float64).reshape(-1, 4))


def _crossings(band: NDArray[np.uint8], threshold_byte: int) -> list[NDArray[np.float64]]:
    """Paths of (row, column) along the threshold inside some rows; specks are left out."""
    if band.max() < threshold_byte or band.min() >= threshold_byte:
        return []
    from skimage.measure import find_contours

    height = band.shape[0] - 1
    return [
        line
        for line in find_contours(band, threshold_byte - 0.5)
        if len(line) >= SHORTEST_POINTS or line[0, 0] in (0, height) or line[-1, 0] in (0, height)
    ]


class OutlineTracer(QObject):
    """Traces the latest proposal; older ones are dropped.

    Signals:
        traced: Its outlines.
    """

    traced = Signal(Outlines)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._next: Proposal | None = None
        self._worker = Worker("outlines", self, latest=True)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._start)

    def request(self, proposal: Proposal) -> None:
        """Traces soon; ``traced`` follows unless a newer request comes."""
        self._worker.drop()
        self._next = proposal
        self._rest.start()

    def cancel(self) -> None:
        """Whatever is being traced is no longer wanted."""
        self._worker.drop()
        self._rest.stop()

    def close(self) -> None:
        self._rest.stop()
        self._worker.close(CLOSE_S)

    def _start(self) -> None:
        proposal, self._next = self._next, None
        if proposal is not None:
            self._worker.submit(partial(self._trace, proposal), self.traced.emit)

    def _trace(self, proposal: Proposal) -> Outlines:
        least, unwanted = threshold_byte(proposal.threshold), self._worker.unwanted
        return trace(surface(proposal), least, lambda: not unwanted())
