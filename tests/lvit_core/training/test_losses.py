"""Losses against values computed by hand and by numpy."""

import numpy as np
import pytest
import torch

from lvit_core.training.config import LossSettings
from lvit_core.training.losses import cross_entropy_loss, dice_loss, supervised_loss

LOGIT = float(np.log(3.0))  # probability 0.75


def batch():
    logits = torch.tensor([[[[LOGIT, -LOGIT], [LOGIT, -LOGIT]]]])
    target = torch.tensor([[[[1.0, 0.0], [0.0, 0.0]]]])
    return logits, target


def test_dice_forms():
    logits, target = batch()
    plain = dice_loss(logits, target, "plain")
    squared = dice_loss(logits, target, "squared")
    assert float(plain) == pytest.approx(1 - 2 * 0.75 / (2.0 + 1.0), abs=1e-4)
    assert float(squared) == pytest.approx(1 - 2 * 0.75 / (2 * 0.5625 + 2 * 0.0625 + 1.0), abs=1e-4)


def test_cross_entropy_forms():
    logits, target = batch()
    right, wrong = -np.log(0.75), -np.log(0.25)
    assert float(cross_entropy_loss(logits, target, "plain")) == pytest.approx(
        (3 * right + wrong) / 4
    )
    balanced = 0.5 * right + 0.5 * (2 * right + wrong) / 3
    assert float(cross_entropy_loss(logits, target, "balanced")) == pytest.approx(balanced)


def test_an_image_of_one_kind_of_pixel_is_plainly_averaged():
    logits, target = batch()
    empty = torch.zeros_like(target)
    plain, balanced = (cross_entropy_loss(logits, empty, form) for form in ("plain", "balanced"))
    assert float(plain) == pytest.approx(float(balanced))


def test_eq_30_is_the_mean_of_both():
    logits, target = batch()
    terms = supervised_loss(logits, target, LossSettings())
    assert float(terms["sum"]) == pytest.approx(float(terms["dice"] + terms["cross_entropy"]) / 2)


def test_losses_are_per_image():
    logits = torch.randn(3, 1, 8, 8)
    target = (torch.rand(3, 1, 8, 8) > 0.5).float()
    for function in (dice_loss, cross_entropy_loss):
        together = function(logits, target)
        alone = torch.cat([function(logits[i : i + 1], target[i : i + 1]) for i in range(3)])
        torch.testing.assert_close(together, alone)


def test_weightless_pixels_do_not_matter():
    logits, target = batch()
    weight = torch.tensor([[[[1.0, 1.0], [0.0, 1.0]]]])
    changed = logits.clone()
    changed[0, 0, 1, 0] = 50.0
    for form in ("plain", "balanced"):
        a = cross_entropy_loss(logits, target, form, weight)
        torch.testing.assert_close(a, cross_entropy_loss(changed, target, form, weight))
    torch.testing.assert_close(
        dice_loss(logits, target, weight=weight), dice_loss(changed, target, weight=weight)
    )


def test_bfloat16_logits_are_computed_in_float32():
    logits = torch.full((1, 1, 4, 4), 12.0, dtype=torch.bfloat16)
    loss = cross_entropy_loss(logits, torch.zeros(1, 1, 4, 4))
    assert loss.dtype == torch.float32
    assert float(loss) == pytest.approx(12.0, abs=1e-4)  # from probabilities it would be infinite


def test_softmax_over_several_classes():
    logits = torch.randn(2, 3, 5, 5, dtype=torch.float64)
    labels = torch.randint(0, 3, (2, 5, 5))
    target = torch.nn.functional.one_hot(labels, 3).permute(0, 3, 1, 2)
    expected = torch.nn.functional.cross_entropy(logits.float(), labels, reduction="none").mean(
        (1, 2)
    )
    torch.testing.assert_close(cross_entropy_loss(logits, target), expected)
    p = torch.softmax(logits.float(), 1)
    dice = 2 * (p * target).sum((2, 3)) / (p.sum((2, 3)) + target.sum((2, 3)))
    torch.testing.assert_close(
        dice_loss(logits, target, "plain"), (1 - dice).mean(1), atol=1e-4, rtol=0
    )


def test_perfect_and_empty_predictions_cost_nothing():
    target = torch.zeros(1, 1, 6, 6)
    assert float(dice_loss(torch.full_like(target, -30), target)) == pytest.approx(0, abs=1e-4)
    target[..., :3] = 1
    logits = (target * 2 - 1) * 30
    assert float(supervised_loss(logits, target, LossSettings())["sum"]) == pytest.approx(
        0, abs=1e-4
    )
