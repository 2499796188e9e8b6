"""DICOM objects on their way to the disk, in parts, so that a cancel is heard between them.

The libraries that build and write a DICOM object want all of its pixels at once, and for a large
picture that is seconds and a gigabyte. So they are given one pixel, and the others are packed here.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BufferedWriter, FileIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.stopping import refuse_stopped

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

_AT_ONCE = 1 << 22  # pixels that are packed, or bytes that are written, between two questions


def save(dataset: Dataset, path: Path, *, enforce_file_format: bool = False) -> None:
    """Writes a data set; the folder is made where it is not there.

    Args:
        dataset: With its pixels.
        path: The file.
        enforce_file_format: Whether all that a DICOM file begins with is written.

    Raises:
        Cancelled: A person asked to stop; what is written so far is no DICOM file.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with _Listening(FileIO(path, "w")) as stream:
        dataset.save_as(stream, enforce_file_format=enforce_file_format)


class _Listening(BufferedWriter):
    """A file that takes large values part by part."""

    def write(self, buffer: Any, /) -> int:
        data = memoryview(buffer)
        if len(data) <= _AT_ONCE:
            return super().write(data)
        for start in range(0, len(data), _AT_ONCE):
            refuse_stopped()
            super().write(data[start : start + _AT_ONCE])
        return len(data)


def packed_bits(frames: Iterable[NDArray[np.bool_]]) -> bytes:
    """The pixels of frames, each ``(H, W)``, as one bit each, the lowest bit of a byte first.

    A frame begins where the one before ends, in the middle of a byte too.

    Raises:
        Cancelled: A person asked to stop.
    """
    found, left = bytearray(), np.zeros(0, np.bool_)
    for frame in frames:
        bits = frame.reshape(-1)
        for start in range(0, bits.size, _AT_ONCE):
            refuse_stopped()
            part = bits[start : start + _AT_ONCE]
            part = np.concatenate((left, part)) if left.size else part
            whole = part.size - part.size % 8
            found += np.packbits(part[:whole], bitorder="little").tobytes()
            left = part[whole:].copy()
    found += np.packbits(left, bitorder="little").tobytes()
    return bytes(found) + b"\0" * (len(found) % 2)
