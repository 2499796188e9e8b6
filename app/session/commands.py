"""The one undo command: an edit of one document, kept in step with the journal.

``QUndoStack.push`` calls ``redo`` at once. A new edit is applied before it is pushed, so its first
``redo`` only stores; a restored one does not even that, for it comes from the store.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtGui import QUndoCommand

from app.session.journal import ProjectJournal
from lvit_core.annotation.edit import Edit
from lvit_core.project.records import ImageRecord
from lvit_core.project.saving import Entry, Settles


class EditedDocument(Protocol):
    """What a command changes; the document that owns the stack is one."""

    record: ImageRecord
    journal: ProjectJournal

    def apply(self, edit: Edit) -> None: ...

    def revert(self, edit: Edit) -> None: ...


class EditCommand(QUndoCommand):
    """One edit: one that has just been made, or a row of the journal from an earlier day."""

    def __init__(
        self,
        document: EditedDocument,
        title: str,
        edit: Edit | None = None,
        entry: Entry | None = None,
        *,
        on_undo: Callable[[], None] | None = None,
        on_redo: Callable[[], None] | None = None,
        settles: Settles | None = None,
    ) -> None:
        """A new ``edit``, or the ``entry`` of one that is stored, which is read when needed.

        ``on_undo`` and ``on_redo`` carry what stands beside the edit, such as a proposal;
        ``settles`` is what was accepted and becomes labels by it.
        """
        super().__init__(title)
        self._document = document
        self._edit = edit
        self._entry = entry
        self._on_undo = on_undo
        self._on_redo = on_redo
        self._settles = settles
        self.quiet = edit is None  # while the stack is being rebuilt nothing must happen

    def redo(self) -> None:
        document = self._document
        if self._entry is None:
            assert self._edit is not None
            self._entry = document.journal.append(document.record.id, self._edit, self._settles)
            self._settles = None
        elif not self.quiet:
            document.apply(self._edit or document.journal.load(self._entry))
            document.journal.redo(document.record.id, self._entry)
            if self._on_redo is not None:
                self._on_redo()

    def amend(self, edit: Edit) -> None:
        """Goes further than it did, as more is typed; what it changes is shown already."""
        assert self._entry is not None
        self._edit = edit
        self._document.journal.amend(self._entry, edit)

    def undo(self) -> None:
        document = self._document
        if self._entry is not None and not self.quiet:
            document.revert(self._edit or document.journal.load(self._entry))
            document.journal.undo(document.record.id, self._entry)
            if self._on_undo is not None:
                self._on_undo()
