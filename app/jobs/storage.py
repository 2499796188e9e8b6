"""The one thread that writes to the project, in order, and says truthfully what is saved.

A change is "saved" only after its transaction is committed. A disk that fails is told and tried
again with the same change at the head of the queue, so nothing is lost or reordered.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, Signal

from lvit_core.errors import LViTError

# Errors of the disk and of the data base, named so that no data base is imported here.
PASSING_MODULES = ("sqlite3", "sqlalchemy")
FIRST_RETRY_S = 0.5
LONGEST_RETRY_S = 10.0


@dataclass(frozen=True)
class SaveState:
    """What the status bar tells about saving."""

    pending: int = 0
    saved_at: datetime | None = None
    problem: str = ""

    @property
    def all_saved(self) -> bool:
        return self.pending == 0

    @property
    def text(self) -> str:
        """One short phrase in words."""
        if self.problem:
            return f"{self.pending} not saved: {self.problem} Trying again."
        if self.pending:
            return f"saving {self.pending} change{'s' if self.pending > 1 else ''}"
        if self.saved_at is None:
            return "all saved"
        return f"all saved {self.saved_at:%H:%M:%S}"


@dataclass
class Ticket:
    """The place of one write in the queue; ``value`` is what it returned once ``done`` is set."""

    title: str
    write: Callable[[], Any]
    done: threading.Event
    value: Any = None
    error: BaseException | None = None


class StorageThread(QObject):
    """Runs writes one after another; every method may be called from any thread."""

    state_changed = Signal(object)  # SaveState
    refused = Signal(object)  # BaseException: the disk said no for the first time; it is tried on
    failed = Signal(object)  # BaseException: a bug in a write, which was dropped

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue: deque[Ticket] = deque()
        self._condition = threading.Condition()
        self._stopping = False
        self._held = 0
        self._state = SaveState()
        self._thread: threading.Thread | None = None

    @property
    def state(self) -> SaveState:
        return self._state

    def submit(self, title: str, write: Callable[[], Any]) -> Ticket:
        """Queues a write; returns at once."""
        ticket = Ticket(title, write, threading.Event())
        with self._condition:
            if self._thread is None:
                self._stopping = False
                self._thread = threading.Thread(target=self._run, name="storage", daemon=True)
                self._thread.start()
            self._queue.append(ticket)
            self._condition.notify_all()
        self._announce()
        return ticket

    def hold(self, count: int) -> None:
        """Counts changes that exist but are not queued yet (a sentence being typed)."""
        if count != self._held:
            self._held = count
            self._announce()

    def wait_idle(self, timeout_s: float | None = None) -> bool:
        """Blocks until everything queued is committed; false after ``timeout_s``."""
        with self._condition:
            return self._condition.wait_for(lambda: not self._queue, timeout_s)

    def close(self, timeout_s: float = 20.0) -> bool:
        """Writes what is left, then ends the thread; false when something could not be written."""
        thread = self._thread
        if thread is None:
            return True
        if not self.wait_idle(timeout_s):
            return False
        with self._condition:
            self._stopping = True
            self._condition.notify_all()
        thread.join(timeout_s)
        self._thread = None
        return True

    def abandon(self) -> int:
        """Drops what could not be written, after a person agreed to; returns how many."""
        with self._condition:
            lost = len(self._queue)
            self._queue.clear()
            self._stopping = True
            self._condition.notify_all()
            thread, self._thread = self._thread, None
        if thread is not None:
            thread.join(2.0)
        self._announce()
        return lost

    def _run(self) -> None:
        retry_s = FIRST_RETRY_S
        while True:
            with self._condition:
                self._condition.wait_for(lambda: self._queue or self._stopping)
                if not self._queue:
                    return
                ticket = self._queue[0]
            try:
                ticket.value = ticket.write()
            except Exception as error:  # noqa: BLE001 - sorted below
                if _may_pass(error):
                    if not self._state.problem:
                        self.refused.emit(error)
                    self._announce(problem=getattr(error, "message", "") or f"{error}.")
                    with self._condition:
                        self._condition.wait_for(lambda: self._stopping, retry_s)
                    retry_s = min(retry_s * 2, LONGEST_RETRY_S)
                    continue
                ticket.error = error  # a bug must not stop later writes
                self.failed.emit(error)
            retry_s = FIRST_RETRY_S
            with self._condition:
                if self._queue and self._queue[0] is ticket:
                    self._queue.popleft()
                self._condition.notify_all()
            ticket.done.set()
            self._announce(saved=ticket.error is None)

    def _announce(self, *, problem: str = "", saved: bool = False) -> None:
        pending = len(self._queue) + self._held
        saved_at = datetime.now() if saved else self._state.saved_at
        if not saved and not problem and pending:
            problem = self._state.problem
        self._state = SaveState(pending, saved_at, problem)
        self.state_changed.emit(self._state)


def _may_pass(error: Exception) -> bool:
    """Whether trying again later can help: full, missing, locked or write-protected disks."""
    return isinstance(error, (LViTError, OSError)) or type(error).__module__.startswith(
        PASSING_MODULES
    )
