"""What labeling the open project took, read off the interface thread while somebody looks."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from app.jobs.storage import StorageThread
from app.jobs.tasks import TaskRunner
from app.session.state import State
from app.translation import tr
from app.views.newest_task import NewestTask
from lvit_core.project.effort import Effort
from lvit_core.project.records import ImageState

PAUSE_MS = 1500
"""A person who labels quickly is not counted after every image."""


class EffortFollower(QObject):
    """Reads the journal when a project opens and when the labels of images are stored.

    Signals:
        changed: ``effort`` is another one, or there is none.
    """

    changed = Signal()

    def __init__(
        self, state: State, storage: StorageThread, tasks: TaskRunner, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._state, self._storage = state, storage
        self.effort: Effort | None = None
        self._wanted = False
        self._labeled: int | None = None  # images, when it was read last
        self._task = NewestTask(tasks, self)
        self._soon = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._soon.timeout.connect(self._read)
        state.project_opened.connect(self._on_opened)
        state.project_closed.connect(self._on_closed)
        self._storage.state_changed.connect(self._ask)
        if state.project is not None:
            self._on_opened()

    def want(self, wanted: bool) -> None:
        """Nothing is read while nobody looks."""
        if wanted != self._wanted:
            self._wanted = wanted
            self._ask()

    def _on_opened(self) -> None:
        from lvit_core.project.effort_reading import EffortReader  # loads the data base

        self._reader = EffortReader()
        self._on_closed()
        self._ask()

    def _on_closed(self) -> None:
        self._task.drop()
        self._labeled = None
        if self.effort is not None:
            self.effort = None
            self.changed.emit()

    def _ask(self, *_what: object) -> None:
        if self._wanted and self._state.project is not None and not self._soon.isActive():
            self._soon.start()

    def _read(self) -> None:
        project = self._state.project
        labeled = self._state.library.counts()[ImageState.LABELED]
        if project is None or not self._wanted or labeled == self._labeled:
            return
        if self._task.busy:  # a reader reads in one thread at a time
            self._soon.start()
            return
        if self._storage.state.pending:
            return  # what was done is not in the journal yet; it is told when it is
        self._labeled = labeled
        reader = self._reader
        self._task.start(
            tr("Reading what labeling took"), lambda *_: reader.read(project), self._take
        )

    def _take(self, effort: Effort) -> None:
        self.effort = effort
        self.changed.emit()
