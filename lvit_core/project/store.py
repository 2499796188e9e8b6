"""The SQLite file behind a project: opening it safely, one writer, many short readers.

Everything that makes losing work impossible or unlikely is decided here: full synchronisation,
WAL where the disk allows it, a lock against a second writer, and hands off newer versions.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import BaseFileLock, FileLock, SoftFileLock, Timeout
from sqlalchemy import Connection, Engine, create_engine, event, insert, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.pool import QueuePool

from lvit_core.errors import LViTError, TransientError
from lvit_core.project import schema
from lvit_core.project.volumes import is_network_share

FILE_NAME = "project.sqlite"
LOCK_NAME = ".project.lock"
BUSY_TIMEOUT_MS = 5000
CLOSING_S = 2.0  # how long closing waits for a write that goes on


class Store:
    """One open project file. Reads may run in any thread at once; writes wait for each other."""

    def __init__(self, folder: Path, read_only: bool, lock: BaseFileLock | None) -> None:
        self.folder = folder
        self.read_only = read_only
        self._lock = lock
        self._writing = threading.RLock()
        self._open: tuple[int, Connection] | None = None  # the thread that writes, and with what
        self._closed = False
        self._engine = _engine(folder, read_only)
        self.person = ""  # who works on the project now

    @classmethod
    def create(cls, folder: Path, values: dict[str, str]) -> Store:
        """Makes the file with its tables and settings; raises ``LViTError`` if one is there."""
        if (folder / FILE_NAME).exists():
            raise LViTError(f"There is already a project in {folder.name}.", "Open it instead.")
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LViTError(
                f"The folder {folder.name} cannot be made: {error.strerror}.",
                "Choose a place where you may write.",
            ) from error
        store = cls(folder, False, _take_lock(folder))
        with store.write() as connection:
            schema.metadata.create_all(connection)
            connection.execute(
                insert(schema.settings), [{"key": k, "value": v} for k, v in values.items()]
            )
            connection.exec_driver_sql(f"PRAGMA user_version = {schema.SCHEMA_VERSION}")
        return store

    @classmethod
    def open(cls, folder: Path, read_only: bool = False) -> Store:
        """Opens the file, migrating an older one; see `Project.open` for the refusals."""
        file = folder / FILE_NAME
        if not file.is_file():
            raise LViTError(
                f"There is no project in {folder.name}.",
                "Make one with New project, or `lvit new`.",
            )
        version = _version(folder)
        if version > schema.SCHEMA_VERSION:
            raise LViTError(
                f"The project was written by a newer version (schema {version}, this program "
                f"knows {schema.SCHEMA_VERSION}). It was not touched.",
                "Install the newer version to open it.",
            )
        if version < schema.SCHEMA_VERSION and read_only:
            raise LViTError(
                "The project is of an older version and cannot be brought up to date while it is "
                "opened for reading.",
                "Open it once in the window.",
            )
        lock = None if read_only else _take_lock(folder)
        if version < schema.SCHEMA_VERSION:
            try:
                _migrate(file)
            except BaseException:
                if lock is not None:
                    lock.release()
                raise
        return cls(folder, read_only, lock)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees everything committed so far; keep it short.

        Whoever writes sees what it has written.
        """
        if self._open is not None and self._open[0] == threading.get_ident():
            yield self._open[1]
            return
        with self._translated(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction: all of it is on disk afterwards, or nothing.

        Inside of another one of the same thread it is a part of that.
        """
        if self.read_only:
            raise LViTError(
                "The project is open for reading only.", "Close the other window and open it again."
            )
        with self._writing, self._translated():
            if self._closed:  # the lock is given back: somebody else may write now
                raise LViTError("The project was closed.", "Open it again.")
            if self._open is not None:  # only this thread gets here then
                yield self._open[1]
                return
            with self._engine.begin() as connection:
                self._open = threading.get_ident(), connection
                try:
                    yield connection
                finally:
                    self._open = None

    def close(self) -> None:
        """Closes the file and lets others open it. Safe to call twice.

        A write that hangs in a disk keeps file and lock until the program ends: nobody else may
        write before it.
        """
        self._closed = True
        if not self._writing.acquire(timeout=CLOSING_S):
            return
        try:
            self._engine.dispose()
            if self._lock is not None:
                self._lock.release()
                self._lock = None
        finally:
            self._writing.release()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (DBAPIError, sqlite3.Error, PoolTimeoutError) as error:
            known = _in_words(error)
            if known is None:
                raise
            raise known from error


def _in_words(error: Exception) -> LViTError | None:
    """What a failure of the data base means for a person; None for a bug.

    The only place where failures that may pass (`TransientError`) are told from those that stay.
    """
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
    if kind in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return LViTError("The project file is damaged.", "Restore it from a backup of the folder.")
    if code == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
        return LViTError(
            "The image this belongs to is no longer in the project.", "Choose another image."
        )
    return None


def _engine(folder: Path, read_only: bool) -> Engine:
    journal_mode = "DELETE" if is_network_share(folder) else "WAL"

    def connect() -> sqlite3.Connection:
        connection = _connect(folder / FILE_NAME, read_only)
        # Transactions are begun below, by hand: the driver's own rule would not cover DDL.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        cursor.execute("PRAGMA foreign_keys = ON")
        if not read_only:
            cursor.execute(f"PRAGMA journal_mode = {journal_mode}")
            cursor.execute("PRAGMA synchronous = FULL")
        cursor.close()
        return connection

    engine = create_engine(
        "sqlite://", creator=connect, poolclass=QueuePool, pool_size=4, max_overflow=16
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine


def _connect(file: Path, read_only: bool) -> sqlite3.Connection:
    if not read_only:
        return sqlite3.connect(file, check_same_thread=False)
    address = file.resolve().as_uri()
    modes = ["immutable=1"] if not os.access(file.parent, os.W_OK) else ["mode=ro", "immutable=1"]
    failure: sqlite3.OperationalError | None = None
    for mode in modes:
        # On a medium that nobody can write to, SQLite has to be told that nothing will change. It
        # then reads the main file alone, which lacks what still waits in the journal beside it.
        newer = file.with_name(f"{file.name}-wal")
        if mode == "immutable=1" and newer.is_file() and newer.stat().st_size:
            raise LViTError(
                "The newest changes of this project cannot be read here.",
                "Open it once where you may write, or copy the whole folder to such a place.",
            )
        try:
            connection = sqlite3.connect(f"{address}?{mode}", uri=True, check_same_thread=False)
            connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall()
            return connection
        except sqlite3.OperationalError as error:
            failure = error
    raise LViTError("The project file cannot be opened.", f"The system says: {failure}.")


def _version(folder: Path) -> int:
    """Looks at the version without changing a byte of the file or making files beside it."""
    with (folder / FILE_NAME).open("rb") as stream:
        header = stream.read(100)
    if len(header) < 100 or not header.startswith(b"SQLite format 3\0"):
        raise LViTError("The project file is damaged.", "Restore it from a backup of the folder.")
    wal = folder / f"{FILE_NAME}-wal"
    if wal.exists() and wal.stat().st_size:  # the newest pages may not be in the file yet
        connection = _connect(folder / FILE_NAME, read_only=True)
        try:
            return int(connection.execute("PRAGMA user_version").fetchone()[0])
        finally:
            connection.close()
    return int.from_bytes(header[60:64], "big")  # user_version in SQLite's file header


def _migrate(file: Path) -> None:
    from lvit_core.project.migrations.run import upgrade  # noqa: PLC0415 - Alembic takes 0.2 s

    upgrade(file)


def _take_lock(folder: Path) -> BaseFileLock:
    """Locks the project for this process; the system lets go of it when the process dies."""
    refusal = LViTError(
        "The project is already open in another window or program.",
        "Close it there first, or go on working there.",
    )
    lock: BaseFileLock = FileLock(folder / LOCK_NAME, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise refusal from None
    except NotImplementedError:  # a network share without locks: fall back to a file with an owner
        lock = SoftFileLock(folder / f"{LOCK_NAME}.soft", timeout=0)
        try:
            lock.acquire()
        except Timeout:
            raise refusal from None
    except OSError as error:
        raise LViTError(
            "The project cannot be opened for writing.",
            f"The system says: {error.strerror}. Copy the project folder to a place where you may "
            "write and open the copy, or ask for the right to write to it.",
        ) from error
    return lock


def set_value(connection: Connection, key: str, value: str) -> None:
    """Writes one setting of the project, new or known."""
    table = schema.settings
    done = connection.execute(update(table).where(table.c.key == key).values(value=value))
    if not done.rowcount:
        connection.execute(insert(table).values(key=key, value=value))
