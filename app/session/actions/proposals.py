"""The sentence and what the model proposes for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.session.actions.conditions import has_document, has_proposal
from app.session.actions.registry import Action

if TYPE_CHECKING:
    from app.session.session import Session


def actions(session: Session) -> Iterator[Action]:
    """In menu order."""
    yield from _asking(session)
    yield from _accepting(session)
    yield from _rejecting(session)


def _asking(session: Session) -> Iterator[Action]:
    def toggle_live() -> None:
        session.preferences.set("prediction.live", not session.preferences.get("prediction.live"))

    yield Action(
        "sentence.predict",
        "Predict",
        session.composer.predict,
        shortcut="Ctrl+Return",
        icon="mdi6.creation-outline",
        tip="Let the model propose a mask for this sentence; without one it looks at the image "
        "alone.",
        enabled=has_document(session),
        menu="Sentence",
    )
    yield Action(
        "sentence.live",
        "Predict while typing",
        toggle_live,
        icon="mdi6.lightning-bolt-outline",
        tip="The proposal follows the sentence after a short pause.",
        checkable=True,
        checked=lambda: bool(session.preferences.get("prediction.live")),
        menu="Sentence",
    )


def _accepting(session: Session) -> Iterator[Action]:
    guard = session.guard
    yield Action(
        "proposal.accept",
        "Accept proposal",
        guard.accept,
        shortcut="Return",
        icon="mdi6.check",
        tip="Make the whole proposal part of the mask; what people drew stays as it is.",
        enabled=has_proposal(session),
        scope="canvas",
        menu="Sentence",
    )
    yield Action(
        "proposal.accept_object",
        "Accept area",
        guard.accept_object,
        icon="mdi6.check-circle-outline",
        tip="Accept the one area of the proposal that is clicked.",
        enabled=has_proposal(session),
        needs=("y", "x"),
    )


def _rejecting(session: Session) -> Iterator[Action]:
    proposals = session.proposals
    yield Action(
        "proposal.reject",
        "Reject proposal",
        proposals.reject,
        shortcut="Delete",
        icon="mdi6.close",
        tip="Take the proposal away.",
        enabled=lambda: has_proposal(session)() and not _object_selected(session),
        scope="canvas",
        menu="Sentence",
    )
    yield Action(
        "proposal.reject_object",
        "Reject area",
        proposals.reject_object,
        icon="mdi6.close-circle-outline",
        tip="Take one area out of the proposal.",
        enabled=has_proposal(session),
        needs=("y", "x"),
    )


def _object_selected(session: Session) -> bool:
    return session.document is not None and session.document.selected_object > 0
