"""Paths as they are stored: relative, so that project and images can move together."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

HASH_CHUNK_BYTES = 1 << 20


def stored_path(path: Path, folder: Path) -> str:
    """``path`` relative to ``folder`` with forward slashes; absolute when on another drive."""
    absolute = path if path.is_absolute() else Path.cwd() / path
    try:
        relative = os.path.relpath(absolute, folder)
    except ValueError:  # two drives on Windows
        return absolute.as_posix()
    return Path(relative).as_posix()


def file_stamp(path: Path) -> str:
    """What changes when a file does: size, times and place on the disk; its content is not read.

    Raises:
        OSError: The file is not there.
    """
    status = path.stat()
    return f"{status.st_size}.{status.st_mtime_ns}.{status.st_ctime_ns}.{status.st_ino}"


def content_hash(path: Path) -> str:
    """A hash of the whole file, 32 hexadecimal digits."""
    digest = hashlib.blake2b(digest_size=16)
    with path.open("rb") as stream:
        while chunk := stream.read(HASH_CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()
