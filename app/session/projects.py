"""Opening, making and leaving a project."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_data_path

from lvit_core.errors import LViTError
from lvit_core.project.records import ImageRecord, ProjectSettings

if TYPE_CHECKING:
    from app.session.session import Session
    from lvit_core.project.project import Project

LAST_PROJECT = "project.last"
CLOSE_WAIT_S = 20.0


class ProjectWork:
    """Puts a project into the session and takes it out again, losing nothing."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def open(self, folder: Path) -> None:
        """See ``Session.open_project``."""
        from lvit_core.project.project import Project

        self.close()
        project = Project.open(folder)
        self._install(project, project.images())

    def open_later(self, folder: Path) -> int:
        """The same in the background; a refusal becomes a notice."""
        self.close()

        def work(progress: object, cancelled: object) -> tuple[Project, list[ImageRecord]]:
            from lvit_core.project.project import Project

            project = Project.open(folder)
            return project, project.images()

        return self._session.tasks.start(
            f"Opening {folder.name}", work, on_done=lambda found: self._install(*found)
        )

    def create(self, folder: Path, template: str, laterality: str) -> None:
        """See ``Session.create_project``."""
        from lvit_core.project.project import Project

        self.close()
        settings = ProjectSettings(name=folder.name, template=template, laterality=laterality)
        self._install(Project.create(folder, settings), [])

    def open_sample(self, folder: Path) -> int:
        """Opens the sample project, which is made first where it does not exist yet."""
        self.close()

        def work(progress: object, cancelled: object) -> tuple[Project, list[ImageRecord]]:
            from lvit_core.project.project import Project
            from lvit_core.project.sample import create_sample_project

            if not Project.exists(folder):
                create_sample_project(folder)
            project = Project.open(folder)
            return project, project.images()

        return self._session.tasks.start(
            "Preparing the sample project", work, on_done=lambda found: self._install(*found)
        )

    def close(self, *, losing_changes: bool = False) -> None:
        """See ``Session.close_project``; ``losing_changes`` gives up what a disk refuses."""
        session = self._session
        project = session.project
        if project is None:
            return
        session.opening.leave()
        session.trainer.stop_and_wait()
        if not session.storage.close(0.0 if losing_changes else CLOSE_WAIT_S):
            if not losing_changes:
                raise LViTError(
                    "Not everything is saved yet, so the project stays open.",
                    "Free space on the disk or connect it again; saving is tried all the time.",
                )
            session.storage.abandon()
        session.thumbnails.set_project(None)
        session.project = None
        session.library.fill([])
        project.close()
        session.project_closed.emit()

    def _install(self, project: Project, records: list[ImageRecord]) -> None:
        session = self._session
        session.project = project
        session.thumbnails.set_project(project)
        session.preferences.remember(LAST_PROJECT, str(project.folder))
        session.library.fill(records)
        session.project_opened.emit()
        if records:
            session.select(records[0].id)


def sample_folder() -> Path:
    """Where the sample project lies: the user's data folder."""
    return user_data_path("lvit-annotator", appauthor=False) / "Sample project"
