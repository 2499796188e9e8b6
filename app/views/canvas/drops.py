"""Files and folders that are dropped on the canvas."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from app.views.canvas.filtering import CanvasFilter, Handlers


class Drops(CanvasFilter):
    """Filters the drag-and-drop events of one canvas.

    Signals:
        hovered_changed: Files are held over the canvas, or no longer.
        dropped: These paths were let go of here.
    """

    hovered_changed = Signal()
    dropped = Signal(list)  # of Path

    def __init__(self, canvas: QWidget) -> None:
        super().__init__(canvas)
        self.hovered = False
        canvas.setAcceptDrops(True)

    def _on_drag(self, event: QDragEnterEvent | QDragMoveEvent) -> bool:
        if local_paths(event.mimeData()):
            propose_copy(event)
            self._hover(True)
        return True

    def _on_leave(self, event: QEvent) -> bool:
        self._hover(False)
        return True

    def _on_drop(self, event: QDropEvent) -> bool:
        self._hover(False)
        paths = local_paths(event.mimeData())
        if paths:
            propose_copy(event)
            self.dropped.emit(paths)
        return True

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


def propose_copy(event: QDropEvent) -> None:
    """Takes what is dragged as a copy: a file manager that moved it would delete the original."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()
