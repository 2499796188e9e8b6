"""What an open image writes: in order, and nothing builds on a step that was not stored."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace

import numpy as np
import pytest

from lvit_core.annotation.edit import Edit, ImageChange
from lvit_core.errors import LViTError
from lvit_core.geometry import Rect
from lvit_core.project.care.checking import check
from lvit_core.project.project import Project
from lvit_core.project.queued_journal import QueuedJournal
from lvit_core.project.records import ImageRecord, Proposal
from lvit_core.project.saving import Ticket, Value


class AtOnce:
    """A line that writes when it is asked; nothing else is different."""

    def submit(
        self,
        title: str,
        write: Callable[[], Value],
        then: Callable[[Value], object] | None = None,
        *,
        image: ImageRecord | None = None,
    ) -> Ticket[Value]:
        done: Future[Value] = Future()
        try:
            done.set_result(write())
        except LViTError as error:
            done.set_exception(error)
        return Ticket(title, done)

    def hold(self, count: int) -> None:
        """Nobody counts."""


def unread(_work: Callable[[], Edit]) -> Future[Edit]:
    raise AssertionError("no stored step is asked for")


def test_a_mask_that_lost_a_step_takes_no_further_ones(
    project: Project, paint: Callable[..., Edit], monkeypatch: pytest.MonkeyPatch
) -> None:
    record, plane = project.images.get(1), project.journal.load_plane(1, "lesion")

    def stroke(y: int) -> Edit:
        return paint(plane, Rect(y, 0, y + 4, 4), 1)

    journal = QueuedJournal(project, AtOnce(), record, project.journal.newest(record.id), unread)
    kept = journal.append(record.id, stroke(0))
    assert kept.stored
    append = type(project.journal).append

    def refuse(*_: object, **_named: object) -> int:
        raise LViTError("It does not fit.")

    monkeypatch.setattr(type(project.journal), "append", refuse)
    lost = journal.append(record.id, stroke(8))
    monkeypatch.setattr(type(project.journal), "append", append)
    assert not lost.stored and not journal.append(record.id, stroke(16)).stored
    sentence = Edit("Say", "lesion", image=(ImageChange("sentence", "", "Bilateral."),))
    assert journal.append(record.id, sentence).stored
    assert len(project.journal.history(record.id)) == 2
    with pytest.raises(LViTError, match="was not stored"):
        journal.load(lost)


@pytest.mark.parametrize("back", ["undo", "redo"])
def test_nothing_is_drawn_on_top_of_an_undo_that_was_refused(
    project: Project, paint: Callable[..., Edit], back: str
) -> None:
    """Somebody else has stored a step meanwhile, such as the labels of another reader."""
    record, plane = project.images.get(1), project.journal.load_plane(1, "lesion")
    journal = QueuedJournal(project, AtOnce(), record, project.journal.newest(record.id), unread)
    first = journal.append(record.id, paint(plane, Rect(0, 0, 4, 4), 1))
    second = journal.append(record.id, paint(plane, Rect(8, 0, 12, 4), 2))
    if back == "redo":
        journal.undo(record.id, second)
    project.journal.append(record.id, paint(plane, Rect(16, 0, 20, 4), 3))  # undone is abandoned
    getattr(journal, back)(record.id, second)
    stored = project.journal.load_plane(1, "lesion").to_array()
    drawn = journal.append(record.id, paint(plane, Rect(2, 0, 6, 4), 4))
    assert first.stored and not drawn.stored
    assert np.array_equal(project.journal.load_plane(1, "lesion").to_array(), stored)
    assert check(project.folder) == []


def test_a_proposal_for_a_part_of_an_image_is_never_stored(project: Project) -> None:
    record = project.images.get(1)
    journal = QueuedJournal(project, AtOnce(), record, project.journal.newest(record.id), unread)
    whole = Proposal(
        1, "lesion", ("infection",), np.full((1, record.height, record.width), 200, np.uint8),
        0.5, "", "base",
    )  # fmt: skip
    journal.replace_proposal(None, whole)
    assert project.proposals.load(1) is not None
    journal.replace_proposal(replace(whole, place=Rect(0, 0, 8, 8)), None)
    assert project.proposals.load(1) is not None
    journal.replace_proposal(whole, None)
    assert project.proposals.load(1) is None


def test_an_edit_is_stored_only_on_the_labels_it_was_made_of(
    project: Project, paint: Callable[..., Edit]
) -> None:
    """Whoever wrote meanwhile may have given the same number to another object."""
    record, plane = project.images.get(1), project.journal.load_plane(1, "lesion")
    journal = QueuedJournal(project, AtOnce(), record, project.journal.newest(record.id), unread)
    first = journal.append(record.id, paint(plane, Rect(0, 0, 4, 4), 1))
    journal.undo(record.id, first)
    assert journal.append(record.id, paint(plane, Rect(16, 0, 20, 4), 3)).stored
    project.journal.append(record.id, paint(plane, Rect(8, 0, 12, 4), 2))
    assert not journal.append(record.id, paint(plane, Rect(8, 8, 12, 12), 2)).stored
    sentence = Edit("Say", "lesion", image=(ImageChange("sentence", "", "Bilateral."),))
    assert journal.append(record.id, sentence).stored, "words may be of any labels"
    assert check(project.folder) == []
