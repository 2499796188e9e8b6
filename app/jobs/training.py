"""The training run seen from the window: started, steered and watched."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.jobs.worker import Worker
from lvit_core.errors import LViTError
from lvit_core.training.run import GivenUp, Published, RunNews, TrainingJob, TrainingState

if TYPE_CHECKING:
    from lvit_core.training.control import Word
    from lvit_core.training.run_process import RunProcess

ANNOUNCE_EVERY_S = 0.25


class TrainerThread(QObject):
    """Supervises one fine-tuning process at a time; one that was let go is no longer heard.

    The process is waited for in a worker; all that is told here stays on the owner's thread.

    Signals:
        state_changed: How the run stands.
        published: A generation, as soon as its files are there.
        warned: What a person should know; the run goes on.
        failed: The run ended by a problem: the message, and what to do about it.
    """

    state_changed = Signal(TrainingState)
    published = Signal(Published)
    warned = Signal(str)
    failed = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = TrainingState()
        self.environment: Mapping[str, str] = {}
        self._worker = Worker("training", self)
        self._run: RunProcess | None = None
        self._told = 0.0

    @property
    def process_id(self) -> int | None:
        """Of the training process; None while nothing runs."""
        return None if self._run is None else self._run.id

    def start(self, job: TrainingJob, wait_written: Callable[[GivenUp], object]) -> None:
        """Starts a run; nothing happens while another one is active.

        Args:
            job: The run.
            wait_written: Called in the background before the process starts, which reads what is
                stored: waits for that, or raises why it cannot be. Asks whether it is given up.
        """
        if self.state.active:
            return
        from lvit_core.training.run_process import RunProcess  # of no use to the first paint

        self._run = run = RunProcess(job)
        self._set(TrainingState("starting", job.run))
        self._worker.submit(
            partial(self._supervise, run, wait_written),
            partial(self._on_ended, run),
            partial(self._on_not_started, run),
        )

    def pause(self) -> None:
        """The run stops computing after its present step."""
        self._tell("pause")

    def resume(self) -> None:
        """A paused run goes on."""
        self._tell("resume")

    def stop(self) -> None:
        """The run saves itself after its present step and ends."""
        if self.state.active:
            self._tell("stop")
            self._set(replace(self.state, phase="stopping"))

    def let_go(self) -> None:
        """Tells a run to save itself and end, and does not wait: it may outlive the program.

        Its process looks at its file of commands after every step, so a save takes seconds at
        most; whoever resumes the run waits for the process first.
        """
        run, self._run = self._run, None
        self._worker.drop()
        if run is not None and self.state.active:
            run.tell("stop")
        self._set(TrainingState())

    def close(self) -> None:
        """The program ends."""
        self.let_go()
        self._worker.close()

    def _tell(self, word: Word) -> None:
        if self._run is not None and self.state.active:
            self._run.tell(word)

    def _supervise(self, run: RunProcess, wait_written: Callable[[GivenUp], object]) -> int:
        """In the worker: starts the process and follows it; returns the code it ended with."""
        from lvit_core.training.run_process import wait_for_process

        wait_for_process(run.job.run, self._worker.unwanted)
        wait_written(self._worker.unwanted)

        def on_news(news: RunNews) -> None:
            self._worker.post(partial(self._on_news, run, news))

        return run.follow(self.environment, on_news, self._worker.rest)

    def _on_news(self, run: RunProcess, news: RunNews) -> None:
        if run is not self._run:
            return
        for message in news.warnings:
            self.warned.emit(message)
        for published in news.generations:
            self.published.emit(published)
        now = time.monotonic()
        if news.urgent or now - self._told >= ANNOUNCE_EVERY_S:
            self._told = now
            stopping = self.state.phase == "stopping"
            self._set(replace(news.state, phase="stopping") if stopping else news.state)

    def _on_ended(self, run: RunProcess, code: int) -> None:
        """Says how the run ended once its process is gone."""
        if run.progress.error is not None:
            self._fail(run, *run.progress.error)
        elif code != 0 and self.state.phase != "stopping":
            message = "Training ended unexpectedly; what you drew is not affected."
            self._fail(run, message, run.cause_of_death(code))
        else:
            self._set(run.progress.state("finished"))

    def _on_not_started(self, run: RunProcess, problem: BaseException) -> None:
        if isinstance(problem, LViTError):
            self._fail(run, problem.message, problem.hint)
            return
        self._fail(run, f"Training could not be started: {problem}.", "")
        if not isinstance(problem, OSError):
            raise problem  # a mistake of this program, which is reported as such

    def _fail(self, run: RunProcess, message: str, hint: str) -> None:
        self._set(run.progress.state("failed", message))
        self.failed.emit(message, hint)

    def _set(self, state: TrainingState) -> None:
        self.state = state
        self.state_changed.emit(state)
