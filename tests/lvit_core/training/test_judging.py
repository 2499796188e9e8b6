"""The rule by which one model is no worse than another, on cases whose answer is known."""

import numpy as np
import pytest
from scipy import stats

from lvit_core.training.judging import BOOTSTRAP_FROM, CONFIDENCE, Change, change_between


def scores(values):
    return {f"image {number:02}": float(value) for number, value in enumerate(values)}


def test_the_same_values_give_no_change_and_no_doubt():
    same = scores(np.linspace(0.2, 0.9, 12))
    assert change_between(same, same) == Change(12, 0.0, 0.0, 0.0)
    assert change_between(same, same).good


def test_a_constant_shift_is_certain():
    before = np.linspace(0.2, 0.8, 15)
    change = change_between(scores(before), scores(before + 0.125))
    assert (change.mean, change.low, change.high) == pytest.approx((0.125, 0.125, 0.125))
    assert change_between(scores(before), scores(before - 0.01)).good, "the bound belongs to it"
    assert not change_between(scores(before), scores(before - 0.011)).good


def test_one_outlier_makes_the_interval_wide():
    """Of n changes one is d: how often it is drawn is binomial, and so is the resampled mean."""
    n, d = 20, -0.5
    before, after = np.full(n, 0.9), np.full(n, 0.9)
    after[3] += d
    change = change_between(scores(before), scores(after))
    drawn = stats.binom(n, 1 / n)
    tail = (1 - CONFIDENCE) / 2
    assert change.mean == pytest.approx(d / n)
    assert change.low == pytest.approx(d * drawn.ppf(1 - tail) / n)
    assert change.high == pytest.approx(d * drawn.ppf(tail) / n) == 0.0
    assert not change.good


def test_a_small_mean_fall_in_few_images_is_refused_for_its_doubt():
    """Nine images are a little better, one is lost: the mean alone would let it pass."""
    before = np.full(10, 0.8)
    after = before + np.array([0.05] * 9 + [-0.5])
    change = change_between(scores(before), scores(after))
    assert change.mean > -0.01
    assert change.low < -0.05
    assert not change.good
    fewer = change_between(scores(before[1:]), scores(after[1:]))
    assert fewer.images == BOOTSTRAP_FROM - 1
    assert (fewer.low, fewer.high) == (None, None)
    assert fewer.good == (fewer.mean >= -0.01)


def test_it_is_the_percentile_bootstrap_of_scipy():
    draws = np.random.default_rng(7)
    before = draws.uniform(0.5, 0.9, 24)
    after = before + draws.normal(0.01, 0.05, 24)
    ours = change_between(scores(before), scores(after))
    theirs = stats.bootstrap(
        (after - before,), np.mean, confidence_level=CONFIDENCE, n_resamples=20_000,
        method="percentile", rng=np.random.default_rng(1),
    ).confidence_interval  # fmt: skip
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=0.001)
    assert ours == change_between(scores(before), scores(after)), "the same whenever it is asked"


def test_only_images_that_both_were_judged_by_count():
    change = change_between({"a": 0.5, "b": 0.9}, {"b": 0.8, "c": 0.1})
    assert change.images == 1
    assert change.mean == pytest.approx(-0.1)
    with pytest.raises(ValueError, match="no image"):
        change_between({"a": 0.5}, {"b": 0.5})
