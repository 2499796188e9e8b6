"""Fine-tuning as a person steers it, and what happens when a generation is finished."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.jobs.states import TrainingState
from app.jobs.training import TrainingJob, is_alive, last_event, stop_orphan
from app.session.generations import GenerationIntake
from lvit_core.errors import LViTError
from lvit_core.project.records import ImageState
from lvit_core.training.control import tell_run
from lvit_core.training.run_folder import RunFolder, next_run, runs_of

if TYPE_CHECKING:
    from app.session.session import Session

LOOK_AGAIN_MS = 500
QUIET_S = 5.0  # looking takes milliseconds, and nobody needs to know
SAVING_QUIET_S = 0.5  # a disk that takes longer is worth a word
FIRST_LABELED = 1  # images a person must have labeled before there is anything to learn from


class FineTuning(QObject):
    """Starts, pauses, resumes and stops; hands finished generations to the store.

    Signals:
        changed: Another run can go on, another generation is there, or another one is in force.
    """

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self.intake = GenerationIntake(session)
        self.intake.changed.connect(self.changed)
        self._stopped: Path | None = None  # the newest run that can go on
        self._outliving: Path | None = None  # a run of an earlier window that saves itself
        self._look_again = QTimer(self, interval=LOOK_AGAIN_MS)
        self._look_again.timeout.connect(self._on_look_again)
        trainer = session.trainer
        trainer.event_read.connect(self._on_event)
        trainer.state_changed.connect(self._on_state)
        trainer.warned.connect(session.notices.warn)
        trainer.failed.connect(session.notices.error)
        session.project_opened.connect(self._on_project_opened)

    def start(self) -> None:
        """Starts a new run from the model in force.

        Raises:
            LViTError: No project is open, or nothing is labeled yet.
        """
        session = self._session
        project = session.require_project()
        labeled = session.library.counts()[ImageState.LABELED]
        if labeled < FIRST_LABELED:
            raise LViTError(
                "There is nothing to learn from yet.",
                "Mark at least one image as labeled, then start again.",
            )
        self._launch(next_run(project.folder), resume=False)

    def pause(self) -> None:
        self._session.trainer.pause()

    def resume(self) -> None:
        """Goes on with a paused run, or with the last one that was stopped."""
        if self._session.trainer.state.phase == "paused":
            self._session.trainer.resume()
            return
        run = self._stopped
        if run is None:
            raise LViTError("There is no run to go on with.", "Start a new one.")
        self._launch(run, resume=True)

    def stop(self) -> None:
        self._session.trainer.stop()

    def can_resume(self) -> bool:
        """Whether a run is paused, or was stopped and can go on."""
        state = self._session.trainer.state
        return state.phase == "paused" or (not state.active and self._stopped is not None)

    def put_in_force(self, number: int) -> None:
        """Predicts with a generation; 0 is the model the program came with.

        The choice stands: a run that goes on is told, and measures itself against that model.
        """
        session = self._session
        project = session.require_project()

        def change() -> None:
            project.put_in_force(number)
            for run in runs_of(project.folder)[-1:]:
                tell_run(RunFolder(run), in_force=project.model_of(number))

        def tell(_: None) -> None:
            name = f"Generation {number}" if number else "The model that came with the program"
            session.notices.info(f"{name} makes the proposals now.")
            self.changed.emit()

        session.storage.submit("Change model", change, tell)

    def _launch(self, run: Path, *, resume: bool) -> None:
        session = self._session
        project = session.require_project()
        if session.document is not None:
            session.document.settle_sentence()
        storage, trainer = session.storage, session.trainer
        preferences = session.preferences
        job = TrainingJob(
            project.folder,
            run,
            float(preferences.get("training.minutes")),
            int(preferences.get("training.threads")),
            resume,
        )
        session.tasks.start(
            "Saving before the training",
            lambda _progress, cancelled: storage.wait_written(cancelled),
            lambda _: trainer.start(job),
            quiet_s=SAVING_QUIET_S,
        )

    def _look_for_stopped(self) -> None:
        project = self._session.project
        runs = runs_of(project.folder) if project is not None else []
        self._stopped = runs[-1] if runs and _resumable(runs[-1]) else None
        self.changed.emit()

    def _on_state(self, state: TrainingState) -> None:
        if state.phase in ("finished", "failed"):
            self._look_for_stopped()

    def _on_event(self, event: dict[str, Any]) -> None:
        run = self._session.trainer.state.run
        if self._session.project is not None and run is not None:
            self.intake.take(event, run)

    def _on_project_opened(self) -> None:
        project = self._session.project
        if project is None:
            return
        self._look_for_stopped()
        for run in runs_of(project.folder)[-1:]:
            self._session.tasks.start(
                "Looking for an earlier training",
                lambda *_, run=run: stop_orphan(run),
                partial(self._on_orphan, run),
                quiet_s=QUIET_S,
            )
            self.intake.take_missed(run)

    def _on_orphan(self, run: Path, alive: bool) -> None:
        project = self._session.project
        if not alive or project is None or not run.is_relative_to(project.folder):
            return
        self._session.notices.info(
            "Training was still running from the last time and saves itself now.",
            "Press Resume to go on.",
        )
        self._outliving = run
        self._look_again.start()

    def _on_look_again(self) -> None:
        """Whether the run that outlived its window has saved itself: then it can go on."""
        run = self._outliving
        project = self._session.project
        if run is not None and project is not None and run.is_relative_to(project.folder):
            if is_alive(run):
                return
            self._look_for_stopped()
            self.intake.take_missed(run)
        self._outliving = None
        self._look_again.stop()


def _resumable(run: Path) -> bool:
    """It began to train, and did not come to its own end."""
    event = last_event(run)
    if event is None or event["event"] == "started":
        return False
    return event["event"] != "finished" or event.get("ending") == "stopped"
