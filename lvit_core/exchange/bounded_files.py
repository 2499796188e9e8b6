"""Label files of strangers: never opened outside of their data set, never more than fits in memory.

What a few bytes of JSON or XML become in memory is told by the signs in them, before they are read.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from lvit_core.errors import LViTError
from lvit_core.reading_log import log_read
from lvit_core.stopping import refuse_stopped
from lvit_core.wording import said

LARGEST_BYTES = 512 << 20
MOST_MEMORY_BYTES = 850 << 20
MOST_OBJECTS = 1_000_000  # of one file
# What Python keeps for each of these signs, in bytes.
JSON_SIGNS = {b"[": 88, b"{": 184, b",": 32, b":": 24, b'"': 25}
XML_SIGNS = {b"<": 120, b"=": 120}
LINE_SIGNS = {b"\n": 600}


def read_bounded(path: Path, signs: Mapping[bytes, int] | None = None) -> bytes:
    """A label file as bytes.

    Args:
        path: The file.
        signs: What each sign in it becomes in memory.

    Raises:
        LViTError: It is no file, cannot be opened, or would not fit.
        Cancelled: A person asked to stop.
    """
    refuse_stopped()
    refuse_no_file(path)
    log_read(path)
    try:
        data = path.read_bytes() if path.stat().st_size <= LARGEST_BYTES else None
    except OSError as error:
        raise LViTError("{name} cannot be opened.", "Check the path.", name=path.name) from error
    if data is None or memory_of(data, signs or {}) > MOST_MEMORY_BYTES:
        raise too_large(path)
    return data


def refuse_no_file(path: Path) -> None:
    """Refuses what is not there, and what is a folder, a device or a pipe.

    Raises:
        LViTError: It is no file.
    """
    if not path.is_file():
        what = said("is no file") if path.exists() else said("cannot be opened")
        raise LViTError("{name} {what}.", "Check the path.", name=path.name, what=what)


def too_large(path: Path) -> LViTError:
    """The refusal of a file that would not fit into memory."""
    return LViTError(
        "{name} is too large to be read at once.", "Export it in parts.", name=path.name
    )


def memory_of(data: bytes, signs: Mapping[bytes, int]) -> int:
    """About how many bytes it takes when it is read."""
    return len(data) + sum(size * data.count(sign) for sign, size in signs.items())


def refuse_many(count: int, path: Path) -> None:
    """Refuses more objects than an import can hold.

    Raises:
        LViTError: There are.
    """
    if count > MOST_OBJECTS:
        raise LViTError(
            "{name} holds {count:,} objects; at most {most_objects:,} come in from one file.",
            "Export it in parts.",
            name=path.name,
            count=count,
            most_objects=MOST_OBJECTS,
        )
