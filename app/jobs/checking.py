"""Small computations off the interface thread where only the newest answer matters."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal


class LatestRunner(QObject):
    """One thread that runs the newest request; older ones that have not begun are dropped.

    Results arrive on the thread that owns the object. An exception in the work is a bug and goes
    to ``failed``.
    """

    finished = Signal(object)
    failed = Signal(object)
    _ended = Signal(int, object, object)  # request, result, error; from the worker's thread

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._wake = threading.Condition()
        self._waiting: Callable[[], Any] | None = None
        self._request = 0
        self._closing = False
        self._thread: threading.Thread | None = None
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)

    def submit(self, work: Callable[[], Any]) -> None:
        """Runs ``work()`` next; an answer to an older request is not delivered any more."""
        with self._wake:
            self._request += 1
            self._waiting = work
            self._wake.notify()
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
            self._thread.start()

    def drop(self) -> None:
        """Nobody wants the pending answer."""
        with self._wake:
            self._request += 1
            self._waiting = None

    def close(self, timeout_s: float = 5.0) -> None:
        with self._wake:
            self._closing = True
            self._waiting = None
            self._wake.notify()
        if self._thread is not None:
            self._thread.join(timeout_s)

    def _run(self) -> None:
        while True:
            with self._wake:
                self._wake.wait_for(lambda: self._closing or self._waiting is not None)
                if self._closing or self._waiting is None:
                    return
                work, request = self._waiting, self._request
                self._waiting = None
            try:
                self._ended.emit(request, work(), None)
            except Exception as problem:  # noqa: BLE001 - delivered to the interface thread
                self._ended.emit(request, None, problem)

    def _on_ended(self, request: int, result: object, error: object) -> None:
        if request != self._request or self._closing:
            return
        if error is not None:
            self.failed.emit(error)
        else:
            self.finished.emit(result)
