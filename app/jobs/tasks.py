"""Long work off the interface thread with progress, time left, and a cancel that works."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from app.jobs.worker import Worker
from lvit_core.errors import Cancelled
from lvit_core.progress import Phase, Progress, TaskState

Result = TypeVar("Result")

ANNOUNCE_EVERY_S = 0.05
QUIET_S = 0.5  # work that is done sooner is not worth a word
ROUTINE_S = 5.0  # what comes by itself is not, unless it takes as long as this


@dataclass(eq=False)
class _Task:
    """Work in hand."""

    state: TaskState
    worker: Worker
    told: bool  # the window shows it
    cancelled: threading.Event = field(default_factory=threading.Event)
    announced_at: float = 0.0


class TaskRunner(QObject):
    """Starts work on threads of their own; callbacks arrive on the thread that owns the runner."""

    changed = Signal(TaskState)
    failed = Signal(BaseException)  # nobody else took it

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks: dict[int, _Task] = {}
        self._ids = itertools.count(1)
        self._idle: list[Worker] = []  # making one takes longer than most work it does

    def start(
        self,
        title: str,
        work: Callable[[Progress, Callable[[], bool]], Result],
        on_done: Callable[[Result], object] | None = None,
        on_failed: Callable[[BaseException], object] | None = None,
        *,
        quiet_s: float = 0.0,
        patience_s: float = 0.0,
    ) -> int:
        """Runs ``work(progress, cancelled)``; returns the task's id.

        Args:
            title: What the window calls it.
            work: Runs in a thread of its own.
            on_done: Gets what ``work`` returned.
            on_failed: Gets what ``work`` raised; without it errors go to ``failed``.
            quiet_s: The window says nothing about work that ends sooner.
            patience_s: Waits so long for the end; work that is done by then has been delivered
                when this returns. For what mostly takes less than a frame.
        """
        worker = self._idle.pop() if self._idle else Worker("task", self)
        task = _Task(TaskState(next(self._ids), title), worker, quiet_s <= 0)
        number = task.state.id
        self._tasks[number] = task
        self._tell(task)

        def done(result: Result) -> None:
            self._end(task, "done")
            if on_done is not None:
                on_done(result)

        def failed(problem: BaseException) -> None:
            stopped = isinstance(problem, Cancelled)
            self._end(task, "cancelled" if stopped else "failed")
            if on_failed is not None:
                on_failed(problem)
            elif not stopped:
                self.failed.emit(problem)

        task.worker.submit(
            lambda: work(partial(self._progress, task), task.cancelled.is_set),
            done,
            failed,
            patience_s=patience_s,
        )
        if not task.told and number in self._tasks:
            QTimer.singleShot(round(quiet_s * 1000), self, lambda: self._tell(task, now=True))
        return number

    def cancel(self, task_id: int) -> None:
        """Asks one task to stop; it ends at its next step."""
        if task_id in self._tasks:
            self._tasks[task_id].cancelled.set()

    def running(self) -> list[TaskState]:
        """The tasks that the window shows."""
        return [task.state for task in self._tasks.values() if task.told]

    def close(self, timeout_s: float = 10.0) -> None:
        """Cancels everything and waits for it, all in all no longer than the time."""
        until = time.monotonic() + timeout_s
        for task in self._tasks.values():
            task.cancelled.set()
        for worker in (*self._idle, *(task.worker for task in self._tasks.values())):
            worker.close(max(0.0, until - time.monotonic()))

    def _progress(self, task: _Task, done: int, total: int, text: str = "") -> None:
        """Called in the thread of the task, as often as it likes."""
        if task.cancelled.is_set():
            raise Cancelled
        now = time.monotonic()
        if now - task.announced_at >= ANNOUNCE_EVERY_S or done >= total:
            task.announced_at = now
            task.worker.post(partial(self._on_progressed, task, done, total, text))

    def _on_progressed(self, task: _Task, done: int, total: int, text: str) -> None:
        if task.state.id in self._tasks:
            task.state = replace(task.state, done=done, total=total, text=text)
            self._tell(task)

    def _tell(self, task: _Task, *, now: bool = False) -> None:
        """Announces a task that the window shows; with ``now`` it is shown from now on."""
        task.told = task.told or (now and task.state.id in self._tasks)
        if task.told:
            self.changed.emit(task.state)

    def _end(self, task: _Task, phase: Phase) -> None:
        del self._tasks[task.state.id]
        task.state = replace(task.state, phase=phase)
        self._tell(task)
        self._idle.append(task.worker)
