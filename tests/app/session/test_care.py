"""Project care in the window: by itself once a day, and when a person asks for it."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from app.session.session import Session
from lvit_core.project.care import routine
from lvit_core.project.care.backups import Why, find_backup, list_backups
from lvit_core.project.chain import Act, links
from lvit_core.project.clock import moment
from lvit_core.project.project import Project
from lvit_core.project.sqlite_file import FILE_NAME

WAIT_MS = 20_000


def harm(folder: Path) -> None:
    """Takes away an image's row that others belong to."""
    connection = sqlite3.connect(folder / FILE_NAME)
    connection.execute("INSERT INTO tiles VALUES (77, 'lesion', 0, 0, 0, x'00')")
    connection.commit()
    connection.close()


def told(session: Session) -> list[str]:
    return [notice.message for notice in session.services.notices.history]


def test_a_project_gets_a_backup_in_the_background_once_a_day(
    opened: Session, project_folder: Path, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, threads = project_folder / FILE_NAME, []
    look_after = routine.look_after

    def watched(*args: object, **named: object) -> object:
        threads.append(threading.current_thread())
        return look_after(*args, **named)

    monkeypatch.setattr(routine, "look_after", watched)
    opened.care.look_after()
    qtbot.waitUntil(lambda: len(list_backups(file)) == 1, timeout=WAIT_MS)
    assert threads and threading.main_thread() not in threads
    assert list_backups(file)[0].why is Why.DAILY
    assert routine.look_after(file, moment(), unclean=False) == []
    assert len(list_backups(file)) == 1 and not told(opened)


def test_damage_is_told_and_no_backup_takes_a_good_ones_place(
    opened: Session, project_folder: Path, qtbot
) -> None:
    harm(project_folder)
    opened.care.look_after()
    qtbot.waitUntil(lambda: bool(told(opened)), timeout=WAIT_MS)
    assert told(opened) == ["One thing is wrong with the project."]
    notice = opened.services.notices.history[-1]
    assert "Repair" in notice.hint and "images that are not there" in notice.details[0]
    assert not list_backups(project_folder / FILE_NAME)


def test_the_file_is_looked_over_daily_and_after_a_crash(project_folder: Path) -> None:
    file, now = project_folder / FILE_NAME, moment()
    assert routine.look_after(file, now, unclean=False) == []
    harm(project_folder)
    assert routine.look_after(file, now, unclean=False) == []
    assert len(routine.look_after(file, now, unclean=True)) == 1
    assert len(routine.look_after(file, now + timedelta(days=2), unclean=False)) == 1


def test_an_end_that_was_not_clean_is_known(project_folder: Path, tmp_path: Path) -> None:
    with Project.open(project_folder) as project:
        assert not project.unclean
        project.images.set_reason(1, "seen")
        cut_off = tmp_path / "cut-off"
        cut_off.mkdir()
        for path in project_folder.glob(f"{FILE_NAME}*"):
            (cut_off / path.name).write_bytes(path.read_bytes())
    with Project.open(cut_off) as project:
        assert project.unclean and project.images.get(1).reason == "seen"
    with Project.open(cut_off) as project:
        assert not project.unclean


def test_a_person_checks_backs_up_restores_and_repairs(
    opened: Session, project_folder: Path, qtbot
) -> None:
    do, file = opened.actions.care, project_folder / FILE_NAME
    do.check()
    qtbot.waitUntil(lambda: len(told(opened)) == 1, timeout=WAIT_MS)
    assert told(opened)[-1] == "Nothing is wrong with the project."
    opened.state.document.type_sentence("Before.")
    do.back_up()
    qtbot.waitUntil(lambda: len(told(opened)) == 2, timeout=WAIT_MS)
    opened.state.document.type_sentence("After.")
    (made,) = list_backups(file)
    with qtbot.waitSignal(opened.state.document_ready, timeout=WAIT_MS):
        do.restore(made.name)
    assert opened.state.document.sentence == "Before."
    assert [one.why for one in list_backups(file)] == [Why.ASKED, Why.BEFORE_RESTORE]
    do.compact()
    qtbot.waitUntil(lambda: told(opened)[-1] == "The project file is compact.", timeout=WAIT_MS)
    harm(project_folder)
    with qtbot.waitSignal(opened.state.document_ready, timeout=WAIT_MS):
        do.repair()
    assert "1 mended, 0 still wrong." in told(opened)
    assert opened.state.document.sentence == "Before."


def test_who_works_here_stands_by_what_care_did(
    opened: Session, project_folder: Path, qtbot
) -> None:
    """The name of the session counts, whatever name lies in the preferences."""
    do = opened.actions.care
    do.back_up()
    qtbot.waitUntil(lambda: len(told(opened)) == 1, timeout=WAIT_MS)
    (made,) = list_backups(project_folder / FILE_NAME)
    for step in (do.compact, do.repair, lambda: do.restore(made.name)):
        qtbot.waitUntil(lambda: opened.state.document is not None, timeout=WAIT_MS)
        opened.state.project.person, before = "Zoe", len(told(opened))
        if step is do.repair:
            harm(project_folder)
        step()
        qtbot.waitUntil(lambda before=before: len(told(opened)) > before, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: opened.state.document is not None, timeout=WAIT_MS)
    with closing(sqlite3.connect(project_folder / FILE_NAME)) as file:
        (restored,) = (one for one in links(file.execute) if one.act == Act.RESTORED)
    kept = find_backup(project_folder / FILE_NAME, restored.told["kept"])
    with closing(sqlite3.connect(kept.file)) as file:
        done = {one.act: one.person for one in links(file.execute)}
    assert restored.person == done[Act.COMPACTED] == done[Act.REPAIRED] == "Zoe"


def test_a_backup_that_cannot_be_restored_leaves_the_project_open(
    opened: Session, project_folder: Path, qtbot
) -> None:
    with qtbot.waitSignal(opened.state.document_ready, timeout=WAIT_MS):
        opened.actions.care.restore("no-such")
    assert told(opened) == ["There is no backup 'no-such'."]
