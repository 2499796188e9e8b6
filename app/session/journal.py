"""The document's way to the store: every write goes through the one storage thread, in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from app.jobs.storage import StorageThread, Ticket
from app.session.commands import Entry
from lvit_core.annotation.edit import Edit

if TYPE_CHECKING:
    from lvit_core.project.project import Project
    from lvit_core.project.records import Proposal


@dataclass(frozen=True)
class StoredEntry:
    """A journal row that is already on disk."""

    value: int


class ProjectJournal:
    """Queues writes of one project; undo and redo find the row their append made."""

    def __init__(self, project: Project, storage: StorageThread) -> None:
        self._project = project
        self._storage = storage

    def append(self, image_id: int, edit: Edit) -> Entry:
        ticket = self._storage.submit(edit.title, lambda: self._project.append_edit(image_id, edit))
        return cast("Entry", ticket)

    def undo(self, image_id: int, entry: Entry) -> None:
        self._storage.submit("Undo", lambda: self._project.undo_edit(entry.value))

    def redo(self, image_id: int, entry: Entry) -> None:
        self._storage.submit("Redo", lambda: self._project.redo_edit(entry.value))

    def hold(self, count: int) -> None:
        self._storage.hold(count)

    def load(self, entry: Entry) -> Edit:
        """Reads an edit back; waits for it when it is still being written."""
        if isinstance(entry, Ticket):
            entry.done.wait()
        return self._project.load_edit(entry.value)

    def save_proposal(self, proposal: Proposal) -> None:
        self._storage.submit("Keep prediction", lambda: self._project.save_proposal(proposal))

    def discard_proposal(self, image_id: int, layer: str) -> None:
        self._storage.submit(
            "Discard prediction", lambda: self._project.discard_proposal(image_id, layer)
        )
