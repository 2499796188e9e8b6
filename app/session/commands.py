"""The one undo command: an edit of one document, kept in step with the journal.

``QUndoStack.push`` calls ``redo`` at once. A new edit is applied before it is pushed, so its first
``redo`` only stores; a restored one does not even that, for it comes from the store.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtGui import QUndoCommand

from app.translation import noop
from lvit_core.annotation.edit import Edit
from lvit_core.annotation.plane import LabelPlane
from lvit_core.project import rejection
from lvit_core.project.acceptance import ACCEPTING
from lvit_core.project.queued_journal import QueuedJournal
from lvit_core.project.records import ImageRecord
from lvit_core.project.saving import Entry, Settles
from lvit_core.project.step_words import step_words
from lvit_core.prompt.template import Template
from lvit_core.wording import said


class EditedDocument(Protocol):
    """What a command changes; the document that owns the stack is one."""

    record: ImageRecord
    journal: QueuedJournal
    template: Template
    replacing: bool
    planes: dict[str, LabelPlane]

    @property
    def stepped(self) -> SignalInstance: ...

    def apply(self, edit: Edit) -> None: ...

    def revert(self, edit: Edit) -> None: ...

    def set_layer(self, layer: str) -> None: ...


def changes_mask(document: EditedDocument, edit: Edit) -> bool:
    """Whether a mask changes that the document holds; those of other readers stay in the store."""
    return edit.layer in document.planes and (not edit.patch.empty or bool(edit.objects))


def _show_step(document: EditedDocument, done: str, edit: Edit) -> None:
    """Announces a step that was undone or redone, and turns to the layer it changed."""
    step = step_words(edit.title)
    if changes_mask(document, edit):
        document.set_layer(edit.layer)
        step = said("{step} ({layer})", step=step, layer=document.template.layer(edit.layer).title)
        rect = edit.patch.rect
    else:
        rect = rejection.place_of(edit)
    if not document.replacing:
        document.stepped.emit(said(done, step=step), rect)


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
            edit = self._edit or document.journal.load(self._entry)
            document.apply(edit)
            document.journal.redo(document.record.id, self._entry)
            if self._on_redo is not None:
                self._on_redo()
            _show_step(document, noop("Redone: {step}"), edit)

    def amend(self, edit: Edit) -> None:
        """Goes further than it did, as more is typed; what it changes is shown already."""
        assert self._entry is not None
        self._edit = edit
        self._document.journal.amend(self._entry, edit)

    def undo(self) -> None:
        document = self._document
        if self._entry is not None and not self.quiet:
            edit = self._edit or document.journal.load(self._entry)
            document.revert(edit)
            document.journal.undo(document.record.id, self._entry)
            done = noop("Undone: {step}")
            if self._on_undo is not None:
                self._on_undo()
            elif edit.title in ACCEPTING and not rejection.within(edit):  # of an older version
                done = noop("Undone: {step}. Predict again to have it proposed again.")
            _show_step(document, done, edit)
