"""The canvas without a document: what is missing, and what to do about it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from app.jobs.loading import ImageLoader
from app.session.state import State
from app.translation import tr
from app.views.canvas.overlays import placeholder
from app.views.theme import current_theme
from lvit_core.errors import LViTError

LOADING_SHOWN_AFTER_MS = 150  # most images are there before that; words would only flicker


class EmptyState(QObject):
    """Draws the words; "opening" only when it takes a while."""

    def __init__(self, canvas: QWidget, state: State, loader: ImageLoader) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._state = state
        self._slow = False
        self._problem: LViTError | None = None
        self._timer = QTimer(self, singleShot=True, interval=LOADING_SHOWN_AFTER_MS)
        self._timer.timeout.connect(self._on_slow)
        loader.failed.connect(self._on_failed)

    def begin(self) -> None:
        """The document has gone; another may come soon."""
        self._slow = False
        self._problem = None
        self._timer.start()

    def end(self) -> None:
        """A document is there."""
        self._timer.stop()

    def paint(self, painter: QPainter, area: QRect) -> None:
        """Fills ``area`` and draws the words."""
        theme, state = current_theme(), self._state
        painter.fillRect(area, theme.color("canvas"))
        current = state.current
        if self._problem is not None:
            words = (tr(self._problem.message), tr(self._problem.hint))
            placeholder.paint(painter, self._canvas.size(), theme, *words)
            return
        if current is not None and not self._slow:
            return
        heading, advice = placeholder.texts(
            has_project=state.project is not None,
            has_images=bool(state.library.images),
            loading=current.name if current is not None else "",
        )
        placeholder.paint(painter, self._canvas.size(), theme, heading, advice)

    def _on_slow(self) -> None:
        self._slow = True
        self._canvas.update()

    def _on_failed(self, image_id: int, problem: object) -> None:
        """The image cannot be read: its place says so for as long as it is chosen."""
        current = self._state.current
        if current is not None and current.id == image_id and isinstance(problem, LViTError):
            self._timer.stop()
            self._problem = problem
            self._canvas.update()
