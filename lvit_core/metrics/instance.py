"""AJI, PQ and counts: a semantic Dice cannot see that two nuclei were glued together, these can."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class PanopticQuality:
    """Panoptic quality and its two factors, each 0..1 (Kirillov et al. 2019).

    ``detection`` is the F1 score of objects that are found at an IoU above 0.5.
    """

    quality: float
    detection: float
    segmentation: float


@dataclass(frozen=True)
class _Contingency:
    """Pixel counts of every pair of true (rows) and predicted (columns) objects."""

    shared: NDArray[np.int64]  # (T, P)
    true_area: NDArray[np.int64]  # (T,)
    predicted_area: NDArray[np.int64]  # (P,)

    @property
    def union(self) -> NDArray[np.int64]:
        return self.true_area[:, None] + self.predicted_area[None, :] - self.shared


def aggregated_jaccard(predicted: NDArray[np.integer], truth: NDArray[np.integer]) -> float:
    """Aggregated Jaccard index (Kumar et al. 2017) of two (H, W) id maps, 0 = background.

    Each true object takes the predicted one of highest IoU; intersections and unions are summed
    over objects, and predicted objects nobody took add their area to the union.  Two empty maps
    give 1.
    """
    table = _contingency(predicted, truth)
    true_count, predicted_count = table.shared.shape
    if true_count == 0 and predicted_count == 0:
        return 1.0
    if true_count == 0 or predicted_count == 0:
        return 0.0
    iou = table.shared / table.union
    best = iou.argmax(axis=1)
    hit = iou[np.arange(true_count), best] > 0
    rows = np.flatnonzero(hit)
    intersection = int(table.shared[rows, best[rows]].sum())
    union = int(table.union[rows, best[rows]].sum()) + int(table.true_area[~hit].sum())
    unused = np.setdiff1d(np.arange(predicted_count), best[rows])
    return intersection / (union + int(table.predicted_area[unused].sum()))


def panoptic_quality(predicted: NDArray[np.integer], truth: NDArray[np.integer]) -> PanopticQuality:
    """PQ of two (H, W) id maps: pairs with IoU > 0.5 match (never more than one each).

    Two empty maps give 1 for all three values.
    """
    table = _contingency(predicted, truth)
    true_count, predicted_count = table.shared.shape
    if true_count == 0 and predicted_count == 0:
        return PanopticQuality(1.0, 1.0, 1.0)
    matched = np.empty(0)
    if true_count and predicted_count:
        iou = table.shared / table.union
        matched = iou[iou > 0.5]
    hits = len(matched)
    detection = 2.0 * hits / (true_count + predicted_count)
    segmentation = float(matched.mean()) if hits else 0.0
    return PanopticQuality(detection * segmentation, detection, segmentation)


def count_error(predicted: NDArray[np.integer], truth: NDArray[np.integer]) -> float:
    """How many objects of two (H, W) id maps are too many (above 0) or too few, by true count.

    0.1 is 10 % too many. Without true objects it is the number of predicted ones, as of one.
    """
    true_count = int(np.count_nonzero(np.unique(truth)))
    found = int(np.count_nonzero(np.unique(predicted)))
    return (found - true_count) / max(1, true_count)


def _contingency(predicted: NDArray[np.integer], truth: NDArray[np.integer]) -> _Contingency:
    if predicted.shape != truth.shape:
        raise ValueError(f"maps differ in shape: {predicted.shape} and {truth.shape}")
    true_ids, true_index = np.unique(truth, return_inverse=True)
    predicted_ids, predicted_index = np.unique(predicted, return_inverse=True)
    pair = true_index.ravel().astype(np.int64) * len(predicted_ids) + predicted_index.ravel()
    counts = np.bincount(pair, minlength=len(true_ids) * len(predicted_ids))
    table = counts.reshape(len(true_ids), len(predicted_ids)).astype(np.int64)
    true_area, predicted_area = table.sum(axis=1), table.sum(axis=0)
    keep_true, keep_predicted = true_ids != 0, predicted_ids != 0
    return _Contingency(
        shared=table[keep_true][:, keep_predicted],
        true_area=true_area[keep_true],
        predicted_area=predicted_area[keep_predicted],
    )
