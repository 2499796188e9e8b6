"""Window size and docks, remembered over restarts and kills."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QEvent, QObject, QTimer
from PySide6.QtWidgets import QMainWindow

from app.session.preferences import Preferences
from app.views.docks import Docks

GEOMETRY, STATE = "window.geometry", "window.state"
NARROW_STATE = f"{STATE}.narrow"  # panels for which one screen has room cover the image on another
AT_MOST_EVERY_MS = 1000
VERSION = 4
"""Raise it when docks come, go or are renamed: an old layout would leave gaps."""


class LayoutMemory(QObject):
    """Keeps the layout soon after each change of it: a program that is killed closes nothing."""

    def __init__(self, window: QMainWindow, docks: Docks, preferences: Preferences) -> None:
        super().__init__(window)
        self._window, self._docks, self._preferences = window, docks, preferences
        self._soon = QTimer(self, singleShot=True, interval=AT_MOST_EVERY_MS)
        self._soon.timeout.connect(self._on_rest)
        docks.changed.connect(self._on_changed)
        for watched in (window, *docks):
            watched.installEventFilter(self)

    def save(self) -> None:
        """Keeps the layout as it is now."""
        self._preferences.remember(GEOMETRY, _text(self._window.saveGeometry()))
        self._preferences.remember(self._key, _text(self._window.saveState(VERSION)))

    def restore(self) -> bool:
        """Brings back the last layout of such a screen; false when there is none that fits."""
        geometry = self._preferences.recall(GEOMETRY, "")
        if geometry:
            self._window.restoreGeometry(_bytes(geometry))
        state = self._preferences.recall(self._key, "")
        return bool(state) and self._window.restoreState(_bytes(state), VERSION)

    @property
    def _key(self) -> str:
        return NARROW_STATE if self._docks.on_narrow_screen else STATE

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._on_changed()
        return super().eventFilter(watched, event)

    def _on_changed(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _on_rest(self) -> None:
        if self._window.isVisible():  # one that closes hides its panels
            self.save()


def _text(data: QByteArray) -> str:
    return bytes(data.toBase64().data()).decode("ascii")


def _bytes(text: str) -> QByteArray:
    return QByteArray.fromBase64(str(text).encode("ascii"))
