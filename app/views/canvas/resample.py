"""Stored values at the centres of screen pixels, before any window: 16 bit stay 16 bit.

Windowing after resampling means that dragging window/level touches the visible pixels only, and
the reduced image has the values a person expects, not a blend of two greys.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.geometry import Rect
from lvit_core.imaging.blocks import Sample

NEAREST_FROM_ZOOM = 4.0  # from here on a person works on pixels and wants to see them as they are

Pixels = NDArray[Any]


def image_rect_of(tile: Rect, zoom: float, image_hw: tuple[int, int]) -> Rect:
    """Full-resolution pixels under a rectangle of device pixels counted from the image's corner."""
    rect = Rect(
        int(tile.y0 / zoom), int(tile.x0 / zoom), int(tile.y1 / zoom) + 1, int(tile.x1 / zoom) + 1
    )
    return rect.intersect(Rect(0, 0, *image_hw))


def resampled(sample: Sample, scale: float, tile: Rect, zoom: float, smooth: bool) -> Pixels:
    """The values of one screen tile.

    Args:
        sample: Pixels of a level that cover the tile (the border is repeated where they do not).
        scale: Full-resolution pixels per pixel of that level.
        tile: Device pixels counted from the image's corner.
        zoom: Device pixels per full-resolution pixel.
        smooth: Linear interpolation; False repeats pixels.

    Returns:
        ``(h, w)`` or ``(h, w, 3)`` in the sample's type.
    """
    rows = (np.arange(tile.y0, tile.y1) + 0.5) / (zoom * scale) - sample.rect.y0
    columns = (np.arange(tile.x0, tile.x1) + 0.5) / (zoom * scale) - sample.rect.x0
    if smooth and zoom * scale != 1.0:
        return _linear(sample.pixels, rows - 0.5, columns - 0.5)
    return _nearest(sample.pixels, rows, columns)


def _nearest(pixels: Pixels, rows: NDArray[np.float64], columns: NDArray[np.float64]) -> Pixels:
    ys = np.clip(np.floor(rows).astype(np.intp), 0, pixels.shape[0] - 1)
    xs = np.clip(np.floor(columns).astype(np.intp), 0, pixels.shape[1] - 1)
    if ys.size <= pixels.shape[0]:
        return pixels.take(ys, axis=0).take(xs, axis=1)
    return pixels.take(xs, axis=1).take(ys, axis=0)


def _linear(pixels: Pixels, rows: NDArray[np.float64], columns: NDArray[np.float64]) -> Pixels:
    y0, y1, wy = _neighbours(rows, pixels.shape[0])
    x0, x1, wx = _neighbours(columns, pixels.shape[1])
    extra = (1,) * (pixels.ndim - 2)
    down = pixels.take(y0, axis=0).astype(np.float32)
    below = pixels.take(y1, axis=0).astype(np.float32)
    below -= down
    below *= wy.reshape(-1, 1, *extra)
    down += below
    result = down.take(x0, axis=1)
    right = down.take(x1, axis=1)
    right -= result
    right *= wx.reshape(1, -1, *extra)
    result += right
    if pixels.dtype.kind == "f":
        return result.astype(pixels.dtype, copy=False)
    return np.rint(result, out=result).astype(pixels.dtype)


def _neighbours(
    positions: NDArray[np.float64], count: int
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float32]]:
    """The two pixels around each position and the weight of the second."""
    inside = np.clip(positions, 0, count - 1)
    first = inside.astype(np.intp)
    second = np.minimum(first + 1, count - 1)
    return first, second, (inside - first).astype(np.float32)
