"""Keys typed before a sheet has the keyboard are meant for it, never for the image.

The window system gives a new window the keyboard when it finds time; a quick hand is faster.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QWidget

PATIENCE_MS = 1500  # a window manager may refuse the keyboard; then it stays where it is
_KEYS = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)


class TypedAhead(QObject):
    """Hands keys of the window below to a sheet that has just opened, until it is active."""

    def __init__(self, sheet: QWidget, below: QWidget) -> None:
        super().__init__(sheet)
        self._sheet, self._below = sheet, below
        app = QCoreApplication.instance()
        assert app is not None
        app.installEventFilter(self)
        QTimer.singleShot(PATIENCE_MS, self, self.deleteLater)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _KEYS or not isinstance(event, QKeyEvent):
            return False
        if self._sheet.isActiveWindow() or not self._sheet.isVisible():
            self.deleteLater()
            return False
        if not self._is_below(watched):
            return False
        event.accept()
        if event.type() is QEvent.Type.KeyPress:
            meant = self._sheet.focusWidget() or self._sheet
            QCoreApplication.sendEvent(meant, event.clone())
        return True

    def _is_below(self, watched: QObject) -> bool:
        if isinstance(watched, QWindow):
            return watched is self._below.windowHandle()
        return isinstance(watched, QWidget) and watched.window() is self._below
