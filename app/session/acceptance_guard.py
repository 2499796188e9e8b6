"""The one gate through which predictions and masks become labels: sentence and mask must agree,
or a person says why they do not.

A whole proposal, one of its areas, a lasso and one's own mask all pass here. Only what is accepted
is compared: an area that belongs to the sentence is no contradiction because others are to come.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.jobs.worker import Worker
from app.session.agreement import MaskAgreement, masks_of
from app.session.document import Document
from app.session.notices import Notices
from app.session.proposals import Proposals
from app.session.state import State
from lvit_core.annotation.regions import Region
from lvit_core.errors import LViTError
from lvit_core.project.measuring import Masks, measure
from lvit_core.project.records import ImageState
from lvit_core.prompt.agreement import Contradiction

if TYPE_CHECKING:
    from lvit_core.prompt.description import Description

Found = tuple[Contradiction, ...]
GoOn = Callable[[str], None]


@dataclass(frozen=True, eq=False)
class Objection:
    """What stands against accepting.

    Attributes:
        what: What a person is about to accept, such as ``"the proposal"``.
        contradictions: Every point in which sentence and mask disagree.
        reason: What was said for this image before; empty for nothing.
        go_on: Accepts all the same and keeps the reason it is called with.
    """

    what: str
    contradictions: Found
    reason: str
    go_on: GoOn


@dataclass(frozen=True, eq=False)
class _Look:
    """One comparison that decides about one acceptance; several masks where a part is accepted."""

    document: Document
    what: str
    masks: tuple[Masks, ...]
    go_on: GoOn


class AcceptanceGuard(QObject):
    """Accepts what agrees at once, and asks for a reason where it does not.

    Signals:
        reason_wanted: An ``Objection``; nothing is accepted until it is answered.
    """

    reason_wanted = Signal(Objection)

    def __init__(
        self, state: State, notices: Notices, agreement: MaskAgreement, proposals: Proposals
    ) -> None:
        super().__init__(state)
        self._state = state
        self._notices = notices
        self._agreement = agreement
        self._proposals = proposals
        self._waiting: _Look | None = None
        self._runner = Worker("before accepting", self, latest=True)
        self._runner.failed.connect(notices.error)

    def accept(self, reason: str = "") -> None:
        """Accepts the whole proposal; with a ``reason`` nothing is asked.

        Raises:
            LViTError: There is no proposal.
        """
        document, proposals = self._state.require_document(), self._proposals

        def look() -> None:
            masks = masks_of(document, self._state.sides, document.proposal)
            self._look("the proposal", (masks,), reason, proposals.accept)

        proposals.when_found(look)

    def accept_object(self, y: float, x: float, reason: str = "") -> None:
        """Accepts the one object of the proposal at an image point.

        Raises:
            LViTError: There is no proposal, or it has nothing there.
        """
        proposals = self._proposals
        proposals.when_found(lambda: self.accept_within(proposals.object_at(y, x), reason))

    def accept_within(self, region: Region, reason: str = "") -> None:
        """Accepts what lies inside a region, such as a lasso; raises without a proposal."""
        document, proposals = self._state.require_document(), self._proposals

        def look() -> None:
            sides = self._state.sides
            part = masks_of(document, sides, document.proposal, region)
            accept = partial(proposals.accept, region=region)
            self._look("this area", (masks_of(document, sides, None), part), reason, accept)

        proposals.when_found(look)

    def toggle_labeled(self, reason: str = "") -> None:
        """Says that the mask is the label, or takes that back; raises when no image is shown."""
        document = self._state.require_document()
        if document.record.state == ImageState.LABELED:
            document.set_state(ImageState.IN_PROGRESS)
            return

        def finish(why: str) -> None:
            document.set_state(ImageState.LABELED, why)

        self._look("this mask", (masks_of(document, self._state.sides, None),), reason, finish)

    def settle(self) -> None:
        """The image is left: decides now what was still being measured, and never in silence."""
        look, self._waiting = self._waiting, None
        self._runner.drop()
        if look is None:
            return
        found = self._contradictions(look, tuple(measure(masks) for masks in look.masks))
        if found:
            self._notices.warn(
                f"{look.document.record.name}: {look.what} was not accepted, sentence and mask "
                "disagree.",
                found[0].message,
            )
        else:
            self._go_on(look, "")

    def close(self) -> None:
        self._runner.close()

    def _look(self, what: str, masks: tuple[Masks, ...], reason: str, go_on: GoOn) -> None:
        """Goes on at once where nothing can be contradicted, else after a look at the masks."""
        document, sentence = self._state.require_document(), self._agreement.sentence
        if reason.strip() or sentence is None or sentence.finding.empty:
            go_on(reason.strip())
            return
        look = _Look(document, what, masks, go_on)
        known = self._known(masks)
        if known is not None:
            self._decide(look, (known,))
            return
        self._waiting = look
        self._runner.submit(
            lambda: tuple(measure(part) for part in masks), partial(self._on_measured, look)
        )

    def _known(self, masks: tuple[Masks, ...]) -> Description | None:
        """The comparison beside the image has measured just this already."""
        agreement = self._agreement
        if len(masks) > 1 or agreement.pending:
            return None
        same = agreement.with_proposal == (masks[0].proposal is not None)
        return agreement.description if same else None

    def _on_measured(self, look: _Look, descriptions: tuple[Description, ...]) -> None:
        if look is self._waiting:
            self._waiting = None
            self._decide(look, descriptions)

    def _decide(self, look: _Look, descriptions: tuple[Description, ...]) -> None:
        found = self._contradictions(look, descriptions)
        if found:
            reason = look.document.record.reason
            self.reason_wanted.emit(
                Objection(look.what, found, reason, lambda why: self._go_on(look, why))
            )
        else:
            self._go_on(look, "")

    def _contradictions(self, look: _Look, descriptions: tuple[Description, ...]) -> Found:
        """All of them; for a part those it brings, for what is missing may still come."""
        against = self._agreement.against
        found = against(descriptions[-1]).contradictions
        if len(descriptions) == 1:
            return found
        before = against(descriptions[0]).contradictions
        told = [(item.kind, item.settled) for item in before]
        return tuple(c for c in found if c.beyond and (c.kind, c.settled) not in told)

    def _go_on(self, look: _Look, reason: str) -> None:
        if self._state.document is not look.document:
            self._notices.info(
                f"{look.document.record.name} is not shown any more.",
                "Open it and accept again.",
            )
            return
        try:
            look.go_on(reason)
        except LViTError as error:
            self._notices.error(error)
