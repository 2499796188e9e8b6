"""What the model proposes for the sentence, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass

from app.session.acceptance_guard import AcceptanceGuard
from app.session.actions.conditions import can_reject, has_document, has_proposal
from app.session.preferences import Preferences
from app.session.proposals import Proposals
from app.session.registry import ActionGroup, action, always
from app.session.sentence import SentenceComposer

_LIVE = "prediction.live"


@dataclass(eq=False)
class ProposalActions(ActionGroup, menu="Sentence", enabled=has_proposal):
    """Predicting, accepting and rejecting."""

    _preferences: Preferences
    _proposals: Proposals
    _composer: SentenceComposer
    _guard: AcceptanceGuard

    @action(
        "sentence.predict", "Predict", shortcut="Ctrl+Return", icon="predict", enabled=has_document
    )
    def predict(self) -> None:
        """Let the model propose a mask; without a sentence it uses the image alone."""
        self._composer.predict()

    @action("sentence.live", "Predict while typing", icon="live", enabled=always)
    def toggle_live(self) -> None:
        """The proposal follows the sentence after a short pause."""
        self._preferences.set(_LIVE, not self._preferences.get(_LIVE))

    toggle_live.checked_when(lambda group: bool(group._preferences.get(_LIVE)))

    @action("proposal.accept", "Accept proposal", shortcut="Return", icon="accept", scope="canvas")
    def accept(self, reason: str = "") -> None:
        """Add the whole proposal to the mask; what people drew stays as it is."""
        self._guard.accept(reason)

    @action("proposal.accept_object", "Accept one object", icon="accept_object", menu="")
    def accept_object(self, y: float, x: float, reason: str = "") -> None:
        """Accept the one object of the proposal at a point."""
        self._guard.accept_within((y, x), reason)

    @action(
        "proposal.reject",
        "Reject proposal",
        shortcut="Delete",
        icon="reject",
        scope="canvas",
        enabled=can_reject,
    )
    def reject(self) -> None:
        """Remove the proposal; your mask stays."""
        self._proposals.reject()

    @action("proposal.reject_object", "Reject one object", icon="reject_object", menu="")
    def reject_object(self, y: float, x: float) -> None:
        """Remove one object from the proposal."""
        self._proposals.reject_part((y, x))
