"""One affine map takes image, mask and pseudo label from their sources to the network's input.

Because crop, flip, turn, rotation and zoom are a single matrix in normalised coordinates, the
same matrix serves sources of different resolution: a full-size mask, a smaller stored image and
a pseudo label at network size stay aligned to a fraction of a pixel.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional


@dataclass(frozen=True)
class Warp:
    """Output position -> source position, both in -1..1 over the pixel area (x first).

    Attributes:
        matrix: (2, 3) float64.
        flipped_horizontally: The source appears mirrored left to right.
        flipped_vertically: The source appears upside down.
        quarter_turns: Counter-clockwise turns by 90 degrees, 0..3.
        partial: Only a part of the source is seen.
    """

    matrix: NDArray[np.float64]
    flipped_horizontally: bool = False
    flipped_vertically: bool = False
    quarter_turns: int = 0
    partial: bool = False

    @property
    def identity(self) -> bool:
        return bool(np.array_equal(self.matrix, np.eye(2, 3)))


IDENTITY = Warp(np.eye(2, 3))


def make_warp(
    source_hw: tuple[int, int],
    window_hw: tuple[float, float],
    center_yx: tuple[float, float],
    *,
    zoom: float = 1.0,
    rotation_deg: float = 0.0,
    quarter_turns: int = 0,
    flip_horizontal: bool = False,
    flip_vertical: bool = False,
    partial: bool = False,
) -> Warp:
    """The map that shows a window of the source, turned and flipped about the window's centre.

    Args:
        source_hw: Size of the source in pixels.
        window_hw: Size of the window in source pixels, before zooming.
        center_yx: Centre of the window in source pixels.
        zoom: Above 1 shows less of the source, larger.
        rotation_deg: Counter-clockwise on the screen.
        quarter_turns: Counter-clockwise on the screen; exact.
        flip_horizontal: Mirror left to right, after turning.
        flip_vertical: Mirror top to bottom, after turning.
        partial: Recorded in the result.
    """
    angle = math.radians(rotation_deg)
    rotation = np.array(
        [[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]]
    )  # output to source, y down: showing the source turned counter-clockwise
    turn = np.linalg.matrix_power(np.array([[0.0, -1.0], [1.0, 0.0]]), quarter_turns % 4)
    mirror = np.diag([-1.0 if flip_horizontal else 1.0, -1.0 if flip_vertical else 1.0])
    half_window = np.diag([window_hw[1] / 2, window_hw[0] / 2]) / zoom
    if quarter_turns % 2:  # a turned window keeps filling the output
        half_window = half_window[::-1, ::-1].copy()
    to_unit = np.diag([2.0 / source_hw[1], 2.0 / source_hw[0]])
    linear = to_unit @ rotation @ turn @ half_window @ mirror
    offset = np.array(
        [center_yx[1] * 2.0 / source_hw[1] - 1.0, center_yx[0] * 2.0 / source_hw[0] - 1.0]
    )
    return Warp(
        np.concatenate([linear, offset[:, None]], axis=1),
        flip_horizontal,
        flip_vertical,
        quarter_turns % 4,
        partial,
    )


def apply_warp(source_hwc: NDArray[np.generic], warp: Warp, size: int) -> Tensor:
    """Samples a source bilinearly; beyond its border it continues as a mirror image.

    Args:
        source_hwc: (H, W) or (H, W, C), any numeric type.
        warp: Where to look.
        size: Side of the square output in pixels.

    Returns:
        (C, size, size) float32 in the source's range.
    """
    if source_hwc.ndim == 2:
        source_hwc = source_hwc[..., None]
    height, width = source_hwc.shape[:2]
    rows, columns = _seen(warp.matrix, height, width, size)
    part = source_hwc[rows, columns]
    matrix = _relative(warp.matrix, (height, width), rows, columns)
    tensor = torch.from_numpy(np.ascontiguousarray(part.transpose(2, 0, 1))).float()[None]
    if matrix.shape == (2, 3) and np.array_equal(matrix, np.eye(2, 3)):
        if part.shape[:2] == (size, size):
            return tensor[0]
        if part.shape[0] == part.shape[1] == 2 * size:
            return functional.avg_pool2d(tensor, 2)[0]
    theta = torch.from_numpy(matrix.astype(np.float32))[None]
    grid = functional.affine_grid(theta, [1, tensor.shape[1], size, size], align_corners=False)
    sampled = functional.grid_sample(
        tensor, grid, mode="bilinear", padding_mode="reflection", align_corners=False
    )
    return sampled[0]


def sample_nearest(source_hwc: NDArray[np.floating[Any]], warp: Warp, size: int) -> Tensor:
    """The same of the nearest source pixels, for what must not be mixed; zeros beyond the border.

    Returns:
        (C, size, size) float32.
    """
    height, width = source_hwc.shape[:2]
    rows, columns = _seen(warp.matrix, height, width, size)
    matrix = _relative(warp.matrix, (height, width), rows, columns)
    part = np.ascontiguousarray(source_hwc[rows, columns].transpose(2, 0, 1))
    tensor = torch.from_numpy(part).float()[None]
    theta = torch.from_numpy(matrix.astype(np.float32))[None]
    grid = functional.affine_grid(theta, [1, tensor.shape[1], size, size], align_corners=False)
    sampled = functional.grid_sample(
        tensor, grid, mode="nearest", padding_mode="zeros", align_corners=False
    )
    return sampled[0]


def _seen(matrix: NDArray[np.float64], height: int, width: int, size: int) -> tuple[slice, slice]:
    """The rows and columns that can be touched, so that a small crop converts few pixels."""
    corners = np.array([[-1, -1, 1], [-1, 1, 1], [1, -1, 1], [1, 1, 1]], float) @ matrix.T
    low, high = corners.min(axis=0), corners.max(axis=0)
    if (np.abs(corners) > 1.0).any():  # mirrored continuation needs everything
        return slice(0, height), slice(0, width)
    x0, x1 = (low[0] + 1) / 2 * width, (high[0] + 1) / 2 * width
    y0, y1 = (low[1] + 1) / 2 * height, (high[1] + 1) / 2 * height
    return (
        slice(max(0, math.floor(y0) - 1), min(height, math.ceil(y1) + 1)),
        slice(max(0, math.floor(x0) - 1), min(width, math.ceil(x1) + 1)),
    )


def _relative(
    matrix: NDArray[np.float64], shape: tuple[int, int], rows: slice, columns: slice
) -> NDArray[np.float64]:
    """The same map with its source coordinates measured over the part instead of the whole."""
    whole_hw = np.array([shape[1], shape[0]], float)
    start = np.array([columns.start, rows.start], float)
    size = np.array([columns.stop - columns.start, rows.stop - rows.start], float)
    if np.array_equal(size, whole_hw):
        return matrix
    linear = matrix[:, :2] * (whole_hw / size)[:, None]
    offset = ((matrix[:, 2] + 1) / 2 * whole_hw - start) / size * 2 - 1
    return np.concatenate([linear, offset[:, None]], axis=1)
