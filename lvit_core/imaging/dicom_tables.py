"""The tables of values (LUTs) in a DICOM header: from stored values to those of the modality, and
from these to grey. One that is empty, or shorter than it says, counts as absent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.imaging.dicom_header import find, items, numbers

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

_ENTRIES = 65536  # what a count of 0 stands for; counts and starts are whole numbers of 16 bits


@dataclass(frozen=True, eq=False)
class ValueTable:
    """One table.

    Attributes:
        start: The value that the first entry is for; those outside get the entry at that end.
        entries: uint16 ``(N,)``.
        bits: Of an entry: how high they could be.
    """

    start: int
    entries: NDArray[np.uint16]
    bits: int

    def of(self, values: NDArray[Any]) -> NDArray[np.uint16]:
        """What the table makes of whole numbers ``(H, W)``, row by row to spare memory."""
        found = np.empty(values.shape, np.uint16)
        for row, target in zip(values, found, strict=True):
            places = np.clip(row.astype(np.int64) - self.start, 0, len(self.entries) - 1)
            np.take(self.entries, places, out=target)
        return found


def table_of(dataset: Dataset, keyword: str, *, signed: bool) -> ValueTable | None:
    """The first table of a sequence that can be followed; ``None`` where there is none.

    Args:
        dataset: The header.
        keyword: The sequence.
        signed: Whether the values that it is for may be negative; files do not always say so.
    """
    little = dataset.file_meta.TransferSyntaxUID.is_little_endian
    for item in items(dataset, keyword):
        told, entries = numbers(item, "LUTDescriptor"), _entries(item, "<u2" if little else ">u2")
        if entries is None or len(entries) < 2:
            continue
        start = int(told[1]) - (_ENTRIES if signed and told[1] >= _ENTRIES // 2 else 0)
        return ValueTable(start, entries, max(1, min(16, int(told[2]))))
    return None


def _entries(item: Dataset, words: str) -> NDArray[np.uint16] | None:
    told, data = numbers(item, "LUTDescriptor"), find(item, "LUTData")
    if len(told) < 3 or data is None:
        return None
    count = int(told[0]) % _ENTRIES or _ENTRIES
    if isinstance(data, bytes):
        kind = np.dtype(words if len(data) >= 2 * count else "u1")
        entries = np.frombuffer(data, kind, min(count, len(data) // kind.itemsize))
    else:
        entries = np.asarray(data).reshape(-1)[:count]
    return entries.astype(np.uint16) if len(entries) == count else None
