"""The projects a person had open, newest first, for the page that the program starts with."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from app.session.preferences import Preferences
from app.session.state import State

RECENT = "project.recent"
MOST = 6


class RecentProjects(QObject):
    """Remembers every project that is opened."""

    def __init__(self, state: State, preferences: Preferences, parent: QObject) -> None:
        super().__init__(parent)
        self._state = state
        self._preferences = preferences
        state.project_opened.connect(self._on_opened)

    @property
    def folders(self) -> list[Path]:
        """Where they lay when they were open; one of them may be gone by now."""
        known = self._preferences.recall(RECENT, [])
        return [Path(str(one)) for one in known] if isinstance(known, list) else []

    def _on_opened(self) -> None:
        project = self._state.project
        if project is not None:
            others = [one for one in self.folders if one != project.folder]
            kept = [project.folder, *others][:MOST]
            self._preferences.remember(RECENT, [str(one) for one in kept])
