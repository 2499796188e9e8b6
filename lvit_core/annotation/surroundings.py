"""What belongs to an accepted object below the threshold: no ring around it is ever proposed.

A network is less and less sure towards the rim of an object. Once the object is accepted, that rim
is nobody's any more: at a lower threshold it would be proposed as a sliver around what is there.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from lvit_core.annotation.levels import LOWEST, grown
from lvit_core.annotation.plane import Labels
from lvit_core.annotation.regions import Region
from lvit_core.annotation.threshold import inside, threshold_byte
from lvit_core.geometry import Rect

_FIRST_MARGIN_PX = 32

Mask = npt.NDArray[np.bool_]


def surroundings(
    probability: npt.NDArray[np.uint8], threshold: float, taken: Mask, rest: Labels
) -> Mask:
    """The pixels of objects that were taken, and of what slopes away from them; bool (H, W).

    The slope ends where it rises again to another object, or to a top of its own.

    Args:
        probability: uint8 (H, W), 0 to 255 for 0 to 1.
        threshold: From which on the objects were proposed, 0 to 1.
        taken: bool (H, W), what was taken.
        rest: int32 (H, W), the objects 1..n that are still proposed.
    """
    found, bounds = taken.copy(), Rect(0, 0, *taken.shape)
    around = Region(bounds, taken).tight().rect
    margin = _FIRST_MARGIN_PX
    while not around.empty:
        window = around.grown(margin).intersect(bounds)
        box = window.slices
        own = _slope(probability[box], threshold, taken[box], rest[box])
        if window == bounds or not Region(window, own).leaves(bounds):
            found[box] |= own
            break
        margin *= 2
    return found


def _slope(probability: npt.NDArray[np.uint8], threshold: float, taken: Mask, rest: Labels) -> Mask:
    part = inside(probability, min(LOWEST, threshold)) | taken
    least = threshold_byte(threshold)
    own = np.where(taken, 1, np.where(rest > 0, rest + 1, 0)).astype(np.int32)
    height = np.where(own > 0, least, np.minimum(probability, least)).astype(np.int32)
    slope: Mask = grown(own, np.where(part, height, 0), part, int(own.max(initial=0))) == 1
    return slope & part
