"""What a sheet wants to know of the project is read off the interface thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject

from app.jobs.tasks import TaskRunner
from app.session.state import State
from app.translation import noop
from app.views.newest_task import NewestTask

if TYPE_CHECKING:  # it loads the data base, and the window opens before that
    from lvit_core.project.project import Project

Value = TypeVar("Value")


class ProjectReading(QObject):
    """One thing that a sheet reads, as often as it asks: only what was asked last is answered.

    Reads run side by side and end in any order, so the newest answer may be to an older question.
    """

    def __init__(self, state: State, tasks: TaskRunner, sheet: QObject) -> None:
        super().__init__(sheet)
        self._state = state
        self._task = NewestTask(tasks, self)

    def start(self, read: Callable[[Project], Value], use: Callable[[Value], object]) -> None:
        """Reads in a thread and gives what was read to ``use``.

        Nothing is given once something else was asked, or the sheet or the project was closed;
        without a project nothing is read.
        """
        self.drop()
        project = self._state.project
        if project is None:
            return

        def done(value: Value) -> None:
            if self._state.project is project:
                use(value)

        self._task.start(noop("Reading the project"), lambda *_: read(project), done)

    def drop(self) -> None:
        """What was asked is not wanted any more."""
        self._task.drop()
