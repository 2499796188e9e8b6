"""How far answers computed in a faster form may differ from plain float32 before they are refused.

People are shown masks that differ in next to nothing.  A run rounds every pixel to bfloat16, which
alone moves a probability by up to 0.22 where a model sees images of another kind than it knows, and
0.01 in the mean; one layer computed wrongly moved one by 0.38 or more, on each of the bundled
models and on images of theirs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.threshold import inside

MIN_DICE = 0.995
MAX_DIFFERENCE = 0.05
MAX_DIFFERENCE_OF_RUNS = 0.3
MAX_MEAN_OF_RUNS = 0.03
_DECIDES = 0.5


@dataclass(frozen=True)
class Agreement:
    """How answers compare with those of plain float32 to the same question.

    Attributes:
        dice: Of the masks.
        max_difference, mean_difference: Of probabilities, 0..1; infinite where one is no number.
        range: Between the least and the largest probability that float32 gives.
    """

    dice: float
    max_difference: float
    mean_difference: float
    range: float

    @property
    def good(self) -> bool:
        """People may be shown such answers in the place of the others."""
        return self.dice > MIN_DICE and self.max_difference < MAX_DIFFERENCE

    @property
    def good_for_runs(self) -> bool:
        """A run may learn and judge by them."""
        largest, mean = self.max_difference, self.mean_difference
        return largest < MAX_DIFFERENCE_OF_RUNS and mean < MAX_MEAN_OF_RUNS

    @property
    def telling(self) -> bool:
        """The network decides something; one that knows nothing yet says nearly the same anyhow."""
        return not np.isfinite(self.max_difference) or self.range >= _DECIDES


def compared(
    answer_bphw: NDArray[np.float32],
    expected_bphw: NDArray[np.float32],
    masks: int,
    threshold: float,
) -> Agreement:
    """Compares an answer with the expected one, float32 (B, P, H, W) in 0..1 each.

    Args:
        answer_bphw: Of the faster form.
        expected_bphw: Of plain float32.
        masks: So many of the first planes are masks.
        threshold: From which probability a pixel is inside.
    """
    mask, expected = (inside(one[:, :masks], threshold) for one in (answer_bphw, expected_bphw))
    differences = np.abs(answer_bphw - expected_bphw)
    largest, mean = float(differences.max()), float(differences.mean())
    finite = np.isfinite(largest)
    return Agreement(
        _dice(mask, expected),
        largest if finite else float("inf"),
        mean if finite else float("inf"),
        float(np.ptp(expected_bphw)),
    )


def _dice(a: NDArray[np.bool_], b: NDArray[np.bool_]) -> float:
    total = int(a.sum()) + int(b.sum())
    return 1.0 if total == 0 else 2.0 * int((a & b).sum()) / total
