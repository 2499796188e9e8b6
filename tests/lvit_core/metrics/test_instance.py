"""AJI and PQ against hand-made cases and a slow implementation written from the definitions."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from lvit_core.metrics.instance import aggregated_jaccard, count_error, panoptic_quality


def slow_aji(predicted, truth):
    """Algorithm 1 of Kumar et al. (2017), pixel sets and loops."""
    objects = {
        name: [set(map(tuple, np.argwhere(plane == i))) for i in np.unique(plane) if i]
        for name, plane in (("p", predicted), ("t", truth))
    }
    if not objects["t"] and not objects["p"]:
        return 1.0
    used, shared, union = set(), 0, 0
    for true in objects["t"]:
        ious = [len(true & p) / len(true | p) for p in objects["p"]]
        if not ious or max(ious) == 0:
            union += len(true)
            continue
        best = ious.index(max(ious))
        shared += len(true & objects["p"][best])
        union += len(true | objects["p"][best])
        used.add(best)
    union += sum(len(p) for i, p in enumerate(objects["p"]) if i not in used)
    return shared / union


def slow_pq(predicted, truth):
    """Eq. 3 of Kirillov et al. (2019)."""
    true = [truth == i for i in np.unique(truth) if i]
    guess = [predicted == i for i in np.unique(predicted) if i]
    if not true and not guess:
        return 1.0
    ious = [
        (t & p).sum() / (t | p).sum()
        for t in true
        for p in guess
        if (t & p).sum() / (t | p).sum() > 0.5
    ]
    missed, invented = len(true) - len(ious), len(guess) - len(ious)
    return sum(ious) / (len(ious) + 0.5 * missed + 0.5 * invented)


def slow_f1(predicted, truth):
    """Objects of both are matched once where their pixel sets share over half of their union."""
    sets = [
        {i: set(map(tuple, np.argwhere(plane == i))) for i in np.unique(plane) if i}
        for plane in (predicted, truth)
    ]
    guessed, true = sets
    hits = {
        (i, j)
        for i, guess in guessed.items()
        for j, real in true.items()
        if len(guess & real) > 0.5 * len(guess | real)
    }
    assert len({i for i, _ in hits}) == len({j for _, j in hits}) == len(hits)
    precision = len(hits) / len(guessed) if guessed else 0.0
    recall = len(hits) / len(true) if true else 0.0
    if not guessed and not true:
        return 1.0, 0.0
    f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
    return f1, (len(guessed) - len(true)) / max(1, len(true))


planes = arrays.arrays(np.int32, (7, 8), elements=st.integers(0, 4))


@settings(max_examples=150, deadline=None)
@given(planes, planes)
def test_fast_and_slow_agree(predicted, truth):
    assert aggregated_jaccard(predicted, truth) == pytest.approx(slow_aji(predicted, truth))
    quality = panoptic_quality(predicted, truth)
    assert quality.quality == pytest.approx(slow_pq(predicted, truth))
    counted = (quality.detection, count_error(predicted, truth))
    assert counted == pytest.approx(slow_f1(predicted, truth))


def test_worked_example():
    truth = np.zeros((4, 8), int)
    truth[:, :2] = 5  # 8 pixels
    truth[:, 4:6] = 9  # 8 pixels, split in two by the prediction
    predicted = np.zeros((4, 8), int)
    predicted[:3, :2] = 1  # 6 of 8: IoU 0.75
    predicted[:3, 4:6] = 2  # 6 of 8: IoU 0.75
    predicted[3:, 4:6] = 3  # 2 pixels nobody takes
    predicted[0, 7] = 4  # 1 pixel nobody takes
    # AJI: (6 + 6) / (8 + 8 + 2 + 1); PQ: 2 matched of IoU 0.75, 2 invented
    assert aggregated_jaccard(predicted, truth) == pytest.approx(12 / 19)
    result = panoptic_quality(predicted, truth)
    assert result.segmentation == pytest.approx(0.75)
    assert result.detection == pytest.approx(2 / (2 + 1))
    assert result.quality == pytest.approx(1.5 / 3)


def test_glued_nuclei_cost_much_more_than_dice_says():
    truth = np.zeros((10, 20), int)
    truth[:, :10], truth[:, 10:] = 1, 2
    glued = np.ones((10, 20), int)
    assert aggregated_jaccard(glued, truth) == pytest.approx(200 / 400)
    assert panoptic_quality(glued, truth).quality == 0.0  # IoU is exactly 0.5: no match


def test_names_of_objects_do_not_matter():
    plane = np.array([[1, 1, 0, 7], [0, 0, 0, 7]])
    renamed = np.where(plane == 1, 900, np.where(plane == 7, 3, 0))
    assert aggregated_jaccard(renamed, plane) == 1.0
    assert panoptic_quality(renamed, plane).quality == 1.0


def test_empty_maps():
    empty, full = np.zeros((3, 3), int), np.ones((3, 3), int)
    assert aggregated_jaccard(empty, empty) == 1.0
    assert panoptic_quality(empty, empty).quality == 1.0
    assert aggregated_jaccard(full, empty) == 0.0
    assert panoptic_quality(empty, full).quality == 0.0


def test_counts_err_to_both_sides():
    truth, more, fewer = np.zeros((3, 4, 10), np.int32)
    truth[0, ::2] = range(1, 6)
    more[0, ::2], more[2, 0] = range(3, 8), 40
    fewer[0, :2] = 9
    assert count_error(truth, truth) == 0
    assert count_error(more, truth) == pytest.approx(0.2)
    assert count_error(fewer, truth) == pytest.approx(-0.8)
    assert count_error(truth, np.zeros_like(truth)) == 5


def test_detection_is_the_f1_of_found_objects():
    """Of three true objects two are found, one guess is wrong: 2 * 2 / (3 + 3)."""
    truth, guess = np.zeros((2, 6, 30), np.int32)
    truth[0:4, 0:4], truth[0:4, 10:14], truth[0:4, 20:24] = 1, 2, 3
    guess[0:4, 0:4], guess[0:3, 10:14], guess[0:4, 26:30] = 1, 2, 3
    assert panoptic_quality(guess, truth).detection == pytest.approx(2 / 3)
