"""Work in the background of which only the newest counts: what it replaces stops, unheard."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject
from shiboken6 import isValid

from app.jobs.tasks import QUIET_S, TaskRunner
from lvit_core.progress import Progress

Value = TypeVar("Value")


class NewestTask(QObject):
    """At most one task is wanted at any time; an error that nobody takes is told as any other.

    The window tells of it only where it takes long.
    """

    def __init__(self, tasks: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._task = 0  # 0 for none
        self._round = 0

    @property
    def busy(self) -> bool:
        """Whether a task is wanted and not done."""
        return self._task != 0

    def start(
        self,
        title: str,
        work: Callable[[Progress, Callable[[], bool]], Value],
        done: Callable[[Value], object],
        failed: Callable[[BaseException], object] | None = None,
    ) -> None:
        """Begins this work instead of what was under way."""
        self.drop()
        number = self._round

        def on_done(value: Value) -> None:
            if isValid(self) and number == self._round:
                self._task = 0
                done(value)

        def on_failed(problem: BaseException) -> None:
            if isValid(self) and number == self._round:
                self._task = 0
                (failed or self._tasks.failed.emit)(problem)

        self._task = -1  # work that is done at once has been delivered when this returns
        task = self._tasks.start(title, work, on_done, on_failed, quiet_s=QUIET_S)
        if self._task:
            self._task = task

    def drop(self) -> None:
        """Nothing of it is wanted any more."""
        self._round += 1
        if self._task > 0:
            self._tasks.cancel(self._task)
        self._task = 0
