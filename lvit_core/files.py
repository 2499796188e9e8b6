"""Files and folders that are there whole or not at all: the one place that writes them so.

The new content is written beside its final name, synced to the disk, and only then given the name;
the folder is synced too, because the name is kept there, and so are folders above that had to be
made. A crash or a power failure leaves the old content or the new, never half of it.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import stat
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from lvit_core.errors import LViTError
from lvit_core.inside import leads_inside
from lvit_core.wording import said

PARTIAL_SUFFIX = ".part"
_LONGEST_NAME = 60  # of a final name in that of the folder beside it: disks take no long names
_ASIDE = re.compile(rf"\..*\.([0-9a-f]{{8}})-(\d+)-\w+{re.escape(PARTIAL_SUFFIX)}", re.DOTALL)


@contextmanager
def writing(
    path: str | Path, *, durable: bool = True, private: bool = False, home: str | Path | None = None
) -> Iterator[Path]:
    """Gives a path to write to, and names it ``path`` at the end of the block.

    When the block raises, what was there before stays and nothing else is left behind.

    Args:
        path: The final name; missing folders above it are made.
        durable: False for what can be made again (a cache): it is not synced to the disk.
        private: True for data of patients: only the owner may read the file, however loosely new
            files are shared on this machine. Whoever writes opens the file that is there.
        home: A folder above it that is never made, and never left by a link: where it is gone, so
            is what would be written.

    Raises:
        OSError: The disk refuses; ``path`` is then what it was.
    """
    path = Path(path)
    if home is not None:
        make_below(home, path.parent)
    elif durable:
        make_folder(path.parent)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
    # The process id keeps two programs that write the same cache apart.
    partial = path.with_name(f"{path.name}.{os.getpid()}{PARTIAL_SUFFIX}")
    try:
        if private:
            partial.unlink(missing_ok=True)
            os.close(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        yield partial
        if durable:
            _sync(partial)
        partial.replace(path)
    except BaseException:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise
    if durable:
        sync_folder(path.parent)


def write_text(
    path: str | Path,
    text: str,
    *,
    durable: bool = True,
    private: bool = False,
    home: str | Path | None = None,
) -> None:
    """Writes ``text`` as UTF-8, whole or not at all; see `writing`."""
    with writing(path, durable=durable, private=private, home=home) as partial:
        partial.write_text(text, encoding="utf-8")


@contextmanager
def writing_folder(
    folder: str | Path, *, private: bool = False, asked: Callable[[], None] | None = None
) -> Iterator[Path]:
    """Gives an empty folder to fill, and names it ``folder`` at the end of the block.

    When the block raises, nothing is left behind; what a program that was killed left there is
    cleared before.

    Args:
        folder: The final name: it does not exist yet, or is an empty folder.
        private: True for data of patients: only the owner may read what is in it, however loosely
            new files are shared on this machine.
        asked: Called before each file is made sure of, which takes long; may raise to stop it.

    Raises:
        LViTError: ``folder`` is a file or holds something already.
        OSError: The disk refuses.
    """
    folder = Path(folder).absolute()
    refuse_full_folder(folder)
    make_folder(folder.parent)
    clear_unfinished(folder.parent)
    # The process is told, so that others know whether somebody still writes.
    prefix = f".{folder.name[:_LONGEST_NAME]}.{_machine()}-{os.getpid()}-"
    aside = Path(tempfile.mkdtemp(prefix=prefix, suffix=PARTIAL_SUFFIX, dir=folder.parent))
    try:
        yield aside
        for root, _, names in os.walk(aside):
            for name in names:
                if asked is not None:
                    asked()
                _sync(Path(root, name))
                if private:
                    Path(root, name).chmod(0o600)
            sync_folder(Path(root))
            if private:
                Path(root).chmod(0o700)
        if not private:
            aside.chmod(0o755)  # as any new folder; the temporary one was its owner's alone
        if folder.exists():
            folder.rmdir()
        aside.rename(folder)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    sync_folder(folder.parent)


def clear_unfinished(parent: str | Path) -> list[Path]:
    """Removes what `writing_folder` could not finish in a folder, and returns it.

    Only folders of programs of this machine that are no longer there are touched.
    """
    gone = []
    try:
        with os.scandir(parent) as entries:
            found = [(Path(one), _ASIDE.fullmatch(one.name)) for one in entries]
    except OSError:
        return []
    for path, match in found:
        if match is None or match[1] != _machine() or path.is_symlink() or not path.is_dir():
            continue
        import psutil  # noqa: PLC0415 - seldom needed

        if not psutil.pid_exists(int(match[2])):
            shutil.rmtree(path, ignore_errors=True)
            gone.append(path)
    return gone


def _machine() -> str:
    """A sign for this machine: a process of another one cannot be asked for."""
    import platform  # noqa: PLC0415 - seldom needed

    return f"{zlib.crc32(platform.node().encode()):08x}"


def make_folder(folder: str | Path) -> None:
    """Makes a folder and those above it where they are missing; a power failure takes none away.

    Raises:
        OSError: The disk refuses, or a file has the name.
    """
    folder = Path(folder)
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for one in reversed(missing):
        sync_folder(one.parent)


def make_below(home: str | Path, folder: str | Path) -> None:
    """Makes a folder and those between it and ``home``, which itself is never made.

    Raises:
        OSError: ``home`` is not there, at any moment, a link on the way leads out of it, or the
            disk refuses.
    """
    made = Path(home)
    for part in Path(folder).relative_to(home).parts:
        made /= part
        try:
            made.mkdir()  # the system refuses where the one above it has just gone
        except FileExistsError:
            if made.is_symlink() and not leads_inside(home, made):
                raise OSError(
                    errno.ELOOP, f"{made.name} is a link that leads out", str(made)
                ) from None
            continue
        sync_folder(made.parent)


def make_private_folder(folder: str | Path) -> None:
    """Makes a folder that only its owner may read, whatever the rule for new ones on this machine.

    One that is there already is left as it is.
    """
    folder = Path(folder)
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)  # a looser rule cannot add to these rights
    sync_folder(folder.parent)


def refuse_no_file(path: str | Path) -> None:
    """Refuses what is no ordinary file: a pipe would be waited for, and a device has no end.

    Raises:
        LViTError: It is a folder, a pipe, a device or a socket, or is not there.
    """
    path = Path(path)
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        raise LViTError("{name} does not exist.", "Check the path.", name=path.name) from None
    except (OSError, ValueError) as error:  # too long, turning in a circle, no name at all
        why = error.strerror if isinstance(error, OSError) else "its name is none"
        raise LViTError(
            "{name} cannot be opened: {why}.",
            "Check the path.",
            name=path.name[:_LONGEST_NAME],
            why=why,
        ) from None
    if not stat.S_ISREG(mode):
        pipe = said("is no file but a device or a pipe")
        what = said("is a folder") if stat.S_ISDIR(mode) else pipe
        raise LViTError("{name} {what}.", "Give a file.", name=path.name, what=what)


def read_small_text(path: str | Path, most_bytes: int = 16 << 20) -> str:
    """The UTF-8 text of a file that a person gave, for files that are small if they are right.

    Raises:
        LViTError: It is no ordinary file, too large, cannot be read, or is no text.
    """
    path = Path(path)
    refuse_no_file(path)
    try:
        size = path.stat().st_size
        if size <= most_bytes:
            return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise LViTError("{name} is no text.", "Save it as UTF-8.", name=path.name) from None
    except OSError as error:
        raise LViTError(
            "{name} cannot be opened: {strerror}.",
            "Check the rights.",
            name=path.name,
            strerror=error.strerror,
        ) from None
    raise LViTError(
        "{name} is too large: {size:,.2f} MB (at most {most_bytes:,.2f}).",
        "Check that it is the right file.",
        name=path.name,
        size=size / 1000000.0,
        most_bytes=most_bytes / 1000000.0,
    )


def refuse_other_file(path: str | Path, begins: bytes = b"") -> None:
    """Refuses to write over what is no earlier result of the same kind.

    Args:
        path: Where a person wants a result.
        begins: The first bytes of such a result; without them nothing that is there may be lost.

    Raises:
        LViTError: Something else is there.
    """
    path = Path(path)
    if not os.path.lexists(path):
        return
    if begins and path.is_file():
        with path.open("rb") as stream:
            if stream.read(len(begins)) == begins:
                return
    raise LViTError(
        "There is {name} already, which would be lost.",
        "Choose another name, or move it away.",
        name=path.name,
    )


def refuse_full_folder(folder: str | Path) -> None:
    """Raises ``LViTError`` where `writing_folder` would: before long work, not after it."""
    folder = Path(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise LViTError("{name} is not empty.", "Choose a new folder.", name=folder.name)


def refuse_over(out: str | Path, *read: str | Path | None) -> None:
    """Refuses to write over what is read; a folder of its own inside of it is none of that.

    Args:
        out: Where a person wants a result.
        read: Files and folders that stay as they are; ``None`` is passed over.

    Raises:
        LViTError: ``out`` is one of them, or would lie below a file.
    """
    place = Path(os.path.realpath(out))
    for source in read:
        home = Path(os.path.realpath(source)) if source is not None else None
        if home is not None and home.exists() and place == home:
            raise LViTError(
                "{name} is what is read, and would be written over.",
                "Choose another place.",
                name=place.name,
            )


def refuse_inside(out: str | Path, home: str | Path | None) -> None:
    """Refuses to write into a folder that keeps its own order, as a project's does.

    Args:
        out: Where a person wants a result.
        home: The folder; ``None`` refuses nothing.

    Raises:
        LViTError: ``out`` is that folder, or lies in it.
    """
    refuse_over(out, home)
    around = Path(os.path.realpath(home)) if home is not None else None
    place = Path(os.path.realpath(out))
    if around is not None and around.exists() and place.is_relative_to(around):
        raise LViTError(
            "{name} would lie in {name_2}, which keeps its own files.",
            "Choose a place outside of it.",
            name=place.name,
            name_2=around.name,
        )


LEAST_FREE_BYTES = 8 << 20


def refuse_unwritable(folder: str | Path) -> None:
    """Raises ``LViTError`` where nothing can be written: before long work, not after it."""
    folder = Path(folder).absolute()
    place = folder
    while not place.exists() and place != place.parent:
        place = place.parent
    if not place.is_dir():
        raise LViTError("{name} is a file, not a folder.", "Choose another place.", name=place.name)
    if not os.access(place, os.W_OK):
        raise LViTError(
            "Nothing can be written into {place}.",
            "Choose a place where you may write.",
            place=place,
        )
    try:
        free = shutil.disk_usage(place).free
    except OSError:
        return  # a disk that does not say
    if free < LEAST_FREE_BYTES:
        raise LViTError(
            "The disk that holds {place} is full.",
            "Make room on it, or choose another.",
            place=place,
        )


def _sync(path: Path) -> None:
    """Waits until a file's content is on the disk itself."""
    with path.open("rb+") as stream:
        if sys.platform == "darwin":
            import fcntl  # noqa: PLC0415 - not on Windows

            # macOS calls a file synced while it is still in the drive's own memory.
            with suppress(OSError):
                fcntl.fcntl(stream.fileno(), fcntl.F_FULLFSYNC)
                return
        os.fsync(stream.fileno())


def sync_folder(folder: str | Path) -> None:
    """Waits until the names in a folder are on the disk; Windows has no such call."""
    if os.name == "nt":
        return
    with suppress(OSError):  # some network file systems refuse it, and folders nobody may list
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
