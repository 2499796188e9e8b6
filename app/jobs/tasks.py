"""Long work off the interface thread with progress, time left, and a cancel that works."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from lvit_core.errors import Cancelled

Phase = Literal["running", "done", "cancelled", "failed"]
Progress = Callable[[int, int, str], None]
Work = Callable[[Progress, Callable[[], bool]], Any]

ANNOUNCE_EVERY_S = 0.05


@dataclass(frozen=True)
class TaskState:
    """One piece of background work as the window shows it."""

    id: int
    title: str
    phase: Phase = "running"
    done: int = 0
    total: int = 0  # 0 = not known yet
    text: str = ""
    started_at: float = field(default_factory=time.monotonic)

    @property
    def seconds_left(self) -> float | None:
        """Estimated from the pace so far; None while there is nothing to go by."""
        elapsed = time.monotonic() - self.started_at
        if self.phase != "running" or self.done <= 0 or self.total <= 0 or elapsed < 0.5:
            return None
        return elapsed / self.done * (self.total - self.done)


class _Task:
    def __init__(
        self,
        state: TaskState,
        work: Work,
        on_done: Callable[[Any], None] | None,
        on_failed: Callable[[BaseException], None] | None,
        *,
        told: bool,
    ) -> None:
        self.state = state
        self.told = told  # the window shows it
        self.ended = threading.Event()
        self.outcome: tuple[Any, BaseException | None] = (None, None)
        self.work = work
        self.on_done = on_done
        self.on_failed = on_failed
        self.cancelled = threading.Event()
        self.thread: threading.Thread | None = None
        self.announced = 0.0


class TaskRunner(QObject):
    """Starts work on threads of its own; callbacks arrive on the thread that owns the runner."""

    changed = Signal(object)  # TaskState
    failed = Signal(object)  # BaseException nobody else took
    _progressed = Signal(object, object)  # task, TaskState; from the worker's thread
    _ended = Signal(object)  # task

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks: dict[int, _Task] = {}
        self._ids = itertools.count(1)
        queued = Qt.ConnectionType.QueuedConnection
        self._progressed.connect(self._on_progressed, queued)
        self._ended.connect(self._on_ended, queued)

    def start(
        self,
        title: str,
        work: Work,
        on_done: Callable[[Any], None] | None = None,
        on_failed: Callable[[BaseException], None] | None = None,
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
        task = _Task(TaskState(next(self._ids), title), work, on_done, on_failed, told=quiet_s <= 0)
        self._tasks[task.state.id] = task
        task.thread = threading.Thread(target=self._run, args=(task,), name=title, daemon=True)
        if task.told:
            self.changed.emit(task.state)
        task.thread.start()
        if patience_s > 0 and task.ended.wait(patience_s):
            self._on_ended(task)
        elif not task.told:
            QTimer.singleShot(round(quiet_s * 1000), self, lambda: self._tell(task))
        return task.state.id

    def finish(self, task_id: int) -> None:
        """Waits for the end of one task and delivers it before returning."""
        task = self._tasks.get(task_id)
        if task is not None:
            task.ended.wait()
            self._on_ended(task)

    def cancel(self, task_id: int) -> None:
        """Asks one task to stop; it ends at its next step."""
        if task_id in self._tasks:
            self._tasks[task_id].cancelled.set()

    def running(self) -> list[TaskState]:
        """The tasks that the window shows."""
        return [task.state for task in self._tasks.values() if task.told]

    def close(self, timeout_s: float = 10.0) -> None:
        """Cancels everything and waits for it."""
        for task in list(self._tasks.values()):
            task.cancelled.set()
        for task in list(self._tasks.values()):
            if task.thread is not None:
                task.thread.join(timeout_s)

    def _run(self, task: _Task) -> None:
        def progress(done: int, total: int, text: str = "") -> None:
            if task.cancelled.is_set():
                raise Cancelled
            now = time.monotonic()
            if now - task.announced >= ANNOUNCE_EVERY_S or done >= total:
                task.announced = now
                state = replace(task.state, done=done, total=total, text=text)
                self._progressed.emit(task, state)

        try:
            task.outcome = task.work(progress, task.cancelled.is_set), None
        except BaseException as problem:  # noqa: BLE001 - delivered to the interface thread
            task.outcome = None, problem
        task.ended.set()
        self._ended.emit(task)

    def _tell(self, task: _Task) -> None:
        """The work takes longer than one hoped: from now on the window shows it."""
        if task.state.id in self._tasks:
            task.told = True
            self.changed.emit(task.state)

    def _on_progressed(self, task: _Task, state: TaskState) -> None:
        if task.state.id in self._tasks:
            task.state = state
            if task.told:
                self.changed.emit(state)

    def _on_ended(self, task: _Task) -> None:
        if self._tasks.pop(task.state.id, None) is None:
            return  # it was waited for, and has been delivered already
        result, error = task.outcome
        phase: Phase = "done"
        if error is not None:
            phase = "cancelled" if isinstance(error, Cancelled) else "failed"
        task.state = replace(task.state, phase=phase)
        if task.told:
            self.changed.emit(task.state)
        if error is None and task.on_done is not None:
            task.on_done(result)
        elif error is not None and task.on_failed is not None:
            task.on_failed(error)
        elif error is not None and not isinstance(error, Cancelled):
            self.failed.emit(error)
