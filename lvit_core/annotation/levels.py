"""The objects of an answer at every threshold, so that a slider can be followed by the eye.

Telling touching nuclei apart takes a second, and a slider asks sixty times in it. So the image is
divided once: what the model itself proposes as always, what lies below its threshold by flooding
the probability from there and from tops of its own. An object at another threshold is its part of
that division. Where objects are connected areas nothing is prepared: counting them is quick.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from lvit_core.annotation import libraries
from lvit_core.annotation.instances import (
    instances_from_probability,
    label_areas,
    label_counts,
    least_mean,
    parts_of,
    without_doubtful,
    without_small,
)
from lvit_core.annotation.plane import Labels
from lvit_core.annotation.threshold import LEVELS, as_bytes, inside, threshold_byte

LOWEST = 0.05  # nothing that is less likely is divided
_LARGEST_TABLE = 50_000  # objects whose areas are counted beforehand: a kilobyte each
_TOP = 16  # a top of its own rises so many of 255 levels over what joins it to another


@dataclass(frozen=True, slots=True)
class Cut:
    """What of an answer is proposed where a person chose; ``None``: as the model says.

    Args:
        threshold: From this probability on (0 to 1) a pixel counts as inside.
        min_area_px: Smaller objects are left out.
    """

    threshold: float | None = None
    min_area_px: int | None = None

    @property
    def chosen(self) -> bool:
        """Whether a person chose anything."""
        return self != AS_THE_MODEL


AS_THE_MODEL = Cut()


class Levels:
    """One probability plane, divided once for all thresholds.

    Args:
        probability: uint8 (H, W), 0 to 255 for 0 to 1.
        threshold: The model's, 0 to 1: at it objects are those that it proposes.
        separate: Touching objects are told apart; otherwise one object is one connected area.
        lowest: No threshold below it will be asked for.
        depth: uint8 (H, W), how deep a pixel lies in its object, if the network said so.
    """

    def __init__(
        self,
        probability: npt.NDArray[np.uint8],
        threshold: float,
        *,
        separate: bool,
        lowest: float = LOWEST,
        depth: npt.NDArray[np.uint8] | None = None,
    ) -> None:
        self.probability = probability
        self._certain = depth is not None  # such a network also says what it doubts
        self._runs: _LabelRuns | None = None
        if separate:
            whose = _divided(probability, threshold, lowest, depth)
            self._runs, self._areas = _LabelRuns(whose), _areas(whose, probability)

    def objects(self, threshold: float, min_area_px: int) -> Labels:
        """The objects 1..n at a threshold, int32 (H, W), 0 elsewhere.

        Args:
            threshold: 0 to 1.
            min_area_px: Smaller objects are left out.
        """
        mask = inside(self.probability, threshold)
        if self._runs is None:
            return without_small(label_areas(mask), min_area_px)
        level = threshold_byte(threshold)
        if self._areas is None or level > LEVELS:
            there = self._runs.spread() * mask
            if self._certain:
                there = without_doubtful(there, self.probability, threshold)
            return without_small(there, min_area_px)
        areas = self._areas[:, level]
        large = areas >= max(1, min_area_px)
        if self._certain:
            sums = level * areas.astype(np.int64) + self._areas[:, level + 1 :].sum(axis=1)
            large &= sums >= least_mean(threshold) * LEVELS * areas
        kept = np.flatnonzero(large)
        numbers = np.zeros(len(self._areas), np.int32)
        numbers[kept] = np.arange(1, kept.size + 1)
        found = self._runs.spread(numbers)
        found *= mask
        return found


class _LabelRuns:
    """A plane of labels as runs: giving every pixel another number reads the runs alone."""

    def __init__(self, labels: Labels) -> None:
        flat = labels.reshape(-1)
        ends = np.append(np.flatnonzero(flat[1:] != flat[:-1]) + 1, flat.size)
        self._shape, self._ids = labels.shape, flat.take(ends - 1)
        self._lengths = np.diff(ends, prepend=0)

    def spread(self, numbers: Labels | None = None) -> Labels:
        """The plane, int32 (H, W), with ``numbers`` (by label) in place of the labels."""
        values = self._ids if numbers is None else numbers.take(self._ids)
        return np.repeat(values, self._lengths).reshape(self._shape)


def cut_objects(
    probability: npt.NDArray[Any],
    threshold: float,
    cut: Cut,
    *,
    separate: bool,
    min_area_px: int,
    depth: npt.NDArray[np.uint8] | None = None,
) -> Labels:
    """The objects 1..n of an answer by the rule that the window goes by, int32 (H, W).

    Args:
        probability: (H, W), floats 0 to 1 or uint8.
        threshold: The model's.
        cut: What a person chose.
        separate: Divide what touches.
        min_area_px: The model's.
        depth: uint8 (H, W), how deep a pixel lies in its object, if the network said so.
    """
    smallest = min_area_px if cut.min_area_px is None else cut.min_area_px
    if cut.chosen and probability.dtype != np.uint8:
        probability = as_bytes(probability, threshold)  # as proposals are kept
    if cut.threshold is None or not separate:
        level = threshold if cut.threshold is None else cut.threshold
        return instances_from_probability(
            probability, level, separate=separate, min_area_px=smallest, depth=depth
        )
    lowest = min(LOWEST, cut.threshold)
    levels = Levels(probability, threshold, separate=True, lowest=lowest, depth=depth)
    return levels.objects(cut.threshold, smallest)


def joined(found: Sequence[Labels]) -> Labels:
    """The objects of several classes in one plane, numbered on; writes into the first."""
    objects = found[0]
    for more in found[1:]:
        np.add(more, objects.max(initial=0), out=objects, where=more > 0)
    return objects


def without_rejected(objects: Labels, rejected: Labels | None) -> Labels:
    """The objects without those that a person rejected before; the others keep their order.

    An object is one of them if most of it lies in one, or if both are so alike that their Dice is
    at least one half: at another threshold it is larger or smaller and still the same.

    Args:
        objects: int32 (H, W), 1..n.
        rejected: int32 (H, W), what was rejected, each by a number; ``None`` for nothing.
    """
    if rejected is None:
        return objects
    there = np.flatnonzero(rejected)
    own, other = objects.reshape(-1)[there], rejected.reshape(-1)[there]
    own, other = own[own > 0], other[own > 0]
    if not own.size:
        return objects
    sizes, old = label_counts(objects), label_counts(rejected)
    pairs, shared = np.unique(np.stack((own, other)), axis=1, return_counts=True)
    mine, theirs = sizes[pairs[0]], old[pairs[1]]
    covered = np.bincount(pairs[0], weights=shared, minlength=sizes.size)
    numbers = np.arange(sizes.size, dtype=np.int32)
    numbers[pairs[0][4 * shared >= mine + theirs]] = 0
    numbers[2 * covered > sizes] = 0
    kept = np.flatnonzero(numbers)
    numbers[kept] = np.arange(1, kept.size + 1)
    return numbers[objects]


def with_rejected(rejected: Labels | None, objects: Labels) -> Labels:
    """What was rejected before, 1..n, and some objects more; ``objects`` is 0 elsewhere."""
    before = np.zeros_like(objects) if rejected is None else rejected
    more = np.where(objects > 0, objects + before.max(initial=0), before)
    return without_small(more.astype(np.int32), 1)


def _areas(whose: Labels, probability: npt.NDArray[np.uint8]) -> npt.NDArray[np.int32] | None:
    """Pixels of each object (row) at each byte (column); ``None`` where that is too large."""
    count = int(whose.max(initial=0)) + 1
    if count > _LARGEST_TABLE:
        return None
    there = np.flatnonzero(whose)
    places = whose.reshape(-1)[there].astype(np.int64) * (LEVELS + 1)
    places += probability.reshape(-1)[there]
    at = np.bincount(places, minlength=count * (LEVELS + 1)).reshape(count, LEVELS + 1)
    return np.cumsum(at[:, ::-1], axis=1, dtype=np.int32)[:, ::-1]


def _divided(
    probability: npt.NDArray[np.uint8],
    threshold: float,
    lowest: float,
    depth: npt.NDArray[np.uint8] | None,
) -> Labels:
    """To which object each pixel belongs from ``lowest`` on, int32 (H, W)."""
    labels = instances_from_probability(
        probability, threshold, min_area_px=1, depth=depth, doubtful=True
    )
    least = threshold_byte(threshold)
    left_out = (probability >= least) & (labels == 0)
    for box, part in parts_of(inside(probability, lowest)):
        own = np.where(part, labels[box], 0)
        height = np.where(part, np.minimum(probability[box], least), 0).astype(np.int32)
        spread = grown(own, height, part, int(labels.max(initial=0)))
        np.copyto(labels[box], spread, where=part)
    labels[left_out] = 0  # the model does not propose it, so nobody gets it
    return labels


def grown(own: Labels, height: Labels, part: npt.NDArray[np.bool_], highest: int) -> Labels:
    """Objects grown downhill over ``part``, beside new ones where there are other tops."""
    with libraries.loading:
        from skimage import morphology, segmentation  # noqa: PLC0415

    untyped: Any = morphology
    lowered = np.maximum(height - _TOP, 0)
    filled = untyped.reconstruction(lowered, height).astype(np.int32)
    tops = label_areas(untyped.local_maxima(filled, connectivity=2).astype(bool) & part)
    taken = np.unique(tops[own > 0])
    free = (tops > 0) & ~np.isin(tops, taken)
    seeds = np.where(free, tops + highest, own)
    untyped = segmentation
    found: Labels = untyped.watershed(-height, seeds, mask=part, connectivity=2).astype(np.int32)
    return found
