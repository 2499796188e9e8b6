"""Whether a model's pseudo labels are worth learning from yet.

Of images unlike those it knows, a model says little, and a network that learns from what it says
itself soon calls all of an image the finding. Unlabeled images therefore begin to teach when the
images that judge say that the model has learnt enough. Where there are none, two generations in a
row have to say the same of the unlabeled images, and about as much of them as labels do.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.threshold import inside
from lvit_core.wording import said

LARGEST_RATIO = 4.0  # between shares of pixels in predictions and in labels, of ground too
_SMALLEST_SHARE = 1e-4  # a share below it counts as this one: images without a finding are no fault


@dataclass(frozen=True)
class Evidence:
    """What is known of a generation's predictions of the unlabeled images.

    Attributes:
        dice: On the images that judge, 0..1; ``None`` where there are none.
        agreement: Mean Dice with the predictions of the generation before, 0..1; ``None`` where
            there were none.
        share: Mean share of the pixels that is predicted, 0..1; ``None`` without unlabeled images.
        labeled_share: The same of the labels.
    """

    dice: float | None
    agreement: float | None
    share: float | None
    labeled_share: float


def why_not_yet(evidence: Evidence, least_dice: float, least_agreement: float) -> str | None:
    """Why unlabeled images do not teach yet, in words; ``None`` where they do."""
    if evidence.dice is not None:
        if evidence.dice >= least_dice:
            return None
        return said(
            "on the images that judge, the model's Dice is {dice:.2f}, below {least:.2f}",
            dice=evidence.dice,
            least=least_dice,
        )
    if evidence.agreement is None or evidence.share is None:
        return said("no two generations could be compared")
    if evidence.agreement < least_agreement:
        return said(
            "two generations in a row agree to a Dice of {dice:.2f}, below {least:.2f}",
            dice=evidence.agreement,
            least=least_agreement,
        )
    shares = evidence.share, evidence.labeled_share
    if _is_far(*shares) or _is_far(1.0 - shares[0], 1.0 - shares[1]):
        return said(
            "the model marks {found:.1%} of the unlabeled images, and labels {labeled:.1%} of the"
            " labeled ones",
            found=shares[0],
            labeled=shares[1],
        )
    return None


def _is_far(first: float, second: float) -> bool:
    """Whether one share of the pixels is many times the other."""
    low, high = sorted(max(_SMALLEST_SHARE, one) for one in (first, second))
    return high > LARGEST_RATIO * low


def agreement_of(before: NDArray[np.float32], now: NDArray[np.float32], threshold: float) -> float:
    """Dice of two predictions of one image at a threshold, 0..1; 1 where both are empty."""
    first, second = inside(before, threshold), inside(now, threshold)
    total = int(first.sum()) + int(second.sum())
    return 1.0 if total == 0 else 2.0 * int((first & second).sum()) / total
