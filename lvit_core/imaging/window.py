"""From stored values to grey on the screen, fast enough to follow a dragging hand.

Integer images go through a table, so gamma and inversion cost nothing per pixel. The same code
prepares what the network sees, from the file alone, so that a person's view never changes a
prediction.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.imaging.image import Image
from lvit_core.imaging.value_window import Curve, Window

__all__ = ["Window", "auto_window", "initial_window", "model_rgb", "to_display"]

CHUNK_PX = 1 << 17  # buffers of this many pixels stay in the processor's cache
SAMPLE_PX = 250_000  # enough for percentiles to a tenth of a percent
_STEPS_OF_COPIES = (257, 256)
# Bits that colours may have where the file does not say: an image of a series would have to be
# sixteen times darker than white to be taken for another than its sisters.
_DEPTHS = (8, 12, 16)
LOW_PERCENT, HIGH_PERCENT = 0.5, 99.5


def auto_window(image: Image) -> Window:
    """A window over the central 99 % of the values: a burnt-in marker must not set the contrast."""
    return auto_window_of(image.pixels)


def auto_window_of(values: NDArray[Any]) -> Window:
    """A window over the central 99 % of values of any shape."""
    flat = values.reshape(-1)
    sample = flat[:: max(1, flat.size // SAMPLE_PX)]
    low, high = np.percentile(sample, (LOW_PERCENT, HIGH_PERCENT))
    if high <= low:
        low, high = float(sample.min()), float(sample.max())
    if high <= low:
        high = low + 1
    return Window.between(float(low), float(high))


def initial_window(image: Image) -> Window:
    """The window an image opens with.

    The file's own; all 256 values of 8 bits, also where a copy with 16 bits holds them; what the
    bits of colours hold; else automatic.
    """
    if image.window is not None:
        return image.window
    if image.pixels.dtype == np.uint8:
        return Window.between(0, 255)
    white: float = _white_of_copy(image.pixels)
    if not white and image.is_color:
        white = _white_of_colours(image.pixels)
    return Window.between(0, white) if white else auto_window(image)


def _white_of_copy(values: NDArray[Any]) -> int:
    """What white became in a copy with 16 bits of a picture with 8; 0 where it is no copy.

    Programs multiply by 257, some by 256; a picture that was measured is not made of such steps.
    """
    if values.dtype != np.uint16:
        return 0
    flat = values.reshape(-1)
    sample = flat[:: max(1, flat.size // SAMPLE_PX)]
    if len(sample) and sample.min() == sample.max():
        return 0
    for step in _STEPS_OF_COPIES:
        if not (sample % step).any() and not any((part % step).any() for part in _parts(flat)):
            return step * 255
    return 0


def _white_of_colours(values: NDArray[Any]) -> float:
    """The white of colours whose file states none; 0 where they are no colours of known bits.

    Readers give the window where a file states it (`Image.window`); colours are not stretched.
    """
    highest = max((float(part.max()) for part in _parts(values.reshape(-1))), default=0.0)
    if values.dtype == np.uint16:
        return next(float(2**bits - 1) for bits in _DEPTHS if highest < 2**bits)
    if values.dtype.kind == "f" and 0 < highest <= 1 and float(values.min()) >= 0:
        return 1.0
    return 0.0


def _parts(flat: NDArray[Any]) -> Iterator[NDArray[Any]]:
    for begin in range(0, flat.size, CHUNK_PX):
        yield flat[begin : begin + CHUNK_PX]


def to_display(
    pixels: NDArray[Any], window: Window, gamma: float = 1.0, invert: bool = False
) -> NDArray[np.uint8]:
    """Stored values as 8 bit grey or colour of the same height and width.

    Args:
        pixels: ``(H, W)`` or ``(H, W, 3)`` uint8, uint16, int16 or float32.
        window: Values outside are black or white.
        gamma: Above 1 lifts the dark parts; must be greater than 0.
        invert: True shows low values bright.

    Returns:
        A new uint8 array of the same shape.
    """
    plain = window.curve is Curve.STRAIGHT and gamma == 1.0 and not invert
    unchanged = plain and window.low == 0 and window.high == 255
    if unchanged and pixels.dtype == np.uint8:
        return pixels.copy()
    if pixels.dtype.kind == "f":
        return _curve(pixels, window, gamma, invert)
    table = _table(pixels.dtype, window, gamma, invert)
    unsigned = np.ascontiguousarray(pixels).view(f"u{pixels.dtype.itemsize}")
    return _look_up(table, unsigned)


def model_rgb(image: Image) -> NDArray[np.uint8]:
    """What the network sees: ``(H, W, 3)`` uint8, bone bright, independent of the user's view."""
    grey = to_display(image.pixels, initial_window(image), invert=image.inverted)
    if image.is_color:
        return grey
    return np.repeat(grey[:, :, None], 3, axis=2)


def _curve(values: NDArray[Any], window: Window, gamma: float, invert: bool) -> NDArray[np.uint8]:
    result = np.empty(values.shape, np.uint8)
    source, target = values.reshape(-1), result.reshape(-1)
    for begin in range(0, source.size, CHUNK_PX):
        part = slice(begin, begin + CHUNK_PX)
        scaled = source[part].astype(np.float32)
        scaled -= np.float32(window.low)
        scaled *= np.float32(1.0 / (window.high - window.low))
        if window.curve is not Curve.STRAIGHT:
            scaled = _bent(scaled, window)
        np.clip(scaled, 0.0, 1.0, out=scaled)
        if gamma != 1.0:
            np.power(scaled, np.float32(1.0 / gamma), out=scaled)
        if invert:
            np.subtract(np.float32(1.0), scaled, out=scaled)
        scaled *= np.float32(255.0)
        scaled += np.float32(0.5)
        target[part] = scaled.astype(np.uint8)
    return result


def _bent(scaled: NDArray[np.float32], window: Window) -> NDArray[np.float32]:
    """What a curve makes of values that lie from 0 to 1 inside the window."""
    if window.curve is Curve.SIGMOID:
        steep = np.clip(-4 * (scaled - np.float32(0.5)), -80, 80)
        return np.asarray(1 / (1 + np.exp(steep)), np.float32)
    table = np.frombuffer(window.table, np.uint8)
    places = np.rint(np.clip(scaled, 0, 1) * np.float32(len(table) - 1)).astype(np.intp)
    return np.asarray(table[places] / np.float32(255), np.float32)


def _table(dtype: np.dtype[Any], window: Window, gamma: float, invert: bool) -> NDArray[np.uint8]:
    """One grey per stored value, ordered by the value's unsigned bit pattern."""
    count = 1 << (8 * dtype.itemsize)
    values = np.arange(count, dtype=np.uint32).astype(f"u{dtype.itemsize}").view(dtype)
    return _curve(values, window, gamma, invert)


def _look_up(table: NDArray[np.uint8], indices: NDArray[Any]) -> NDArray[np.uint8]:
    result = np.empty(indices.shape, np.uint8)
    source, target = indices.reshape(-1), result.reshape(-1)
    for begin in range(0, source.size, CHUNK_PX):
        part = slice(begin, begin + CHUNK_PX)
        np.take(table, source[part], out=target[part], mode="wrap")
    return result
