"""The objects inside the current proposal: found in the background, waited for when needed."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer

from app.jobs.labelling import LabelRequest, LabelThread
from app.session.document import Document
from app.session.notices import Notices
from app.session.state import State
from lvit_core.annotation.instances import DEFAULT_MIN_AREA_PX
from lvit_core.errors import LViTError
from lvit_core.project.records import Proposal

Labels = NDArray[np.int32]
REST_MS = 250  # while answers follow the keys, only the last is taken apart


class ProposalObjects(QObject):
    """Knows the objects 1..n of one proposal at a time."""

    def __init__(self, state: State, notices: Notices) -> None:
        super().__init__(state)
        self._state = state
        self._notices = notices
        self._thread = LabelThread(self)
        self._known: tuple[Proposal, Labels] | None = None
        self._waiting: Callable[[], None] | None = None
        self._next: LabelRequest | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._look)
        self._thread.ready.connect(self._on_ready)
        self._thread.failed.connect(notices.error)

    @property
    def labels(self) -> Labels | None:
        """int32 (H, W), 0 = none; None while they are being found or there is no proposal."""
        document = self._state.document
        if document is None or self._known is None or self._known[0] is not document.proposal:
            return None
        return self._known[1]

    def find(
        self, document: Document, proposal: Proposal, smallest_px: int = DEFAULT_MIN_AREA_PX
    ) -> None:
        """Starts to look; nuclei are told apart by watershed, findings by connected areas."""
        separate = document.template.layer(proposal.layer).role == "instances"
        self._next = LabelRequest(proposal, separate, smallest_px)
        self._rest.start()

    def know(self, proposal: Proposal | None, labels: Labels | None) -> None:
        """Takes objects that are known already, or forgets those of an older proposal."""
        self._known = None if proposal is None or labels is None else (proposal, labels)

    def forget(self) -> None:
        """Nothing is known or waited for, as when the image changes."""
        self._known = self._waiting = None

    def when_found(self, act: Callable[[], None]) -> None:
        """Acts now, or as soon as the objects are known.

        Raises:
            LViTError: There is no proposal, or ``act`` refused at once.
        """
        if self._state.require_document().proposal is None:
            raise LViTError("There is no proposal.", "Let the model predict first.")
        if self._state.require_document().growing is not None:
            raise LViTError("The answer is still arriving.", "Decide when all of it is there.")
        if self.labels is None:
            self._waiting = act
            self._look()
        else:
            act()

    def close(self) -> None:
        self._rest.stop()
        self._thread.close()

    def _look(self) -> None:
        self._rest.stop()
        wanted, self._next = self._next, None
        if wanted is not None:
            self._thread.request(wanted)

    def _on_ready(self, proposal: Proposal, labels: Labels) -> None:
        document = self._state.document
        if document is None or document.proposal is not proposal:
            return
        self._known = (proposal, labels)
        document.proposal_changed.emit(proposal.area)
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            try:
                waiting()
            except LViTError as error:
                self._notices.error(error)
