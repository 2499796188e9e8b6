"""Window size, docks and folded panels, remembered over restarts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QMainWindow

from app.session.preferences import Preferences
from app.views.panels.section import SectionDock

GEOMETRY, STATE, FOLDED = "window.geometry", "window.state", "window.folded"
VERSION = 2
"""Raise it when docks come, go or are renamed: an old layout would leave gaps."""


def save_layout(
    window: QMainWindow, docks: Sequence[SectionDock], preferences: Preferences
) -> None:
    """Keeps the layout as it is now."""
    preferences.remember(GEOMETRY, _text(window.saveGeometry()))
    preferences.remember(STATE, _text(window.saveState(VERSION)))
    preferences.remember(FOLDED, [dock.objectName() for dock in docks if dock.folded])


def restore_layout(
    window: QMainWindow, docks: Sequence[SectionDock], preferences: Preferences
) -> bool:
    """Brings back the last layout; false when there is none that fits."""
    geometry, state = preferences.recall(GEOMETRY, ""), preferences.recall(STATE, "")
    if geometry:
        window.restoreGeometry(_bytes(geometry))
    folded = preferences.recall(FOLDED)
    if isinstance(folded, list):
        for dock in docks:
            dock.set_folded(dock.objectName() in folded)
    return bool(state) and window.restoreState(_bytes(state), VERSION)


def _text(data: QByteArray) -> str:
    return bytes(data.toBase64().data()).decode("ascii")


def _bytes(text: str) -> QByteArray:
    return QByteArray.fromBase64(str(text).encode("ascii"))
