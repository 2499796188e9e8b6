"""Care of the open project: what it gets by itself, and what a person asks for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from app.jobs.tasks import ROUTINE_S
from app.session.projects import ProjectWork
from app.session.services import Services
from app.session.state import State
from lvit_core.annotation.edit import Edit
from lvit_core.errors import LViTError
from lvit_core.notice import Notice
from lvit_core.progress import Progress
from lvit_core.project import care

if TYPE_CHECKING:  # it loads the data base, and the window opens before that
    from lvit_core.project.project import Project

BEGIN_MS = 5000  # the first image comes first
Result = TypeVar("Result")


class ProjectCare(QObject):
    """Looks after a project in the background; nothing of it waits in the window's thread.

    Signals:
        backups_listed: Which backups the open project has, the newest first.
        history_read: Each ``Moment`` of an image, the newest first.
    """

    backups_listed = Signal(list)
    history_read = Signal(list)

    def __init__(self, state: State, services: Services, projects: ProjectWork) -> None:
        super().__init__(state)
        self._state = state
        self._services = services
        self._projects = projects
        self._task = 0
        self._later = QTimer(self, singleShot=True, interval=BEGIN_MS)
        self._later.timeout.connect(self.look_after)
        state.project_opened.connect(self._later.start)
        state.project_closed.connect(self._on_closed)

    def look_after(self) -> None:
        """What a project gets once a day: a look over its file, and a backup."""
        project, services = self._state.project, self._services
        if project is None or project.read_only or project.trouble:
            return

        def done(told: Notice | None) -> None:
            if told is not None:
                services.notices.post(told)

        work = partial(care.look_after, project.file, project.unclean)
        self._task = services.tasks.start("Backing up the project", work, done, quiet_s=ROUTINE_S)

    def list_backups(self) -> None:
        """Reads which backups there are; ``backups_listed`` follows."""
        self._read("Looking for backups", care.list_backups, self.backups_listed.emit)

    def read_history(self) -> None:
        """Reads who did what with the current image; ``history_read`` follows."""
        work = partial(care.list_moments, self._state.require_document().record.id)
        self._read("Reading the history", work, self.history_read.emit)

    def return_to(self, step: int) -> None:
        """Makes the current image what it was after a step of its history, as new steps."""
        document = self._state.require_document()
        document.journal.require_writable()

        def take(edits: list[Edit]) -> None:
            if self._state.document is not document or document.undo_stack.index() != index:
                raise LViTError("The image changed meanwhile.", "Choose the moment again.")
            for edit in edits:
                document.commit(edit)

        self._read("Going back", partial(care.way_back, document.record.id, step), take)
        index = document.undo_stack.index()  # what was typed is a step now

    def start(self, title: str, work: Callable[[Path, Progress, care.Cancelled], Notice]) -> int:
        """Works on the project's folder once all changes are in it; tells what comes of it."""
        saved, services = self._projects.saved(), self._services
        return services.tasks.start(
            title, lambda told, stop: work(saved(stop).folder, told, stop), services.notices.post
        )

    def _read(
        self, title: str, work: Callable[[Project], Result], take: Callable[[Result], object]
    ) -> None:
        """Reads from the project once all changes are in it."""
        saved, tasks = self._projects.saved(), self._services.tasks
        tasks.start(title, lambda _told, stop: work(saved(stop)), take, quiet_s=ROUTINE_S)

    def _on_closed(self) -> None:
        self._later.stop()
        self._services.tasks.cancel(self._task)
