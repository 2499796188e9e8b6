"""How far two answers lie apart, against Dice and by hand."""

from __future__ import annotations

import numpy as np
import pytest

from lvit_core.annotation.threshold import inside
from lvit_core.explain.influence import influence, sureness
from lvit_core.metrics.overlap import dice


def _random(seed: int) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (40, 30)).astype(np.uint8)


def test_an_answer_is_not_moved_against_itself():
    assert influence(_random(0), _random(0)) == 0.0


def test_answers_that_share_nothing_are_moved_wholly():
    first = np.zeros((4, 6), np.uint8)
    second = first.copy()
    first[:, :3], second[:, 3:] = 255, 200
    assert influence(first, second) == 1.0


def test_of_masks_it_is_one_minus_dice():
    first, second = (_random(seed) > 128 for seed in (1, 2))
    found = influence(first.astype(np.uint8) * 255, second.astype(np.uint8) * 255)
    assert found == pytest.approx(1 - dice(first, second))


def test_it_does_not_matter_which_comes_first():
    assert influence(_random(1), _random(2)) == influence(_random(2), _random(1)) > 0


def test_by_hand():
    first, second = np.array([[100, 200]], np.uint8), np.array([[150, 50]], np.uint8)
    assert influence(first, second) == pytest.approx(1 - 2 * (100 + 50) / (300 + 200))


def test_haze_is_no_answer():
    empty, haze = np.zeros((9, 9), np.uint8), np.full((9, 9), 25, np.uint8)
    assert influence(empty, haze) == 0.0
    assert influence(empty, np.full((9, 9), 26, np.uint8)) == 1.0


def test_sureness_is_the_mean_inside_the_mask():
    values = np.array([[255, 204, 51, 0]], np.uint8)
    assert sureness(values, inside(values, 0.5)) == pytest.approx((255 + 204) / 2 / 255)
    assert sureness(values // 10, inside(values // 10, 0.5)) == 0.0
    black = np.zeros((3, 3), np.uint8)
    assert sureness(black, inside(black, 0.0)) == 0.0, "black is no mask at any threshold"
