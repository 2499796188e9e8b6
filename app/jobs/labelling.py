"""From a proposal's probability to its objects, off the interface thread; the latest wins."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal

from lvit_core.project.records import Proposal


@dataclass(frozen=True, eq=False)
class LabelRequest:
    """What to divide: a proposal, by watershed (``separate``) or by connected areas."""

    proposal: Proposal
    separate: bool


class LabelThread(QObject):
    """One thread for one waiting request."""

    ready = Signal(Proposal, Proposal)  # as it was asked about, with its objects
    failed = Signal(object)  # BaseException
    _done = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._condition = threading.Condition()
        self._waiting: LabelRequest | None = None
        self._closing = False
        self._thread: threading.Thread | None = None
        self._done.connect(self._on_done, Qt.ConnectionType.QueuedConnection)

    def request(self, request: LabelRequest) -> None:
        """Replaces what is waiting."""
        with self._condition:
            self._waiting = request
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="labelling", daemon=True)
                self._thread.start()
            self._condition.notify_all()

    def close(self) -> None:
        with self._condition:
            self._closing = True
            self._condition.notify_all()
        if self._thread is not None:
            self._thread.join(10.0)

    def _run(self) -> None:
        while True:
            with self._condition:
                self._condition.wait_for(lambda: self._waiting is not None or self._closing)
                request, self._waiting = self._waiting, None
                if self._closing or request is None:
                    return
            result: object
            try:
                result = request.proposal.told_apart(separate=request.separate)
            except Exception as error:  # noqa: BLE001 - delivered to the interface thread
                result = error
            self._done.emit(request.proposal, result)

    def _on_done(self, proposal: Proposal, result: object) -> None:
        if isinstance(result, BaseException):
            self.failed.emit(result)
        else:
            self.ready.emit(proposal, result)
