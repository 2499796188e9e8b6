"""The document's way to the store: every write goes through the one storage thread, in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.jobs.storage import StorageThread, Ticket, Value
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
    """Queues writes of one image; undo and redo find the row their append made.

    A step that builds on one that was not stored is refused by the store's line, and told.
    """

    def __init__(self, project: Project, storage: StorageThread, image: str) -> None:
        self._project = project
        self._storage = storage
        self._image = image  # its name, for a person who must be told of it

    def append(self, image_id: int, edit: Edit) -> Entry:
        return self._submit(edit.title, lambda: self._project.append_edit(image_id, edit))

    def undo(self, image_id: int, entry: Entry) -> None:
        self._submit("Undo", lambda: self._project.undo_edit(entry.value))

    def redo(self, image_id: int, entry: Entry) -> None:
        self._submit("Redo", lambda: self._project.redo_edit(entry.value))

    def hold(self, count: int) -> None:
        self._storage.hold(count)

    def load(self, entry: Entry) -> Edit:
        """Reads an edit back; raises ``LViTError`` where it is not stored."""
        return self._project.load_edit(entry.value)

    def save_proposal(self, proposal: Proposal) -> None:
        self._submit("Keep prediction", lambda: self._project.save_proposal(proposal))

    def discard_proposal(self, image_id: int, layer: str) -> None:
        self._submit("Discard prediction", lambda: self._project.discard_proposal(image_id, layer))

    def _submit(self, title: str, write: Callable[[], Value]) -> Ticket[Value]:
        return self._storage.submit(title, write, image=self._image)
