"""Dice and IoU in the two forms that papers confuse, each under its own name.

The reference prints the foreground score per image, averaged over images; eqs. 32 and 33 average
over classes, background included.  The two differ by several points, so neither is ever called
just "the Dice" here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Overlap:
    """The overlap of one predicted mask with the truth, all values in 0..1."""

    dice: float
    iou: float
    dice_mean_classes: float
    iou_mean_classes: float


def dice(predicted: NDArray[np.bool_], truth: NDArray[np.bool_]) -> float:
    """Foreground Dice of two (H, W) masks; two empty masks agree perfectly and give 1."""
    both, either = _counts(predicted, truth)
    total = both + either
    return 1.0 if total == 0 else 2.0 * both / total


def iou(predicted: NDArray[np.bool_], truth: NDArray[np.bool_]) -> float:
    """Foreground intersection over union of two (H, W) masks; two empty masks give 1."""
    both, either = _counts(predicted, truth)
    return 1.0 if either == 0 else both / either


def overlap(predicted: NDArray[np.bool_], truth: NDArray[np.bool_]) -> Overlap:
    """Every overlap score of a binary pair; "mean classes" is eqs. 32, 33 with C = 2.

    Raises:
        ValueError: The masks differ in shape.
    """
    outside, blank = ~predicted, ~truth
    return Overlap(
        dice=dice(predicted, truth),
        iou=iou(predicted, truth),
        dice_mean_classes=(dice(predicted, truth) + dice(outside, blank)) / 2,
        iou_mean_classes=(iou(predicted, truth) + iou(outside, blank)) / 2,
    )


def mean_overlap(scores: Sequence[Overlap]) -> Overlap:
    """The average over images.

    Raises:
        ValueError: There is nothing to average.
    """
    if not scores:
        raise ValueError("no scores to average")
    count = len(scores)
    return Overlap(
        dice=sum(s.dice for s in scores) / count,
        iou=sum(s.iou for s in scores) / count,
        dice_mean_classes=sum(s.dice_mean_classes for s in scores) / count,
        iou_mean_classes=sum(s.iou_mean_classes for s in scores) / count,
    )


def _counts(predicted: NDArray[np.bool_], truth: NDArray[np.bool_]) -> tuple[int, int]:
    if predicted.shape != truth.shape:
        raise ValueError(f"masks differ in shape: {predicted.shape} and {truth.shape}")
    both = int(np.count_nonzero(predicted & truth))
    either = int(np.count_nonzero(predicted | truth))
    return both, either
