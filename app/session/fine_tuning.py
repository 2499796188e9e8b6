"""Fine-tuning as a person steers it, and what happens when a generation is finished."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.jobs.tasks import ROUTINE_S
from app.jobs.worker import Worker
from app.session.generations import GenerationIntake
from app.session.opening import ImageOpening
from app.session.proposals import Proposals
from app.session.services import Services
from app.session.state import State
from lvit_core import training
from lvit_core.data.roles import RoleCounts, count_roles
from lvit_core.errors import LViTError
from lvit_core.project.records import Generation
from lvit_core.training.run import TrainingJob, TrainingState

if TYPE_CHECKING:  # it loads the data base, and the window opens before that
    from lvit_core.project.project import Project

LOOK_AGAIN_MS = 500


class FineTuning(QObject):
    """Starts and resumes runs; hands finished generations to the store.

    Signals:
        changed: Another run can go on, another generation is there, or another one is in force.
    """

    changed = Signal()

    def __init__(
        self, state: State, services: Services, opening: ImageOpening, proposals: Proposals
    ) -> None:
        super().__init__(state)
        self._state = state
        self._services = services
        self._trainer = services.trainer
        self.newest: Generation | None = None  # of the project
        self.in_force = 0  # its number; 0 is the model the program came with
        self._counts: RoleCounts | None = None  # until an image changes
        self.generations: list[Generation] | None = None  # oldest first; None until they are read
        self._stopped: Path | None = None  # the newest run that can go on
        self._outliving: Path | None = None  # a run of an earlier window that saves itself
        self._reading = Worker("runs", self, latest=True)
        self._reading.failed.connect(services.notices.error)
        self._look_again = QTimer(self, interval=LOOK_AGAIN_MS)
        self._look_again.timeout.connect(self._on_look_again)
        self.intake = GenerationIntake(state, services, opening, proposals)
        self.intake.changed.connect(self._look)
        self._trainer.published.connect(self.intake.take)
        self._trainer.state_changed.connect(self._on_state)
        self._trainer.warned.connect(services.notices.warn)
        self._trainer.failed.connect(services.notices.error)
        state.images_changed.connect(self._forget_counts)
        state.image_changed.connect(self._forget_counts)
        state.project_opened.connect(self._on_project_opened)
        state.project_closed.connect(self._forget_counts)
        state.project_closed.connect(self._look)

    def counts(self) -> RoleCounts | None:
        """How many images would take which part in a run that began now; ``None`` unopened."""
        project = self._state.project
        if project is not None and self._counts is None:
            self._counts = count_roles(self._state.library.images, project.template_name)
        return self._counts

    def start(self) -> None:
        """Starts a new run from the model in force.

        Raises:
            LViTError: No project is open, or there is nothing to learn from yet.
        """
        project = self._state.require_project()
        counts = self.counts()
        if counts is None or not counts.labeled + counts.holdout:
            raise LViTError(
                "There is nothing to learn from yet.",
                "Mark at least one image as labeled, then start again.",
            )
        self._launch(project, training.next_run(project.folder), resume=False)

    def resume(self) -> None:
        """Goes on with a paused run, or with the last one that was stopped."""
        if self._trainer.state.phase == "paused":
            self._trainer.resume()
            return
        if self._stopped is None:
            raise LViTError("There is no run to resume.", "Start a new one.")
        self._launch(self._state.require_project(), self._stopped, resume=True)

    def can_resume(self) -> bool:
        """Whether a run is paused, or was stopped and can go on."""
        run = self._trainer.state
        return run.phase == "paused" or (not run.active and self._stopped is not None)

    def numbers_of(self, run: Path) -> dict[int, int]:
        """The project's numbers of a run's generations by the run's own, as far as recorded."""
        project = self._state.project
        if project is None:
            return {}
        made = {project.folder / one.folder: one.number for one in self.generations or ()}
        return training.RunFolder(run).recorded_as(made)

    def put_in_force(self, number: int) -> None:
        """Predicts with a generation; 0 is the model the program came with.

        The choice stands: a run that goes on is told, and measures itself against that model.
        """
        project = self._state.require_project()

        def change() -> None:
            from lvit_core.training.control import tell_run

            project.generations.put_in_force(number)
            for run in training.runs_of(project.folder)[-1:]:
                tell_run(training.RunFolder(run), in_force=project.generations.model_of(number))

        def tell(_: None) -> None:
            made = "Generation {number} makes the proposals now."
            original = "The model that came with the program makes the proposals now."
            self._services.notices.info(made if number else original, number=number)
            self._look()

        self._services.storage.submit("Change model", change, tell)

    def _launch(self, project: Project, run: Path, *, resume: bool) -> None:
        project.require_writable()
        if self._state.document is not None:
            self._state.document.settle_sentence()
        storage, preferences = self._services.storage, self._services.preferences
        minutes = float(preferences.get("training.minutes"))
        threads = int(preferences.get("training.threads"))
        job = TrainingJob(project.folder, run, minutes, threads, resume)
        self._trainer.start(job, storage.wait_settled)

    def _look(self) -> None:
        """Reads, in the background, which generations there are and which run can go on."""
        project = self._state.project
        self._reading.drop()
        if project is None:
            self._take(([], None))
            return
        self._reading.submit(
            lambda: (project.generations.all(), training.stopped_run(project.folder)), self._take
        )

    def _take(self, found: tuple[list[Generation], Path | None]) -> None:
        self.generations, self._stopped = found
        self.newest = next(reversed(self.generations), None)
        self.in_force = next((made.number for made in self.generations if made.in_force), 0)
        self.changed.emit()

    def _on_state(self, run: TrainingState) -> None:
        if run.phase in ("finished", "failed"):
            self._look()

    def _on_project_opened(self) -> None:
        project = self._state.require_project()
        self.generations = None
        self._look()
        for run in training.runs_of(project.folder)[-1:]:
            self._services.tasks.start(
                "Looking for an earlier training",
                lambda *_, run=run: training.stop_orphan(run),
                partial(self._on_orphan, run),
                quiet_s=ROUTINE_S,
            )
            self.intake.take_missed(run)

    def _forget_counts(self, *_what: object) -> None:
        self._counts = None

    def _on_orphan(self, run: Path, alive: bool) -> None:
        project = self._state.project
        if not alive or project is None or not run.is_relative_to(project.folder):
            return
        self._services.notices.info(
            "A training run from last time was still active. It is being saved and will stop.",
            "Press Resume to continue.",
        )
        self._outliving = run
        self._look_again.start()

    def _on_look_again(self) -> None:
        """Whether the run that outlived its window has saved itself: then it can go on."""
        run = self._outliving
        project = self._state.project
        if run is not None and project is not None and run.is_relative_to(project.folder):
            if training.is_alive(run):
                return
            self._look()
            self.intake.take_missed(run)
        self._outliving = None
        self._look_again.stop()
