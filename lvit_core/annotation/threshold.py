"""The one rule that turns probabilities into a mask: inside is ``p >= threshold``, never p = 0.

Networks answer in floats, proposals are kept in bytes. Both go by the same rule in single
precision, and ``as_bytes`` never rounds a probability over the threshold, so an answer and what is
kept of it have the same mask to the pixel.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

LEVELS = 255  # the byte b stands for the probability b / 255

Mask = npt.NDArray[np.bool_]


def inside(probability: npt.NDArray[Any], threshold: float) -> Mask:
    """Where ``probability`` reaches ``threshold``, bool of the same shape.

    Args:
        probability: Floats 0..1, or uint8 where b stands for b / 255.
        threshold: 0..1. What has no probability at all is outside whatever the threshold.
    """
    if probability.dtype == np.uint8:
        return probability >= threshold_byte(threshold)
    return probability.astype(np.float32, copy=False) >= max(np.float32(threshold), _LEAST)


def threshold_byte(threshold: float) -> int:
    """The smallest byte that is inside: the smallest b >= 1 with b / 255 >= threshold, in float32.

    256, which no byte reaches, for a threshold above 1.
    """
    return max(1, int(np.searchsorted(_PROBABILITIES, np.float32(threshold))))


def as_bytes(values: npt.NDArray[Any], threshold: float | None = None) -> npt.NDArray[np.uint8]:
    """0..1 as 0..255, the nearest; what lies outside 0..1 is cut.

    With a ``threshold`` no value changes its side: what would be rounded over the threshold takes
    the last byte before it.
    """
    scaled = np.multiply(values, np.float32(LEVELS), dtype=np.float32)
    scaled += np.float32(0.5)
    levels: npt.NDArray[np.uint8] = scaled.clip(0, LEVELS).astype(np.uint8)
    if threshold is None:
        return levels
    first = threshold_byte(threshold)
    mask = inside(values, threshold)
    wrong = mask != (levels >= first)
    if wrong.any():
        levels[wrong] = np.where(mask[wrong], first, first - 1)
    return levels


_LEAST = np.finfo(np.float32).tiny
_PROBABILITIES = np.arange(LEVELS + 1, dtype=np.float32) / np.float32(LEVELS)
