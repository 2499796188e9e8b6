"""Backups of a project's data base: whole files beside it, named by when and why they were made.

A backup is taken with SQLite's own backup call, so it is right while people go on working. It is
looked over before it gets its name: a copy of a damaged file never takes the place of a good one.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from lvit_core.errors import LViTError
from lvit_core.files import PARTIAL_SUFFIX, sync_folder, writing
from lvit_core.project import sqlite_file

FOLDER = "backups"
KEPT_LAST = 5
KEPT_DAYS = 7
DUE_AFTER = timedelta(days=1)
_UNFINISHED_S = 3600.0  # after which nobody writes to a backup any more that has no name yet
PAGES_A_STEP = 2000  # some milliseconds: so soon it can be stopped
_WHEN = "%Y-%m-%d-%H%M%S-%f"
_NAME = re.compile(r"(\d{4}-\d\d-\d\d-\d{6}-\d{6})-([a-z-]+)\.sqlite")

StepDone = Callable[[int, int], object]  # pages copied, pages in all; may raise to stop


class Why(StrEnum):
    """What a backup was made for."""

    DAILY = "daily"
    ASKED = "asked"
    BEFORE_RESTORE = "before-restore"
    BEFORE_REPAIR = "before-repair"
    BEFORE_MIGRATION = "before-migration"
    DAMAGED = "damaged"  # the file as it was, before something was done about it


_BY_PEOPLE = (Why.ASKED, Why.DAMAGED)  # never removed by the program


@dataclass(frozen=True, order=True)
class Backup:
    """One backup; they sort by age, oldest first."""

    made_at: datetime
    why: Why
    file: Path = field(compare=False)
    nbytes: int = field(default=0, compare=False)  # once it is listed

    @property
    def name(self) -> str:
        """By which a person names it."""
        return self.file.stem


def list_backups(file: str | Path) -> list[Backup]:
    """The backups of a project file, oldest first."""
    file = Path(file)
    found = []
    for path in (file.parent / FOLDER).glob("*.sqlite"):
        match = _NAME.fullmatch(path.name)
        if match is None or match[2] not in set(Why):
            continue
        try:
            made_at = datetime.strptime(match[1], _WHEN).replace(tzinfo=UTC)
        except ValueError:  # no such day
            continue
        found.append(Backup(made_at, Why(match[2]), path, path.stat().st_size))
    return sorted(found)


def find_backup(file: str | Path, name: str) -> Backup:
    """The backup of a name; raises ``LViTError`` where there is none."""
    file = Path(file)
    for backup in list_backups(file):
        if name in (backup.name, backup.file.name):
            return backup
    raise LViTError(
        "There is no backup '{name}'.",
        "`lvit project restore PROJECT` lists those there are.",
        name=name,
    )


def is_due(file: str | Path, at: datetime) -> bool:
    """Whether the newest good backup is older than a day, or from a clock that ran ahead."""
    file = Path(file)
    made = [one.made_at for one in list_backups(file) if one.why is not Why.DAMAGED]
    return not made or not timedelta(0) <= at - made[-1] < DUE_AFTER


def back_up(
    file: str | Path,
    why: Why,
    at: datetime,
    step_done: StepDone | None = None,
    spare: Backup | None = None,
) -> Backup:
    """Makes a backup, then removes those that are too many (see `surplus`).

    Args:
        file: The project file; others may write to it meanwhile.
        why: Before a restore or a repair, a damaged file is kept as it is.
        at: When, in UTC.
        step_done: Told how far it is.
        spare: Is not removed: somebody wants it.

    Raises:
        LViTError: The file is damaged, or the disk refuses. Nothing is left then.
    """
    file = Path(file)
    try:
        made = _back_up(file, why, at, step_done)
    except sqlite3.DatabaseError as error:
        told = sqlite_file.in_words(error)
        if told is None:
            raise
        if not _is_damage(error) or why not in (Why.BEFORE_RESTORE, Why.BEFORE_REPAIR):
            raise told from error
        made = _keep_as_it_is(file, at)
    except OSError as error:
        raise LViTError(
            "The backup cannot be written: {strerror}.",
            "Make room on the disk, or allow writing to the project's folder.",
            strerror=error.strerror,
        ) from error
    _clear_unfinished(file.parent / FOLDER, at)
    for one in surplus(list_backups(file)):
        if one not in (made, spare):
            one.file.unlink(missing_ok=True)
    return made


def _clear_unfinished(folder: Path, at: datetime) -> None:
    """Removes what backups left that were cut off; one that is being made is written all along."""
    for left in folder.glob(f"*.sqlite.*{PARTIAL_SUFFIX}*"):
        with suppress(OSError):
            if at.timestamp() - left.stat().st_mtime > _UNFINISHED_S:
                left.unlink()


def surplus(backups: Iterable[Backup]) -> list[Backup]:
    """Which to remove: all but the last five and the last of each of seven days.

    Those that a person asked for stay, and damaged files are kept for whoever can mend them.
    """
    own = sorted((one for one in backups if one.why not in _BY_PEOPLE), reverse=True)
    kept = own[:KEPT_LAST]
    days: dict[str, Backup] = {}
    for one in own:
        days.setdefault(one.made_at.date().isoformat(), one)
    kept += list(days.values())[:KEPT_DAYS]
    return [one for one in own if one not in kept]


def put_back(
    backup: str | Path, file: str | Path, finish: Callable[[Path], None] | None = None
) -> None:
    """Gives a project file the content of a backup, whole or not at all.

    ``finish`` may add to the copy before it takes the file's place.

    Nobody may have it open. What still waits in the journal beside it belongs to the old content:
    whoever wants to keep that has made a backup before.
    """
    file = Path(file)
    _settle_journal(file)
    with writing(file) as partial:
        shutil.copyfile(backup, partial)
        if finish is not None:
            finish(partial)
        for end in ("-wal", "-shm", "-journal"):
            file.with_name(file.name + end).unlink(missing_ok=True)
        sync_folder(file.parent)  # or a power failure brings them back beside the new content


def damage_of(file: str | Path) -> list[str]:
    """What SQLite's quick look finds wrong with a file; empty where it is sound."""
    file = Path(file)
    try:
        connection = sqlite_file.connect(file, read_only=True)
        try:
            rows = connection.execute("PRAGMA quick_check").fetchall()
        finally:
            connection.close()
    except sqlite3.DatabaseError as error:
        if not _is_damage(error):
            raise
        return [str(error)]
    return [str(row[0]) for row in rows if row[0] != "ok"]


def _back_up(file: Path, why: Why, at: datetime, step_done: StepDone | None) -> Backup:
    made = _named(file, why, at)
    with writing(made.file, home=file.parent) as partial:
        source = sqlite_file.connect(file, read_only=True)
        try:
            source.execute("BEGIN")  # one state is copied, however much is written meanwhile
            source.execute("SELECT count(*) FROM sqlite_master").fetchone()
            target = sqlite3.connect(partial)
            try:
                source.backup(target, pages=PAGES_A_STEP, progress=_steps(step_done), sleep=0.0)
                target.execute("PRAGMA journal_mode = DELETE")  # a backup is one file
            finally:
                target.close()
        finally:
            source.close()
        if found := damage_of(partial):
            error = sqlite3.DatabaseError(found[0])
            error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
            raise error
        shutil.copymode(file, partial)
    return made


def _steps(step_done: StepDone | None) -> Callable[[int, int, int], object] | None:
    if step_done is None:
        return None
    return lambda _status, left, pages: step_done(pages - left, pages)


def _keep_as_it_is(file: Path, at: datetime) -> Backup:
    """Copies a file that SQLite cannot read, and what waits in the journal beside it."""
    kept = _named(file, Why.DAMAGED, at)
    for end in ("-wal", ""):
        source = file.with_name(file.name + end)
        if source.is_file():
            kept_as = kept.file.with_name(kept.file.name + end)
            with writing(kept_as, home=file.parent) as partial:
                shutil.copyfile(source, partial)
    return kept


def _named(file: Path, why: Why, at: datetime) -> Backup:
    """A backup under a name that is not taken yet."""
    while True:
        path = file.parent / FOLDER / f"{at.strftime(_WHEN)}-{why}.sqlite"
        if not path.exists():
            return Backup(at, why, path)
        at += timedelta(microseconds=1)


def _settle_journal(file: Path) -> None:
    """Moves what waits in the journal into a sound file, so that a power failure costs nothing."""
    with suppress(sqlite3.Error):
        connection = sqlite3.connect(f"{file.as_uri()}?mode=rw", uri=True)
        try:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    code = error.sqlite_errorcode & 0xFF if hasattr(error, "sqlite_errorcode") else 0
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
