"""How densely objects lie in each part of an image: a small map to look at from afar."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.looked_at import LookedAt
from lvit_core.annotation.plane import TILE_PX
from lvit_core.measurement.images import UM2_IN_MM2
from lvit_core.measurement.shapes import SpacingUm

Unit = Literal["mm2", "megapixel"]
_SPOTS = 4  # a side, to see how much of a cell is known
CELLS = 160  # along the longer side
_WIDTHS = 36.0  # standard deviations of the smoothing along the longer side
_PX_IN_MEGAPIXEL = 1e6


@dataclass(frozen=True, eq=False)
class DensityMap:
    """Objects per unit of area, smoothed.

    Attributes:
        values: (h, w) float32 over the whole image, 0 and up.
        unit: Square millimetres, or megapixels where the size of a pixel is not known.
        objects: How many there are in all.
    """

    values: NDArray[np.float32]
    unit: Unit
    objects: int

    @property
    def highest(self) -> float:
        """The highest value."""
        return float(self.values.max(initial=0.0))


def density_map(
    centres_yx: NDArray[np.float64],
    image_hw: tuple[int, int],
    spacing_um: SpacingUm | None,
    looked_at: LookedAt | None = None,
) -> DensityMap:
    """Counts centres in cells and smooths them by a Gaussian.

    Both the counts and the area that they stand for are smoothed, so the edge of an image is not
    told as emptier than it is, and the map means the same beside it and in the middle.

    Args:
        centres_yx: (n, 2), in pixels.
        image_hw: Height and width of the image in pixels.
        spacing_um: Height and width of a pixel in micrometres; ``None`` when unknown.
        looked_at: What the area is of, and where centres lie; the whole image when omitted.
            Where nobody has looked the map is 0.
    """
    from scipy.ndimage import gaussian_filter  # noqa: PLC0415 - slow to import

    height, width = image_hw
    cell = max(1.0, max(height, width) / CELLS)
    rows, columns = math.ceil(height / cell), math.ceil(width / cell)
    y = np.clip((centres_yx[:, 0] / cell).astype(int), 0, rows - 1)
    x = np.clip((centres_yx[:, 1] / cell).astype(int), 0, columns - 1)
    counts = np.bincount(y * columns + x, minlength=rows * columns).reshape(rows, columns)
    tall = np.clip(height - cell * np.arange(rows), 0, cell)
    wide = np.clip(width - cell * np.arange(columns), 0, cell)
    spread = max(height, width) / cell / _WIDTHS
    smoothed = gaussian_filter(counts.astype(np.float64), spread, mode="constant")
    areas = np.outer(tall, wide)
    if looked_at is not None:
        areas *= _known_share(looked_at, (rows, columns), cell)
    area_px = gaussian_filter(areas, spread, mode="constant")
    per_px = np.where(areas > 0, smoothed / np.maximum(area_px, 1e-9), 0.0)
    if spacing_um is None:
        unit: Unit = "megapixel"
        per_unit = per_px * _PX_IN_MEGAPIXEL
    else:
        unit = "mm2"
        per_unit = per_px * UM2_IN_MM2 / (spacing_um[0] * spacing_um[1])
    return DensityMap(per_unit.astype(np.float32), unit, len(centres_yx))


def _known_share(looked_at: LookedAt, shape: tuple[int, int], cell: float) -> NDArray[np.float64]:
    """How much of each cell has been looked at, 0 to 1, by some places in each."""
    plane, spots = looked_at.plane, (np.arange(_SPOTS) + 0.5) / _SPOTS
    y = ((np.arange(shape[0])[:, None] + spots) * cell).astype(int).ravel()
    x = ((np.arange(shape[1])[:, None] + spots) * cell).astype(int).ravel()
    known = np.zeros((y.size, x.size))
    for (_, row, column), tile in plane.tiles():
        here_y, here_x = y // TILE_PX == row, x // TILE_PX == column
        part = tile[np.ix_(y[here_y] % TILE_PX, x[here_x] % TILE_PX)] > 0
        known[np.ix_(here_y, here_x)] = part
    spotted = known.reshape(shape[0], _SPOTS, shape[1], _SPOTS)
    return np.asarray(spotted.mean(axis=(1, 3)), np.float64)
