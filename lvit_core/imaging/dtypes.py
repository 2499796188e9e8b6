"""Brings any stored number type to one of the four that the product works with."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def compact_type(pixels: NDArray[Any]) -> NDArray[Any]:
    """The same values as uint8, uint16, int16 or float32.

    Booleans become 0 and 255; wider integers stay whole numbers when they fit 16 bits; values
    that are not numbers become the smallest value there is.
    """
    if pixels.dtype == np.bool_:
        return pixels.astype(np.uint8) * np.uint8(255)
    native = pixels.astype(pixels.dtype.newbyteorder("="), copy=False)
    if native.dtype in (np.uint8, np.uint16, np.int16):
        return native
    if native.dtype.kind in "iu":
        low, high = int(native.min(initial=0)), int(native.max(initial=0))
        if low >= 0 and high <= 65535:
            return native.astype(np.uint16)
        if low >= -32768 and high <= 32767:
            return native.astype(np.int16)
        return native.astype(np.float32)
    values = native.astype(np.float32)
    finite = np.isfinite(values)
    if not finite.all():
        lowest = float(values[finite].min()) if finite.any() else 0.0
        highest = float(values[finite].max()) if finite.any() else 0.0
        values = np.nan_to_num(values, nan=lowest, posinf=highest, neginf=lowest)
    return values
