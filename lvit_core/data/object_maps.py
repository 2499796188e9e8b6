"""What an image's objects teach the geometry head: how deep a pixel lies in its own, and where to.

Maps are made once of the whole image, so that an object that a crop cuts keeps its true middle and
depth. A view then looks them up at the nearest pixel, which never mixes two objects, and turns the
way to the middle as it turns the picture.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from lvit_core.annotation.geometry import REACH_PX
from lvit_core.data.warp import Warp, sample_nearest

MAPS = 4
"""Planes of a target: depth, rows, columns, and whether objects are known there."""


def object_maps(
    instances: NDArray[Any], known: NDArray[np.bool_] | None = None
) -> NDArray[np.float32]:
    """Depth and way to the middle of each pixel's object.

    Args:
        instances: (H, W) integer ids, 0 for none.
        known: (H, W), where objects are known; everywhere when omitted. Of an object that reaches
            the rim nothing is told: nobody knows how it goes on.

    Returns:
        float32 (H, W, 4): the distance to the nearest pixel outside of the object as a share of the
        object's largest, 0..1 (the picture's edge is no outside); rows and columns to the mean of
        the object's pixels, in pixels; 1 where objects are known. Zeros outside objects.
    """
    from scipy import ndimage  # noqa: PLC0415 - only training needs it

    height, width = instances.shape
    maps = np.zeros((height, width, MAPS), np.float32)
    maps[..., 3] = 1.0
    _, numbered = np.unique(instances, return_inverse=True)  # ids may be sparse and large
    ids = numbered.reshape(instances.shape) + (0 if (instances == 0).any() else 1)
    for number, box in enumerate(ndimage.find_objects(ids), start=1):
        rows, columns = (
            slice(max(0, side.start - 1), min(limit, side.stop + 1))
            for side, limit in zip(box, (height, width), strict=True)
        )
        own = ids[rows, columns] == number
        depth = np.ones(own.shape) if own.all() else ndimage.distance_transform_edt(own)
        y, x = np.nonzero(own)
        part = maps[rows, columns]
        part[y, x, 0] = depth[y, x] / depth.max()
        part[y, x, 1] = y.mean() - y
        part[y, x, 2] = x.mean() - x
    if known is not None:
        rim = ndimage.binary_dilation(~known, np.ones((3, 3), bool))
        cut_off = np.isin(instances, np.unique(instances[rim & (instances != 0)]))
        maps[~known | (cut_off & (instances != 0))] = 0.0
    return maps


def view_of_maps(maps: NDArray[np.floating[Any]], warp: Warp, size: int) -> Tensor:
    """The maps as a view of the image shows them, float32 (4, size, size).

    The way to the middle is in units of ``REACH_PX`` pixels of the view, at most 1 to either side.
    Beyond the image nothing is known.
    """
    seen = sample_nearest(maps, warp, size)
    half_yx = np.array(maps.shape[:2], np.float64) / 2
    # Warp.matrix has x first; a step in the view moves the source by this many pixels.
    step = np.diag(half_yx[::-1]) @ warp.matrix[:, :2] * (2.0 / size)
    back = torch.from_numpy((np.linalg.inv(step) / REACH_PX).astype(np.float32))
    dy, dx = seen[1].clone(), seen[2].clone()
    seen[1] = (back[1, 0] * dx + back[1, 1] * dy).clamp_(-1.0, 1.0)
    seen[2] = (back[0, 0] * dx + back[0, 1] * dy).clamp_(-1.0, 1.0)
    return seen
