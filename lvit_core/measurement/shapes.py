"""Size and form of one object, measured by scikit-image.

Lengths and areas are given in pixels, and in micrometres where the image tells how large a pixel
is. Perimeters follow the Crofton formula (scikit-image, ``perimeter_crofton``), which on a grid is
nearer to a disc's true circumference than counting borders; it needs square pixels.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

SpacingUm = tuple[float, float]  # height and width of a pixel
_SQUARE = 1e-3  # largest relative difference of height and width of a square pixel


@dataclass(frozen=True, slots=True)
class Shape:
    """Size and form of one object; ``None`` where it cannot be told.

    Attributes:
        area_px: Number of pixels.
        area_um2: Area in square micrometres.
        perimeter_px, perimeter_um: Length of the outline, holes included; square pixels only.
        major_axis_px, minor_axis_px: Axes of the ellipse with the same second moments.
        major_axis_um, minor_axis_um: The same in micrometres.
        eccentricity: Of that ellipse, 0 (a circle) to 1.
        circularity: 4 pi area / perimeter^2, 1 for a disc; above 1 for objects of a few pixels.
        solidity: Area over the area of the convex hull, 0 to 1.
    """

    area_px: int
    area_um2: float | None
    perimeter_px: float
    perimeter_um: float | None
    major_axis_px: float
    minor_axis_px: float
    major_axis_um: float | None
    minor_axis_um: float | None
    eccentricity: float
    circularity: float | None
    solidity: float


def measure_shape(mask: NDArray[np.bool_], spacing_um: SpacingUm | None = None) -> Shape:
    """Measures one object.

    Args:
        mask: (h, w) bool, the object in a box around it; parts that do not touch are one object.
        spacing_um: Height and width of a pixel in micrometres; ``None`` when unknown.

    Raises:
        ValueError: The mask is empty.
    """
    if not mask.any():
        raise ValueError("an empty mask has no shape")
    found = _properties(mask, (1.0, 1.0))
    area, perimeter = int(found.area), float(found.perimeter_crofton)
    square = spacing_um is None or is_square(spacing_um)
    scale = spacing_um[0] if spacing_um is not None and square else None
    real = found if spacing_um is None or square else _properties(mask, spacing_um)
    unit = scale or 1.0  # of ``real`` where its axes are told in micrometres
    return Shape(
        area_px=area,
        area_um2=None if spacing_um is None else area * spacing_um[0] * spacing_um[1],
        perimeter_px=perimeter,
        perimeter_um=None if scale is None else scale * perimeter,
        major_axis_px=float(found.axis_major_length),
        minor_axis_px=float(found.axis_minor_length),
        major_axis_um=None if spacing_um is None else unit * float(real.axis_major_length),
        minor_axis_um=None if spacing_um is None else unit * float(real.axis_minor_length),
        eccentricity=float(real.eccentricity),
        circularity=4 * math.pi * area / perimeter**2 if square and perimeter else None,
        solidity=float(found.solidity),
    )


def is_square(spacing_um: SpacingUm) -> bool:
    """Whether pixels are as high as they are wide."""
    return abs(spacing_um[0] - spacing_um[1]) <= _SQUARE * max(spacing_um)


def _properties(mask: NDArray[np.bool_], spacing: tuple[float, float]) -> Any:
    from skimage import measure  # noqa: PLC0415 - not needed by the first paint

    find: Any = measure.regionprops
    return find(np.asarray(mask, np.uint8), spacing=spacing)[0]
