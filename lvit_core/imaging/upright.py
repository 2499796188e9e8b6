"""Turns pixels as the Orientation tag of TIFF and EXIF says, once, where a file is read.

Values 1 to 8 as in TIFF 6.0: where the first row and the first column of the stored picture lie.
"""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from lvit_core.geometry import Rect

T = TypeVar("T")

ORIENTATION_TAG = 0x0112
_ROWS_REVERSED = (3, 4, 6, 7)
_COLUMNS_REVERSED = (2, 3, 7, 8)
_TURNED = (5, 6, 7, 8)  # after that, rows become columns


def known(orientation: object) -> int:
    """The value as a number of 1 to 8; 1 for all that makes no sense."""
    return int(orientation) if isinstance(orientation, int) and 1 <= orientation <= 8 else 1


def upright(pixels: NDArray[Any], orientation: int) -> NDArray[Any]:
    """Stored pixels ``(H, W, ...)`` the way they are meant to be seen."""
    if orientation == 1:
        return pixels
    if orientation in _ROWS_REVERSED:
        pixels = pixels[::-1]
    if orientation in _COLUMNS_REVERSED:
        pixels = pixels[:, ::-1]
    if orientation in _TURNED:
        pixels = pixels.swapaxes(0, 1)
    return np.ascontiguousarray(pixels)


def upright_pair(pair: tuple[T, T], orientation: int) -> tuple[T, T]:
    """Height and width, or whatever else belongs to rows and columns, after turning."""
    return (pair[1], pair[0]) if orientation in _TURNED else pair


def stored_rect(rect: Rect, stored_hw: tuple[int, int], orientation: int) -> Rect:
    """Where a rectangle of the upright picture lies in the stored one."""
    height, width = stored_hw
    y0, x0, y1, x1 = rect.y0, rect.x0, rect.y1, rect.x1
    if orientation in _TURNED:
        y0, x0, y1, x1 = x0, y0, x1, y1
    if orientation in _ROWS_REVERSED:
        y0, y1 = height - y1, height - y0
    if orientation in _COLUMNS_REVERSED:
        x0, x1 = width - x1, width - x0
    return Rect(y0, x0, y1, x1)
