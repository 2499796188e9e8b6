"""Long work off the interface thread with progress, time left, and a cancel that works."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from PySide6.QtCore import QObject, Qt, Signal

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
    ) -> None:
        self.state = state
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
    _ended = Signal(object, object, object)  # task, result, error

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
    ) -> int:
        """Runs ``work(progress, cancelled)``; returns the task's id."""
        task = _Task(TaskState(next(self._ids), title), work, on_done, on_failed)
        self._tasks[task.state.id] = task
        task.thread = threading.Thread(target=self._run, args=(task,), name=title, daemon=True)
        self.changed.emit(task.state)
        task.thread.start()
        return task.state.id

    def cancel(self, task_id: int) -> None:
        """Asks one task to stop; it ends at its next step."""
        if task_id in self._tasks:
            self._tasks[task_id].cancelled.set()

    def running(self) -> list[TaskState]:
        return [task.state for task in self._tasks.values()]

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

        result: Any = None
        error: BaseException | None = None
        try:
            result = task.work(progress, task.cancelled.is_set)
        except BaseException as problem:  # noqa: BLE001 - delivered to the interface thread
            error = problem
        self._ended.emit(task, result, error)

    def _on_progressed(self, task: _Task, state: TaskState) -> None:
        if task.state.id in self._tasks:
            task.state = state
            self.changed.emit(state)

    def _on_ended(self, task: _Task, result: Any, error: BaseException | None) -> None:
        self._tasks.pop(task.state.id, None)
        phase: Phase = "done"
        if error is not None:
            phase = "cancelled" if isinstance(error, Cancelled) else "failed"
        task.state = replace(task.state, phase=phase)
        self.changed.emit(task.state)
        if error is None and task.on_done is not None:
            task.on_done(result)
        elif error is not None and task.on_failed is not None:
            task.on_failed(error)
        elif error is not None and not isinstance(error, Cancelled):
            self.failed.emit(error)
