"""How far each object is from the nearest other one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def nearest_distances(
    centres_yx: NDArray[np.float64], unit_yx: tuple[float, float] = (1.0, 1.0)
) -> NDArray[np.float64]:
    """Distance from each centre to the nearest other: (n, 2) -> (n,); NaN for a single one.

    Args:
        centres_yx: In pixels.
        unit_yx: Height and width of a pixel; the distances are in that unit.
    """
    if len(centres_yx) < 2:
        return np.full(len(centres_yx), np.nan)
    from scipy.spatial import KDTree  # noqa: PLC0415 - slow to import

    points = centres_yx * np.asarray(unit_yx)
    apart, _ = KDTree(points).query(points, k=2)  # the first of the two is the centre itself
    return np.asarray(apart)[:, 1]
