"""Files and folders dropped on the canvas join the project."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QEvent, QMimeData, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from app.session.session import Session
from app.views.canvas.filtering import CanvasFilter, Handlers
from lvit_core.errors import LViTError


class Drops(CanvasFilter):
    """Filters the drag-and-drop events of one canvas.

    Signals:
        hovered_changed: Files are held over the canvas, or no longer.
    """

    hovered_changed = Signal()

    def __init__(self, canvas: QWidget, session: Session) -> None:
        super().__init__(canvas)
        self.hovered = False
        self._session = session
        canvas.setAcceptDrops(True)

    def _on_drag(self, event: QDragEnterEvent | QDragMoveEvent) -> bool:
        if local_paths(event.mimeData()):
            event.acceptProposedAction()
            self._hover(True)
        return True

    def _on_leave(self, event: QEvent) -> bool:
        self._hover(False)
        return True

    def _on_drop(self, event: QDropEvent) -> bool:
        self._hover(False)
        self._take(event)
        return True

    def _take(self, event: QDropEvent) -> None:
        paths = local_paths(event.mimeData())
        if not paths:
            return
        event.acceptProposedAction()
        try:
            self._session.image_work.add(paths)
        except LViTError as error:
            self._session.services.notices.error(error)

    def _hover(self, hovered: bool) -> None:
        if hovered != self.hovered:
            self.hovered = hovered
            self.hovered_changed.emit()

    handlers: ClassVar[Handlers] = {
        QEvent.Type.DragEnter: _on_drag,
        QEvent.Type.DragMove: _on_drag,
        QEvent.Type.DragLeave: _on_leave,
        QEvent.Type.Drop: _on_drop,
    }


def local_paths(data: QMimeData) -> list[Path]:
    """Files and folders of this computer among what is dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
