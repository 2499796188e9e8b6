"""Care of the open project: what it gets by itself, and what a person asks for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.session.projects import ProjectWork
from app.session.services import Services
from app.session.state import State
from lvit_core.notice import Notice
from lvit_core.progress import Progress
from lvit_core.project.care import asked

if TYPE_CHECKING:  # it loads the data base, and the window opens before that
    from lvit_core.project.care.backups import Backup

BEGIN_MS = 5000  # the first image comes first
QUIET_S = 5.0


class ProjectCare(QObject):
    """Looks after a project in the background; nothing of it waits in the window's thread.

    Signals:
        backups_listed: Which backups the open project has, the newest first.
    """

    backups_listed = Signal(list)

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

        work = partial(asked.look_after, project.file, project.unclean)
        self._task = services.tasks.start("Backing up the project", work, done, quiet_s=QUIET_S)

    def check(self) -> int:
        """Looks over everything and tells what is wrong."""
        return self._start("Checking the project", asked.check)

    def back_up(self) -> int:
        """Makes a backup of all that is stored."""
        return self._start("Backing up the project", asked.back_up)

    def compact(self) -> int:
        """Gives room that the project file no longer needs back to the disk."""
        return self._start("Compacting the project", asked.compact)

    def list_backups(self) -> None:
        """Reads which backups there are; ``backups_listed`` follows."""
        file = self._state.require_project().file

        def work(*_: object) -> list[Backup]:
            from lvit_core.project.care.backups import list_backups

            return list_backups(file)[::-1]

        tasks = self._services.tasks
        tasks.start("Looking for backups", work, self.backups_listed.emit, quiet_s=QUIET_S)

    def restore(self, name: str) -> None:
        """Goes back to a backup; the project is closed meanwhile."""
        self._projects.meanwhile("Restoring the backup", partial(asked.restore, name))

    def repair(self) -> None:
        """Makes again what can be made again; the project is closed meanwhile."""
        self._projects.meanwhile("Repairing the project", asked.repair)

    def _start(
        self, title: str, work: Callable[[Path, Progress, Callable[[], bool]], Notice]
    ) -> int:
        """Works on the project's folder once all changes are in it; tells what comes of it."""
        saved, services = self._projects.saved(), self._services
        return services.tasks.start(
            title, lambda told, stop: work(saved(stop).folder, told, stop), services.notices.post
        )

    def _on_closed(self) -> None:
        self._later.stop()
        self._services.tasks.cancel(self._task)
