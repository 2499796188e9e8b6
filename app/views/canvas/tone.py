"""Window, gamma and inversion as one table per change, applied to screen tiles.

The table is `to_display` of every value an integer pixel can have, so the screen shows exactly
what the core says, at the price of one look-up per visible pixel.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from lvit_core.imaging.window import Window, to_display

OPAQUE = np.uint32(0xFF000000)
GREYS = (np.arange(256, dtype=np.uint32) * 0x010101) | OPAQUE

Pixels = NDArray[Any]


class Tone:
    """How stored values become light.

    Args:
        dtype: Of the pixels: uint8, uint16, int16 or float32.
        window: Range shown from black to white.
        gamma: Above 1 lifts the dark parts.
        invert: True shows low values bright.
    """

    def __init__(
        self, dtype: np.dtype[Any], window: Window, gamma: float = 1.0, invert: bool = False
    ) -> None:
        self.window, self.gamma, self.invert = window, gamma, invert
        self._table: NDArray[np.uint8] | None = None
        if dtype.kind in "iu":
            self._unsigned = np.dtype(f"u{dtype.itemsize}")
            count = 1 << (8 * dtype.itemsize)
            ramp = np.arange(count, dtype=np.uint32).astype(self._unsigned).view(dtype)
            self._table = to_display(ramp[None], window, gamma, invert)[0]
            self._argb = GREYS.take(self._table)

    def argb(self, values: Pixels) -> NDArray[np.uint32]:
        """``(h, w)`` opaque ``0xFFRRGGBB`` of ``(h, w)`` or ``(h, w, 3)`` stored values."""
        if values.ndim == 3:
            return _packed(self._shown(values))
        if self._table is None:
            return GREYS.take(to_display(values, self.window, self.gamma, self.invert))
        return self._argb.take(values.view(self._unsigned), mode="wrap")

    def _shown(self, values: Pixels) -> NDArray[np.uint8]:
        if self._table is None:
            return to_display(values, self.window, self.gamma, self.invert)
        return self._table.take(values.view(self._unsigned), mode="wrap")


def _packed(rgb: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """8 bit colour as ``0xFFRRGGBB``; Qt's conversion is several times faster than arithmetic."""
    rgb = np.ascontiguousarray(rgb)
    height, width = rgb.shape[:2]
    picture = QImage(rgb.data, width, height, rgb.strides[0], QImage.Format.Format_RGB888)
    packed = picture.convertToFormat(QImage.Format.Format_RGB32)
    words = np.frombuffer(packed.constBits(), np.uint32).reshape(height, -1)
    return words[:, :width].copy()
