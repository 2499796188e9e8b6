"""How a coarser level is made of a finer one, whoever keeps the pixels."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.geometry import Rect

BAND_ROWS = 1024  # rows taken at once, so that sums need little memory; an even number
SMALLEST_LEVEL_PX = 512  # no coarser level is made once the longer side fits into this


def half_size(pixels: NDArray[Any]) -> NDArray[Any]:
    """Means of 2 x 2 pixels, ``(ceil(H / 2), ceil(W / 2), ...)``, in the same type."""
    rows = pixels.shape[0]
    if rows <= BAND_ROWS:
        return _half(pixels)
    bands = [_half(pixels[top : top + BAND_ROWS]) for top in range(0, rows, BAND_ROWS)]
    return np.concatenate(bands)


def _half(pixels: NDArray[Any]) -> NDArray[Any]:
    height, width = pixels.shape[:2]
    if height % 2 or width % 2:
        padding = [(0, height % 2), (0, width % 2)] + [(0, 0)] * (pixels.ndim - 2)
        pixels = np.pad(pixels, padding, mode="edge")
    floating = pixels.dtype.kind == "f"
    total: NDArray[Any] = pixels[0::2, 0::2].astype(np.float32 if floating else np.int32)
    for row, column in ((0, 1), (1, 0), (1, 1)):
        total += pixels[row::2, column::2]
    mean = total * np.float32(0.25) if floating else (total + 2) >> 2
    return mean.astype(pixels.dtype)


def made_of_finer(
    read: Callable[[Rect], NDArray[Any]], size: tuple[int, int], piece: tuple[int, int]
) -> NDArray[Any]:
    """A whole level made of the next finer one, piece by piece.

    Args:
        read: Pixels ``(h, w, ...)`` of a part of the finer level; what lies outside is left out.
        size: Rows and columns of the level that is made, at least one of each.
        piece: Rows and columns that are made at once.
    """
    result: NDArray[Any] | None = None
    for y in range(0, size[0], piece[0]):
        for x in range(0, size[1], piece[1]):
            target = Rect(y, x, y + piece[0], x + piece[1]).intersect(Rect(0, 0, *size))
            finer = Rect(2 * target.y0, 2 * target.x0, 2 * target.y1, 2 * target.x1)
            made = half_size(read(finer))
            if result is None:
                result = np.zeros((*size, *made.shape[2:]), made.dtype)
            result[target.slices] = made
    assert result is not None  # a level has at least one pixel
    return result
