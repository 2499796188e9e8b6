"""The one line of writes to the project, in order, and the truth about what is saved.

A change is "saved" only after its transaction is committed. A disk that fails is told and tried
again with the same change at the head of the line, so nothing is lost or reordered. A change that
the project refuses for good is named, and the line goes on: it must not hold up later work.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import wait
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from app.jobs.worker import Worker
from lvit_core.errors import Cancelled, LViTError, may_pass
from lvit_core.project.records import ImageRecord
from lvit_core.project.saving import Refusal, SaveState, Ticket, Value

FIRST_RETRY_S = 0.5
LONGEST_RETRY_S = 2.0  # what waits is written so soon after a disk or a lock is free again
REFUSED_S = 3.0  # who waits for a disk that has said no for so long is told
LOOK_S = 0.1  # how often who waits looks whether it is still wanted
WATCH_MS = 400  # how often is looked whether the project still lies in its place
COPY_HINT = "Put it back, or save a copy elsewhere."


class StorageThread(QObject):
    """Runs writes one after another; every method may be called from any thread.

    Signals:
        state_changed: Something is saved, waits, or is not stored.
        refused: The disk refused a write for the first time; it is tried again.
        dropped: A change was refused for good.
        displaced: The project no longer lies in its place, and why; empty when it does again.
    """

    state_changed = Signal(SaveState)
    refused = Signal(BaseException)
    dropped = Signal(Refusal)
    displaced = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = threading.Lock()
        self._worker = Worker("storage", self)
        self._pending = self._held = 0
        self._saved_at: datetime | None = None
        self._problem = ""
        self._lost: tuple[str, ...] = ()
        self._trouble = ""
        self._watched: Callable[[], str] = str
        self._watcher = Worker("watching", self, latest=True)
        self._watch = QTimer(self, interval=WATCH_MS)
        self._watch.timeout.connect(self.look)
        self.settle: Callable[[Callable[[], bool]], object] = lambda _cancelled: None

    @property
    def state(self) -> SaveState:
        with self._lock:
            pending = self._pending + self._held
            return SaveState(pending, self._saved_at, self._problem, self._lost, self._trouble)

    def watch(self, trouble: Callable[[], str] | None) -> None:
        """Looks again and again whether what is written can be found; ``None`` for no project."""
        self._watcher.drop()
        self._watched, self._trouble = trouble or str, ""
        (self._watch.stop if trouble is None else self._watch.start)()
        if trouble is None:
            self._saved_at = None
        self._announce()

    def look(self) -> None:
        """Looks now, in the background: a disk that hangs must not hang the window."""
        if not self._watcher.busy:
            self._watcher.submit(self._watched, self._on_looked)

    def submit(
        self,
        title: str,
        write: Callable[[], Value],
        then: Callable[[Value], object] | None = None,
        *,
        image: ImageRecord | None = None,
    ) -> Ticket[Value]:
        """Queues a write; returns at once.

        Args:
            title: What is written.
            write: Runs in the storage thread, after everything that was queued before.
            then: Gets what ``write`` returned, on this object's thread, once it is stored.
            image: The image it belongs to, for a person who must be told of it.
        """
        ticket: Ticket[Value] = Ticket(f"{title} ({image.name})" if image else title)
        with self._lock:
            self._pending += 1
            worker, name = self._worker, ticket.name
            refused = partial(self._on_refused, name, image.id if image else 0)
            ticket.done = worker.submit(lambda: self._write(worker, name, write), then, refused)
        self._announce()
        return ticket

    def hold(self, count: int) -> None:
        """Counts changes that exist but are not queued yet (a sentence being typed)."""
        if count != self._held:
            self._held = count
            self._announce()

    def note_saved(self) -> None:
        """Something was just saved by somebody else, while nothing was queued here."""
        self._saved_at = datetime.now()
        self._announce()

    def acknowledge(self) -> None:
        """A person has seen what was not stored."""
        self._lost = ()
        self._announce()

    def wait_idle(self, timeout_s: float | None = None) -> bool:
        """Waits until nothing is left to write; false after the time.

        For background threads, and with a short bound where the window closes.
        """
        return self._worker.settle(timeout_s)

    def wait_written(
        self, cancelled: Callable[[], bool] = lambda: False, refused_s: float | None = None
    ) -> None:
        """For background work that reads the project: waits until what was queued is in it.

        Args:
            cancelled: Whether nobody wants the work any more.
            refused_s: How long the disk may refuse before the work does; a few seconds.

        Raises:
            LViTError: The disk refuses it.
            Cancelled: ``cancelled()`` came true first, or the writes were given up.
        """
        if self._trouble and refused_s is None:
            raise LViTError(self._trouble, COPY_HINT)
        patience_s = REFUSED_S if refused_s is None else refused_s
        refused_at: float | None = None
        written = self._worker.submit(lambda: None)  # what is queued meanwhile is not waited for
        while not wait((written,), LOOK_S).done:
            if cancelled() or written.cancelled():
                raise Cancelled
            now, problem = time.monotonic(), self._problem
            refused_at = (refused_at or now) if problem else None
            if refused_at is not None and now - refused_at >= patience_s:
                raise LViTError(
                    f"Not everything is saved yet: {problem}",
                    "Start again when the status line says that all is saved.",
                )

    def wait_settled(self, cancelled: Callable[[], bool] = lambda: False) -> None:
        """As ``wait_written``, and until the labels of all that was accepted are made."""
        self.wait_written(cancelled)
        self.settle(cancelled)

    def abandon(self) -> int:
        """Drops what could not be written, after a person agreed to; returns how many.

        Does not wait: a disk that hangs keeps its thread, and another one serves what comes.
        """
        with self._lock:
            gone, self._worker = self._worker, Worker("storage", self)
            lost, self._pending = self._pending, 0
            self._problem, self._lost = "", ()
        gone.close(0.0)
        self._announce()
        return lost

    def _write(self, worker: Worker, name: str, write: Callable[[], Value]) -> Value:
        """Writes until it is done, refused for good, or given up."""
        retry_s = FIRST_RETRY_S
        while True:
            try:
                value = write()
            except Exception as error:
                if not may_pass(error):
                    self._end(worker, lost=name)
                    raise
                self._tell_problem(worker, error)
                if worker.rest(retry_s):
                    raise Cancelled from error
                retry_s = min(retry_s * 2, LONGEST_RETRY_S)
            else:
                self._end(worker)
                return value

    def _tell_problem(self, worker: Worker, error: Exception) -> None:
        first = not self._problem
        self._problem = error.message if isinstance(error, LViTError) else f"{error}."
        if first:
            worker.post(lambda: self.refused.emit(error))
        self._announce()

    def _end(self, worker: Worker, lost: str = "") -> None:
        with self._lock:
            if worker is not self._worker:
                return  # it was given up, and is no longer counted
            self._pending -= 1
            self._problem = ""
            if lost:
                self._lost += (lost,)
            else:
                self._saved_at = datetime.now()
        self._announce()

    def _on_refused(self, name: str, image_id: int, error: BaseException) -> None:
        if not isinstance(error, Cancelled):
            self.dropped.emit(Refusal(name, error, image_id))

    def _on_looked(self, trouble: str) -> None:
        if trouble != self._trouble:
            self._trouble = trouble
            self.displaced.emit(trouble)
            self._announce()

    def _announce(self) -> None:
        """Tells, on this object's thread, how things stand when the news arrives there."""
        self._worker.post(lambda: self.state_changed.emit(self.state))
