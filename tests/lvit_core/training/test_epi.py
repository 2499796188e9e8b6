"""Exponential pseudo-label iteration against its closed form (eq. 10)."""

import numpy as np
import pytest

from lvit_core.errors import LViTError
from lvit_core.training.epi import PseudoLabels, beta_at


def predictions(count, seed=0):
    return np.random.default_rng(seed).random((count, 9, 7)).astype(np.float32)


@pytest.mark.parametrize("beta", [0.0, 0.5, 0.9, 0.99])
def test_closed_form_after_many_generations(tmp_path, beta):
    maps = predictions(40)
    labels = PseudoLabels(tmp_path, beta)
    for generation, prediction in enumerate(maps):
        labels.update("a", "s", prediction, generation)
    n = len(maps) - 1
    p = maps.astype(np.float64)
    closed = beta**n * p[0] + (1 - beta) * sum(beta ** (n - t) * p[t] for t in range(1, n + 1))
    np.testing.assert_allclose(labels.load("a"), closed, atol=2e-6)


def test_small_differences_do_not_stall(tmp_path):
    """In 8 bits a difference of 0.1 would never be closed at beta 0.99."""
    labels = PseudoLabels(tmp_path, 0.99)
    labels.update("a", "s", np.full((4, 4), 0.5, np.float32), 0)
    for generation in range(1, 600):
        labels.update("a", "s", np.full((4, 4), 0.6, np.float32), generation)
    assert labels.load("a").mean() == pytest.approx(0.6 - 0.1 * 0.99**599, abs=1e-5)
    assert labels.load("a").dtype == np.float32


def test_warm_up_is_a_plain_mean_until_beta_takes_over(tmp_path):
    maps = predictions(6, 1)
    labels = PseudoLabels(tmp_path, 0.99, warm_up=True)
    for generation, prediction in enumerate(maps):
        labels.update("a", "s", prediction, generation)
    np.testing.assert_allclose(labels.load("a"), maps.mean(axis=0), atol=1e-6)
    assert beta_at(1, 0.99, True) == pytest.approx(0.5)
    assert beta_at(99, 0.99, True) == pytest.approx(0.99)
    assert beta_at(500, 0.99, True) == 0.99
    assert beta_at(1, 0.99, False) == 0.99


def test_the_first_prediction_is_the_map_and_a_new_sentence_starts_anew(tmp_path):
    first, second = predictions(2, 2)
    labels = PseudoLabels(tmp_path, 0.9)
    assert labels.update("a", "upper left", first, 0) == 1.0
    np.testing.assert_array_equal(labels.load("a"), first)
    labels.update("a", "upper right", second, 1)
    np.testing.assert_array_equal(labels.load("a"), second)
    assert labels.record("a").updates == 1
    labels.update("a", "upper right", first[:5], 2)  # the image has another size now
    np.testing.assert_array_equal(labels.load("a"), first[:5])


def test_change_is_the_mean_absolute_one(tmp_path):
    labels = PseudoLabels(tmp_path, 0.75)
    labels.update("a", None, np.zeros((2, 2), np.float32), 0)
    assert labels.update("a", None, np.ones((2, 2), np.float32), 1) == pytest.approx(0.25)


def test_an_index_restores_its_generation_exactly(tmp_path):
    maps = predictions(5, 3)
    labels = PseudoLabels(tmp_path, 0.9)
    kept = {}
    for generation, prediction in enumerate(maps):
        labels.update("a", "s", prediction, generation)
        labels.save(generation)
        kept[generation] = labels.load("a")
    for generation, expected in kept.items():
        np.testing.assert_array_equal(
            PseudoLabels(tmp_path, 0.9, generation=generation).load("a"), expected
        )


def test_pruning_keeps_what_was_asked_for(tmp_path):
    labels = PseudoLabels(tmp_path, 0.9)
    for generation, prediction in enumerate(predictions(4, 4)):
        labels.update("a", "s", prediction, generation)
        labels.save(generation)
    labels.prune([1])
    assert sorted(p.name for p in tmp_path.glob("index*")) == ["index-00001.json"]
    assert len(list(tmp_path.glob("*.npy"))) == 2  # generation 1 and the present one
    assert "a" in PseudoLabels(tmp_path, 0.9, generation=1)
    labels.load("a")


def test_a_labeled_image_leaves(tmp_path):
    labels = PseudoLabels(tmp_path, 0.9)
    labels.update("a", "s", np.zeros((2, 2), np.float32), 0)
    labels.drop("a")
    assert "a" not in labels
    labels.drop("a")


@pytest.mark.parametrize(
    "bad",
    [np.zeros((2, 2, 2)), np.full((2, 2), np.nan), np.full((2, 2), 1.5), np.full((2, 2), -0.1)],
)
def test_what_is_no_probability_is_refused(tmp_path, bad):
    with pytest.raises(ValueError, match="pseudo label"):
        PseudoLabels(tmp_path).update("a", "s", bad.astype(np.float32))


def test_damage_is_reported(tmp_path):
    labels = PseudoLabels(tmp_path, 0.9)
    labels.update("a", "s", np.zeros((2, 2), np.float32), 0)
    labels.save(0)
    next(tmp_path.glob("*.npy")).write_bytes(b"broken")
    with pytest.raises(LViTError, match="pseudo label"):
        labels.load("a")
    (tmp_path / "index-00000.json").write_text("{")
    with pytest.raises(LViTError, match="index"):
        PseudoLabels(tmp_path, 0.9, generation=0)
