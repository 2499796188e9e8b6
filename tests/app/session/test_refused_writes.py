"""What the store refuses for good is named, builds no queue, and takes nothing else along."""

from __future__ import annotations

import threading

import numpy as np
import pytest
import sqlalchemy

from app.session.projects import unsaved
from lvit_core.errors import LViTError
from lvit_core.project import schema
from lvit_core.project.records import Proposal

WAIT_S = 10


def remove_at_the_store(session, image_id: int) -> None:
    """As a second program would do whose lock file was deleted."""
    with session.state.project._store._engine.begin() as connection:
        table = schema.images
        connection.execute(sqlalchemy.delete(table).where(table.c.id == image_id))


def told(session) -> list[str]:
    """What was said to be lost, without the reason."""
    said = [
        notice.message for notice in session.services.notices.history if notice.level == "error"
    ]
    return [message.split(" was not stored: ")[0] for message in said]


def test_edits_of_an_image_that_is_gone_do_not_hold_up_later_work(opened, qtbot):
    remove_at_the_store(opened, 1)
    opened.state.document.set_sentence("Bilateral")
    with qtbot.waitSignal(opened.state.document_ready):
        opened.opening.select(2)
    opened.state.document.set_sentence("Unilateral")
    assert opened.services.storage.wait_idle(WAIT_S)
    assert opened.state.project.images.get(2).sentence == "Unilateral"
    qtbot.waitUntil(lambda: "Change sentence (a.png)" in told(opened))
    assert opened.services.storage.state.text == "not stored: Change sentence (a.png)"
    opened.services.storage.acknowledge()
    assert opened.services.storage.state.all_saved


def test_a_prediction_for_an_image_that_is_gone_is_no_bug(opened, qtbot):
    reports = []
    opened.services.notices.bug_reported.connect(reports.append)
    remove_at_the_store(opened, 1)
    pixels = np.zeros((600, 520), np.uint8)
    answer = Proposal(1, "lesion", ("infection",), pixels[None], 0.5, "", "base")
    opened.state.document.journal.replace_proposal(None, answer)
    assert opened.services.storage.wait_idle(WAIT_S)
    qtbot.waitUntil(lambda: "Keep prediction (a.png)" in told(opened))
    assert not reports


def refuse(*_, **__) -> None:
    raise LViTError("The project refuses it.")


def paint(session, at_yx) -> None:
    brush = session.palette.tools["brush"]
    brush.press(at_yx)
    brush.release(at_yx)


def test_the_list_tells_what_is_stored_when_later_changes_waited_behind_a_lost_one(
    opened, qtbot, monkeypatch
):
    """It was read anew before those were stored, and told the state before them for good."""
    journal, gate = opened.state.project.journal, threading.Event()
    append = journal.append

    def refuse_one(image_id, edit, **given):
        assert gate.wait(WAIT_S)
        if edit.image[0].after == "Bilateral":
            raise LViTError("The project refuses it.")
        return append(image_id, edit, **given)

    monkeypatch.setattr(journal, "append", refuse_one)
    opened.state.document.set_sentence("Bilateral")
    opened.state.document.set_sentence("Unilateral")
    opened.opening.leave()
    gate.set()
    qtbot.waitUntil(lambda: "Change sentence (a.png)" in told(opened))
    qtbot.waitUntil(lambda: not opened.services.storage.state.pending)
    assert opened.state.project.images.get(1).sentence == "Unilateral"
    qtbot.waitUntil(lambda: opened.state.library.get(1).sentence == "Unilateral")


def test_what_is_shown_is_what_is_stored_after_a_change_was_lost(opened, qtbot, monkeypatch):
    opened.state.document.set_sentence("Bilateral")
    assert opened.services.storage.wait_idle(WAIT_S)
    with monkeypatch.context() as patch:
        patch.setattr(opened.state.project.journal, "append", refuse)
        with qtbot.waitSignal(opened.state.document_ready):
            paint(opened, (100.0, 100.0))
            opened.state.document.set_sentence("Unilateral")
    assert not opened.state.document.planes["lesion"].to_array().any()
    assert opened.state.document.sentence == opened.state.current.sentence == "Bilateral"
    paint(opened, (200.0, 200.0))
    assert opened.services.storage.wait_idle(WAIT_S)
    assert opened.state.project.journal.load_plane(1, "lesion").equals(
        opened.state.document.planes["lesion"]
    )


def test_an_edit_is_not_stored_on_top_of_one_that_was_lost(opened, qtbot, monkeypatch):
    gate = threading.Event()
    opened.services.storage.submit("slow", lambda: gate.wait(WAIT_S))
    append = opened.state.project.journal.append
    monkeypatch.setattr(opened.state.project.journal, "append", refuse)
    paint(opened, (100.0, 100.0))
    opened.services.storage.submit(
        "mended", lambda: monkeypatch.setattr(opened.state.project.journal, "append", append)
    )
    paint(opened, (110.0, 110.0))
    opened.state.document.set_sentence("Unilateral")
    gate.set()
    assert opened.services.storage.wait_idle(WAIT_S)
    assert [entry.title for entry in opened.state.project.journal.history(1)] == ["Change sentence"]
    qtbot.waitUntil(lambda: len(told(opened)) == 2)
    qtbot.waitUntil(lambda: opened.state.document is not None)
    assert opened.state.document.sentence == "Unilateral"


def test_undo_of_a_step_that_was_dropped_is_refused_and_named(opened, qtbot, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(opened.state.project.journal, "append", refuse)
        opened.state.document.set_sentence("Bilateral")
        assert opened.services.storage.wait_idle(WAIT_S)
    opened.actions.edit.undo()
    opened.state.document.set_sentence("Unilateral")
    assert opened.services.storage.wait_idle(WAIT_S)
    assert opened.state.project.images.get(1).sentence == "Unilateral"
    assert [entry.title for entry in opened.state.project.journal.history(1)] == ["Change sentence"]
    qtbot.waitUntil(lambda: len(told(opened)) == 2)
    assert told(opened) == ["Change sentence (a.png)", "Undo (a.png)"]


def test_a_step_that_another_window_took_back_is_refused_and_named(opened, qtbot):
    opened.state.document.set_sentence("Bilateral")
    assert opened.services.storage.wait_idle(WAIT_S)
    opened.state.project.journal.undo(opened.state.project.journal.history(1)[-1].id)
    opened.actions.edit.undo()
    opened.state.document.set_sentence("Unilateral")
    assert opened.services.storage.wait_idle(WAIT_S)
    assert opened.state.project.images.get(1).sentence == "Unilateral"
    qtbot.waitUntil(lambda: told(opened) == ["Undo (a.png)"])


def test_a_generation_that_is_unknown_is_told_and_nothing_is_claimed(opened, qtbot):
    opened.fine_tuning.put_in_force(99)
    assert opened.services.storage.wait_idle(WAIT_S)
    qtbot.waitUntil(lambda: "Change model" in told(opened))
    assert not any("makes the proposals now" in n.message for n in opened.services.notices.history)


def test_an_export_with_a_disk_that_refuses_is_refused_too(opened, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr("app.jobs.storage.REFUSED_S", 0.2)
    monkeypatch.setattr("app.jobs.storage.FIRST_RETRY_S", 0.05)

    def refuse(image_id, edit, **_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(opened.state.project.journal, "append", refuse)
        opened.state.document.set_sentence("Bilateral")
        opened.exchange.export("lvit", tmp_path / "out", {})
        qtbot.waitUntil(lambda: any("Not everything is saved" in text for text in told(opened)))
        assert not (tmp_path / "out").exists()
    assert opened.services.storage.wait_idle(WAIT_S)


@pytest.fixture
def slow_disk(opened):
    """Holds the line of writes until the test lets it go."""
    gate = threading.Event()
    opened.projects.patience_s = 0.0
    opened.state.document.set_state("labeled")
    opened.services.storage.submit("slow", lambda: gate.wait(60))
    yield gate
    opened.services.tasks.close(0.0)
    opened.services.trainer.let_go()
    gate.set()


def test_neither_export_nor_training_nor_removal_waits_in_the_interface(
    opened, qtbot, tmp_path, slow_disk
):
    opened.exchange.export("lvit", tmp_path / "out", {})
    opened.fine_tuning.start()
    opened.image_work.remove([3])
    qtbot.wait(50)
    assert not (tmp_path / "out").exists()
    assert opened.services.trainer.process_id is None, "it waits until all is written"
    assert len(opened.state.project.images.all()) == 3


def test_a_project_is_closed_once_all_is_saved_and_the_window_lives_meanwhile(
    opened, qtbot, slow_disk
):
    opened.actions.project.close()
    qtbot.wait(50)
    assert opened.state.project is not None
    slow_disk.set()
    qtbot.waitUntil(lambda: opened.state.project is None)


def test_another_project_takes_over_once_all_is_saved(opened, qtbot, tmp_path, slow_disk):
    opened.actions.project.new(tmp_path / "first", "nuclei")
    opened.actions.project.new(tmp_path / "second", "nuclei")
    qtbot.wait(50)
    assert opened.state.project.folder.name == "project"
    slow_disk.set()
    qtbot.waitUntil(lambda: opened.state.project.folder.name == "second")
    assert not (tmp_path / "first").exists(), "only the latest wish counts"


def test_a_disk_that_refuses_keeps_the_project_open_with_a_reason(opened, qtbot, monkeypatch):
    monkeypatch.setattr("app.jobs.storage.REFUSED_S", 0.1)
    monkeypatch.setattr("app.jobs.storage.FIRST_RETRY_S", 0.02)
    opened.projects.patience_s = 0.0
    full = threading.Event()
    full.set()

    def write() -> None:
        if full.is_set():
            raise OSError(28, "No space left on device")

    opened.services.storage.submit("refused", write)
    opened.actions.project.close()
    qtbot.waitUntil(lambda: any("Not everything is saved" in text for text in told(opened)))
    assert opened.state.project is not None and opened.state.document is not None
    full.clear()
    assert opened.services.storage.wait_idle(WAIT_S)


def test_a_change_of_the_whole_project_waits_for_what_was_drawn(opened, qtbot, slow_disk):
    opened.state.document.set_sentence("Bilateral")
    opened.projects.change(
        lambda project: project.change_settings(name=project.images.get(1).sentence), lambda: None
    )
    assert opened.state.project.settings.name == "project"
    slow_disk.set()
    qtbot.waitUntil(lambda: opened.state.project.settings.name == "Bilateral")


def test_that_the_disk_refuses_is_said_in_plain_english(opened, qtbot):
    """It said "Saving is tried again all the time"."""
    opened.services.storage.refused.emit(LViTError("The disk is full.", "Make room on it."))
    assert opened.services.notices.history[-1].hint == (
        "Make room on it. The program keeps trying to save; "
        "leave the window open and nothing is lost."
    )
    assert unsaved().hint.endswith("the program keeps trying to save.")
