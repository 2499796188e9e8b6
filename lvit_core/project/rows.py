"""Rows that another program wrote, or damage: what makes no sense in one is told in words."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import contextmanager

import zstandard

from lvit_core.errors import LViTError

_SENSELESS = (
    ValueError, LookupError, TypeError, AttributeError, struct.error, zstandard.ZstdError,
)  # fmt: skip


@contextmanager
def reading_row(what: str) -> Iterator[None]:
    """Reads one row in the block.

    Args:
        what: The row, as people call it.

    Raises:
        LViTError: A value of it makes no sense.
    """
    try:
        yield
    except _SENSELESS as error:
        raise LViTError(
            "{what} cannot be read: a value of it makes no sense.",
            "A backup may hold it as it was (`lvit project restore`).",
            what=what,
        ) from error
