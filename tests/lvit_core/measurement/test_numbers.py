"""Neighbours, grades and the H-score."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.spatial.distance import cdist

from lvit_core.errors import LViTError
from lvit_core.measurement.neighbours import nearest_distances
from lvit_core.measurement.positivity import Grading, h_score, positive_share


def test_nearest_is_the_smallest_of_all_distances() -> None:
    points = np.random.default_rng(0).uniform(0, 100, (80, 2))
    every = cdist(points * (0.5, 0.25), points * (0.5, 0.25))
    np.fill_diagonal(every, np.inf)
    assert nearest_distances(points, (0.5, 0.25)) == pytest.approx(every.min(axis=1))


def test_alone_there_is_no_nearest() -> None:
    assert np.isnan(nearest_distances(np.array([[3.0, 4.0]]))).all()
    assert nearest_distances(np.zeros((0, 2))).shape == (0,)


def test_grades_reach_from_negative_to_strong() -> None:
    grading = Grading("dab", (0.2, 0.4, 0.6))
    assert [grading.grade(od) for od in (0.1, 0.2, 0.39, 0.4, 0.7)] == [0, 1, 1, 2, 3]


@pytest.mark.parametrize("cuts", [(0.4, 0.2, 0.6), (0.2, 0.4), (0.2, 0.2, 0.6)])
def test_cuts_that_say_nothing_are_refused(cuts: tuple[float, ...]) -> None:
    with pytest.raises(LViTError, match="three that ascend"):
        Grading("dab", cuts)


def test_the_h_score_weighs_the_grades() -> None:
    """Of 100 cells 40 negative, 30 weak, 20 moderate, 10 strong: 30 + 40 + 30."""
    assert h_score([40, 30, 20, 10]) == pytest.approx(100)
    assert positive_share([40, 30, 20, 10]) == pytest.approx(0.6)
    assert h_score([0, 0, 0, 5]) == pytest.approx(300)


def test_without_objects_nothing_is_positive_or_negative() -> None:
    assert positive_share([0, 0]) is None
    assert h_score([0, 0, 0, 0]) is None
    assert h_score([3, 4]) is None  # one cut has no strengths
