"""Where a project comes from and where it goes: a new one, one that is there, a copy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.session.actions.project import ProjectActions
from app.session.notices import Notices
from app.translation import tr
from app.views.places import Places


class ProjectDialogs:
    """Asks for what the actions of a project need."""

    def __init__(
        self, actions: ProjectActions, notices: Notices, places: Places, window: QWidget
    ) -> None:
        self._actions = actions
        self._notices = notices
        self._places = places
        self._window = window

    def ask_new(self, kind: str = "") -> None:
        """For a new project; ``kind`` of image is chosen already where it is named."""
        from app.views.dialogs.new_project import NewProject
        from lvit_core.prompt.templates import every_template, refused_templates

        def create(folder: Path, template: str, laterality: str) -> None:
            self._places.remember(folder.parent)
            self._actions.new(folder, template, laterality)

        def choose(then: Callable[[Path], None]) -> None:
            self._places.choose_folder(tr("Where the project goes"), then)

        for error in refused_templates().values():
            self._notices.warn(error.message, error.hint)
        templates = sorted(every_template(), key=lambda one: one.name)
        sheet = NewProject(templates, self._places.last(), create, choose, self._window)
        sheet.choose_kind(kind)
        sheet.show()

    def ask_open(self) -> None:
        """For the folder of a project."""

        def opened(folder: Path) -> None:
            self._places.remember(folder.parent)
            self._actions.open(folder)

        self._places.choose_folder(tr("Open project"), opened)

    def ask_copy(self) -> None:
        """For the folder that a copy goes to."""
        self._places.choose_folder(tr("Where the copy goes"), self._actions.save_copy)
