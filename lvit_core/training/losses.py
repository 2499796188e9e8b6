"""Supervised and pseudo-label losses (appendix F), one value per image.

Losses are per image, not per batch: their mean is then the same whether a batch is computed at
once, in halves after an out-of-memory error, or on several processes.  All work on float32
logits; a bfloat16 sigmoid rounds to 1.0 long before the cross entropy stops mattering.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from lvit_core.training.config import LossSettings

_SMOOTH = 1e-5


def probabilities(logits: Tensor) -> Tensor:
    """Sigmoid for one channel, softmax over channels otherwise; float32, (B, C, H, W), 0..1."""
    logits = logits.float()
    return torch.sigmoid(logits) if logits.shape[1] == 1 else torch.softmax(logits, dim=1)


def dice_loss(
    logits: Tensor, target: Tensor, form: str = "squared", weight: Tensor | None = None
) -> Tensor:
    """1 - Dice per image, averaged over channels (eq. 28).

    Args:
        logits: (B, C, H, W), any float type.
        target: (B, C, H, W) in 0..1, soft targets allowed.
        form: "plain" is eq. 28; "squared" sums squares in the denominator as the reference does.
        weight: (B, 1, H, W) pixel weights 0..1, or ``None``.

    Returns:
        (B,) float32 in 0..1; an empty target that is predicted empty gives 0.
    """
    p, y = probabilities(logits), target.float()
    w = torch.ones_like(p) if weight is None else weight.float().expand_as(p)
    shared = (w * p * y).sum(dim=(2, 3))
    if form == "squared":
        total = (w * p * p).sum(dim=(2, 3)) + (w * y * y).sum(dim=(2, 3))
    else:
        total = (w * p).sum(dim=(2, 3)) + (w * y).sum(dim=(2, 3))
    return (1.0 - (2.0 * shared + _SMOOTH) / (total + _SMOOTH)).mean(dim=1)


def cross_entropy_loss(
    logits: Tensor, target: Tensor, form: str = "plain", weight: Tensor | None = None
) -> Tensor:
    """Cross entropy per image (eq. 29).

    For one channel "balanced" averages over positive and over negative pixels apart and gives
    each half the weight, so that a small lesion counts as much as the background around it; an
    image with one kind of pixel only is plainly averaged.  With several channels both forms are
    the plain softmax cross entropy.

    Args:
        logits: (B, C, H, W), any float type.
        target: (B, C, H, W) in 0..1.
        form: "plain" or "balanced".
        weight: (B, 1, H, W) pixel weights 0..1, or ``None``.

    Returns:
        (B,) float32, not negative.
    """
    logits, y = logits.float(), target.float()
    if logits.shape[1] == 1:
        pixel = functional.binary_cross_entropy_with_logits(logits, y, reduction="none")
    else:
        pixel = -(y * torch.log_softmax(logits, dim=1)).sum(dim=1, keepdim=True)
    w = torch.ones_like(pixel) if weight is None else weight.float()
    if form == "plain" or logits.shape[1] > 1:
        return _weighted_mean(pixel, w)
    positive, negative = _weighted_mean(pixel, w * y), _weighted_mean(pixel, w * (1.0 - y))
    has_both = ((w * y).sum(dim=(1, 2, 3)) > 0) & ((w * (1.0 - y)).sum(dim=(1, 2, 3)) > 0)
    return torch.where(has_both, 0.5 * (positive + negative), _weighted_mean(pixel, w))


def supervised_loss(
    logits: Tensor, target: Tensor, settings: LossSettings, weight: Tensor | None = None
) -> dict[str, Tensor]:
    """Eq. 30 per image: "dice", "cross_entropy" (both unweighted) and their weighted "sum"."""
    dice = dice_loss(logits, target, settings.dice, weight)
    entropy = cross_entropy_loss(logits, target, settings.cross_entropy, weight)
    total = settings.dice_weight * dice + settings.cross_entropy_weight * entropy
    return {"dice": dice, "cross_entropy": entropy, "sum": total}


def geometry_loss(logits: Tensor, objects: Tensor) -> dict[str, Tensor]:
    """How wrong the geometry head is, per image: "depth" and "middle", (B,) float32, 0..1 and 0..2.

    Depth is a regression of the normalised distance as in Naylor et al. (DIST, IEEE TMI 2019), by
    the absolute error, which StarDist (Schmidt et al., MICCAI 2018) takes; objects and background
    count half each. The way to the middle is that of Panoptic-DeepLab (Cheng et al., CVPR 2020):
    absolute error on the pixels of objects alone. Where objects are not known nothing counts, and
    an image without any known pixel gives 0.

    Args:
        logits: (B, 3, H, W) depth, rows, columns, any float type.
        objects: (B, 4, H, W) see ``data.object_maps``.
    """
    answer = torch.sigmoid(logits.float())
    depth, way, known = objects[:, :1], objects[:, 1:3], objects[:, 3:]
    there = known * (depth > 0)
    wrong = (answer[:, :1] - depth).abs()
    halves = _weighted_mean(wrong, there) + _weighted_mean(wrong, known - there)
    middle = (2.0 * answer[:, 1:] - 1.0 - way).abs().sum(dim=1, keepdim=True)
    return {"depth": 0.5 * halves, "middle": _weighted_mean(middle, there)}


def class_loss(logits: Tensor, classes: Tensor) -> Tensor:
    """How wrong the class head is, per image: (B,) float32, not negative.

    The cross entropy of each pixel's class, as the classifying branch of HoVer-Net has it (Graham
    et al., Medical Image Analysis 2019); there background is a class too, here the mask tells it.
    Each class in an image counts the same, however few its pixels. Objects whose class is not
    known count nothing, and an image without any of a known class gives 0.

    Args:
        logits: (B, C, H, W), any float type.
        classes: (B, H, W) integers: 0 where no class is known, else 1 to C.
    """
    known = classes > 0
    target = (classes.long() - 1).clamp(min=0)
    wrong = functional.cross_entropy(logits.float(), target, reduction="none")
    per_class, there = [], []
    for number in range(1, logits.shape[1] + 1):
        own = (classes == number).float()
        count = own.sum(dim=(1, 2))
        per_class.append((wrong * own).sum(dim=(1, 2)) / count.clamp(min=1.0))
        there.append((count > 0).float())
    if not known.any():
        return logits.float().sum(dim=(1, 2, 3)) * 0.0
    return torch.stack(per_class).sum(dim=0) / torch.stack(there).sum(dim=0).clamp(min=1.0)


def _weighted_mean(pixel: Tensor, weight: Tensor) -> Tensor:
    total = weight.sum(dim=(1, 2, 3))
    return (pixel * weight).sum(dim=(1, 2, 3)) / total.clamp(min=1e-6)
