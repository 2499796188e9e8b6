"""Making an image current: read off the interface thread, history and view restored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.jobs.loading import LoadedImage
from app.session.commands import RestoredCommand
from app.session.document import Document
from app.session.journal import ProjectJournal, StoredEntry
from lvit_core.errors import LViTError

if TYPE_CHECKING:
    from app.session.session import Session

READING_S = 1.0  # nothing smaller is begun while an image is read,
SHOWING_S = 0.3  # nor while its first frames are painted


class ImageOpening(QObject):
    """Owns the change from one document to the next."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        session.loader.loaded.connect(self._on_loaded)
        session.loader.failed.connect(self._on_failed)

    def select(self, image_id: int) -> None:
        """See ``Session.select``."""
        session = self._session
        record = session.library.get(image_id)
        if record is None:
            raise LViTError("That image is not in the project.", "Choose one from the list.")
        if session.current is not None and session.current.id == image_id:
            return
        self.leave()
        session.state.current = record
        session.current_changed.emit()
        project = session.require_project()
        session.thumbnails.stand_back(READING_S)
        session.loader.load(project, record, after=session.storage.wait_idle)

    def leave(self) -> None:
        """Settles the current document and lets it go."""
        session = self._session
        session.palette.cancel_gesture()
        session.composer.guard.settle()
        session.edits.settle()
        session.proposals.cancel()
        document = session.document
        if document is not None:
            document.settle_sentence()
            session.view_memory.store(document.record.id, document.view, document.contrast)
        session.loader.cancel()
        had_current = session.current is not None
        session.state.document = None
        session.state.current = None
        if document is not None:
            document.deleteLater()
        if had_current:
            session.current_changed.emit()

    def _on_loaded(self, loaded: LoadedImage) -> None:
        session = self._session
        if session.current is None or session.current.id != loaded.record.id:
            return
        session.thumbnails.stand_back(SHOWING_S)
        document = self._document(loaded)
        session.state.document = document
        document.state_changed.connect(self._on_state_changed)
        document.undo_stack.indexChanged.connect(session.actions.refresh)
        document.selection_changed.connect(session.actions.refresh)
        document.proposal_changed.connect(session.actions.refresh)
        session.document_ready.emit()

    def _document(self, loaded: LoadedImage) -> Document:
        session = self._session
        journal = ProjectJournal(session.require_project(), session.storage)
        record = session.library.get(loaded.record.id) or loaded.record
        document = Document(record, loaded.source, loaded.template, journal, session)
        document.planes.update(loaded.planes)
        document.objects.update(loaded.objects)
        document.own_window = loaded.window
        document.own_inverted = loaded.inverted
        document.proposal = loaded.proposal
        keep = bool(session.preferences.get("view.keep_for_all"))
        view, contrast = session.view_memory.restore(record.id, keep_for_all=keep)
        document.view, document.contrast = view, contrast
        _restore_history(document, loaded)
        return document

    def _on_failed(self, image_id: int, error: object) -> None:
        session = self._session
        if session.current is not None and session.current.id == image_id:
            if isinstance(error, BaseException):
                session.notices.error(error)
            session.image_work.refresh(image_id)

    def _on_state_changed(self) -> None:
        document = self._session.document
        if document is not None:
            self._session.library.update(document.record)


def _restore_history(document: Document, loaded: LoadedImage) -> None:
    """Puts the journal's rows on the undo stack; nothing is read or changed by it."""
    commands = []
    done = 0
    for entry in loaded.history:
        if entry.status == "abandoned":
            continue
        commands.append(RestoredCommand(document, entry.title, StoredEntry(entry.id)))
        done += entry.status == "done"
    for command in commands:
        document.undo_stack.push(command)
    document.undo_stack.setIndex(done)
    for command in commands:
        command.quiet = False
