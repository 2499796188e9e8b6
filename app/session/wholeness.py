"""Which objects of the layer in hand are in pieces or have small holes, after each step."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer, Signal

from app.jobs.worker import Worker
from app.session.notices import Notices
from app.session.state import State
from lvit_core import annotation
from lvit_core.annotation.plane import LabelPlane

PAUSE_MS = 400


class ObjectWholeness(QObject):
    """Looks in the background, at the labels as the last step left them.

    Signals:
        changed: ``found`` is another one.
    """

    changed = Signal()

    def __init__(self, state: State, notices: Notices) -> None:
        super().__init__(state)
        self._state = state
        self._layer = ""
        self._plane: LabelPlane | None = None
        self.found: Mapping[int, annotation.Wholeness] = {}
        self._worker = Worker("objects in pieces", self, latest=True)
        self._worker.failed.connect(notices.error)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._look)
        state.document_ready.connect(self._follow)
        state.current_changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self._worker.drop()
        self._pause.stop()
        self._show({})
        document = self._state.document
        if document is not None:
            document.undo_stack.indexChanged.connect(self._on_step)
            document.layer_changed.connect(self._on_step)
            self._on_step()

    def _on_step(self) -> None:
        """The labels are taken at once, between two strokes; the look follows when a hand rests."""
        if (document := self._state.document) is not None:
            if document.active_layer != self._layer:
                self._layer = document.active_layer
                self._worker.drop()
                self._show({})
            self._plane = document.planes[self._layer].snapshot()
            self._pause.start()

    def _look(self) -> None:
        if (plane := self._plane) is not None:
            self._worker.submit(lambda: annotation.not_whole(plane), self._show)

    def _show(self, found: Mapping[int, annotation.Wholeness]) -> None:
        if found != self.found:
            self.found = found
            self.changed.emit()
