"""Opening, making and leaving a project."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from app.jobs.tasks import QUIET_S
from app.session.opening import ImageOpening
from app.session.person import person_name
from app.session.queue import Listed, ReviewQueue
from app.session.services import Services
from app.session.state import State
from lvit_core.errors import LViTError
from lvit_core.model.opening import create_and_read, open_and_read
from lvit_core.notice import Notice
from lvit_core.preferences import PERSON_KEY
from lvit_core.progress import Progress
from lvit_core.project.list_order import Ordered
from lvit_core.project.records import ProjectSettings
from lvit_core.wording import said

if TYPE_CHECKING:  # it loads the data base, and the window opens before that
    from lvit_core.project.project import Project

Opened = tuple["Project", Listed]

FRAME_MS = 16
LAST_PROJECT = "project.last"
CLOSE_WAIT_S = 20.0  # for programs, and where the window ends
LEFTOVER_S = 0.5  # what is stored while a project is left, after all else is on the disk
PATIENCE_S = 0.03  # saving mostly takes less, and then nothing needs to wait for it


class ProjectWork:
    """Puts a project into the state and takes it out again, losing nothing."""

    def __init__(
        self, state: State, services: Services, opening: ImageOpening, queue: ReviewQueue
    ) -> None:
        self._state = state
        self._services = services
        self._opening = opening
        self._queue = queue
        self.patience_s = PATIENCE_S
        queue.sorted.connect(state.library.reorder)
        services.preferences.changed.connect(self._on_preference)
        self._wish = 0  # counts what was asked for, so that only the latest is opened

    def open(self, folder: Path) -> None:
        """Opens a project and shows its first image; blocks until the list is there.

        Raises:
            LViTError: There is none, it is open elsewhere, or it comes from a newer version.
        """
        from lvit_core.project.project import Project

        self.close()
        project = Project.open_as_allowed(folder)
        self._fill(project, self._queue.read(project))
        self._announce(project)
        self._show_first(project)

    def open_later(self, folder: Path) -> int | None:
        """The same in the background; a refusal becomes a notice and the old project stays."""
        project, services = self._state.project, self._services
        if project is not None and project.folder == folder.absolute():
            services.notices.info("This project is open already.")
            return None
        return services.tasks.start(
            said("Opening {name}", name=folder.name),
            lambda *_: open_and_read(folder, self._queue.read),
            on_done=self._replacing(),
        )

    def create_later(self, folder: Path, template: str, laterality: str = "none") -> None:
        """The same as ``create`` in the background, once everything is saved."""
        settings = ProjectSettings(name=folder.name, template=template, laterality=laterality)
        self._when_saved(
            lambda: self._services.tasks.start(
                said("Making {name}", name=folder.name),
                lambda *_: create_and_read(folder, settings, self._queue.read),
                on_done=self._replacing(),
            )
        )

    def create(self, folder: Path, template: str, laterality: str = "none") -> None:
        """Makes an empty project and opens it; raises ``LViTError`` when it cannot."""
        from lvit_core.project.project import Project

        self.close()
        settings = ProjectSettings(name=folder.name, template=template, laterality=laterality)
        Project.create(folder, settings).close()
        self.open(folder)

    def open_sample(self, folder: Path) -> int:
        """Opens the sample project, which is made first where it does not exist yet."""

        def work(progress: Progress, _cancelled: object) -> Opened:
            from lvit_core.project.project import Project
            from lvit_core.project.sample import create_sample_project

            if not Project.exists(folder):
                create_sample_project(folder, progress)
            return open_and_read(folder, self._queue.read)

        return self._services.tasks.start(
            "Preparing the sample project", work, on_done=self._replacing()
        )

    def change(self, change: Callable[[Project], object], then: Callable[[], object]) -> None:
        """Changes what a whole project means; its list is read anew, so that nothing shown is old.

        Once everything is saved, changes the project, shows the same image again and calls
        ``then``. A change that is refused (``LViTError``) becomes a notice, and everything is
        shown as it was.

        Raises:
            LViTError: No project is open, or training runs.
        """
        project, services = self._state.require_project(), self._services
        if services.trainer.state.active:
            raise LViTError("Training is using what this would change.", "Stop it first.")

        def go_on() -> None:
            show = self.hold("This project is being changed.")

            def tell() -> None:
                self._announce(project)
                then()

            def done(_: object) -> None:
                services.storage.note_saved()
                show(tell)

            def failed(problem: BaseException) -> None:
                services.notices.error(problem)
                show()

            services.tasks.start(
                "Changing the project", lambda *_: change(project), done, failed,
                quiet_s=QUIET_S, patience_s=self.patience_s,
            )  # fmt: skip

        self._when_saved(go_on)

    def hold(self, why: str) -> Callable[..., object]:
        """Closes the open image and opens none, saying ``why``, until what is returned is called.

        Then the list is read anew, what that is given is called, and the image is shown again.

        Raises:
            LViTError: It is held already.
        """
        state, opening, project = self._state, self._opening, self._state.require_project()
        opening.refuse_held()
        current = state.current.id if state.current is not None else 0
        opening.leave()
        opening.held, opening.held_why = project, why

        def go_on(then: Callable[[], object] = lambda: None) -> None:
            def show(listed: Listed) -> None:
                if state.project is project:
                    self._queue.open(project, listed[1])
                    state.library.fill(listed[0])
                    then()
                    wanted = state.library.get(current) or next(iter(listed[0].images), None)
                    if wanted is not None and state.current is None:
                        opening.select(wanted.id)

            def read(_told: object, stop: Callable[[], bool]) -> Listed:
                self._services.storage.wait_written(stop, float("inf"))  # or it would be older
                return self._queue.read(project)

            opening.held = None
            self._services.tasks.start(
                "Reading the list", read, show,
                quiet_s=QUIET_S, patience_s=self.patience_s,
            )  # fmt: skip

        return go_on

    def close_later(self) -> None:
        """The same as ``close`` once everything is saved; the window lives meanwhile."""
        self._when_saved(lambda: self.close(wait_s=LEFTOVER_S))

    def save_copy(self, folder: Path) -> int:
        """Writes the project into another folder, where it goes on if its own is gone."""
        project, services = self._state.require_project(), self._services
        if self._state.document is not None:
            self._state.document.settle_sentence()

        def work(_progress: object, cancelled: Callable[[], bool]) -> bool:
            if not project.trouble:
                services.storage.wait_written(cancelled)
            return project.copy_to(folder)

        def done(moved: bool) -> None:
            services.storage.look()
            if moved:
                services.preferences.remember(LAST_PROJECT, str(project.folder))
            here = "The project lies there now." if moved else "You go on in the project itself."
            services.notices.info("Saved in {name}.", here, name=folder.name)

        return services.tasks.start("Saving a copy", work, on_done=done)

    def saved(self, *, settled: bool = False) -> Callable[[Callable[[], bool]], Project]:
        """Gives the open project once all changes of it are on the disk; for other threads.

        With ``settled`` also the labels of all that was accepted are made.
        """
        project, storage = self._state.require_project(), self._services.storage
        if self._state.document is not None:
            self._state.document.settle_sentence()

        def saved(cancelled: Callable[[], bool]) -> Project:
            (storage.wait_settled if settled else storage.wait_written)(cancelled)
            return project

        return saved

    def meanwhile(self, title: str, work: Callable[[Path, Progress], Notice]) -> None:
        """Once all is saved, closes the project, works on its folder, and opens it again.

        What ``work`` returns is told; where it raises, that is told, and it opens all the same.
        """
        folder, services = self._state.require_project().folder, self._services

        def done(notice: Notice) -> None:
            services.notices.post(notice)
            self.open_later(folder)

        def failed(problem: BaseException) -> None:
            services.notices.error(problem)
            self.open_later(folder)

        def go_on() -> None:
            self.close(wait_s=LEFTOVER_S)
            services.tasks.start(title, lambda told, _: work(folder, told), done, failed)

        self._when_saved(go_on)

    def _when_saved(
        self, then: Callable[[], object], otherwise: Callable[[], object] = lambda: None
    ) -> None:
        """Goes on when everything is saved: mostly at once, else with news in the window.

        A disk that refuses ends it with a notice, and everything stays as it is.

        Args:
            then: What comes next; an ``LViTError`` of it becomes a notice.
            otherwise: Called when it does not come to that.
        """
        services = self._services
        self._wish += 1
        wish = self._wish

        def wait(_progress: object, cancelled: Callable[[], bool]) -> None:
            services.storage.wait_written(cancelled)

        def refuse(problem: BaseException) -> None:
            otherwise()
            services.notices.error(problem)

        def go_on(_: None) -> None:
            if wish != self._wish:
                otherwise()  # another project was asked for meanwhile
                return
            try:
                then()
            except LViTError as error:
                refuse(error)

        def save() -> None:
            if self._state.document is not None:
                self._state.document.settle_sentence()
            services.tasks.start(
                "Saving", wait, go_on, refuse, quiet_s=QUIET_S, patience_s=self.patience_s
            )

        self._opening.when_done(save)

    def close(self, *, losing_changes: bool = False, wait_s: float | None = None) -> None:
        """Stores what is left and lets go of the project; without one nothing happens.

        Args:
            losing_changes: Gives up what a disk refuses.
            wait_s: How long a disk is waited for; 20 seconds where nothing is said.

        Raises:
            LViTError: Something could not be stored; nothing is closed then.
        """
        state, services = self._state, self._services
        project = state.project
        if project is None:
            return
        patience_s = CLOSE_WAIT_S if wait_s is None else wait_s
        self._opening.leave()
        services.trainer.let_go()
        if not services.storage.wait_idle(0.0 if losing_changes else patience_s):
            if not losing_changes:
                raise unsaved()
            services.storage.abandon()
        services.storage.watch(None)
        services.thumbnails.set_project(None)
        self._queue.leave()
        state.project = None
        state.library.fill(Ordered.of(()))
        project.close()
        state.project_closed.emit()

    def _replacing(self) -> Callable[[Opened], None]:
        """Takes a project over when it is open, unless another one was asked for meanwhile."""
        self._wish += 1
        wish = self._wish

        def take(opened: Opened) -> None:
            if wish == self._wish:
                self._when_saved(lambda: self._replace(opened), opened[0].close)
            else:
                opened[0].close()

        return take

    def _replace(self, opened: Opened) -> None:
        """Puts a project that was opened in the background in place of the one before."""
        project, listed = opened
        self.close(wait_s=LEFTOVER_S)
        self._fill(project, listed)
        # A frame for the list, one for all that belongs to a project, one for its first image.
        QTimer.singleShot(FRAME_MS, lambda: self._announce(project))
        QTimer.singleShot(2 * FRAME_MS, lambda: self._show_first(project))

    def _show_first(self, project: Project) -> None:
        state = self._state
        if state.project is project and state.current is None and self._opening.held is not project:
            self._opening.select_first()

    def _fill(self, project: Project, listed: Listed) -> None:
        services = self._services
        self._wish += 1
        self._state.project = project
        project.person = person_name(services.preferences)
        services.storage.watch(lambda: project.trouble)
        services.thumbnails.set_project(project)
        services.preferences.remember(LAST_PROJECT, str(project.folder))
        self._queue.open(project, listed[1])
        self._state.library.fill(listed[0])
        if project.read_only:
            services.notices.warn(
                "{name} can only be read here.",
                "To change something, save a copy elsewhere (File menu) and open that.",
                name=project.settings.name,
            )

    def _on_preference(self, key: str) -> None:
        if key == PERSON_KEY and self._state.project is not None:
            self._state.project.person = person_name(self._services.preferences)

    def _announce(self, project: Project) -> None:
        if self._state.project is project:
            self._state.project_opened.emit()


def unsaved() -> LViTError:
    """Why a project stays open."""
    return LViTError(
        "Not everything is saved yet, so the project stays open.",
        "Free space on the disk or connect it again; the program keeps trying to save.",
    )
