"""Writing the sentence without the mouse."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.session.actions.conditions import has_document
from app.session.actions.registry import Action

if TYPE_CHECKING:
    from app.session.session import Session


def actions(session: Session) -> Iterator[Action]:
    """In menu order."""
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
