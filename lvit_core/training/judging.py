"""Whether one model is no worse than another on the same images: a rule, and how sure it is.

Both are compared image by image, so that what makes an image hard for every model cancels out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

# With fewer images a verdict would be what one of them happens to be: of three, two can outvote it.
FEWEST_IMAGES: Final = 3
# Resampled means of fewer images repeat a handful of values, and their interval says too little.
BOOTSTRAP_FROM: Final = 10
LARGEST_FALL: Final = 0.01  # of the mean Dice
LARGEST_DOUBT: Final = 0.05  # how far below 0 the lower bound may lie
CONFIDENCE: Final = 0.9
_RESAMPLES: Final = 10_000


@dataclass(frozen=True)
class Change:
    """How Dice changed from one model to another, on the images that both were judged by.

    Attributes:
        images: How many.
        mean: Mean change, -1..1.
        low, high: Bounds of its bootstrap interval at ``CONFIDENCE``; ``None`` below
            ``BOOTSTRAP_FROM`` images.
    """

    images: int
    mean: float
    low: float | None = None
    high: float | None = None

    @property
    def good(self) -> bool:
        """No worse: the mean hardly falls, and where the interval is known it is not wide below."""
        certain = self.low is None or self.low > -LARGEST_DOUBT
        return round(self.mean, 9) >= -LARGEST_FALL and certain

    @property
    def text(self) -> str:
        """Such as "-0.004 (90 % interval -0.012 to +0.003)"."""
        if self.low is None or self.high is None:
            return f"{self.mean:+.3f}"
        share = f"{100 * CONFIDENCE:g} %"
        return f"{self.mean:+.3f} ({share} interval {self.low:+.3f} to {self.high:+.3f})"


def change_between(
    before: Mapping[str, float], after: Mapping[str, float], seed: int = 0
) -> Change:
    """Compares two models by the Dice of each image, 0..1, by the images' keys.

    The interval is the percentile bootstrap over images, the same whenever it is asked for.

    Raises:
        ValueError: No image was judged by both.
    """
    keys = sorted(before.keys() & after.keys())
    if not keys:
        raise ValueError("no image was judged by both models")
    changes = np.array([after[key] - before[key] for key in keys], np.float64)
    mean = float(changes.mean())
    if len(keys) < BOOTSTRAP_FROM:
        return Change(len(keys), mean)
    drawn = np.random.default_rng(seed).integers(0, len(keys), (_RESAMPLES, len(keys)))
    tail = 50.0 * (1.0 - CONFIDENCE)
    low, high = np.percentile(changes[drawn].mean(axis=1), [tail, 100.0 - tail])
    return Change(len(keys), mean, float(low), float(high))
