"""What was accepted becomes labels however soon a person goes on, closes, quits or is cut off."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as PillowImage

from app.session.session import Session
from lvit_core.annotation.regions import Region
from lvit_core.geometry import Rect
from lvit_core.project.care.checking import check
from lvit_core.project.project import Project
from lvit_core.project.records import ImageState, ProjectSettings, Proposal

SIDE = 200
WAIT_S = 20
REPOSITORY = Path(__file__).parents[3]
NUCLEI = [Rect(y, x, y + 12, x + 12) for y in (20, 80, 140) for x in (20, 80, 140)]
MANY = "Dense nuclei."


def answer(image_id: int) -> Proposal:
    probability = np.zeros((1, SIDE, SIDE), np.uint8)
    for rect in NUCLEI:
        probability[0][rect.slices] = 250
    return Proposal(image_id, "nuclei", ("nucleus",), probability, 0.5, "", "base")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A closed project of two images of nuclei; the first has a proposal nobody told apart."""
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    for number, name in enumerate("ab"):
        PillowImage.fromarray(np.full((SIDE, SIDE), 90 + number, np.uint8)).save(
            pictures / f"{name}.png"
        )
    with Project.create(tmp_path / "project", ProjectSettings("project", "nuclei")) as project:
        project.images.add([pictures])
        project.proposals.save(answer(1))
    return tmp_path / "project"


@pytest.fixture
def slowly(monkeypatch) -> threading.Event:
    """Objects are told apart only when the test says so."""
    gate, told_apart = threading.Event(), Proposal.told_apart

    def slow(proposal: Proposal, *, separate: bool) -> Proposal:
        if proposal.objects is None:
            assert gate.wait(60)
        return told_apart(proposal, separate=separate)

    monkeypatch.setattr(Proposal, "told_apart", slow)
    yield gate
    gate.set()


@pytest.fixture
def nuclei(session: Session, folder: Path, slowly, qtbot) -> Session:
    with qtbot.waitSignal(session.state.document_ready):
        session.projects.open(folder)
    session.edits.patience_s = 0.0
    return session


def count(session: Session, image_id: int = 1) -> int:
    assert session.services.storage.wait_idle(WAIT_S)
    return len(session.state.project.journal.load_objects(image_id, "nuclei"))


def stored(folder: Path) -> int:
    """What a command that reads the project finds, once the project is open no more."""
    from lvit_core.project.finishing import finish_elsewhere

    finish_elsewhere(folder)
    with Project.open(folder, read_only=True) as project:
        found = project.journal.load_plane(1, "nuclei").to_array()
        assert ((found > 0) == answer(1).inside()).all() or not found.any()
        return len(project.journal.load_objects(1, "nuclei"))


def test_accept_then_next(nuclei, slowly, qtbot):
    nuclei.actions.proposals.accept()
    with qtbot.waitSignal(nuclei.state.document_ready):
        nuclei.opening.select(2)
    assert count(nuclei) == 0, "nothing waited for it"
    slowly.set()
    qtbot.waitUntil(lambda: count(nuclei) == len(NUCLEI), timeout=WAIT_S * 1000)
    qtbot.waitUntil(lambda: not nuclei.state.library.get(1).has_proposal)
    assert nuclei.state.library.get(1).state == ImageState.IN_PROGRESS
    with qtbot.waitSignal(nuclei.state.document_ready):
        nuclei.opening.select(1)
    assert nuclei.state.document.proposal is None
    nuclei.actions.edit.undo()
    assert count(nuclei) == 0


def test_accept_next_and_back_at_once(nuclei, slowly, qtbot):
    nuclei.actions.proposals.accept()
    with qtbot.waitSignal(nuclei.state.document_ready):
        nuclei.opening.select(2)
    nuclei.opening.select(1)
    qtbot.wait(100)
    assert nuclei.state.document is None, "it is read when what was accepted is in it"
    slowly.set()
    qtbot.waitUntil(lambda: nuclei.state.document is not None, timeout=WAIT_S * 1000)
    assert len(nuclei.state.document.objects["nuclei"]) == len(NUCLEI)
    assert nuclei.state.document.undo_stack.canUndo()
    assert nuclei.state.current.state == ImageState.IN_PROGRESS


def test_accept_then_close(nuclei, slowly, folder):
    nuclei.actions.proposals.accept()
    nuclei.projects.close()
    slowly.set()
    assert stored(folder) == len(NUCLEI)


def test_accept_then_quit(new_session, folder, slowly, qtbot):
    session = new_session()
    session.edits.patience_s = 0.0
    with qtbot.waitSignal(session.state.document_ready):
        session.projects.open(folder)
    session.actions.proposals.accept()
    threading.Timer(0.2, slowly.set).start()
    session.shutdown()
    assert stored(folder) == len(NUCLEI)


def test_the_next_opening_finishes_it_by_itself(nuclei, new_session, slowly, folder, qtbot):
    nuclei.actions.proposals.accept()
    nuclei.projects.close()
    slowly.set()
    session = new_session()
    session.projects.open(folder)
    session.opening.select(2)  # another image is looked at
    qtbot.waitUntil(lambda: count(session) == len(NUCLEI), timeout=WAIT_S * 1000)


def test_accept_then_labeled_then_next(nuclei, slowly, qtbot):
    nuclei.actions.proposals.accept()
    nuclei.actions.image.mark_labeled()
    assert nuclei.state.current.state == ImageState.UNLABELED, "not labeled as empty"
    with qtbot.waitSignal(nuclei.state.document_ready):
        nuclei.opening.select(2)
    slowly.set()
    qtbot.waitUntil(
        lambda: nuclei.state.library.get(1).state == ImageState.LABELED, timeout=WAIT_S * 1000
    )
    assert count(nuclei) == len(NUCLEI)


def test_accept_then_labeled_on_the_same_image(nuclei, slowly, qtbot):
    nuclei.actions.proposals.accept()
    nuclei.actions.image.mark_labeled()
    slowly.set()
    qtbot.waitUntil(lambda: nuclei.state.current.state == ImageState.LABELED)
    assert count(nuclei) == len(NUCLEI)
    titles = [entry.title for entry in nuclei.state.project.journal.history(1)]
    assert titles == ["Accept proposal", "Mark as labeled"]
    assert nuclei.state.project.acceptances.waiting(held=True) == []


def test_two_areas_clicked_before_objects_are_known(nuclei, slowly, qtbot):
    for rect in NUCLEI[:2]:
        nuclei.actions.proposals.accept_object(y=rect.y0 + 3.0, x=rect.x0 + 3.0)
    slowly.set()
    qtbot.waitUntil(lambda: count(nuclei) == 2, timeout=WAIT_S * 1000)
    rest = nuclei.state.document.proposal
    assert rest is not None and len(np.unique(rest.objects)) == 1 + len(NUCLEI) - 2
    assert (nuclei.state.project.proposals.load(1).objects == rest.objects).all()


def test_a_lasso_then_next(nuclei, slowly, qtbot):
    region = Region(Rect(0, 0, 60, 60), np.ones((60, 60), bool))
    nuclei.guard.accept_within(region)
    nuclei.opening.select(2)
    slowly.set()
    qtbot.waitUntil(lambda: count(nuclei) == 1, timeout=WAIT_S * 1000)
    rest = nuclei.state.project.proposals.load(1)
    assert rest is not None and not rest.probability[0][NUCLEI[0].slices].any()


def test_another_answer_that_arrives_first_takes_nothing_back(nuclei, slowly, qtbot):
    nuclei.actions.proposals.accept()
    nuclei.state.document.set_proposal(
        Proposal(1, "nuclei", ("nucleus",), np.zeros((1, SIDE, SIDE), np.uint8), 0.5, "", "2")
    )
    newer = nuclei.state.document.proposal
    slowly.set()
    qtbot.waitUntil(lambda: count(nuclei) == len(NUCLEI), timeout=WAIT_S * 1000)
    assert nuclei.state.document.proposal is newer


def test_undo_of_what_is_not_settled(nuclei, slowly, qtbot):
    assert not nuclei.actions.edit.undo.enabled()
    nuclei.actions.proposals.accept()
    nuclei.actions.edit.undo()
    slowly.set()
    qtbot.wait(300)
    assert count(nuclei) == 0 and nuclei.state.document.proposal is not None
    project = nuclei.state.project
    assert project.acceptances.waiting() + project.acceptances.waiting(held=True) == []
    nuclei.actions.proposals.accept()
    qtbot.waitUntil(lambda: count(nuclei) == len(NUCLEI), timeout=WAIT_S * 1000)
    nuclei.actions.edit.undo()
    assert count(nuclei) == 0 and nuclei.state.document.proposal is not None


def test_undo_takes_back_what_was_drawn_after_it_first(nuclei, slowly, qtbot):
    nuclei.actions.proposals.accept()
    nuclei.state.document.set_sentence(MANY)
    nuclei.actions.edit.undo()
    assert nuclei.state.document.sentence == ""
    slowly.set()
    qtbot.waitUntil(lambda: count(nuclei) == len(NUCLEI), timeout=WAIT_S * 1000)


def test_who_rejects_it_after_all_has_rejected_it(nuclei, slowly, qtbot):
    nuclei.actions.proposals.accept()
    nuclei.proposals.reject()
    slowly.set()
    qtbot.wait(300)
    assert count(nuclei) == 0 and nuclei.state.document.proposal is None


def test_a_proposal_that_cannot_be_told_apart_is_told_and_stays(nuclei, slowly, qtbot, monkeypatch):
    def fail(*_, **__):
        raise MemoryError("too many")

    monkeypatch.setattr(Proposal, "told_apart", fail)
    reports = []
    nuclei.services.notices.bug_reported.connect(reports.append)
    nuclei.actions.proposals.accept()
    qtbot.waitUntil(lambda: bool(reports))
    assert count(nuclei) == 0 and nuclei.state.document.proposal is not None
    kept = nuclei.state.project.acceptances  # who looked ahead may have failed first
    qtbot.waitUntil(lambda: kept.waiting(held=True) == [], timeout=WAIT_S * 1000)


def test_an_export_waits_for_what_was_accepted(nuclei, slowly, qtbot, tmp_path):
    nuclei.actions.proposals.accept()
    nuclei.exchange.export("geojson", tmp_path / "out", {"images": "all"})
    qtbot.wait(200)
    assert not (tmp_path / "out").exists()
    slowly.set()
    told = nuclei.services.notices.history
    qtbot.waitUntil(lambda: any("Exported" in n.message for n in told), timeout=WAIT_S * 1000)
    assert any(f"{len(NUCLEI)} objects" in line for n in told for line in n.details)


def test_labels_are_not_made_of_a_mask_that_misses_strokes_on_their_way(
    nuclei, slowly, qtbot, monkeypatch
):
    """A stroke after it may wait for the disk while an export reads: it counts all the same."""
    project, disk, drawn = nuclei.state.project, threading.Event(), threading.Event()
    append = project.journal.append

    def late(image_id, edit, *args, **kwargs):
        if edit.title != "Accept proposal":
            drawn.set()
            assert disk.wait(60)
        return append(image_id, edit, *args, **kwargs)

    monkeypatch.setattr(project.journal, "append", late)
    nuclei.actions.proposals.accept()
    nuclei.palette.choose("brush")
    hand = nuclei.palette.tool
    hand.press((100.0, 40.0))
    hand.release((100.0, 40.0))
    assert drawn.wait(WAIT_S)
    slowly.set()
    nuclei.opening.leave()

    def export_reads() -> None:  # what was queued before it began is written
        nuclei.services.storage.settle(lambda: False)

    reading = threading.Thread(target=export_reads)
    reading.start()
    reading.join(1.0)
    disk.set()
    reading.join(WAIT_S)
    qtbot.waitUntil(lambda: count(nuclei) == 1 + len(NUCLEI), timeout=WAIT_S * 1000)
    plane = project.journal.load_plane(1, "nuclei").to_array()
    table = project.journal.load_objects(1, "nuclei")
    assert {one.id for one in table} == set(np.unique(plane[plane > 0]).tolist())
    assert [one.text for one in check(project.folder)] == []


PROGRAM = """
import os, sys, threading
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from app.session.preferences import Preferences
from app.session.session import Session
from lvit_core.project.records import Proposal

Proposal.told_apart = lambda *_, **__: threading.Event().wait()  # as long as it takes
qt = QCoreApplication([])
session = Session(Preferences(Path(sys.argv[2])))

def accept():
    session.actions.proposals.accept()
    assert session.services.storage.wait_idle(20)
    assert session.services.storage.state.pending == 0
    os._exit(9)

session.state.document_ready.connect(accept)
session.projects.open(Path(sys.argv[1]))
qt.exec()
"""


def test_accept_then_kill(folder, tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(folder), str(tmp_path / "preferences")],
        cwd=REPOSITORY, env=dict(os.environ), timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 9
    assert stored(folder) == len(NUCLEI)
