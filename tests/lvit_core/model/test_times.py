"""How long a prediction takes is learnt from what it took."""

import pytest

from lvit_core.model.times import PredictionTimes


def test_predictions_over_whole_images_take_the_same_time_for_any_size():
    times = PredictionTimes()
    assert times.expected_s("chest", 10_000, encoded=False, by_area=False) is None
    times.add("chest", 10_000, 0.5, encoded=False, by_area=False)
    assert times.expected_s("chest", 90_000, encoded=False, by_area=False) == 0.5
    assert times.expected_s("chest", 90_000, encoded=True, by_area=False) == 0.5


def test_predictions_in_tiles_take_time_by_area():
    times = PredictionTimes()
    times.add("nuclei", 1_000_000, 2.0, encoded=False, by_area=True)
    assert times.expected_s("nuclei", 4_000_000, encoded=False, by_area=True) == 8.0
    times.add("nuclei", 1_000_000, 4.0, encoded=False, by_area=True)
    assert times.expected_s("nuclei", 1_000_000, encoded=False, by_area=True) == pytest.approx(2.8)
    again = PredictionTimes(times.known())
    assert again.expected_s("nuclei", 1_000_000, encoded=False, by_area=True) == pytest.approx(2.8)
