"""The project's folder goes away under the window: noticed, told, and saved elsewhere with all."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from lvit_core.project.project import Project
from lvit_core.project.sqlite_file import FILE_NAME
from tests.app.session.test_refused_writes import paint, told

A_SECOND = 1000
WAIT_S = 10


def renamed(folder: Path) -> None:
    folder.rename(folder.with_name("renamed"))


def deleted(folder: Path) -> None:
    shutil.rmtree(folder)


def replaced(folder: Path) -> None:
    shutil.copy(folder / FILE_NAME, folder / "older")
    (folder / "older").replace(folder / FILE_NAME)


LOSSES = [renamed, deleted, replaced]


@pytest.fixture
def working(opened, monkeypatch):
    """An image with a stroke that is saved."""
    monkeypatch.setattr("app.jobs.storage.FIRST_RETRY_S", 0.02)
    monkeypatch.setattr("app.jobs.storage.LONGEST_RETRY_S", 0.1)
    paint(opened, (100.0, 100.0))
    assert opened.services.storage.wait_idle(WAIT_S)
    yield opened
    opened.projects.close(losing_changes=True)


@pytest.mark.parametrize("lose", LOSSES)
def test_it_is_noticed_within_a_second_and_nothing_is_promised(working, lose, qtbot):
    storage = working.services.storage
    lose(working.state.project.folder)
    qtbot.waitUntil(lambda: bool(storage.state.trouble), timeout=A_SECOND)
    assert "nothing is saved" in storage.state.text and not storage.state.all_saved
    assert storage.state.trouble in told(working)
    offers = [n.offer.title for n in working.services.notices.history if n.offer]
    assert offers == ["Save a copy elsewhere"]
    heard = []
    storage.state_changed.connect(heard.append)
    for x in range(150, 400, 50):
        paint(working, (300.0, float(x)))
    qtbot.wait(600)
    assert heard and not any(state.all_saved or "all saved" in state.text for state in heard)
    assert storage.state.text.startswith("5 not saved")


@pytest.mark.parametrize("lose", LOSSES)
def test_a_copy_elsewhere_holds_all_and_the_work_goes_on(working, lose, qtbot, tmp_path):
    storage, there = working.services.storage, tmp_path / "elsewhere" / "copy"
    reports = []
    working.services.notices.bug_reported.connect(reports.append)
    lose(working.state.project.folder)
    working.composer.type("Bilateral")
    for x in range(150, 400, 50):
        paint(working, (300.0, float(x)))
    working.actions.project.save_copy(there)
    qtbot.waitUntil(lambda: storage.state.all_saved, timeout=WAIT_S * 1000)
    assert working.state.project.folder == there
    drawn = working.state.document.planes["lesion"].to_array()
    working.actions.edit.undo()
    working.actions.edit.redo()
    working.projects.close()
    with Project.open(there) as again:
        assert (again.journal.load_plane(1, "lesion").to_array() == drawn).all()
        assert again.images.get(1).sentence == "Bilateral"
        assert len(again.journal.history(1)) == 7
    assert not reports


def test_a_folder_that_comes_back_gets_what_waited(working, qtbot):
    home, storage = working.state.project.folder, working.services.storage
    renamed(home)
    qtbot.waitUntil(lambda: bool(storage.state.trouble), timeout=A_SECOND)
    paint(working, (300.0, 300.0))
    home.with_name("renamed").rename(home)
    qtbot.waitUntil(lambda: storage.state.all_saved, timeout=2 * A_SECOND)
    assert len(working.state.project.journal.history(1)) == 2
    assert "what waited is saved now" in working.services.notices.history[-1].message


def test_what_waits_is_shown_again_after_an_import_that_failed(working, qtbot, tmp_path):
    """The list was read before what waited was stored: an older sentence was worked on."""
    home, state = working.state.project.folder, working.state
    renamed(home)
    qtbot.waitUntil(lambda: bool(working.services.storage.state.trouble), timeout=A_SECOND)
    state.document.set_sentence("Bilateral pulmonary infection.")
    working.guard.toggle_labeled("Seen on another film.")
    labeled = state.document.record.state
    working.exchange.bring_in("png", tmp_path, None, {}, lambda _report: None)
    qtbot.waitUntil(lambda: working.opening.held is None)
    qtbot.waitUntil(lambda: len(told(working)) > 1)  # that it was not brought in
    home.with_name("renamed").rename(home)
    qtbot.waitUntil(lambda: state.document is not None)
    for record in (state.document.record, state.library.get(1)):
        assert (record.sentence, record.state) == ("Bilateral pulmonary infection.", labeled)


def test_neither_export_nor_leaving_goes_on_as_if_all_were_well(working, qtbot, tmp_path):
    deleted(working.state.project.folder)
    qtbot.waitUntil(lambda: bool(working.services.storage.state.trouble), timeout=A_SECOND)
    working.exchange.export("lvit", tmp_path / "out", {})
    working.actions.project.close()
    qtbot.waitUntil(lambda: len(told(working)) >= 3)
    assert working.state.project is not None and not (tmp_path / "out").exists()


def test_a_copy_of_a_sound_project_waits_for_what_was_drawn(opened, qtbot, tmp_path):
    paint(opened, (100.0, 100.0))
    opened.actions.project.save_copy(tmp_path / "copy")
    said = opened.services.notices.history
    qtbot.waitUntil(lambda: any("Saved in" in n.message for n in said), timeout=WAIT_S * 1000)
    with Project.open(tmp_path / "copy") as copy:
        assert len(copy.journal.history(1)) == 1
    assert opened.state.project.folder.name == "project"


def test_a_closed_project_is_watched_no_more(opened, qtbot):
    folder = opened.state.project.folder
    opened.projects.close()
    deleted(folder)
    qtbot.wait(A_SECOND)
    assert opened.services.storage.state.text == "all saved" and not told(opened)
