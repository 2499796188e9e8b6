"""Which files were read while somebody counted, so that a report can account for every one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

_READ: ContextVar[set[int] | None] = ContextVar("files_read", default=None)


@contextmanager
def logging_reads() -> Iterator[set[int]]:
    """Gives a set that the marks of the files come into that are read inside of the block."""
    read: set[int] = set()
    token = _READ.set(read)
    try:
        yield read
    finally:
        _READ.reset(token)


def log_read(path: Path) -> None:
    """Says that a file is read; whoever opens files of others says so."""
    read = _READ.get()
    if read is not None:
        read.add(mark_of(path))


def mark_of(path: str | Path) -> int:
    """A number for the real path of a file: a third of the memory, and no two alike by chance."""
    return hash(os.path.realpath(path))
