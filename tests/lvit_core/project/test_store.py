"""Opening and closing: one writer, many readers, nobody locked out, newer files left alone."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy

from lvit_core.errors import LViTError, TransientError, may_pass
from lvit_core.project import sqlite_file, store
from lvit_core.project.care.checking import check
from lvit_core.project.locking import LOCK_NAME
from lvit_core.project.migrations.run import upgrade
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings
from lvit_core.project.schema import SCHEMA_VERSION
from lvit_core.project.volumes import NETWORK_TYPES, _mount_type, parse_mounts
from tests.lvit_core.project.conftest import write_images

SETTINGS = ProjectSettings("Test", "chest-xray", "viewer")


def _digest(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
        if path.is_file()
    }


def test_settings_come_back(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p", SETTINGS) as project:
        assert project.settings == ProjectSettings("Test", "chest-xray", "viewer", SCHEMA_VERSION)
        project.change_settings(name="Other")
    with Project.open(tmp_path / "p") as project:
        assert (project.settings.name, project.template_name) == ("Other", "chest-xray")


def test_a_project_is_never_made_over_another(tmp_path: Path) -> None:
    Project.create(tmp_path, SETTINGS).close()
    before = _digest(tmp_path)
    with pytest.raises(LViTError, match="already a project"):
        Project.create(tmp_path, SETTINGS)
    assert _digest(tmp_path) == before


def test_folders_without_a_project_are_refused(tmp_path: Path) -> None:
    with pytest.raises(LViTError, match="no project") as caught:
        Project.open(tmp_path)
    assert caught.value.hint
    with pytest.raises(LViTError, match="laterality"):
        Project.create(tmp_path, ProjectSettings("x", "chest-xray", "left"))


def test_a_second_writer_is_refused_politely_and_a_reader_is_not(tmp_path: Path) -> None:
    with Project.create(tmp_path, SETTINGS) as project:
        with pytest.raises(LViTError, match="already open"):
            Project.open(tmp_path)
        code = (
            "import sys; from pathlib import Path; from lvit_core.project.project import Project; "
            "from lvit_core.errors import LViTError\n"
            "try: Project.open(Path(sys.argv[1]))\n"
            "except LViTError as error: print(error.message)"
        )
        other = subprocess.run(
            [sys.executable, "-c", code, str(tmp_path)],
            capture_output=True, text=True, cwd=Path(__file__).parents[3], check=True,
        )  # fmt: skip
        assert "already open" in other.stdout
        project.images.add(write_images(tmp_path / "images", 2))
        with Project.open(tmp_path, read_only=True) as reader:
            assert len(reader.images.all()) == 2
            with pytest.raises(LViTError, match="reading only"):
                reader.images.set_reason(1, "x")
    Project.open(tmp_path).close()


def _hold_and_die(folder: Path, opened: object) -> None:
    Project.open(folder)
    opened.set()  # type: ignore[attr-defined]
    os._exit(9)


def test_a_file_that_is_a_link_is_refused(tmp_path: Path) -> None:
    """Each folder has a lock of its own: two windows wrote into one file at once."""
    other = tmp_path / "other"
    other.mkdir()
    with Project.create(tmp_path / "p", SETTINGS):
        (other / sqlite_file.FILE_NAME).symlink_to(tmp_path / "p" / sqlite_file.FILE_NAME)
        for read_only in (False, True):
            with pytest.raises(LViTError, match="is a link"):
                Project.open(other, read_only=read_only)
        assert "is a link" in check(other)[0].problem
    (tmp_path / "linked").symlink_to(tmp_path / "p")
    Project.open(tmp_path / "linked").close()


def test_a_crash_does_not_lock_people_out(tmp_path: Path) -> None:
    Project.create(tmp_path, SETTINGS).close()
    context = multiprocessing.get_context("spawn")
    opened = context.Event()
    process = context.Process(target=_hold_and_die, args=(tmp_path, opened))
    process.start()
    process.join(60)
    assert opened.is_set()
    assert (tmp_path / LOCK_NAME).exists()
    Project.open(tmp_path).close()


def test_a_newer_version_is_refused_and_not_a_byte_is_touched(tmp_path: Path) -> None:
    Project.create(tmp_path, SETTINGS).close()
    with sqlite3.connect(tmp_path / store.FILE_NAME) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    connection.close()
    before = _digest(tmp_path)
    for read_only in (False, True):
        with pytest.raises(LViTError, match="newer version"):
            Project.open(tmp_path, read_only=read_only)
    assert _digest(tmp_path) == before


@pytest.mark.hostile
def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    (tmp_path / store.FILE_NAME).write_bytes(b"no database")
    with pytest.raises(LViTError, match="damaged"):
        Project.open(tmp_path)


def test_work_is_synchronised_to_the_disk(tmp_path: Path) -> None:
    with Project.create(tmp_path, SETTINGS) as project, project._store.write() as connection:

        def pragma(name: str) -> object:
            return connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()

        assert pragma("synchronous") == 2
        assert pragma("journal_mode") == "wal"
        assert pragma("foreign_keys") == 1
        assert pragma("busy_timeout") == sqlite_file.BUSY_TIMEOUT_MS


def test_a_network_share_gets_no_wal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_file, "is_network_share", lambda folder: True)
    with Project.create(tmp_path, SETTINGS) as project:
        project.images.add(write_images(tmp_path / "images", 1))
        with project._store.write() as connection:
            mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar_one()
        assert mode == "delete"
        assert len(project.images.all()) == 1
    assert not (tmp_path / f"{store.FILE_NAME}-wal").exists()


def test_mount_tables_tell_shares_from_disks() -> None:
    mounts = parse_mounts(
        "/dev/sda1 / ext4 rw 0 0\n"
        "server:/x /mnt/share\\040one nfs4 rw 0 0\n"
        "//s/y /mnt cifs rw 0 0\n"
    )
    assert _mount_type(Path("/mnt/share one/project"), mounts) in NETWORK_TYPES
    assert _mount_type(Path("/mnt/other"), mounts) == "cifs"
    assert _mount_type(Path("/home/me"), mounts) not in NETWORK_TYPES


def test_read_only_media_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Project.create(tmp_path / "p", SETTINGS) as project:
        project.images.add(write_images(tmp_path / "images", 2))
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    before = _digest(tmp_path / "p")
    with Project.open(tmp_path / "p", read_only=True) as project:
        assert len(project.images.all()) == 2
    assert _digest(tmp_path / "p") == before


def test_many_threads_write_and_read_at_once(tmp_path: Path) -> None:
    with Project.create(tmp_path, SETTINGS) as project:
        project.images.add(write_images(tmp_path / "images", 8))
        failures: list[BaseException] = []

        def work(image_id: int) -> None:
            try:
                for number in range(20):
                    project.images.set_reason(image_id, f"{image_id}-{number}")
                    assert project.images.get(image_id).reason == f"{image_id}-{number}"
                    assert len(project.images.all()) == 8
            except BaseException as error:  # noqa: BLE001 - told by the test
                failures.append(error)

        threads = [threading.Thread(target=work, args=(number,)) for number in range(1, 9)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failures == []


def _described(file: Path) -> dict[str, object]:
    engine = sqlalchemy.create_engine(f"sqlite:///{file}")
    look = sqlalchemy.inspect(engine)
    described = {
        table: (
            sorted(
                (c["name"], str(c["type"]), c["nullable"], c["primary_key"])
                for c in look.get_columns(table)
            ),
            sorted(map(str, look.get_indexes(table))),
            sorted(map(str, look.get_unique_constraints(table))),
            sorted(map(str, look.get_foreign_keys(table))),
        )
        for table in look.get_table_names()
        if table != "alembic_version"
    }
    engine.dispose()
    return described


def test_migrations_lead_to_the_schema_that_new_projects_get(tmp_path: Path) -> None:
    Project.create(tmp_path / "p", SETTINGS).close()
    upgrade(tmp_path / "migrated.sqlite")
    new = _described(tmp_path / "p" / store.FILE_NAME)
    assert _described(tmp_path / "migrated.sqlite") == new
    assert {"images", "tiles", "journal"} <= set(new)
    with sqlite3.connect(tmp_path / "migrated.sqlite") as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION
    connection.close()


def test_opening_does_not_import_alembic(tmp_path: Path) -> None:
    Project.create(tmp_path, SETTINGS).close()
    code = (
        "import sys; from pathlib import Path; from lvit_core.project.project import Project; "
        "Project.open(Path(sys.argv[1])).images.all(); "
        "print([m for m in ('alembic', 'torch', 'pydicom', 'skimage', 'pandas') "
        "if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        capture_output=True, text=True, cwd=Path(__file__).parents[3], check=True,
    )  # fmt: skip
    assert done.stdout.strip() == "[]"


FAILURES = {
    sqlite3.SQLITE_FULL: ("full", True),
    sqlite3.SQLITE_IOERR | (10 << 8): ("cannot be written", True),
    sqlite3.SQLITE_READONLY: ("cannot be written", True),
    sqlite3.SQLITE_CANTOPEN: ("cannot be written", True),
    sqlite3.SQLITE_BUSY: ("Another program", True),
    sqlite3.SQLITE_LOCKED: ("Another program", True),
    sqlite3.SQLITE_CORRUPT: ("damaged", False),
    sqlite3.SQLITE_NOTADB: ("damaged", False),
    sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY: ("no longer in the project", False),
}


@pytest.mark.parametrize("code", FAILURES)
def test_failures_that_may_pass_are_told_from_those_that_stay(tmp_path: Path, code: int) -> None:
    words, passing = FAILURES[code]
    said = sqlite3.OperationalError("what SQLite says")
    said.sqlite_errorcode = code
    with Project.create(tmp_path / "p", SETTINGS) as project:
        with pytest.raises(LViTError, match=words) as caught, project._store.write():
            raise sqlalchemy.exc.OperationalError("UPDATE", {}, said)
        assert may_pass(caught.value) == isinstance(caught.value, TransientError) == passing
        assert caught.value.hint


def test_a_project_locked_by_another_connection_may_be_written_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_file, "BUSY_TIMEOUT_MS", 50)
    with Project.create(tmp_path / "p", SETTINGS) as project:
        other = sqlite3.connect(tmp_path / "p" / store.FILE_NAME, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(TransientError, match="Another program"):
            project.change_settings(name="Locked")
        other.execute("ROLLBACK")
        other.close()
        project.change_settings(name="Free")


def test_only_the_disk_is_tried_again() -> None:
    assert may_pass(OSError(28, "No space left on device"))
    assert may_pass(PermissionError(13, "Permission denied"))
    assert not may_pass(FileNotFoundError(2, "No such file"))
    assert not may_pass(LViTError("This image is no longer in the project."))
    assert not may_pass(KeyError("a bug"))


def test_nothing_is_written_once_the_lock_is_given_back(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "p", SETTINGS)
    project.close()
    with Project.open(tmp_path / "p"), pytest.raises(LViTError, match="was closed"):
        project.change_settings(name="Written by a ghost")


def test_a_reader_is_never_given_old_data_as_if_it_were_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a medium that nobody can write to, SQLite reads the main file without its journal."""
    writer = Project.create(tmp_path / "p", SETTINGS)
    writer.change_settings(name="newer")  # waits in the journal beside the main file
    assert (tmp_path / "p" / "project.sqlite-wal").stat().st_size
    shutil.copytree(tmp_path / "p", tmp_path / "copy")
    writer.close()
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with Project.open(tmp_path / "copy", read_only=True) as reader:
        assert reader.settings.name == "newer"
    connect = sqlite3.connect

    def refuse(address: str, **named: object) -> sqlite3.Connection:
        if "mode=ro" in address:
            raise sqlite3.OperationalError("unable to open database file")
        return connect(address, **named)

    monkeypatch.setattr(sqlite3, "connect", refuse)
    with pytest.raises(LViTError, match="newest changes"):
        Project.open(tmp_path / "copy", read_only=True)


def cut_off_in_the_file(tmp_path: Path) -> Path:
    """A project whose own file was being changed, without WAL, when the power went."""
    Project.create(tmp_path / "p", SETTINGS).close()
    with closing(sqlite3.connect(tmp_path / "p" / "project.sqlite", isolation_level=None)) as half:
        half.execute("PRAGMA journal_mode = DELETE")
        half.execute("PRAGMA cache_size = 1")
        half.execute("PRAGMA cache_spill = 1")
        half.execute("BEGIN IMMEDIATE")
        half.execute("UPDATE settings SET value = 'half' WHERE key = 'name'")
        half.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
        rows = [(f"{number}", "x" * 900) for number in range(99)]
        half.executemany("INSERT INTO settings VALUES (?, ?)", rows)
        shutil.copytree(tmp_path / "p", tmp_path / "copy")
    assert (tmp_path / "copy" / "project.sqlite-journal").stat().st_size
    return tmp_path / "copy"


@pytest.mark.parametrize("read_only", [False, True])
def test_a_change_that_the_power_cut_off_is_taken_back(tmp_path: Path, read_only: bool) -> None:
    folder = cut_off_in_the_file(tmp_path)
    with Project.open(folder, read_only) as project:
        assert project.settings.name == SETTINGS.name
    assert not (folder / "project.sqlite-journal").exists()


def test_half_a_change_is_never_read_where_nobody_may_take_it_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = cut_off_in_the_file(tmp_path)
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(LViTError, match="newest changes"):
        Project.open(folder, read_only=True)


def test_what_is_written_together_is_there_together(tmp_path: Path) -> None:
    """Inside a transaction its thread sees what it wrote, others nothing; a failure takes all."""
    files = write_images(tmp_path / "images", 2)
    with Project.create(tmp_path / "p", SETTINGS) as project:
        seen: list[int] = []
        look = threading.Thread(target=lambda: seen.append(project.images.counts().total))
        with project.transaction():
            image = project.images.add(files[:1]).added[0]
            project.images.set_group([image.id], "patient")
            assert project.images.get(image.id).group == "patient"
            look.start()
            look.join()
        assert (seen, project.images.counts().total) == ([0], 1)
        with pytest.raises(LViTError, match="split"), project.transaction():
            project.images.add(files[1:])
            project.images.set_split(image.id, "neither")
        assert project.images.counts().total == 1
