"""Large PNG files, written some rows at a time, so that a cancel is heard between them.

A library writes a picture in one call, which takes seconds for a slide and holds all of it packed.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.stopping import refuse_stopped

LEVEL = 4  # of compression: higher ones take longer for a few bytes
_STRIP_BYTES = 1 << 22
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PIXELS, _END = b"IDAT", b"IEND"
_GRAY, _RGB = 0, 2


def write_png(path: Path, pixels: NDArray[Any]) -> None:
    """Writes ``(H, W)`` or ``(H, W, 3)``, uint8 or uint16, without loss.

    Raises:
        Cancelled: A person asked to stop; what is written so far is no picture.
    """
    from imagecodecs import png_encode  # noqa: PLC0415 - slow to import

    path.parent.mkdir(parents=True, exist_ok=True)
    refuse_stopped()
    if pixels.nbytes <= _STRIP_BYTES:
        # A copy: of a single pixel any part of an array counts as in one piece, but not there.
        path.write_bytes(png_encode(np.array(pixels, order="C"), level=LEVEL))
        return
    height, width = pixels.shape[:2]
    kind = _GRAY if pixels.ndim == 2 else _RGB
    head = struct.pack(">IIBBBBB", width, height, 8 * pixels.dtype.itemsize, kind, 0, 0, 0)
    with path.open("wb") as stream:
        stream.write(_SIGNATURE + _chunk(b"IHDR", head))
        packing = zlib.compressobj(LEVEL, strategy=zlib.Z_FILTERED)
        for rows in _filtered(pixels):
            refuse_stopped()
            if packed := packing.compress(rows):
                stream.write(_chunk(_PIXELS, packed))
        stream.write(_chunk(_PIXELS, packing.flush()) + _chunk(_END, b""))


def _filtered(pixels: NDArray[Any]) -> Iterator[memoryview]:
    """Some rows at a time, each as its difference to what lies above or left of it.

    The library chooses the differences: it writes the rows without packing them, and those above
    them too, from which the first row differs.
    """
    from imagecodecs import png_encode  # noqa: PLC0415 - slow to import

    height = len(pixels)
    some = max(1, _STRIP_BYTES * height // pixels.nbytes)
    for first in range(0, height, some):
        above = max(0, first - 1)
        rows = np.ascontiguousarray(pixels[above : first + some])
        whole = zlib.decompress(_packed_pixels(png_encode(rows, level=0)))
        yield memoryview(whole)[(first - above) * (len(whole) // len(rows)) :]


def _packed_pixels(file: bytes | bytearray) -> bytes:
    """What the chunks of pixels of a PNG file hold together."""
    place, found = len(_SIGNATURE), list[bytes | bytearray]()
    while place < len(file):
        length, kind = struct.unpack_from(">I4s", file, place)
        if kind == _PIXELS:
            found.append(file[place + 8 : place + 8 + length])
        place += 12 + length
    return b"".join(found)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
