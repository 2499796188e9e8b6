"""Undo commands: thin wrappers over a pure ``Edit``; the store's journal mirrors the stack.

``QUndoStack.push`` calls ``redo`` at once. Everything here is applied before it is pushed, so the
first ``redo`` only stores; restored commands do not even that, for they come from the store.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtGui import QUndoCommand

from lvit_core.annotation.edit import Edit

if TYPE_CHECKING:
    from lvit_core.project.answer_origin import AnswerOrigin
from lvit_core.project.records import ImageRecord, Proposal


class Entry(Protocol):
    """A row of the journal that may not be written yet."""

    @property
    def value(self) -> int: ...


class JournalWriter(Protocol):
    """What a document needs from the store: ordered writes that return at once."""

    def append(self, image_id: int, edit: Edit) -> Entry: ...

    def undo(self, image_id: int, entry: Entry) -> None: ...

    def redo(self, image_id: int, entry: Entry) -> None: ...

    def hold(self, count: int) -> None: ...

    def load(self, entry: Entry) -> Edit: ...

    def save_proposal(self, proposal: Proposal) -> None: ...

    def keep_objects(self, proposal: Proposal) -> None: ...

    def keep_origin(self, origin: AnswerOrigin) -> None: ...

    def discard_proposal(self, image_id: int, layer: str) -> None: ...


class EditedDocument(Protocol):
    """What a command changes; the document that owns the stack is one."""

    record: ImageRecord
    journal: JournalWriter

    def apply(self, edit: Edit) -> None: ...

    def revert(self, edit: Edit) -> None: ...


class EditCommand(QUndoCommand):
    """One edit that has just been made; pushing it appends it to the journal."""

    def __init__(
        self,
        document: EditedDocument,
        edit: Edit,
        *,
        on_undo: Callable[[], None] | None = None,
        on_redo: Callable[[], None] | None = None,
    ) -> None:
        """``on_undo`` and ``on_redo`` carry what stands beside the edit, such as a proposal."""
        super().__init__(edit.title)
        self._document = document
        self._edit = edit
        self._entry: Entry | None = None
        self._on_undo = on_undo
        self._on_redo = on_redo

    def redo(self) -> None:
        document = self._document
        if self._entry is None:
            self._entry = document.journal.append(document.record.id, self._edit)
            return
        document.apply(self._edit)
        document.journal.redo(document.record.id, self._entry)
        if self._on_redo is not None:
            self._on_redo()

    def undo(self) -> None:
        if self._entry is None:
            return
        document = self._document
        document.revert(self._edit)
        document.journal.undo(document.record.id, self._entry)
        if self._on_undo is not None:
            self._on_undo()


class RestoredCommand(QUndoCommand):
    """One row of the journal from an earlier day; its edit is read when it is first needed.

    While ``quiet`` the stack is being rebuilt and nothing must happen.
    """

    def __init__(self, document: EditedDocument, title: str, entry: Entry) -> None:
        super().__init__(title)
        self._document = document
        self._entry = entry
        self.quiet = True

    def redo(self) -> None:
        if not self.quiet:
            self._document.apply(self._document.journal.load(self._entry))
            self._document.journal.redo(self._document.record.id, self._entry)

    def undo(self) -> None:
        if not self.quiet:
            self._document.revert(self._document.journal.load(self._entry))
            self._document.journal.undo(self._document.record.id, self._entry)
