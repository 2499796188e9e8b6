"""The last projects on the page that the program starts with, one click each."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from app.session.actions.project import ProjectActions
from app.session.preferences import Preferences
from app.session.state import State
from app.translation import tr
from app.views.elements import column, label, push_button
from app.views.recent_projects import RecentProjects

_WIDTH_PX = 420
_MIDDLE = Qt.TextElideMode.ElideMiddle


class RecentList(QWidget):
    """A line for each project: its name and the folder it lies in."""

    def __init__(self, state: State, preferences: Preferences, project: ProjectActions) -> None:
        super().__init__()
        self._open = project.open
        self._recent = RecentProjects(state, preferences, self)
        self._shown: list[Path] = []
        self.buttons: list[QPushButton] = []
        self.setFixedWidth(_WIDTH_PX)
        layout = column(self, gap=2)
        heading = label(tr("Recent projects"), "onCanvas")
        heading.setContentsMargins(12, 0, 12, 0)  # as the buttons below
        layout.addWidget(heading)
        self._lines = column(gap=2)
        layout.addLayout(self._lines)
        self.hide()

    def show_projects(self, wanted: bool) -> None:
        """Shows them where they are wanted and there are any."""
        folders = self._recent.folders if wanted else []
        if folders != self._shown:
            self._shown = folders
            for old in self.buttons:
                self._lines.removeWidget(old)
                old.hide()
                old.deleteLater()
            self.buttons = [self._button(folder) for folder in folders]
        self.setVisible(bool(folders))

    def _button(self, folder: Path) -> QPushButton:
        made = push_button("", str(folder), partial(self._open, folder), role="recent")
        room = _WIDTH_PX - 28
        words = f"{folder.name}   {folder.parent}"
        made.setText(self.fontMetrics().elidedText(words, _MIDDLE, room).replace("&", "&&"))
        made.setAccessibleName(tr("Open {name}", name=folder.name))
        self._lines.addWidget(made)
        return made
