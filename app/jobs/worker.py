"""The one way to work off the interface thread: a line of work, one thread, answers brought back.

Results are `concurrent.futures` futures. The thread is our own, because the threads of
``ThreadPoolExecutor`` are waited for when the program ends: a read that hangs on a dead share
would keep it from ending for ever. This one is a daemon, and every wait for it has a bound.
"""

from __future__ import annotations

import threading
import time
import weakref
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, wait
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from lvit_core.errors import Cancelled

IDLE_S = 10.0  # a thread without work ends after so long

Result = TypeVar("Result")
Failed = Callable[[BaseException], object]


@dataclass(eq=False)
class Job(Generic[Result]):
    """One piece of work in a line; ``future`` is done as soon as the work is."""

    work: Callable[[], Result]
    then: Callable[[Result], object] | None
    failed: Failed | None
    future: Future[Result]
    round: int  # of its worker, when it was submitted
    delivered: bool = False

    def run(self) -> None:
        """Does the work unless it was cancelled while it waited."""
        if self.future.set_running_or_notify_cancel():
            try:
                result = self.work()
            except BaseException as problem:  # noqa: BLE001 - delivered to the owner's thread
                self.future.set_exception(problem)
            else:
                self.future.set_result(result)


@dataclass(frozen=True, eq=False)
class Delivery:
    """A call on its way to the thread that owns a worker."""

    call: Callable[[], object]


class Worker(QObject):
    """Runs one piece of work after another in a thread that starts with the first.

    ``then`` and ``failed`` are called on the thread that owns the worker, in the order in which
    the work ended. Every method may be called from any thread, unless it says otherwise.

    Signals:
        failed: An exception that no ``failed`` of its own took; never ``Cancelled``.
    """

    failed = Signal(BaseException)
    _sent = Signal(Delivery)

    def __init__(
        self,
        name: str,
        parent: QObject | None = None,
        *,
        latest: bool = False,
        wishes: int | None = None,
    ) -> None:
        """Makes a worker without a thread.

        Args:
            name: Of the thread.
            parent: Owns the worker.
            latest: Only the newest work counts: older work is not begun, or not delivered.
            wishes: The newest work is begun first, and at most so much waits: what has waited
                longest is cancelled. Otherwise the oldest is begun first.
        """
        super().__init__(parent)
        self._name = name
        self._latest = latest
        self._wishes = wishes
        self._line: OrderedDict[Hashable, Job[Any]] = OrderedDict()
        self._running: Job[Any] | None = None
        self._round = 0  # work and answers of earlier rounds were dropped
        self._changed = threading.Condition()
        self._not_before = 0.0
        self._closed = False
        self._thread: threading.Thread | None = None
        self._sent.connect(self._on_sent, Qt.ConnectionType.QueuedConnection)
        self.destroyed.connect(partial(_silence, weakref.ref(self)))

    def submit(
        self,
        work: Callable[[], Result],
        then: Callable[[Result], object] | None = None,
        failed: Failed | None = None,
        *,
        key: Hashable = None,
        patience_s: float = 0.0,
    ) -> Future[Result]:
        """Puts work into the line; returns at once.

        Args:
            work: Called in the worker's thread.
            then: Gets what ``work`` returned.
            failed: Gets what ``work`` raised; without it, it goes to the signal ``failed``.
            key: Work with the same key that still waits is cancelled: this replaces it.
            patience_s: Waits so long, on the owner's thread, for work that mostly takes less
                than a frame: if it is done by then, it has been delivered when this returns.
        """
        with self._changed:
            if self._latest:
                self._drop_all()
            job = Job(work, then, failed, Future[Result](), self._round)
            if self._closed:
                job.future.cancel()
                return job.future
            name = job if key is None else key
            if (same := self._line.pop(name, None)) is not None:
                same.future.cancel()
            self._line[name] = job
            if self._wishes is not None and len(self._line) > self._wishes:
                self._line.popitem(last=False)[1].future.cancel()
            if self._thread is None:
                self._thread = threading.Thread(target=self._serve, name=self._name, daemon=True)
                self._thread.start()
            self._changed.notify_all()
        if patience_s > 0 and wait((job.future,), patience_s).done:
            self._finish(job)
        return job.future

    def post(self, call: Callable[[], object]) -> None:
        """Has something called on the owner's thread, such as news of how far the work is.

        Under the lock, so that after ``close`` the Qt object can be deleted at once: a signal on
        its way while that happens would end the process.
        """
        with self._changed:
            if not self._closed:
                self._sent.emit(Delivery(call))

    def drop(self) -> None:
        """Nothing that was submitted is wanted: what waits is cancelled, no answer delivered."""
        with self._changed:
            self._drop_all()

    def unwanted(self) -> bool:
        """For the work itself: whether what it computes was dropped, so that it may end early."""
        running = self._running
        return self._closed or running is None or running.round != self._round

    def rest(self, seconds: float) -> bool:
        """For the work itself: sleeps; true, and at once, when it is not wanted any more."""
        with self._changed:
            return self._changed.wait_for(self.unwanted, seconds)

    def stand_back(self, seconds: float) -> None:
        """Begins nothing for a while: somebody waits for something larger."""
        with self._changed:
            self._not_before = max(self._not_before, time.monotonic() + seconds)

    @property
    def busy(self) -> bool:
        """Whether something runs or waits."""
        return self._running is not None or bool(self._line)

    def settle(self, timeout_s: float | None = None) -> bool:
        """Waits until nothing runs or waits; for other threads, or where the program ends."""
        with self._changed:
            return self._changed.wait_for(lambda: not self.busy, timeout_s)

    def close(self, timeout_s: float = 5.0) -> bool:
        """Drops everything and ends the thread; false when the work goes on after the time.

        Nothing is delivered afterwards. Safe to call twice.
        """
        with self._changed:
            self._closed = True
            self._drop_all()
        thread = self._thread
        if thread is None or thread is threading.current_thread():
            return True
        thread.join(timeout_s)
        return not thread.is_alive()

    def _drop_all(self) -> None:
        self._round += 1
        for job in self._line.values():
            job.future.cancel()
        self._line.clear()
        self._changed.notify_all()

    def _serve(self) -> None:
        while (job := self._next()) is not None:
            job.run()
            self.post(partial(self._finish, job))
            del job  # its last reference dies on the owner's thread, and Qt objects with it

    def _next(self) -> Job[Any] | None:
        with self._changed:
            self._running = None
            self._changed.notify_all()
            while True:
                if not self._changed.wait_for(lambda: self._closed or self._line, IDLE_S):
                    self._thread = None  # the next work starts another one
                    return None
                rest_s = self._not_before - time.monotonic()
                if self._closed:
                    return None
                if rest_s <= 0:
                    self._running = self._line.popitem(last=self._wishes is not None)[1]
                    return self._running
                self._changed.wait_for(lambda: self._closed, rest_s)

    def _finish(self, job: Job[Any]) -> None:
        """Delivers an answer, once, on the owner's thread."""
        unwanted = self._closed or job.round != self._round or job.future.cancelled()
        if unwanted or job.delivered:
            return
        job.delivered = True
        problem = job.future.exception()
        if problem is None:
            if job.then is not None:
                job.then(job.future.result())
        elif job.failed is not None:
            job.failed(problem)
        elif not isinstance(problem, Cancelled):
            self.failed.emit(problem)

    def _on_sent(self, delivery: Delivery) -> None:
        delivery.call()


def _silence(gone: weakref.ref[Worker], *_: object) -> None:
    """The Qt object goes, with its parent perhaps: nothing may be on its way to it then."""
    if (worker := gone()) is not None:
        with worker._changed:
            worker._closed = True
            worker._changed.notify_all()
