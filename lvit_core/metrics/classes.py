"""Scores of each class by itself: what an object is called matters as much as where it lies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lvit_core.metrics.instance import panoptic_quality
from lvit_core.metrics.overlap import dice


@dataclass(frozen=True)
class ClassScore:
    """Of one class, means over the images that have it or in which it was found.

    Attributes:
        dice: 0..1.
        pq: Panoptic quality of its objects, 0..1; ``None`` where objects are not known.
        images: How many.
    """

    dice: float
    pq: float | None
    images: int


@dataclass(frozen=True, eq=False)
class ClassMaps:
    """One image, twice: (H, W) places of classes from 1 and ids of objects, 0 for none."""

    predicted: NDArray[np.uint8]
    truth: NDArray[np.uint8]
    predicted_ids: NDArray[np.integer]
    true_ids: NDArray[np.integer] | None = None


def score_of_class(maps: ClassMaps, place: int) -> tuple[float, float | None] | None:
    """Dice and panoptic quality of one class; ``None`` where neither side has it."""
    found, true = maps.predicted == place, maps.truth == place
    if not found.any() and not true.any():
        return None
    quality = None
    if maps.true_ids is not None:
        ids = np.where(found, maps.predicted_ids, 0), np.where(true, maps.true_ids, 0)
        quality = panoptic_quality(*ids).quality
    return dice(found, true), quality


def mean_scores(
    names: Sequence[str], images: Sequence[Sequence[tuple[float, float | None] | None]]
) -> dict[str, ClassScore]:
    """The scores of classes over images; a class that none of them has is left out."""
    told = {}
    for place, name in enumerate(names):
        own = [scores[place] for scores in images]
        known = [score for score in own if score is not None]
        if known:
            qualities = [quality for _, quality in known if quality is not None]
            told[name] = ClassScore(
                float(np.mean([one for one, _ in known])),
                float(np.mean(qualities)) if qualities else None,
                len(known),
            )
    return told
