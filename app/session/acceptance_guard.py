"""The one gate through which predictions and masks become labels: sentence and mask must agree,
or a person says why they do not.

A whole proposal, one of its areas, a lasso and one's own mask all pass here. Only what is accepted
is compared: an area that belongs to the sentence is no contradiction because others are to come.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from app.session.acceptances import Acceptances, Pending
from app.session.notices import Notices
from app.session.proposals import Proposals
from app.session.state import State
from lvit_core.annotation.regions import Region
from lvit_core.errors import LViTError
from lvit_core.project.accepted import Point
from lvit_core.project.deciding import GoOn, Objection, Outcome
from lvit_core.project.records import ImageState


class AcceptanceGuard(QObject):
    """Accepts what agrees at once, and asks for a reason where it does not.

    Signals:
        reason_wanted: An ``Objection``; nothing is accepted until it is answered.
    """

    reason_wanted = Signal(Objection)

    def __init__(
        self, state: State, notices: Notices, proposals: Proposals, accepted: Acceptances
    ) -> None:
        super().__init__(state)
        self._state = state
        self._notices = notices
        self._proposals = proposals
        self.reject_within = proposals.reject_part  # nobody is asked why
        self._accepted = accepted

    def accept(self, reason: str = "") -> None:
        """Accepts the whole proposal; with a ``reason`` nothing is asked.

        Raises:
            LViTError: There is no proposal.
        """
        self._proposals.accept(reason, objected=partial(self._object, "the proposal", self.accept))

    def accept_within(self, part: Region | Point, reason: str = "") -> None:
        """Accepts what lies inside a region, such as a lasso, or the one object at an image point.

        Raises:
            LViTError: There is no proposal, or it has nothing there.
        """
        again = partial(self.accept_within, part)
        self._proposals.accept(reason, part, objected=partial(self._object, "this area", again))

    def toggle_labeled(self, reason: str = "") -> None:
        """Says that the mask is the label, or takes that back; raises when no image is shown."""
        document = self._state.require_document()
        if document.record.state == ImageState.LABELED:
            document.set_state(ImageState.IN_PROGRESS)
            return

        def use(asked: Pending, outcome: Outcome) -> None:
            self._accepted.commit(asked, outcome)

        objected = partial(self._object, "this mask", self.toggle_labeled)
        self._accepted.carry_out(None, None, reason.strip(), use, objected)

    def _object(self, what: str, again: GoOn, asked: Pending, outcome: Outcome) -> None:
        document = asked.document

        def go_on(reason: str) -> None:
            if self._state.document is not document:
                self._notices.info(
                    "{name} is not shown any more.",
                    "Open it and accept again.",
                    name=document.record.name,
                )
                return
            try:
                again(reason)
            except LViTError as error:
                self._notices.error(error)

        before = document.record.reason
        self.reason_wanted.emit(Objection(what, outcome.against, before, go_on))
