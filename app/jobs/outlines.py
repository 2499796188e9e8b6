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
from PySide6.QtCore import QObject, QPointF, Signal
from PySide6.QtGui import QPolygonF

from app.jobs.worker import Worker
from lvit_core import annotation
from lvit_core.annotation.plane import Labels
from lvit_core.annotation.threshold import threshold_byte
from lvit_core.errors import Cancelled
from lvit_core.geometry import Rect
from lvit_core.project.records import Proposal
from lvit_core.project.two_answers import Matching

CLOSE_S = 0.0  # not waited for: tracing ends at its next path
REST_S = 0.2  # answers that follow the keys are shown plainly until they rest

Drawn = tuple[Proposal, Matching | None]  # the latter where two sides are compared


@dataclass(frozen=True)
class Outlines:
    """Paths in image coordinates that together close around every region.

    Args:
        polygons: Points are (x, y).
        boxes: ``(n, 4)`` float, y0 x0 y1 x1 of each.
        objects: The objects they close around; ``None`` where nobody told them apart.
        matching: Which objects both sides have, where two are compared.
    """

    polygons: tuple[QPolygonF, ...]
    boxes: NDArray[np.float64]
    objects: Labels | None = None
    matching: Matching | None = None

    def within(self, rect: Rect) -> list[QPolygonF]:
        """Paths whose box touches a rectangle of the image."""
        if not self.polygons:
            return []
        boxes = self.boxes
        hit = (boxes[:, 0] <= rect.y1) & (boxes[:, 2] >= rect.y0)
        hit &= (boxes[:, 1] <= rect.x1) & (boxes[:, 3] >= rect.x0)
        return [self.polygons[index] for index in np.flatnonzero(hit)]


class OutlineTracer(QObject):
    """Traces the latest proposal; older ones are dropped.

    Signals:
        traced: Its outlines.
    """

    traced = Signal(Outlines)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = Worker("outlines", self, latest=True)

    def request(self, drawn: Callable[[], Drawn]) -> None:
        """Traces what is drawn soon; ``traced`` follows unless a newer request comes.

        ``drawn`` is called in the thread.
        """
        self._worker.stand_back(REST_S)
        self._worker.submit(partial(self._trace, drawn), self.traced.emit)

    def cancel(self) -> None:
        """Whatever is being traced is no longer wanted."""
        self._worker.drop()

    def close(self) -> None:
        self._worker.close(CLOSE_S)

    def _trace(self, drawn: Callable[[], Drawn]) -> Outlines:
        proposal, matching = drawn()
        proposal.class_of_objects()  # known from here on: the scene colours by it
        polygons: list[QPolygonF] = []
        boxes: list[NDArray[np.float64]] = []
        for line in annotation.smooth_outlines(proposal.proposed, threshold_byte(proposal.level)):
            if self._worker.unwanted():
                raise Cancelled
            polygons.append(QPolygonF([QPointF(x, y) for y, x in line.tolist()]))
            boxes.append(np.concatenate((line.min(axis=0), line.max(axis=0))))
        room = np.array(boxes, np.float64).reshape(-1, 4)
        return Outlines(tuple(polygons), room, proposal.objects, matching)
