"""The objects inside the current proposal: found in the background, waited for when needed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer

from app.jobs.worker import Worker
from app.session.document import Document
from app.session.notices import Notices
from app.session.state import State
from lvit_core.errors import LViTError
from lvit_core.project.records import Proposal

REST_MS = 250  # while answers follow the keys, only the last is taken apart


class ProposalObjects(QObject):
    """Tells the objects of the current proposal apart; from then on they are its mask."""

    def __init__(self, state: State, notices: Notices) -> None:
        super().__init__(state)
        self._state = state
        self._notices = notices
        self._worker = Worker("objects of a proposal", self, latest=True)
        self._worker.failed.connect(notices.error)
        self._waiting: Callable[[], None] | None = None
        self._next: tuple[Proposal, bool] | None = None  # and whether by watershed
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._look)

    def find(self, document: Document) -> None:
        """Starts to look; nuclei are told apart by watershed, findings by connected areas."""
        proposal = document.proposal
        if proposal is not None and proposal.objects is None:
            separate = document.template.layer(proposal.layer).role == "instances"
            self._next = (proposal, separate)
            self._rest.start()

    def forget(self) -> None:
        """Nothing is waited for, as when the image changes."""
        self._waiting = None

    def when_found(self, act: Callable[[], None]) -> None:
        """Acts now, or as soon as the objects are known.

        Raises:
            LViTError: There is no proposal, or ``act`` refused at once.
        """
        document = self._state.require_document()
        if document.proposal is None:
            raise LViTError("There is no proposal.", "Let the model predict first.")
        if document.growing is not None:
            raise LViTError("The answer is still arriving.", "Decide when all of it is there.")
        if document.proposal.objects is None:
            self._waiting = act
            self._look()
        else:
            act()

    def close(self) -> None:
        self._rest.stop()
        self._worker.close()

    def _look(self) -> None:
        self._rest.stop()
        wanted, self._next = self._next, None
        if wanted is not None:
            asked, separate = wanted
            self._worker.submit(
                lambda: asked.told_apart(separate=separate), partial(self._on_ready, asked)
            )

    def _on_ready(self, asked: Proposal, found: Proposal) -> None:
        document = self._state.document
        if document is None or document.proposal is not asked:
            return
        document.proposal = found
        document.proposal_changed.emit(found.area)
        project = self._state.project
        if found.place is None and project is not None and not project.read_only:
            document.journal.keep_objects(found)
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            try:
                waiting()
            except LViTError as error:
                self._notices.error(error)
