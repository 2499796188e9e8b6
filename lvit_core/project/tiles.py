"""Label tiles and proposals as compressed bytes, with a mark of the encoding in front.

The mark lets a later version change the encoding without touching rows that exist.
"""

from __future__ import annotations

from math import prod
from typing import Any

import numpy as np
import zstandard
from numpy.typing import NDArray

from lvit_core.errors import LViTError

INT32_ZSTD = b"\x01"
UINT8_ZSTD = b"\x02"
LEVEL = 3  # label tiles shrink to a few hundred bytes; higher levels only cost time


def pack_tile(tile: NDArray[np.int32]) -> bytes:
    """A square int32 tile of object ids as bytes."""
    return pack_labels(tile)


def unpack_tile(data: bytes, side_px: int) -> NDArray[np.int32]:
    """The tile again, ``(side_px, side_px)`` int32, writable."""
    return unpack_labels(data, side_px, side_px)


def pack_labels(labels: NDArray[np.int32]) -> bytes:
    """An int32 ``(H, W)`` plane of ids as bytes; the size is kept elsewhere."""
    return INT32_ZSTD + _squeeze(labels.astype("<i4", copy=False))


def unpack_labels(data: bytes, height: int, width: int) -> NDArray[np.int32]:
    """The plane of ids again, ``(height, width)``."""
    flat = _stretch(data, INT32_ZSTD, "<i4", height * width)
    return flat.astype(np.int32, copy=False).reshape(height, width)


def pack_bytes(values: NDArray[np.uint8]) -> bytes:
    """uint8 values as bytes; their shape is kept elsewhere."""
    return UINT8_ZSTD + _squeeze(values)


def unpack_bytes(data: bytes, shape: tuple[int, ...]) -> NDArray[np.uint8]:
    """The uint8 values again, in ``shape``."""
    return _stretch(data, UINT8_ZSTD, "u1", prod(shape)).reshape(shape)


def _squeeze(values: NDArray[Any]) -> bytes:
    return zstandard.ZstdCompressor(LEVEL).compress(np.ascontiguousarray(values).tobytes())


def _stretch(data: bytes, mark: bytes, dtype: str, count: int) -> NDArray[Any]:
    if data[:1] != mark:
        raise LViTError("A part of the project is stored in an unknown way.", "Update the program.")
    size = count * np.dtype(dtype).itemsize
    try:
        raw = zstandard.ZstdDecompressor().decompress(data[1:], max_output_size=size)
    except zstandard.ZstdError as error:
        raise _damaged() from error
    if len(raw) != size:
        raise _damaged()
    return np.frombuffer(bytearray(raw), dtype)


def _damaged() -> LViTError:
    return LViTError(
        "A stored mask is damaged.",
        "Close the project; `lvit project repair` makes it again from the history.",
    )
