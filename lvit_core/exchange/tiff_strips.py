"""TIFF files of pictures, packed some rows at a time, so that a cancel is heard between them."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from lvit_core.stopping import refuse_stopped

_STRIP_BYTES = 1 << 18  # what many readers expect of a strip
_LEVEL = 6  # of compression


def write_tiff(path: Path, pixels: NDArray[Any], *, per_cm: tuple[float, float] | None) -> None:
    """Writes ``(H, W)`` or ``(H, W, 3)`` without loss, and nothing that tells of whom or when.

    Args:
        path: The file.
        pixels: Whole numbers.
        per_cm: Pixels in a centimetre across and down, where they are known.

    Raises:
        Cancelled: A person asked to stop; what is written so far is no picture.
    """
    from tifffile import imwrite  # noqa: PLC0415 - slow to import

    stored = pixels.dtype.newbyteorder("<")
    rows = max(1, _STRIP_BYTES * len(pixels) // max(1, pixels.nbytes))
    path.parent.mkdir(parents=True, exist_ok=True)
    imwrite(
        path,
        _packed(pixels.astype(stored, copy=False), rows),
        shape=pixels.shape,
        dtype=stored,
        byteorder="<",
        rowsperstrip=rows,
        photometric="rgb" if pixels.ndim == 3 else "minisblack",
        compression="zlib",
        metadata=None,
        software=False,
        resolution=per_cm,
        resolutionunit="CENTIMETER" if per_cm else None,
    )


def _packed(pixels: NDArray[Any], rows: int) -> Iterator[bytes]:
    for first in range(0, len(pixels), rows):
        refuse_stopped()
        yield zlib.compress(pixels[first : first + rows].tobytes(), _LEVEL)
