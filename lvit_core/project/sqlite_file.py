"""The SQLite file of a project: connecting to it, making one whole, copying it while it is open.

What SQLite itself would do wrong is decided here: a file that vanished is not made anew, one on a
medium that cannot be written is never read without what still waits in the journal beside it, and a
new one is there whole or not at all.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.pool import QueuePool

from lvit_core.errors import LViTError, TransientError
from lvit_core.files import PARTIAL_SUFFIX, writing
from lvit_core.project import chain, schema
from lvit_core.project.chain import Act, Deed
from lvit_core.project.foreign import refuse_foreign
from lvit_core.project.volumes import is_network_share

FILE_NAME = "project.sqlite"
BUSY_TIMEOUT_MS = 5000
_UNCHANGING = "mode=ro&immutable=1"  # without a mode, SQLite makes a file that is not there
_HEADER_BYTES = 100  # of every SQLite file


def make(folder: Path, fill: Callable[[sqlite3.Connection], object]) -> None:
    """Writes a data base under another name and gives it its own at the end, synced to the disk.

    Raises:
        LViTError: The disk is full or cannot be written; nothing is left then.
    """
    file = folder / FILE_NAME
    for left in folder.glob(f"{FILE_NAME}.*{PARTIAL_SUFFIX}*"):  # of a program that was killed
        left.unlink(missing_ok=True)
    try:
        with writing(file) as partial:
            connection = sqlite3.connect(partial, isolation_level=None)
            try:
                fill(connection)
                connection.execute(f"PRAGMA journal_mode = {_journal_mode(folder)}")
            finally:
                connection.close()
                for end in ("-wal", "-shm", "-journal"):
                    partial.with_name(partial.name + end).unlink(missing_ok=True)
    except OSError as error:
        raise LViTError(
            "The project cannot be written: {strerror}.",
            "Make room, or choose a place where you may write.",
            strerror=error.strerror,
        ) from error
    except sqlite3.Error as error:
        raise (in_words(error) or error) from error


def make_new(folder: Path, values: dict[str, str]) -> None:
    """Writes an empty project with its settings; raises as ``make``."""

    def fill(connection: sqlite3.Connection) -> None:
        connection.execute("BEGIN")
        for statement in schema.statements():
            connection.execute(statement)
        connection.executemany("INSERT INTO settings (key, value) VALUES (?, ?)", values.items())
        first = (chain.begun(), *(chain.setting(key, value) for key, value in values.items()))
        chain.extend(connection.execute, "", first)
        connection.execute(f"PRAGMA user_version = {schema.SCHEMA_VERSION}")
        connection.execute("COMMIT")

    try:
        make(folder, fill)
    except UnicodeEncodeError as error:
        raise (in_words(error) or error) from error


@dataclass(frozen=True)
class Place:
    """Where the file of an open project lies, so that another one in its place is noticed.

    Attributes:
        journal: The number of the journal beside it, which takes what is written first; 0 where
            there is none yet, or never one.
    """

    file: Path
    device: int
    number: int
    journal: int = 0

    @classmethod
    def of(cls, file: Path) -> Place:
        found = file.stat()
        return cls(file, found.st_dev, found.st_ino)

    @property
    def trouble(self) -> str:
        """Why what is written would not be found there; empty while all is well."""
        try:
            now = Place.of(self.file)
        except OSError:
            return (
                "The project's folder is not there any more: it was moved, renamed or deleted, or "
                "its disk was taken away."
            )
        if (now.device, now.number) != (self.device, self.number):
            return "Another project's file lies in place of this one."
        if self.journal and self.journal != _number(_beside(self.file, "-wal")):
            return (
                "The journal beside the project's file was taken away by another program, and with "
                "it the newest work would be."
            )
        return ""

    def with_journal(self) -> Place:
        """The same, once something was written."""
        if self.journal:
            return self
        return replace(self, journal=_number(_beside(self.file, "-wal")))


@dataclass(frozen=True)
class AsLeft:
    """How large file and journal are; SQLite shortens them only where it has written something.

    Attributes:
        version: Another number once any other connection has written, by whatever program.
    """

    file_bytes: int
    journal_bytes: int
    version: int

    @classmethod
    def of(cls, file: Path, connection: sqlite3.Connection) -> AsLeft | None:
        """How they are now; ``None`` where that cannot be told at the moment."""
        try:
            (version,) = connection.execute("PRAGMA data_version").fetchone()
            return cls(file.stat().st_size, _bytes(_beside(file, "-wal")), version)
        except (OSError, sqlite3.Error):
            return None

    def cut_off(self, left: AsLeft) -> bool:
        """Whether something is shorter than it was left, and not by SQLite."""
        shorter = self.file_bytes < left.file_bytes or self.journal_bytes < left.journal_bytes
        return shorter and self.version == left.version


def copy(
    source: sqlite3.Connection, folder: Path, moved: Callable[[str], str], person: str
) -> None:
    """Writes all that an open data base holds into another folder, whole or not at all.

    Args:
        source: Stays as it is; its own file may be gone from its folder.
        folder: Must exist and hold no project.
        moved: Gives each stored path of an image as it is seen from ``folder``.
        person: Who copies.

    Raises:
        LViTError: The disk is full or cannot be written; nothing is left then.
    """

    def fill(target: sqlite3.Connection) -> None:
        source.backup(target)
        target.execute("BEGIN")
        rows = target.execute("SELECT id, path FROM images").fetchall()
        target.executemany(
            "UPDATE images SET path = ? WHERE id = ?", [(moved(path), row) for row, path in rows]
        )
        chain.extend(target.execute, person, [Deed(Act.COPIED)])
        target.execute("COMMIT")

    make(folder, fill)


def in_words(error: Exception) -> LViTError | None:
    """What a failure of the data base means for a person; None for a bug.

    The only place where failures that may pass (`TransientError`) are told from those that stay.
    """
    if isinstance(error, UnicodeEncodeError):
        return LViTError(
            "A name or a text holds bytes that are no text, so it is not stored.",
            "Rename the file, or write the text anew.",
        )
    return _told_by_sqlite(error)


def _told_by_sqlite(error: Exception) -> LViTError | None:
    cause = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(cause, "sqlite_errorcode", None)  # the driver sets it on what SQLite said
    kind = sqlite3.SQLITE_BUSY if isinstance(error, PoolTimeoutError) else (code or 0) & 0xFF
    if kind == sqlite3.SQLITE_FULL:
        return TransientError(
            "The disk that holds the project is full.", "Make room on it; earlier work is safe."
        )
    if kind in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN):
        return TransientError(
            "The disk that holds the project cannot be written.",
            "Connect it again, or allow writing to it; earlier work is safe.",
        )
    if kind in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return TransientError(
            "Another program is writing to this project.", "Try again in a moment."
        )
    undecodable = code is None and "decode to UTF-8" in str(cause)  # the driver gives no code
    # Only what the schema has is ever asked for.
    lacking = str(cause).startswith(("no such table", "no such column"))
    if undecodable or lacking or kind in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return damaged()
    if code == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
        return LViTError(
            "The image this belongs to is no longer in the project.", "Choose another image."
        )
    return None


def damaged() -> LViTError:
    """What is said of a file that SQLite cannot read."""
    return LViTError(
        "The project file is damaged.",
        "`lvit project check` says what is wrong; `lvit project restore` goes back to a backup.",
    )


def engine(folder: Path, read_only: bool) -> Engine:
    """Connections to the file; raises ``LViTError`` when the first is made and cannot be."""
    file, mode = folder / FILE_NAME, _journal_mode(folder)

    def create() -> sqlite3.Connection:
        connection = connect(file, read_only)
        # Transactions are begun below, by hand: the driver's own rule would not cover DDL.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        cursor.execute("PRAGMA foreign_keys = ON")
        if not read_only:
            cursor.execute(f"PRAGMA journal_mode = {mode}")
            cursor.execute("PRAGMA synchronous = FULL")
            cursor.execute("PRAGMA fullfsync = ON")  # macOS: past the drive's own memory
        cursor.close()
        return connection

    made = create_engine(
        "sqlite://", creator=create, poolclass=QueuePool, pool_size=4, max_overflow=16
    )

    @event.listens_for(made, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    return made


def connect(file: Path, read_only: bool) -> sqlite3.Connection:
    """A connection to a file that is there; to a new one never.

    Raises:
        LViTError: It cannot be opened, or holds what acts by itself.
    """
    refuse_link(file)
    address = file.resolve().as_uri()
    if not read_only:
        made = sqlite3.connect(f"{address}?mode=rw", uri=True, check_same_thread=False)
        return refuse_foreign(made)
    failure: sqlite3.OperationalError | None = None
    _take_back_half_change(file)
    for mode in _reading_modes(file):
        try:
            connection = sqlite3.connect(f"{address}?{mode}", uri=True, check_same_thread=False)
            return refuse_foreign(connection)
        except sqlite3.OperationalError as error:
            failure = error
    if has_newer(file):
        raise LViTError(
            "The newest changes of this project cannot be read here.",
            "Open it once where you may write, or copy the whole folder to such a place.",
        ) from failure
    raise LViTError(
        "The project file cannot be opened.", "The system says: {failure}.", failure=failure
    )


def refuse_link(file: Path) -> None:
    """Refuses a project file that is a link: lock and journal lie beside the file that it names.

    Who opens that file itself would not see this window, nor this one its newest work.
    """
    if file.is_symlink():
        raise LViTError(
            "{name} is a link to the file of another project.",
            "Open the folder in which that file lies.",
            name=file.name,
        )


def _bytes(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _number(path: Path) -> int:
    """What a file system calls a file; 0 where there is none."""
    try:
        return path.stat().st_ino
    except OSError:
        return 0


def state(file: Path) -> tuple[int, ...]:
    """Another value once somebody has written to the file or to the journal beside it."""
    found = []
    for path in (file, _beside(file, "-wal")):
        with suppress(OSError):
            stat = path.stat()
            found += [stat.st_ino, stat.st_size, stat.st_mtime_ns]
    return tuple(found)


def _reading_modes(file: Path) -> list[str]:
    """How to open a file that is only read, the best way first.

    On a medium that nobody can write to, SQLite has to be told that nothing will change. It then
    reads the main file alone, which lacks what still waits in the journal beside it.
    """
    if has_newer(file):
        return ["mode=ro"]
    fixed = not os.access(file.parent, os.W_OK)
    return [_UNCHANGING, "mode=ro"] if fixed else ["mode=ro", _UNCHANGING]


def _beside(file: Path, end: str) -> Path:
    return file.with_name(f"{file.name}{end}")


def _is_filled(file: Path) -> bool:
    return file.is_file() and file.stat().st_size > 0


def has_newer(file: Path) -> bool:
    """Whether something waits in a journal beside a file: it is open, or was not closed.

    The file alone is then not what is stored: changes wait beside it, or one in it is half done.
    """
    return _is_filled(_beside(file, "-wal")) or _is_filled(_beside(file, "-journal"))


def _take_back_half_change(file: Path) -> None:
    """Undoes what a power failure cut off while the file itself was changed, where that is allowed.

    SQLite does it for whoever may write, and refuses everybody else.
    """
    if not _is_filled(_beside(file, "-journal")) or not os.access(file, os.W_OK):
        return
    with suppress(sqlite3.Error):  # whoever reads is told why
        connection = sqlite3.connect(f"{file.resolve().as_uri()}?mode=rw", uri=True)
        try:
            connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall()
        finally:
            connection.close()


def _journal_mode(folder: Path) -> str:
    return "DELETE" if is_network_share(folder) else "WAL"


def version_of(folder: Path) -> int:
    """Looks at the version without changing a byte of the file or making files beside it."""
    return version_of_file(folder / FILE_NAME)


def version_of_file(file: Path) -> int:
    """The same of any file, such as a backup.

    SQLite itself looks, never `open`: to close a file makes the system forget every lock that this
    process has on it. Whoever closed the project next elsewhere would take itself for the last one
    and remove the journal, and with it all that is written here afterwards.
    """
    refuse_link(file)
    if file.stat().st_size < _HEADER_BYTES:
        raise damaged()
    try:
        # The newest pages may not be in the file yet; else not a byte beside it is made or changed.
        fixed = f"{file.resolve().as_uri()}?{_UNCHANGING}"
        newer = has_newer(file)
        found = connect(file, read_only=True) if newer else sqlite3.connect(fixed, uri=True)
        with closing(found) as connection:
            return int(connection.execute("PRAGMA user_version").fetchone()[0])
    except sqlite3.DatabaseError as error:
        raise (in_words(error) or damaged()) from error
