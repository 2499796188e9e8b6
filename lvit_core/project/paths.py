"""Paths as they are stored: relative, so that project and images can move together."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from itertools import filterfalse, islice
from pathlib import Path

from lvit_core.imaging.slide_parts import parts_of
from lvit_core.stopping import refuse_stopped

WEIGHTS_NAME, CONFIG_NAME, CARD_NAME = "model.safetensors", "config.toml", "card.md"
MODEL_FILES = (WEIGHTS_NAME, CONFIG_NAME, CARD_NAME)

HASH_CHUNK_BYTES = 1 << 20
FEW_FILES = 16  # of one folder are looked at one by one
MOST_OTHERS = 4  # times as many entries of a folder are read as files are looked for in it


def stored_path(path: Path, folder: Path) -> str:
    """``path`` relative to ``folder`` with forward slashes; absolute when on another drive."""
    absolute = path if path.is_absolute() else Path.cwd() / path
    try:
        relative = os.path.relpath(absolute, folder)
    except ValueError:  # two drives on Windows
        return absolute.as_posix()
    return Path(relative).as_posix()


def file_stamp(path: Path) -> str:
    """What changes when a picture does: size, times and place on the disk of all its files.

    Their content is not read.

    Raises:
        OSError: The file is not there.
    """
    stamps = [
        f"{one.st_size}.{one.st_mtime_ns}.{one.st_ctime_ns}.{one.st_ino}"
        for one in map(Path.stat, parts_of(path))
    ]
    return stamps[0] if len(stamps) == 1 else hashlib.blake2b(repr(stamps).encode()).hexdigest()


def content_hash(path: Path) -> str:
    """A hash of the whole picture, 32 hexadecimal digits: of its file, and of all it has beside it.

    Raises:
        Cancelled: A person asked to stop; a slide takes many seconds.
    """
    digest = hashlib.blake2b(digest_size=16)
    for part in parts_of(path):
        with part.open("rb") as stream:
            while chunk := stream.read(HASH_CHUNK_BYTES):
                refuse_stopped()
                digest.update(chunk)
    return digest.hexdigest()


def files_gone(home: Path, paths: Sequence[str]) -> set[str]:
    """Which of the stored ``paths`` are no files now.

    Folders are listed as a whole, which takes a tenth of the time that asking for 100,000 files
    takes. What a listing does not show under the same letters is asked for on its own.
    """
    folders = Counter([path[: path.rfind("/") + 1] for path in paths])
    base = str(home)  # texts: a Path object a file takes longer than the listing
    there: set[str] = set()
    for folder, count in folders.items():
        if count > FEW_FILES:
            place = os.path.join(base, folder)  # noqa: PTH118
            there.update(_paths_of_files(place, folder, MOST_OTHERS * count))
    # In the order of the paths: to walk through a set of 100,000 takes three times as long.
    unseen = set(filterfalse(there.__contains__, paths))
    return {
        path
        for path in unseen
        if not os.path.isfile(os.path.join(base, path))  # noqa: PTH113, PTH118
    }


def _paths_of_files(place: str, folder: str, most: int) -> list[str]:
    with suppress(OSError), os.scandir(place) as entries:
        return [folder + entry.name for entry in islice(entries, most) if entry.is_file()]
    return []
