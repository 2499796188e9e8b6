"""How much a sentence moved an answer: one number from two probability maps of the same image."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

HAZE = 0.1
"""Probabilities below this count as 0: a good model's faint haze sums up over a whole image."""

DECIDED = 0.5
"""From this influence on, most of an answer is the sentence's doing."""


def influence(first: NDArray[np.uint8], second: NDArray[np.uint8]) -> float:
    """1 - soft Dice of two answers: 0 when they are the same, 1 when they share nothing.

    The soft Dice of probabilities p and q is 2 sum(min(p, q)) / (sum(p) + sum(q)), which needs no
    threshold and is the Dice of the masks where p and q are 0 or 1.

    Args:
        first: uint8 (H, W), 0 to 255 for 0 to 1.
        second: The same image under another question.

    Returns:
        0..1; two answers that see nothing agree.
    """
    p, q = _without_haze(first), _without_haze(second)
    total = int(p.sum(dtype=np.int64)) + int(q.sum(dtype=np.int64))
    shared = int(np.minimum(p, q).sum(dtype=np.int64))
    return 1.0 - 2.0 * shared / total if total else 0.0


def sureness(probability: NDArray[np.uint8], mask: NDArray[np.bool_]) -> float:
    """Mean probability within the mask, 0..1; 0 where the mask is empty.

    Args:
        probability: uint8 (H, W), 0 to 255 for 0 to 1.
        mask: bool (H, W).
    """
    inside = probability[mask]
    return float(inside.mean()) / 255.0 if inside.size else 0.0


def _without_haze(probability: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.where(probability < round(HAZE * 255), np.uint8(0), probability)
