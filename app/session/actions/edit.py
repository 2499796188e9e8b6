"""Undo and redo, as deep as the project is old."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.session.actions.registry import Action

if TYPE_CHECKING:
    from app.session.session import Session


def actions(session: Session) -> Iterator[Action]:
    """In menu order."""

    def undo() -> None:
        if not session.palette.cancel_gesture() and not session.edits.cancel():
            document = session.require_document()
            document.settle_sentence()
            document.undo_stack.undo()

    def redo() -> None:
        session.palette.cancel_gesture()
        session.edits.cancel()
        document = session.require_document()
        document.settle_sentence()
        document.undo_stack.redo()

    def can_undo() -> bool:
        document = session.document
        if document is None:
            return False
        unfinished = session.palette.in_gesture or session.edits.busy
        return unfinished or document.typing or document.undo_stack.canUndo()

    def can_redo() -> bool:
        return session.document is not None and session.document.undo_stack.canRedo()

    yield Action(
        "edit.undo",
        "Undo",
        undo,
        shortcut="Ctrl+Z",
        icon="mdi6.undo",
        tip="Take back the last step on this image; steps of earlier days too.",
        enabled=can_undo,
        menu="Edit",
    )
    yield Action(
        "edit.redo",
        "Redo",
        redo,
        shortcut="Ctrl+Shift+Z",
        alternates=("Ctrl+Y",),
        icon="mdi6.redo",
        tip="Do again what was taken back.",
        enabled=can_redo,
        menu="Edit",
    )
