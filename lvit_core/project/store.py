"""The SQLite file behind a project: opening it safely, one writer, many short readers.

Everything that makes losing work impossible or unlikely is decided here: full synchronisation,
WAL where the disk allows it, a lock against a second writer, and hands off newer versions.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from filelock import BaseFileLock
from sqlalchemy import Connection, insert, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from lvit_core.errors import LViTError, TransientError
from lvit_core.files import make_folder
from lvit_core.project import chain, schema, sqlite_file
from lvit_core.project.chain import Deed
from lvit_core.project.locking import let_go, not_writable, take_lock
from lvit_core.project.paths import stored_path
from lvit_core.project.sqlite_file import FILE_NAME, AsLeft, Place

CLOSING_S = 2.0  # how long closing waits for a write that goes on
COPY_HINT = "Put it back, or save a copy elsewhere (File menu)."


class Store:
    """One open project file. Reads may run in any thread at once; writes wait for each other."""

    def __init__(self, folder: Path, read_only: bool, lock: BaseFileLock | None) -> None:
        self.folder = folder
        self.read_only = read_only
        self._lock = lock
        self._writing = threading.RLock()
        self._open: tuple[int, Connection] | None = None  # the thread that writes, and with what
        self._moments: dict[int, Connection] = {}  # the threads that read all of one moment
        self._closed = False
        self.unclean = sqlite_file.has_newer(folder / FILE_NAME)  # whoever had it was cut off
        self._engine = sqlite_file.engine(folder, read_only)
        self.place = Place.of(folder / FILE_NAME)
        self._seen = sqlite_file.state(self.place.file)
        # What is stored can be copied from it though the file is gone from its folder.
        self._anchor = None if read_only else self._engine.raw_connection()
        self._left: AsLeft | None = None  # as the last write left it
        self.person = ""  # who works on the project now

    @classmethod
    def create(cls, folder: Path, values: dict[str, str]) -> Store:
        """Makes the file with its tables and settings; raises ``LViTError`` if one is there."""
        if (folder / FILE_NAME).exists():
            raise LViTError(
                "There is already a project in {name}.", "Open it instead.", name=folder.name
            )
        with _new_folder(folder):
            lock = take_lock(folder)
            try:
                sqlite_file.make_new(folder, values)
                return cls._opened(folder, False, lock)
            except BaseException:
                (folder / FILE_NAME).unlink(missing_ok=True)
                let_go(folder, lock)
                raise

    @classmethod
    def open(cls, folder: Path, read_only: bool = False) -> Store:
        """Opens the file, migrating an older one; see `Project.open` for the refusals."""
        file = folder / FILE_NAME
        if not file.is_file():
            raise LViTError(
                "There is no project in {name}.",
                "Make one with New project, or `lvit new`.",
                name=folder.name,
            )
        version = sqlite_file.version_of(folder)
        if version > schema.SCHEMA_VERSION:
            raise LViTError(
                "The project was written by a newer version (schema {version}, this "
                "program knows {schema_version}). It was not touched.",
                "Install the newer version to open it.",
                version=version,
                schema_version=schema.SCHEMA_VERSION,
            )
        if version < schema.SCHEMA_VERSION and read_only:
            raise LViTError(
                "The project is of an older version and cannot be brought up to date while it is "
                "opened for reading.",
                "Open it once in the window, or run `lvit project update PROJECT`.",
            )
        if not read_only and not os.access(file, os.W_OK):
            raise not_writable("Permission denied")
        lock = None if read_only else take_lock(folder)
        try:
            if version < schema.SCHEMA_VERSION:
                _migrate(file)
            return cls._opened(folder, read_only, lock)
        except BaseException:
            if lock is not None:
                lock.release()
            raise

    @classmethod
    def _opened(cls, folder: Path, read_only: bool, lock: BaseFileLock | None) -> Store:
        try:
            return cls(folder, read_only, lock)
        except (DBAPIError, sqlite3.Error) as error:
            raise (sqlite_file.in_words(error) or error) from error

    def copy_to(self, folder: Path, *, move: bool) -> None:
        """Writes all that is stored into another folder, with the models; images stay.

        Args:
            folder: Is made when it is not there; must not hold a project.
            move: From then on it is this project, as when its own folder is gone.

        Raises:
            LViTError: There is a project, or the disk refuses; then everything is as it was.
        """
        folder = folder.absolute()
        if (folder / FILE_NAME).exists():
            raise LViTError(
                "There is already a project in {name}.", "Choose another.", name=folder.name
            )
        home = self.folder

        def moved(path: str) -> str:
            return stored_path(Path(os.path.normpath(home / path)), folder)

        with self._writing, _new_folder(folder):
            lock = take_lock(folder)
            try:
                self._copy(folder, moved)
                if move:
                    self._move_to(folder, lock)
            except BaseException:
                let_go(folder, lock)
                raise
            if not move:
                let_go(folder, lock)

    def _copy(self, folder: Path, moved: Callable[[str], str]) -> None:
        from lvit_core.project.copying import bringing_models  # noqa: PLC0415 - seldom needed

        with (
            self._translated(),
            self._whole() as source,
            bringing_models(source, self.folder, folder),
        ):
            sqlite_file.copy(source, folder, moved, self.person)

    @contextmanager
    def _whole(self) -> Iterator[sqlite3.Connection]:
        """What is stored, though its file may be gone from its folder."""
        if self._anchor is not None:
            source = self._anchor.driver_connection
            assert isinstance(source, sqlite3.Connection)
            yield source
            return
        with closing(sqlite_file.connect(self.place.file, read_only=True)) as source:
            yield source

    def _move_to(self, folder: Path, lock: BaseFileLock) -> None:
        old_engine, old_anchor, old_lock = self._engine, self._anchor, self._lock
        engine = sqlite_file.engine(folder, False)
        anchor = engine.raw_connection()
        self.folder, self._engine, self._anchor, self._lock = folder, engine, anchor, lock
        self.read_only = False
        self.place, self._left = Place.of(folder / FILE_NAME), None
        if old_anchor is not None:
            old_anchor.close()
        old_engine.dispose()
        if old_lock is not None:
            with suppress(OSError):
                old_lock.release()

    @property
    def trouble(self) -> str:
        """Why what is written would not be found again; empty while all is well."""
        if trouble := self.place.trouble:
            return trouble
        left, now = self._left, self._as_left()
        if left is None or now is None or not now.cut_off(left):
            return ""
        return "The project's file was cut off by another program, and with it work of yours."

    def _as_left(self) -> AsLeft | None:
        """How file and journal are now; ``None`` where nobody has written to a journal yet."""
        anchor = self._anchor
        driver = None if anchor is None else anchor.driver_connection
        if not self.place.journal or not isinstance(driver, sqlite3.Connection):
            return None
        return AsLeft.of(self.place.file, driver)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees everything committed so far; keep it short.

        Whoever writes sees what it has written.
        """
        if self._open is not None and self._open[0] == threading.get_ident():
            yield self._open[1]
            return
        if (moment := self._moments.get(threading.get_ident())) is not None:
            with self._translated():
                yield moment
            return
        if self.read_only:
            self._look_again()
        with self._translated(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def moment(self) -> Iterator[None]:
        """All that this thread reads in the block is of one moment, whatever is written meanwhile.

        Its own changes are not seen either. Where readers would hold up who writes (on a network
        share), nothing is different.
        """
        here = threading.get_ident()
        with self._translated(), self._engine.connect() as connection:
            mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
            if mode != "wal" or here in self._moments:
                yield
                return
            connection.exec_driver_sql("SELECT 1 FROM sqlite_master LIMIT 1").fetchall()
            self._moments[here] = connection
            try:
                yield
            finally:
                del self._moments[here]

    def _look_again(self) -> None:
        """A file that nobody could write is read as it was: begins anew when it has changed."""
        now = sqlite_file.state(self.place.file)
        if now != self._seen:
            self._seen = now
            self._engine.dispose()

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
            if trouble := self.trouble:
                raise TransientError(trouble, COPY_HINT)
            with self._engine.begin() as connection:
                self._open = threading.get_ident(), connection
                try:
                    yield connection
                finally:
                    self._open = None
            self.place = self.place.with_journal()
            self._left = self._as_left()

    def note(self, connection: Connection, *deeds: Deed, person: str | None = None) -> None:
        """Chains what was done, in the transaction that does it; by who works on the project."""
        name = self.person if person is None else person
        driver = connection.connection.driver_connection  # a third of the time of the layer above
        assert isinstance(driver, sqlite3.Connection)
        chain.extend(driver.execute, name, deeds)

    def set_value(self, connection: Connection, key: str, value: str, why: str = "") -> None:
        """Writes one setting of the project, new or known."""
        table = schema.settings
        done = connection.execute(update(table).where(table.c.key == key).values(value=value))
        if not done.rowcount:
            connection.execute(insert(table).values(key=key, value=value))
        self.note(connection, chain.setting(key, value, why))

    def close(self) -> None:
        """Closes the file and lets others open it. Safe to call twice.

        A write that hangs in a disk keeps file and lock until the program ends: nobody else may
        write before it.
        """
        self._closed = True
        if not self._writing.acquire(timeout=CLOSING_S):
            return
        try:
            if self._anchor is not None:
                self._anchor.close()
                self._anchor = None
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
        except (DBAPIError, sqlite3.Error, PoolTimeoutError, UnicodeEncodeError) as error:
            known = sqlite_file.in_words(error)
            if known is None:
                raise
            raise known from error


def _migrate(file: Path) -> None:
    from lvit_core.project.migrations.run import upgrade  # noqa: PLC0415 - Alembic takes 0.2 s

    upgrade(file)


@contextmanager
def _new_folder(folder: Path) -> Iterator[None]:
    """Makes a folder where there is none; what was made goes again when the block raises."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    try:
        make_folder(folder)
        yield
    except BaseException as error:
        for one in missing:
            with suppress(OSError):
                one.rmdir()
        if isinstance(error, OSError) and not folder.is_dir():
            raise LViTError(
                "The folder {name} cannot be made: {strerror}.",
                "Choose a place where you may write.",
                name=folder.name,
                strerror=error.strerror,
            ) from error
        raise
