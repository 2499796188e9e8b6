"""Dice and IoU against counts done by hand."""

import numpy as np
import pytest

from lvit_core.metrics.overlap import dice, iou, mean_overlap, overlap

A = np.array([[1, 1, 0], [1, 0, 0]], bool)
B = np.array([[1, 0, 0], [1, 1, 0]], bool)
EMPTY = np.zeros((2, 3), bool)


def test_hand_counted_pair():
    # 2 pixels shared, 3 + 3 set, 4 in either; background: 2 shared, 3 + 3, 4 in either
    assert dice(A, B) == pytest.approx(4 / 6)
    assert iou(A, B) == pytest.approx(2 / 4)
    scores = overlap(A, B)
    assert scores.dice_mean_classes == pytest.approx((4 / 6 + 4 / 6) / 2)
    assert scores.iou_mean_classes == pytest.approx(0.5)


def test_background_makes_the_mean_over_classes_another_figure():
    truth = np.zeros((10, 10), bool)
    truth[:2] = True
    predicted = np.zeros((10, 10), bool)
    predicted[1:3] = True
    scores = overlap(predicted, truth)
    assert scores.dice == pytest.approx(0.5)
    assert scores.dice_mean_classes == pytest.approx((0.5 + 2 * 70 / 160) / 2)
    assert scores.iou_mean_classes == pytest.approx((10 / 30 + 70 / 90) / 2)


def test_two_empty_masks_agree_and_one_empty_does_not():
    assert dice(EMPTY, EMPTY) == 1.0
    assert iou(EMPTY, EMPTY) == 1.0
    assert dice(A, EMPTY) == 0.0
    assert iou(EMPTY, A) == 0.0
    assert overlap(EMPTY, EMPTY).dice_mean_classes == 1.0


def test_shapes_must_fit():
    with pytest.raises(ValueError, match="shape"):
        dice(A, A[:1])


def test_mean_is_over_images_not_pixels():
    small, large = overlap(A, B), overlap(np.ones((50, 50), bool), np.ones((50, 50), bool))
    assert mean_overlap([small, large]).dice == pytest.approx((4 / 6 + 1) / 2)
    with pytest.raises(ValueError, match="no scores"):
        mean_overlap([])
