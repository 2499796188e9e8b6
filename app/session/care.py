"""Care of the open project: what it gets by itself, and what a person asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from app.jobs.tasks import Progress
from app.session.notices import Notice
from app.session.projects import ProjectWork
from app.session.services import Services
from app.session.state import State
from lvit_core.project.care.findings import Finding

BEGIN_MS = 5000  # the first image comes first
QUIET_S = 5.0


@dataclass(frozen=True)
class ListedBackup:
    """A backup to choose: its name, when (in UTC) and why it was made, its size in bytes."""

    name: str
    made_at: datetime
    why: str
    nbytes: int


class ProjectCare(QObject):
    """Looks after a project in the background; nothing of it waits in the window's thread.

    Signals:
        backups_listed: Which backups the open project has.
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
        project = self._state.project
        if project is None or project.read_only or project.trouble:
            return
        file, unclean = project.file, project.unclean

        def work(progress: Progress, cancelled: Callable[[], bool]) -> list[Finding]:
            from lvit_core.project.care.routine import look_after
            from lvit_core.project.clock import moment

            return look_after(
                file, moment(), unclean=unclean, step_done=progress, cancelled=cancelled
            )

        def done(found: list[Finding]) -> None:
            if found:
                self._tell(found)

        self._task = self._services.tasks.start(
            "Backing up the project", work, done, quiet_s=QUIET_S
        )

    def check(self) -> int:
        """Looks over everything and tells what is wrong."""
        folder = self._state.require_project().folder

        def work(progress: Progress, cancelled: Callable[[], bool]) -> list[Finding]:
            from lvit_core.project.care.checking import check

            self._services.storage.wait_written(cancelled)
            return check(folder, progress, cancelled)

        return self._services.tasks.start("Checking the project", work, self._tell)

    def back_up(self) -> int:
        """Makes a backup of all that is stored."""
        file = self._state.require_project().file
        if self._state.document is not None:
            self._state.document.settle_sentence()

        def work(progress: Progress, cancelled: Callable[[], bool]) -> str:
            from lvit_core.project.care.backups import Why, back_up
            from lvit_core.project.clock import moment

            self._services.storage.wait_written(cancelled)
            return back_up(file, Why.ASKED, moment(), progress).file.parent.name

        def done(place: str) -> None:
            self._services.notices.info(
                "A backup is made.", f"It lies in the folder {place} of the project."
            )

        return self._services.tasks.start("Backing up the project", work, done)

    def compact(self) -> int:
        """Gives room that the project file no longer needs back to the disk."""
        file = self._state.require_project().file

        def work(_progress: Progress, cancelled: Callable[[], bool]) -> str:
            from lvit_core.project.care.compacting import compact

            self._services.storage.wait_written(cancelled)
            return compact(file).text

        def done(told: str) -> None:
            self._services.notices.info("The project file is compact.", told)

        return self._services.tasks.start("Compacting the project", work, done)

    def list_backups(self) -> None:
        """Reads which backups there are, the newest first; ``backups_listed`` follows."""
        file = self._state.require_project().file

        def work(_progress: object, _cancelled: object) -> list[ListedBackup]:
            from lvit_core.project.care.backups import list_backups

            found = reversed(list_backups(file))
            return [
                ListedBackup(one.name, one.made_at, one.why.value, one.file.stat().st_size)
                for one in found
            ]

        tasks = self._services.tasks
        tasks.start("Looking for backups", work, self.backups_listed.emit, quiet_s=QUIET_S)

    def restore(self, name: str) -> None:
        """Goes back to a backup; the project is closed meanwhile."""

        def work(folder: Path, progress: Progress) -> Notice:
            from lvit_core.project.care.restoring import restore
            from lvit_core.project.clock import moment

            done = restore(folder, name, moment(), progress)
            kept = "" if done.kept is None else f"What it was before is kept as {done.kept.name}."
            return Notice("info", "The project is as it was in the backup.", kept)

        self._projects.meanwhile("Restoring the backup", work)

    def repair(self) -> None:
        """Makes again what can be made again; the project is closed meanwhile."""

        def work(folder: Path, progress: Progress) -> Notice:
            from lvit_core.project.care.repairing import repair
            from lvit_core.project.clock import moment

            done = repair(folder, moment(), progress)
            lines = [f"Mended: {one.item}: {one.problem}" for one in done.mended]
            lines += [f"Still wrong: {one.text}" for one in done.left]
            if not lines:
                return Notice("info", "Nothing is wrong with the project.")
            told = f"{len(done.mended)} mended, {len(done.left)} still wrong."
            return Notice("warning" if done.left else "info", told, details=tuple(lines))

        self._projects.meanwhile("Repairing the project", work)

    def _tell(self, found: list[Finding]) -> None:
        notices = self._services.notices
        if not found:
            notices.info("Nothing is wrong with the project.")
            return
        count = "One thing is" if len(found) == 1 else f"{len(found)} things are"
        hint = "File > Project care > Repair mends what it can, after a backup."
        lines = tuple(one.text for one in found)
        notices.post(Notice("warning", f"{count} wrong with the project.", hint, lines))

    def _on_closed(self) -> None:
        self._later.stop()
        self._services.tasks.cancel(self._task)
