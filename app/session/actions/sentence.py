"""Writing the sentence without the mouse."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.session.actions.conditions import has_document
from app.session.actions.registry import Action
from lvit_core.prompt.laterality import CONVENTIONS

if TYPE_CHECKING:
    from app.session.session import Session


def actions(session: Session) -> Iterator[Action]:
    """In menu order."""
    yield from _writing(session)
    yield from _effect(session)
    yield from _convention(session)


def _writing(session: Session) -> Iterator[Action]:
    composer = session.composer
    yield Action(
        "sentence.focus",
        "Write the sentence",
        composer.focus_wanted.emit,
        shortcut="Ctrl+Shift+S",
        icon="ph.pencil-line",
        tip="Go to the text field; Escape leads back to the image.",
        enabled=has_document(session),
        menu="Sentence",
    )
    yield Action(
        "sentence.take_draft",
        "Take the sentence of the mask",
        composer.take_draft,
        shortcut="Ctrl+T",
        icon="ph.text-t",
        tip="Replace the sentence by the one measured from the mask.",
        enabled=has_document(session),
        menu="Sentence",
    )
    yield Action(
        "sentence.tidy",
        "Tidy the sentence",
        composer.tidy,
        shortcut="Ctrl+Shift+T",
        icon="ph.text-aa",
        tip="Write what was understood in the template's own words; other words are kept.",
        enabled=has_document(session),
        menu="Sentence",
    )
    yield Action(
        "sentence.favourite",
        "Keep as favourite",
        composer.toggle_favourite,
        shortcut="Ctrl+Shift+K",
        icon="ph.star",
        tip="Keep this sentence for other images, or forget it.",
        enabled=has_document(session),
        checkable=True,
        checked=lambda: _is_favourite(session),
        menu="Sentence",
    )


def _is_favourite(session: Session) -> bool:
    document = session.document
    return document is not None and session.composer.phrasebook.is_favourite(
        document.template.name, document.sentence
    )


def _effect(session: Session) -> Iterator[Action]:
    effect = session.text_effect
    yield Action(
        "sentence.effect",
        "What did the text do?",
        effect.ask,
        shortcut="Ctrl+Shift+E",
        icon="mdi6.text-search",
        tip="The model answers with the sentence, without it and with the sides swapped; how far "
        "the answers differ says what the words did. Nothing becomes a proposal.",
        enabled=lambda: _has_sentence(session),
        menu="Sentence",
    )
    yield Action(
        "sentence.compare_effect",
        "Show what the text changed",
        effect.compare,
        icon="mdi6.compare",
        tip="Where the answer differs from the one with the sentence.",
        enabled=lambda: effect.reading is not None,
        needs=("variant",),
    )
    yield Action(
        "sentence.attention",
        "Attention of a layer",
        effect.look,
        icon="mdi6.eye-outline",
        tip="What a layer of the network looks at under this sentence (Grad-CAM).",
        enabled=has_document(session),
        needs=("layer",),
    )


def _has_sentence(session: Session) -> bool:
    return session.document is not None and bool(session.document.sentence.strip())


def _convention(session: Session) -> Iterator[Action]:
    yield Action(
        "project.laterality",
        "Left and right…",
        session.convention.apply,
        icon="ph.arrows-left-right",
        tip="Whose left the sentences mean; changing it converts them after asking.",
        enabled=lambda: _has_sides(session),
        menu="Sentence",
        needs=("to",),
    )


def _has_sides(session: Session) -> bool:
    return session.project is not None and session.project.settings.laterality in CONVENTIONS
