"""Objects at every threshold: those of the model at its own, and the same ones at others."""

from __future__ import annotations

import numpy as np
import pytest

from lvit_core.annotation.instances import instances_from_probability
from lvit_core.annotation.levels import (
    AS_THE_MODEL,
    Cut,
    Levels,
    cut_objects,
    with_rejected,
    without_rejected,
)
from lvit_core.annotation.threshold import inside


def nuclei() -> np.ndarray:
    """Soft discs in pairs that touch, every third too faint for one half."""
    rows, columns = np.mgrid[:200, :240]
    found = np.zeros((200, 240))
    for number, (y, x) in enumerate((y, x) for y in range(20, 200, 40) for x in range(20, 240, 40)):
        height = 0.4 if number % 3 == 2 else 0.95
        for dx in (0, 14):
            distance = np.hypot(rows - y, columns - x - dx)
            found = np.maximum(found, height / (1 + np.exp((distance - 8) / 2)))
    return np.round(255 * found).astype(np.uint8)


@pytest.mark.parametrize("separate", [True, False])
def test_at_the_models_threshold_objects_are_those_of_the_model(separate):
    probability = nuclei()
    levels = Levels(probability, 0.5, separate=separate)
    for smallest in (1, 16, 150):
        own = instances_from_probability(probability, 0.5, separate=separate, min_area_px=smallest)
        np.testing.assert_array_equal(levels.objects(0.5, smallest), own)


@pytest.mark.parametrize("separate", [True, False])
@pytest.mark.parametrize("threshold", [0.1, 0.3, 0.7, 0.9])
def test_objects_at_a_threshold_fill_what_reaches_it(separate, threshold):
    probability = nuclei()
    found = Levels(probability, 0.5, separate=separate).objects(threshold, 1)
    np.testing.assert_array_equal(found > 0, inside(probability, threshold))
    sizes = np.bincount(found.ravel())[1:]
    smaller = Levels(probability, 0.5, separate=separate).objects(threshold, 100)
    assert smaller.max() == (sizes >= 100).sum()
    np.testing.assert_array_equal(
        cut_objects(probability, 0.5, Cut(threshold, 100), separate=separate, min_area_px=16),
        smaller,
    )


def test_a_nucleus_stays_one_while_the_threshold_moves():
    probability = nuclei()
    levels = Levels(probability, 0.5, separate=True)
    own = levels.objects(0.5, 1)
    for threshold in (0.2, 0.35, 0.65, 0.8):
        there = levels.objects(threshold, 1)
        both = (own > 0) & (there > 0)
        pairs = np.unique(np.stack((own[both], there[both])), axis=1)
        assert len(np.unique(pairs[0])) == len(np.unique(pairs[1])) == pairs.shape[1]
    assert levels.objects(0.2, 1).max() > own.max(), "the faint ones come"


def test_without_a_choice_floats_are_cut_as_they_were():
    values = nuclei().astype(np.float32) / 255
    found = cut_objects(values, 0.5, AS_THE_MODEL, separate=True, min_area_px=16)
    np.testing.assert_array_equal(found, instances_from_probability(values, 0.5))


def test_a_rejected_object_stays_away_at_other_thresholds_and_its_neighbours_stay():
    levels = Levels(nuclei(), 0.5, separate=True)
    own = levels.objects(0.5, 1)
    gone = np.where(own == 3, own, 0)
    for threshold in (0.2, 0.5, 0.8):
        there = levels.objects(threshold, 1)
        left = without_rejected(there, gone)
        assert left.max() == there.max() - 1
        assert not left[gone > 0].any()
        assert set(np.unique(left)) == set(range(left.max() + 1)), "numbers have no gap"
    more = with_rejected(gone, np.where(own == 4, own, 0))
    assert without_rejected(own, more).max() == own.max() - 2
    assert without_rejected(own, None) is own


def test_a_large_area_is_not_rejected_with_a_speck_in_it():
    objects = np.zeros((60, 60), np.int32)
    objects[5:55, 5:55] = 1
    speck = np.zeros_like(objects)
    speck[10:14, 10:14] = 1
    np.testing.assert_array_equal(without_rejected(objects, speck), objects)
