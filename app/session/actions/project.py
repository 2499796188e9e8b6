"""The project itself: new, open, close, settings, quit."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.session.actions.conditions import can_write, has_project
from app.session.projects import ProjectWork
from app.session.registry import ActionGroup, action
from lvit_core.project.sample_folder import sample_folder


@dataclass(eq=False)
class ProjectActions(ActionGroup, menu="File"):
    """What the File menu does with projects and the program."""

    _projects: ProjectWork

    @action("project.new", "New project…", shortcut="Ctrl+N", icon="new")
    def new(self, folder: str | Path, template: str, laterality: str = "none") -> None:
        """Make a project for one kind of image."""
        self._projects.create_later(Path(folder), template, laterality)

    @action("project.open", "Open project…", shortcut="Ctrl+O", icon="open")
    def open(self, folder: str | Path) -> int | None:
        """Open a project folder."""
        return self._projects.open_later(Path(folder))

    @action("project.open_sample", "Open sample project", icon="sample")
    def open_sample(self) -> int:
        """A tissue section, X-rays and generated images to try everything on."""
        return self._projects.open_sample(sample_folder())

    @action("project.copy", "Save a copy elsewhere…", icon="copy", enabled=has_project)
    def save_copy(self, folder: str | Path) -> int:
        """Write all that is stored into another folder; images stay where they are."""
        return self._projects.save_copy(Path(folder))

    @action("project.settings", "Project settings…", icon="licence", enabled=can_write)
    def change_settings(self, name: str, for_the_record: bool) -> None:
        """Its name, and whether what is labeled changes for a stated reason only."""
        known, ends = self.state.require_project(), not for_the_record
        why = known.reason.of(self.state.library.images if ends else ())
        self._projects.change(
            lambda project: project.change_settings(
                name=name, for_the_record=for_the_record, why=why
            ),
            self.state.changed.emit,
        )

    @action("project.close", "Close project", shortcut="Ctrl+W", icon="close", enabled=has_project)
    def close(self) -> None:
        """Save what is left and close the project."""
        self._projects.close_later()

    @action("app.preferences", "Preferences…", shortcut="Ctrl+,", icon="preferences")
    def show_preferences(self) -> None:
        """Theme, prediction, training and keys."""
        self.show_preferences.ask()

    @action("app.quit", "Quit", shortcut="Ctrl+Q", icon="quit")
    def quit(self) -> None:
        """Close the window; everything is saved already."""
        self.quit.ask()
