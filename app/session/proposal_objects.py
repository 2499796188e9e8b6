"""The objects inside the current proposal: found in the background, waited for when needed."""

from __future__ import annotations

import math
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QTimer

from app.jobs.worker import Worker
from app.session.document import Document
from app.session.services import Services
from app.session.state import State
from lvit_core.annotation.levels import Cut
from lvit_core.errors import LViTError
from lvit_core.project.cutting import Cutter
from lvit_core.project.records import Proposal
from lvit_core.prompt.template import Template

REST_MS = 250  # while answers follow the keys, only the last is taken apart


class ProposalObjects(QObject):
    """Tells the objects of the current proposal apart; from then on they are its mask."""

    def __init__(self, state: State, services: Services) -> None:
        super().__init__(state)
        self._state = state
        self._worker = Worker("objects of a proposal", self, latest=True)
        self._preparing = Worker("thresholds of a proposal", self, latest=True)
        self._worker.failed.connect(services.notices.error)
        self._storage = services.storage
        self._future: Future[Proposal] | None = None  # the newest look
        self._next: tuple[Proposal, Template] | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._look)
        self._cutter = Cutter()
        self._chosen: Document | None = None  # its choice is not stored yet
        self._settling = QTimer(self, singleShot=True, interval=REST_MS)
        self._settling.timeout.connect(self.settle)

    def find(self, document: Document) -> None:
        """Starts to look, and then prepares the proposal for its sliders."""
        proposal = document.proposal
        if proposal is not None:
            self._next = (proposal, document.template)
            self._rest.start()

    @property
    def prepared(self) -> bool:
        """Whether the sliders of the proposal shown are followed at once."""
        document = self._state.document
        shown = None if document is None else document.proposal
        return shown is not None and self._cutter.quick(shown)

    def cut(self, cut: Cut) -> None:
        """Proposes by another threshold and size: at once where the answer is prepared for it."""
        document, shown = self._state.require_document(), self.require()
        if (asked := shown.cut_to(cut)) is shown:
            return
        self._rest.stop()
        self._next, self._chosen = None, document
        document.cut, document.proposal = cut, asked
        if self._cutter.quick(asked):
            document.proposal = self._cutter.told_apart(asked, document.template)
        else:  # drawn by its pixels until the objects are there
            self._begin(asked, document.template)
        document.proposal_changed.emit(asked.area)
        self._settling.start()

    def settle(self) -> None:
        """Stores what was chosen; a slider on its way is not stored at every step."""
        document, self._chosen = self._chosen, None
        if document is not None:  # the proposal may have been decided about meanwhile
            document.journal.choose_cut(document.template.name, document.cut, document.proposal)

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
            if shown is not None and shown.same_answer(asked):
                known = shown.cut == asked.cut and shown.objects is not None
                if known or shown.probability is not asked.probability:
                    return shown.cut_to(asked.cut)  # some of it has been accepted meanwhile
            with suppress(CancelledError):  # another answer was looked at instead
                return None if future is None else future.result()
            return None

        return wait

    def close(self) -> None:
        self._rest.stop()
        self._worker.close()
        self._preparing.close(0.0)

    def _look(self) -> None:
        self._rest.stop()
        wanted, self._next = self._next, None
        if wanted is not None and wanted[0].objects is None:
            self._begin(*wanted)
        elif wanted is not None:
            self._preparing.submit(partial(self._cutter.prepare, *wanted))

    def _begin(self, asked: Proposal, template: Template) -> None:
        project = self._state.project

        def work() -> Proposal:
            rejected = asked.rejected
            if project is not None and rejected is None:
                self._storage.wait_written(self._worker.unwanted, math.inf)
                rejected = project.proposals.rejected(asked)
            known = asked if rejected is asked.rejected else replace(asked, rejected=rejected)
            return self._cutter.told_apart(known, template)

        self._future = self._worker.submit(work, partial(self._on_ready, asked))

    def _on_ready(self, asked: Proposal, found: Proposal) -> None:
        document = self._state.document
        if document is None or document.proposal is not asked:
            return
        document.proposal = found
        document.proposal_changed.emit(found.area)
        self.find(document)
        project = self._state.project
        if found.place is None and project is not None and self._chosen is None:
            document.journal.keep_objects(found)
