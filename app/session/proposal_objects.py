"""The objects inside the current proposal: found in the background, waited for when needed."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from functools import partial

from PySide6.QtCore import QObject, QTimer

from app.jobs.worker import Worker
from app.session.document import Document
from app.session.notices import Notices
from app.session.state import State
from lvit_core.errors import LViTError
from lvit_core.project.deciding import told_apart
from lvit_core.project.records import Proposal
from lvit_core.prompt.template import Template

REST_MS = 250  # while answers follow the keys, only the last is taken apart


class ProposalObjects(QObject):
    """Tells the objects of the current proposal apart; from then on they are its mask."""

    def __init__(self, state: State, notices: Notices) -> None:
        super().__init__(state)
        self._state = state
        self._worker = Worker("objects of a proposal", self, latest=True)
        self._worker.failed.connect(notices.error)
        self._future: Future[Proposal] | None = None  # the newest look
        self._next: tuple[Proposal, Template] | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._look)

    def find(self, document: Document) -> None:
        """Starts to look."""
        proposal = document.proposal
        if proposal is not None and proposal.objects is None:
            self._next = (proposal, document.template)
            self._rest.start()

    def require(self) -> Proposal:
        """The proposal that can be decided about; raises ``LViTError`` without one."""
        document = self._state.require_document()
        if document.proposal is None:
            raise LViTError("There is no proposal.", "Let the model predict first.")
        if document.growing is not None:
            raise LViTError("The answer is still arriving.", "Decide when all of it is there.")
        return document.proposal

    def looked_at(self) -> Callable[[], Proposal | None]:
        """Starts on the current proposal; the function returned waits for its objects, in a thread.

        They are those of the proposal shown by then, if it is still of that answer.
        """
        document, asked = self._state.require_document(), self.require()
        if self._next is not None and self._next[0] is asked:
            self._look()
        future = self._future

        def wait() -> Proposal | None:
            shown = document.proposal
            if shown is not None and shown.same_answer(asked) and shown.objects is not None:
                return shown  # some of it may have been accepted meanwhile
            with suppress(CancelledError):  # another answer was looked at instead
                return None if future is None else future.result()
            return None

        return wait

    def close(self) -> None:
        self._rest.stop()
        self._worker.close()

    def _look(self) -> None:
        self._rest.stop()
        wanted, self._next = self._next, None
        if wanted is not None:
            asked, template = wanted
            self._future = self._worker.submit(
                lambda: told_apart(asked, template), partial(self._on_ready, asked)
            )

    def _on_ready(self, asked: Proposal, found: Proposal) -> None:
        document = self._state.document
        if document is None or document.proposal is not asked:
            return
        document.proposal = found
        document.proposal_changed.emit(found.area)
        project = self._state.project
        if found.place is None and project is not None:
            document.journal.keep_objects(found)
