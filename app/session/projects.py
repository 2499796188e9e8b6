"""Opening, making and leaving a project."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_data_path
from PySide6.QtCore import QTimer

from app.jobs.tasks import Progress
from app.session.model_choice import choose_model
from lvit_core.errors import LViTError
from lvit_core.project.records import ImageRecord, ProjectSettings
from lvit_core.prompt.template import load_template

if TYPE_CHECKING:
    from app.session.session import Session
    from lvit_core.project.project import Project

Opened = tuple["Project", list[ImageRecord]]

FRAME_MS = 16
LAST_PROJECT = "project.last"
CLOSE_WAIT_S = 20.0


class ProjectWork:
    """Puts a project into the session and takes it out again, losing nothing."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._wish = 0  # counts what was asked for, so that only the latest is opened

    def open(self, folder: Path) -> None:
        """See ``Session.open_project``."""
        from lvit_core.project.project import Project

        self.close()
        project = Project.open(folder)
        self._install(project, project.images())
        self._show_first(project)

    def open_later(self, folder: Path) -> int | None:
        """The same in the background; a refusal becomes a notice and the old project stays."""
        session = self._session
        if session.project is not None and session.project.folder == folder.absolute():
            session.notices.info("This project is open already.")
            return None
        return session.tasks.start(
            f"Opening {folder.name}", lambda *_: _open(folder), on_done=self._replacing()
        )

    def create(self, folder: Path, template: str, laterality: str) -> None:
        """See ``Session.create_project``."""
        from lvit_core.project.project import Project

        self.close()
        settings = ProjectSettings(name=folder.name, template=template, laterality=laterality)
        self._install(Project.create(folder, settings), [])

    def open_sample(self, folder: Path) -> int:
        """Opens the sample project, which is made first where it does not exist yet."""

        def work(progress: Progress, _cancelled: object) -> Opened:
            from lvit_core.project.project import Project
            from lvit_core.project.sample import create_sample_project

            if not Project.exists(folder):
                create_sample_project(folder, progress)
            return _open(folder)

        return self._session.tasks.start(
            "Preparing the sample project", work, on_done=self._replacing()
        )

    def close(self, *, losing_changes: bool = False, wait_s: float = CLOSE_WAIT_S) -> None:
        """See ``Session.close_project``; ``losing_changes`` gives up what a disk refuses."""
        session = self._session
        project = session.project
        if project is None:
            return
        session.opening.leave()
        session.trainer.let_go()
        if not session.storage.close(0.0 if losing_changes else wait_s):
            if not losing_changes:
                raise LViTError(
                    "Not everything is saved yet, so the project stays open.",
                    "Free space on the disk or connect it again; saving is tried all the time.",
                )
            session.storage.abandon()
        session.thumbnails.set_project(None)
        session.queue.leave()
        session.state.project = None
        session.library.fill([])
        project.close()
        session.project_closed.emit()

    def _replacing(self) -> Callable[[Opened], None]:
        """Takes a project over when it is open, unless another one was asked for meanwhile."""
        self._wish += 1
        wish = self._wish

        def take(opened: Opened) -> None:
            if wish == self._wish:
                self._replace(opened)
            else:
                opened[0].close()

        return take

    def _replace(self, opened: Opened) -> None:
        """Puts a project that was opened in the background in place of the one before."""
        project, records = opened
        try:
            self.close()
        except LViTError as error:
            project.close()
            self._session.notices.error(error)
            return
        self._fill(project, records)
        # A frame for the list, one for all that belongs to a project, one for its first image.
        QTimer.singleShot(FRAME_MS, lambda: self._announce(project))
        QTimer.singleShot(2 * FRAME_MS, lambda: self._show_first(project))

    def _show_first(self, project: Project) -> None:
        session = self._session
        if session.project is project and session.current is None and session.images:
            session.select(session.images[0].id)

    def _install(self, project: Project, records: list[ImageRecord]) -> None:
        self._fill(project, records)
        self._announce(project)

    def _fill(self, project: Project, records: list[ImageRecord]) -> None:
        session = self._session
        self._wish += 1
        session.state.project = project
        project.person = str(session.preferences.get("person.name"))
        session.thumbnails.set_project(project)
        session.preferences.remember(LAST_PROJECT, str(project.folder))
        session.library.fill(session.queue.open(project, records))

    def _announce(self, project: Project) -> None:
        session = self._session
        if session.project is project:
            session.project_opened.emit()
            session.collection.settle()


def _open(folder: Path) -> Opened:
    """Opens a project and reads what the window asks for first; for a background thread."""
    from lvit_core.project.project import Project

    project = Project.open(folder)
    try:
        project.refresh_missing()
        records = project.images()
        for template in {project.template_name, *(record.template for record in records)}:
            with suppress(LViTError):  # said when such an image is shown or predicted
                load_template(template)
                choose_model(project, template)
    except BaseException:
        project.close()
        raise
    return project, records


def sample_folder() -> Path:
    """Where the sample project lies: the user's data folder."""
    return user_data_path("lvit-annotator", appauthor=False) / "Sample project"
