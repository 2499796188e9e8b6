"""How long a prediction takes is learnt from what it took."""

import pytest

from lvit_core.model.choice import ModelChoice
from lvit_core.model.times import PredictionTimes

CHEST = ModelChoice("chest", "chest")
NUCLEI = ModelChoice("nuclei", "nuclei", by_area=True)


def test_predictions_over_whole_images_take_the_same_time_for_any_size():
    times = PredictionTimes()
    assert times.expected_s(CHEST, 10_000, encoded=False) is None
    times.add(CHEST, 10_000, 0.5, encoded=False)
    assert times.expected_s(CHEST, 90_000, encoded=False) == 0.5
    assert times.expected_s(CHEST, 90_000, encoded=True) == 0.5


def test_predictions_in_tiles_take_time_by_area():
    times = PredictionTimes()
    times.add(NUCLEI, 1_000_000, 2.0, encoded=False)
    assert times.expected_s(NUCLEI, 4_000_000, encoded=False) == 8.0
    times.add(NUCLEI, 1_000_000, 4.0, encoded=False)
    assert times.expected_s(NUCLEI, 1_000_000, encoded=False) == pytest.approx(2.8)
    again = PredictionTimes(times.known())
    assert again.expected_s(NUCLEI, 1_000_000, encoded=False) == pytest.approx(2.8)
