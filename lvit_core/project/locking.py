"""The lock of a project: one program writes to it, and the system lets go of one that died."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import BaseFileLock, FileLock, SoftFileLock, Timeout

from lvit_core.errors import LViTError, TransientError
from lvit_core.wording import said

LOCK_NAME = ".project.lock"


class NotWritableError(LViTError):
    """The project can be read here and not be changed."""


def let_go(folder: Path, lock: BaseFileLock) -> None:
    """Releases the lock of a folder whose project could not be opened, or was closed."""
    lock.release()
    with suppress(OSError):
        (folder / LOCK_NAME).unlink(missing_ok=True)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keeps everybody else from writing to a project that is not open here.

    Raises:
        LViTError: It is open elsewhere, or there is no such folder.
    """
    if not folder.is_dir():
        raise LViTError("There is no folder {name}.", "Check the path.", name=folder.name)
    lock = take_lock(folder)
    try:
        yield
    finally:
        lock.release()


def not_writable(reason: str) -> NotWritableError:
    """The refusal, with what the system says."""
    return NotWritableError(
        "The project cannot be opened for writing.",
        f"The system says: {reason}. Copy the project folder to a place where you may "
        "write and open the copy, or ask for the right to write to it.",
    )


def _refuse_strange(file: Path) -> None:
    """Refuses at once what no program of ours makes: waiting or another right mends nothing.

    Raises:
        LViTError: Something lies there, and it is no plain file.
    """
    try:
        mode = file.lstat().st_mode
    except OSError:  # nothing is there, or the system says why when it is opened
        return
    if not stat.S_ISREG(mode):
        what = said("a folder") if stat.S_ISDIR(mode) else said("a link, a pipe or a device")
        raise LViTError(
            "{name} in {folder} is {what} and not the file that locks a project.",
            "Move it away or delete it while no window has the project open, then open it again.",
            name=file.name,
            folder=file.parent.name,
            what=what,
        )


def take_lock(folder: Path) -> BaseFileLock:
    """Locks the project for this process; the system lets go of it when the process dies."""
    refusal = TransientError(
        "The project is already open in another window or program.",
        "Close it there first, or go on working there.",
    )
    _refuse_strange(folder / LOCK_NAME)
    lock: BaseFileLock = FileLock(folder / LOCK_NAME, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise refusal from None
    except NotImplementedError:  # a network share without locks: fall back to a file with an owner
        _refuse_strange(folder / f"{LOCK_NAME}.soft")
        lock = SoftFileLock(folder / f"{LOCK_NAME}.soft", timeout=0)
        try:
            lock.acquire()
        except Timeout:
            raise refusal from None
    except OSError as error:
        raise not_writable(error.strerror or "") from error
    return lock
