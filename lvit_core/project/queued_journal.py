"""What an open image writes: every step waits in one line, and nothing waits for the disk."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from lvit_core.annotation.edit import Edit
from lvit_core.annotation.levels import Cut
from lvit_core.errors import LViTError, ReasonWantedError, may_pass
from lvit_core.project import rejection
from lvit_core.project.accepted import Accepted, Status
from lvit_core.project.deletion import with_deleted
from lvit_core.project.read_ahead import ReadAhead, Submit
from lvit_core.project.records import ImageRecord, ImageState, Proposal
from lvit_core.project.saving import Entry, Settles, Ticket, Value

if TYPE_CHECKING:  # it loads the data base, and the window opens before that
    from lvit_core.project.project import Project


class Line(Protocol):
    """Writes one after the other, as the storage thread does."""

    def submit(
        self,
        title: str,
        write: Callable[[], Value],
        then: Callable[[Value], object] | None = None,
        *,
        image: ImageRecord | None = None,
    ) -> Ticket[Value]:
        """Queues a write of an image and returns at once."""

    def hold(self, count: int) -> None:
        """Counts changes that are not queued yet."""


class QueuedJournal:
    """Queues writes of one image; undo and redo find the row their append made.

    A step that builds on one that was not stored is refused and told: an undo of it, and any
    further edit of a mask that has lost one, until the image is read again.

    Args:
        newest: The newest step in force of the labels that are shown, see `JournalStore.newest`.
        read: Has a stored step read in another thread, see `ReadAhead`.
    """

    def __init__(
        self, project: Project, line: Line, image: ImageRecord, newest: int, read: Submit
    ) -> None:
        self._project = project
        self._line = line
        self._image, self._size_hw = image, (image.height, image.width)
        self.ahead = ReadAhead(project.journal.load_edit, read)
        project.reason.text = ""  # it was said of the image before
        self._was_labeled = False  # at any time since it was opened
        self.follow(image.state)
        self._newest: int | None = newest  # of the thread that writes alone, as the next two
        self._lost: set[str] = set()  # layers that miss an edit
        self._other = False  # an undo or redo was refused: the labels are not those that are shown

    def append(self, image_id: int, edit: Edit, settles: Settles | None = None) -> Entry:
        why = self.why  # as it is now
        return self._submit(edit.title, lambda: self._append(image_id, edit, settles, why))

    def _append(self, image_id: int, edit: Edit, settles: Settles | None, why: str) -> int:
        mask = not edit.patch.empty or bool(edit.objects)
        if mask and (self._other or edit.layer in self._lost):
            raise LViTError("It builds on a change that was not stored.", "Draw it again.")
        try:
            settled = None if settles is None else settles.settlement
            if self._newest is None:
                self._newest = self._project.journal.newest(image_id)
            after = self._newest if mask else None  # words may be of any labels
            edit = with_deleted(self._project, edit, self._size_hw)
            self._newest = self._project.journal.append(
                image_id, edit, settles=settled, why=why, after=after
            )
            return self._newest
        except Exception as error:
            if settles is not None and not may_pass(error):
                settles.fact.held = False  # whoever reads the image next makes its labels
            if mask and not may_pass(error):
                self._lost.add(edit.layer)
            raise

    def amend(self, entry: Entry, edit: Edit) -> None:
        self._submit(edit.title, lambda: self._project.journal.amend(entry.value, edit))

    def undo(self, image_id: int, entry: Entry) -> None:
        why = self.why
        self._submit(
            "Undo", lambda: self._step(lambda: self._project.journal.undo(entry.value, why))
        )

    def redo(self, image_id: int, entry: Entry) -> None:
        why = self.why
        self._submit(
            "Redo", lambda: self._step(lambda: self._project.journal.redo(entry.value, why))
        )

    def _step(self, step: Callable[[], Edit]) -> None:
        try:
            step()
            self._newest = None  # it is another one now
        except Exception as error:
            self._other |= not may_pass(error)
            raise

    @property
    def why(self) -> str:
        """Why what is labeled is changed, in a project for the record."""
        return self._project.reason.text if self._was_labeled else ""

    def follow(self, state: ImageState) -> None:
        """The image is in that state now: whoever changes what is labeled says why anew."""
        self._labeled = state == ImageState.LABELED
        if self._labeled:
            self._project.reason.text, self._was_labeled = "", True

    def require_writable(self, edit: Edit | None = None) -> None:
        """Raises ``LViTError`` where nothing may change: at all, or without a reason.

        An ``edit`` that is no change of labels needs none.
        """
        self._project.require_writable()
        harmless = edit is not None and rejection.alone_in(edit)
        asked = self._labeled and not self.why and not harmless
        if asked and self._project.settings.for_the_record:
            raise ReasonWantedError

    def hold(self, count: int) -> None:
        self._line.hold(count)

    def load(self, entry: Entry) -> Edit:
        """Reads an edit back; raises ``LViTError`` where it is not stored."""
        return self.ahead.get(entry.value)

    def keep_accepted(self, fact: Accepted) -> Ticket[int]:
        return self._submit("Accept", lambda: self._project.acceptances.keep(fact))

    def release(self, fact: Accepted) -> None:
        """Lets anybody make the labels of it, once all that was done before is stored."""

        def write() -> None:
            fact.held = False

        self._submit("Accept", write)

    def settle(self, settles: Settles) -> None:
        """Settles an acceptance that changes nothing in the labels."""

        def write() -> None:
            if (settlement := settles.settlement) is not None:
                self._project.acceptances.settle(settlement)

        self._submit("Accept", write)

    def close_accepted(self, stored: Ticket[int], status: Status) -> None:
        def write() -> None:
            if stored.stored:
                self._project.acceptances.close(stored.value, status)

        self._submit("Take back", write)

    def keep_objects(self, proposal: Proposal) -> None:
        """Stores the objects beside a proposal that is stored already."""
        self._keep("Keep objects", lambda: self._project.proposals.keep_objects(proposal))

    def choose_cut(self, template: str, cut: Cut, proposal: Proposal | None) -> None:
        """Keeps a threshold and size for all images of a template, and the objects by them."""
        self._keep("Keep threshold", lambda: self._project.proposals.choose_cut(template, cut))
        if proposal is not None:
            self.keep_objects(proposal)

    def replace_proposal(self, old: Proposal | None, new: Proposal | None) -> None:
        """Keeps another proposal, or none; one of a part of an image is never stored."""
        if new is not None and new.place is None:
            kept = new
            self._keep("Keep prediction", lambda: self._project.proposals.save(kept))
        elif old is not None and old.place is None:
            stored, of = self._project.proposals, (self._image.id, old.layer)
            self._keep("Discard prediction", lambda: stored.discard(*of))

    def _keep(self, title: str, write: Callable[[], object]) -> None:
        """Stores what a model made; in a read-only project it is shown and not stored."""
        if not self._project.read_only:
            self._submit(title, write)

    def _submit(self, title: str, write: Callable[[], Value]) -> Ticket[Value]:
        return self._line.submit(title, write, image=self._image)
