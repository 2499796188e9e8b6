"""Files and folders dropped on the canvas join the project."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from app.session.session import Session
from lvit_core.errors import LViTError


class Drops(QObject):
    """Filters the drag-and-drop events of one canvas.

    Signals:
        hovered_changed: Files are held over the canvas, or no longer.
    """

    hovered_changed = Signal()

    def __init__(self, canvas: QWidget, session: Session) -> None:
        super().__init__(canvas)
        self.hovered = False
        self._canvas = canvas
        self._session = session
        canvas.setAcceptDrops(True)
        canvas.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self._canvas:
            return False
        if isinstance(event, (QDragEnterEvent, QDragMoveEvent)):
            if local_paths(event.mimeData()):
                event.acceptProposedAction()
                self._hover(True)
            return True
        if event.type() == QEvent.Type.DragLeave:
            self._hover(False)
            return True
        if isinstance(event, QDropEvent):
            self._hover(False)
            self._take(event)
            return True
        return False

    def _take(self, event: QDropEvent) -> None:
        paths = local_paths(event.mimeData())
        if not paths:
            return
        event.acceptProposedAction()
        try:
            self._session.add_paths(paths)
        except LViTError as error:
            self._session.notices.error(error)

    def _hover(self, hovered: bool) -> None:
        if hovered != self.hovered:
            self.hovered = hovered
            self.hovered_changed.emit()


def local_paths(data: QMimeData) -> list[Path]:
    """Files and folders of this computer among what is dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
