"""Which objects of two masks are the same: a rim of a pixel makes no other object."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from lvit_core.annotation.instances import label_counts
from lvit_core.annotation.plane import Labels

SAME_DICE = 0.5

Known = npt.NDArray[np.bool_]


def matched_objects(one: Labels, other: Labels) -> tuple[Known, Known]:
    """By id, for each of two masks int32 (H, W): whether the other has the same object.

    Two objects are the same from a Dice of one half on.
    """
    sizes, others = label_counts(one), label_counts(other)
    known, known_other = np.zeros(sizes.size, bool), np.zeros(others.size, bool)
    both = (one > 0) & (other > 0)
    pairs = one[both].astype(np.int64) * others.size + other[both]
    numbers, shared = np.unique(pairs, return_counts=True)
    mine, theirs = numbers // others.size, numbers % others.size
    same = 2 * shared >= SAME_DICE * (sizes[mine] + others[theirs])
    known[mine[same]] = True
    known_other[theirs[same]] = True
    return known, known_other
