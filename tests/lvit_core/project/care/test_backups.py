"""Backups are whole, kept in sensible number, and each of them brings its project back."""

from __future__ import annotations

import json
import shutil
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import typer

from lvit_core.annotation.edit import Edit, ImageChange
from lvit_core.cli import care
from lvit_core.cli.output import run
from lvit_core.errors import LViTError
from lvit_core.project.care import backups
from lvit_core.project.care.backups import (
    Backup,
    Why,
    back_up,
    is_due,
    list_backups,
    put_back,
    surplus,
)
from lvit_core.project.care.restoring import restore
from lvit_core.project.project import Project
from lvit_core.project.sqlite_file import FILE_NAME

NOON = datetime(2030, 5, 17, 12, tzinfo=UTC)


def content(file: Path) -> list[str]:
    """Everything a data base holds, as SQL, but for the chain, which tells what care did too."""
    connection = sqlite3.connect(file)
    try:
        own = ('INSERT INTO "chain"', "INSERT INTO \"sqlite_sequence\" VALUES('chain'")
        return [line for line in connection.iterdump() if not line.startswith(own)]
    finally:
        connection.close()


def say(project: Project, sentence: str) -> None:
    """Writes the sentence of the first image."""
    before = project.images.get(1).sentence
    change = ImageChange("sentence", before, sentence)
    project.journal.append(1, Edit("Edit sentence", "lesion", image=(change,)))


def call(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    app = typer.Typer(pretty_exceptions_enable=False)
    care.register(app)
    app.command("other")(lambda: None)
    code = 0
    try:
        run(app, [str(argument) for argument in arguments])
    except SystemExit as error:
        code = int(error.code or 0)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_every_kept_backup_brings_its_state_back(drawn: Path) -> None:
    file = drawn / FILE_NAME
    states = {}
    for day in range(12):
        with Project.open(drawn) as project:
            say(project, f"Said on day {day}.")
            made = back_up(file, Why.DAILY, NOON + timedelta(days=day))
            states[made.name] = f"Said on day {day}."
            say(project, "Said after the backup.")
    kept = list_backups(file)
    assert len(kept) == 7  # the last five are among the last of seven days
    for backup in kept:
        copied = drawn.with_name(backup.name)
        shutil.copytree(drawn, copied)
        restore(copied, backup.name, NOON + timedelta(days=12))
        assert content(copied / FILE_NAME) == content(backup.file)
        with Project.open(copied, read_only=True) as project:
            assert project.images.get(1).sentence == states[backup.name]


def test_the_backup_that_is_restored_is_not_removed_by_the_one_made_first(drawn: Path) -> None:
    file = drawn / FILE_NAME
    made = [back_up(file, Why.DAILY, NOON - timedelta(days=day)) for day in range(8)]
    oldest = list_backups(file)[0]
    assert len(made) == 8
    restore(drawn, oldest.name, NOON + timedelta(days=1))
    assert oldest.file.is_file()


def test_a_restore_is_undone_by_the_backup_it_makes(drawn: Path) -> None:
    file = drawn / FILE_NAME
    empty = back_up(file, Why.ASKED, NOON)
    with Project.open(drawn) as project:
        say(project, "Written later.")
    done = restore(drawn, empty.name, NOON)
    assert done.kept is not None and done.kept.why is Why.BEFORE_RESTORE
    restore(drawn, done.kept.name, NOON)
    with Project.open(drawn) as project:
        assert project.images.get(1).sentence == "Written later."


def test_what_still_waits_in_the_journal_is_in_the_backup(drawn: Path) -> None:
    with Project.open(drawn) as project:
        say(project, "Only in the journal beside the file.")
        assert (drawn / f"{FILE_NAME}-wal").stat().st_size > 0
        made = back_up(drawn / FILE_NAME, Why.ASKED, NOON)
    assert any("Only in the journal beside" in line for line in content(made.file))
    assert [path.name for path in made.file.parent.iterdir()] == [made.file.name]


def test_the_old_journal_is_gone_for_good_before_the_restored_file_has_its_name(
    drawn: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A power failure that brings the old journal back beside the new file damages the project."""
    file = drawn / FILE_NAME
    backup = back_up(file, Why.ASKED, datetime(2026, 1, 1, tzinfo=UTC))
    file_before, journal = file.stat().st_ino, file.with_name(f"{FILE_NAME}-wal")
    journal.touch()
    synced: list[bool] = []

    def sync(folder: Path) -> None:
        if folder == drawn:
            synced.append(file.stat().st_ino == file_before and not journal.exists())

    monkeypatch.setattr(backups, "sync_folder", sync)
    put_back(backup.file, file)
    assert synced == [True]


def test_nothing_is_restored_while_another_window_has_the_project(drawn: Path) -> None:
    made = back_up(drawn / FILE_NAME, Why.ASKED, NOON)
    with Project.open(drawn) as project:
        with pytest.raises(LViTError, match="already open in another window"):
            restore(drawn, made.name, NOON)
        assert project.images.get(1).sentence == "2"
    assert list_backups(drawn / FILE_NAME) == [made]


def test_a_damaged_file_makes_no_backup_and_is_kept_when_one_is_restored(drawn: Path) -> None:
    file = drawn / FILE_NAME
    good = back_up(file, Why.DAILY, NOON)
    file.write_bytes(file.read_bytes()[:5000] + b"\xff" * 5000)
    with pytest.raises(LViTError, match="damaged"):
        back_up(file, Why.DAILY, NOON + timedelta(days=1))
    assert list_backups(file) == [good]
    damaged = file.read_bytes()
    done = restore(drawn, good.name, NOON + timedelta(days=1))
    assert done.kept is not None and done.kept.why is Why.DAMAGED
    assert done.kept.file.read_bytes() == damaged
    with Project.open(drawn) as project:
        assert project.images.get(1).sentence == "2"


def test_a_damaged_backup_is_refused(drawn: Path) -> None:
    made = back_up(drawn / FILE_NAME, Why.ASKED, NOON)
    made.file.write_bytes(made.file.read_bytes()[:4096] + b"\xff" * 9000)
    before = (drawn / FILE_NAME).read_bytes()
    with pytest.raises(LViTError, match="is damaged"):
        restore(drawn, made.name, NOON)
    made.file.write_bytes(b"")
    with pytest.raises(LViTError, match=r"backup .* is damaged"):
        restore(drawn, made.name, NOON)
    assert (drawn / FILE_NAME).read_bytes() == before


def test_five_last_and_one_a_day_for_a_week_are_kept() -> None:
    hours = [Backup(NOON - timedelta(hours=h), Why.DAILY, Path(f"{h}")) for h in range(0, 480, 3)]
    asked = [Backup(NOON - timedelta(days=400), Why.ASKED, Path("asked"))]
    gone = surplus(hours + asked)
    kept = [one for one in hours + asked if one not in gone]
    assert asked[0] in kept
    own = sorted((one for one in kept if one.why is Why.DAILY), reverse=True)
    assert own[:5] == hours[:5]
    days = {one.made_at.date() for one in own}
    assert len(days) == 7 and len(own) <= 11
    for day in days:
        assert max(one for one in hours if one.made_at.date() == day) in own


def test_a_backup_is_due_after_a_day(drawn: Path) -> None:
    file = drawn / FILE_NAME
    assert is_due(file, NOON)
    back_up(file, Why.ASKED, NOON)
    assert not is_due(file, NOON + timedelta(hours=23))
    assert is_due(file, NOON + timedelta(hours=25))
    assert is_due(file, NOON - timedelta(days=300))  # the clock was set back


def test_stopping_leaves_nothing(drawn: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lvit_core.project.care.backups.PAGES_A_STEP", 1)

    def stop(done: int, _pages: int) -> None:
        if done > 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        back_up(drawn / FILE_NAME, Why.ASKED, NOON, stop)
    assert not list((drawn / "backups").iterdir())


def test_the_commands(drawn: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = call(capsys, "project", "backup", drawn, "--json")
    name = json.loads(out)["backup"]
    assert code == 0
    code, out, _ = call(capsys, "project", "restore", drawn, "--json")
    assert [row["backup"] for row in json.loads(out)["backups"]] == [name]
    code, out, _ = call(capsys, "project", "restore", drawn, name, "--json")
    told = json.loads(out)
    assert (code, told["restored"]) == (0, name) and "before-restore" in told["kept"]
    code, _, err = call(capsys, "project", "restore", drawn, "no-such")
    assert code == 1 and "no backup 'no-such'" in err
    code, _, err = call(capsys, "project", "backup", drawn.parent / "nowhere")
    assert code == 1 and "There is no project" in err
