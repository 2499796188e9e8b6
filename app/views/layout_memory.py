"""Window size and docks, remembered over restarts."""

from __future__ import annotations

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QMainWindow

from app.session.preferences import Preferences

GEOMETRY, STATE = "window.geometry", "window.state"
VERSION = 4
"""Raise it when docks come, go or are renamed: an old layout would leave gaps."""


def save_layout(window: QMainWindow, preferences: Preferences) -> None:
    """Keeps the layout as it is now."""
    preferences.remember(GEOMETRY, _text(window.saveGeometry()))
    preferences.remember(STATE, _text(window.saveState(VERSION)))


def restore_layout(window: QMainWindow, preferences: Preferences) -> bool:
    """Brings back the last layout; false when there is none that fits."""
    geometry, state = preferences.recall(GEOMETRY, ""), preferences.recall(STATE, "")
    if geometry:
        window.restoreGeometry(_bytes(geometry))
    return bool(state) and window.restoreState(_bytes(state), VERSION)


def _text(data: QByteArray) -> str:
    return bytes(data.toBase64().data()).decode("ascii")


def _bytes(text: str) -> QByteArray:
    return QByteArray.fromBase64(str(text).encode("ascii"))
