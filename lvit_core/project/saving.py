"""What is known of a write on its way to the project, and how things stand for a person."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, TypeVar

from lvit_core.errors import LViTError
from lvit_core.notice import Notice, Offer
from lvit_core.project.accepted import Accepted, Settlement
from lvit_core.project.records import Proposal
from lvit_core.wording import counted, said

Value = TypeVar("Value")


@dataclass(frozen=True)
class SaveState:
    """What the status bar tells about saving.

    Args:
        pending: Changes that are not on the disk yet.
        saved_at: When the last one got there.
        problem: What the disk says; it is tried again.
        lost: What was not stored, unseen yet.
        trouble: Why nothing can be saved in the project's folder any more.
    """

    pending: int = 0
    saved_at: datetime | None = None
    problem: str = ""
    lost: tuple[str, ...] = ()
    trouble: str = ""

    @property
    def all_saved(self) -> bool:
        return self.pending == 0 and not self.lost and not self.trouble

    @property
    def text(self) -> str:
        """One short phrase in words."""
        if self.trouble and not self.pending:
            return said("nothing is saved: {why}", why=self.trouble)
        if self.trouble:
            return said("{count} not saved: {why}", count=self.pending, why=self.trouble)
        if self.problem:
            words = "{count} not saved: {why} Trying again."
            return said(words, count=self.pending, why=self.problem)
        if self.lost:
            return self._lost_in_words()
        if self.pending:
            return said("saving {changes}", changes=counted(self.pending, "change"))
        words = "all saved {time:%H:%M:%S}" if self.saved_at is not None else "all saved"
        return said(words, time=self.saved_at)

    def _lost_in_words(self) -> str:
        first, more = self.lost[0], len(self.lost) - 1
        words = "not stored: {first} and {count} more" if more else "not stored: {first}"
        return said(words, first=first, count=more)


@dataclass(frozen=True, eq=False)
class Refusal:
    """A change that was not stored and never will be; the line went on without it."""

    name: str  # the change and its image
    reason: BaseException  # an ``LViTError``, or a bug
    image_id: int  # 0 where it belongs to no image

    @property
    def notice(self) -> Notice:
        """What a person is told."""
        why = self.reason
        if not isinstance(why, LViTError):
            why = LViTError("The program made a mistake.", "Its report says which.")
        return Notice("error", f"{self.name} was not stored: {why.message}", why.hint)


def about_disk(error: BaseException) -> Notice:
    """What a person is told when the disk refuses; the same change is tried again."""
    told = error if isinstance(error, LViTError) else LViTError(str(error))
    hint = told.hint or "Make room on the disk or connect it again."
    hint += " The program keeps trying to save; leave the window open and nothing is lost."
    return Notice("warning", told.message, hint)


def about_place(trouble: str) -> Notice:
    """What a person is told when the project is not in its place, or is there again."""
    if not trouble:
        return Notice("info", "The project lies in its place again; what waited is saved now.")
    hint = "Nothing is saved until it is back, or you save a copy."
    return Notice("error", trouble, hint, offer=Offer("Save a copy elsewhere", "copy"))


@dataclass(frozen=True)
class StoredEntry:
    """A row of the journal that is on the disk already."""

    value: int


@dataclass(eq=False)
class Ticket(Generic[Value]):
    """The place of one write in the line."""

    name: str
    done: Future[Value] = field(default_factory=Future)

    @property
    def stored(self) -> bool:
        """Whether it is on the disk; never waits."""
        done = self.done
        return done.done() and not done.cancelled() and done.exception() is None

    @property
    def value(self) -> Value:
        """What the write returned; never waits.

        Raises:
            LViTError: It is not stored, or not yet.
        """
        if not self.done.done():
            raise LViTError(
                "{name} is still being saved.", "Try again in a moment.", name=self.name
            )
        if not self.stored:
            raise LViTError(
                "{name} was not stored, so nothing can build on it.",
                "Open the image again to see what is stored.",
                name=self.name,
            )
        return self.done.result()


Entry = Ticket[int] | StoredEntry
"""A row of the journal, stored or on its way."""


@dataclass(frozen=True, eq=False)
class Settles:
    """What an edit settles: a fact that was queued before it, and what is left of the proposal."""

    fact: Accepted
    stored: Ticket[int]
    proposal: Proposal | None = None
    rest: Proposal | None = None

    @property
    def settlement(self) -> Settlement | None:
        """What to settle, known once the acceptance is stored; ``None`` where it never was."""
        if not self.stored.stored:
            return None
        return Settlement(self.stored.value, self.proposal, self.rest)
