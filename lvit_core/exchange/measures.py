"""How large an object is in the patient: area and longest diameter along its pixels' borders."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

SpacingMm = tuple[float, float]


def area_mm2(mask: NDArray[np.bool_], spacing_mm: SpacingMm) -> float:
    """The area of a mask ``(H, W)``; ``spacing_mm`` is the height and width of a pixel."""
    return float(np.count_nonzero(mask)) * spacing_mm[0] * spacing_mm[1]


def longest_diameter_mm(mask: NDArray[np.bool_], spacing_mm: SpacingMm) -> float:
    """The distance of the two corners of pixels that lie farthest apart; 0 for an empty mask.

    Args:
        mask: The object, ``(H, W)``; separate parts count as one object.
        spacing_mm: Height and width of a pixel.
    """
    rows = np.flatnonzero(mask.any(axis=1))
    if not rows.size:
        return 0.0
    some = mask[rows]
    first = some.argmax(axis=1)
    last = some.shape[1] - some[:, ::-1].argmax(axis=1)
    # Of each row only the outer corners can be among the farthest.
    corners = [(rows + down, across) for down in (0, 1) for across in (first, last)]
    points = np.concatenate([np.stack(pair, axis=1) for pair in corners]).astype(float)
    hull = _hull(points * np.asarray(spacing_mm))
    apart = hull[:, None] - hull[None]
    return float(np.sqrt((apart**2).sum(axis=2)).max())


def _hull(points: NDArray[np.float64]) -> NDArray[np.float64]:
    from shapely import MultiPoint, get_coordinates  # noqa: PLC0415 - slow to import

    return np.asarray(get_coordinates(MultiPoint(points).convex_hull))
