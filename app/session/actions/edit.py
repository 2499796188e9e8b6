"""Undo and redo, as deep as the project is old."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.session.acceptances import Acceptances
from app.session.actions.conditions import can_redo
from app.session.background_edits import BackgroundEdits
from app.session.last_step import StepElsewhere
from app.session.palette import Palette
from app.session.registry import ActionGroup, action


@dataclass(eq=False)
class EditActions(ActionGroup, menu="Edit"):
    """The Edit menu."""

    _palette: Palette
    _edits: BackgroundEdits
    _accepted: Acceptances
    _elsewhere: StepElsewhere
    take_back: Callable[[], object] | None = None  # a step of many images, where that was the last

    @action("edit.undo", "Undo", shortcut="Ctrl+Z", icon="undo")
    def undo(self) -> None:
        """Undo the last step on this image, including steps from earlier days.

        Where the last step was made on another image, this goes there first.
        """
        if self._palette.cancel_gesture():
            return
        if self.take_back is not None:
            self.take_back()
            return
        if self._elsewhere.there and not self._edits.busy:
            self._elsewhere.show()
            return
        if self._accepted.overtaken or not self._edits.cancel():
            document = self.state.require_document()
            document.settle_sentence()
            document.journal.require_writable()
            document.undo_stack.undo()

    @undo.enabled_when
    def _can_undo(self) -> bool:
        document = self.state.document
        if document is None or self.take_back is not None:
            return self.take_back is not None
        unfinished = self._palette.in_gesture or self._edits.busy or self._elsewhere.there
        return unfinished or document.typing or document.undo_stack.canUndo()

    @action(
        "edit.redo",
        "Redo",
        shortcut="Ctrl+Shift+Z",
        alternates=("Ctrl+Y",),
        icon="redo",
        enabled=can_redo,
    )
    def redo(self) -> None:
        """Redo the step that was undone."""
        self._palette.cancel_gesture()
        self._edits.cancel()
        document = self.state.require_document()
        document.settle_sentence()
        document.journal.require_writable()
        document.undo_stack.redo()
