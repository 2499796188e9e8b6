"""The loss of a step: supervised for labeled samples, pseudo label and LV loss for the others.

Every term is a sum over this process's images divided by the count over *all* processes, times
the number of processes: averaging gradients then gives exactly the mean over the whole step, and
so does adding up the parts of a batch that was cut after an out-of-memory error.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from lvit_core.model.config import GEOMETRY_PLANES
from lvit_core.training.batches import Batch
from lvit_core.training.config import TrainingConfig
from lvit_core.training.language_vision import ContrastiveBank, language_vision_loss
from lvit_core.training.losses import class_loss, geometry_loss, probabilities, supervised_loss


@dataclass(frozen=True)
class Terms:
    """The differentiable total and the named losses for the curves (means over the step)."""

    total: Tensor
    named: dict[str, Tensor]


def step_loss(
    logits: Tensor,
    batch: Batch,
    config: TrainingConfig,
    bank: ContrastiveBank | None = None,
    unlabeled_weight: float = 1.0,
    world: int = 1,
) -> Terms:
    """Eqs. 30 and 31 for one (part of a) batch.

    Args:
        logits: (B, 1, H, W) of ``batch.images``, any float type; those of heads may follow.
        batch: Labeled samples first.
        config: Names the forms and weights.
        bank: Contrastive labels; ``None`` leaves the LV loss out.
        unlabeled_weight: Ramp of the whole unlabeled part.
        world: Number of processes whose gradients will be averaged.
    """
    target, weight = batch.targets.to(logits.device), batch.weights.to(logits.device)
    logits, beside = logits[:, : target.shape[1]], logits[:, target.shape[1] :]
    losses = supervised_loss(logits, target, config.losses, weight)
    if batch.objects is not None:
        losses |= geometry_loss(beside[:, :GEOMETRY_PLANES], batch.objects.to(logits.device))
    if batch.classes is not None:
        kinds = beside[:, beside.shape[1] - len(config.class_names) :]
        losses["classes"] = class_loss(kinds, batch.classes.to(logits.device))
    cut = batch.labeled
    trust = 1.0 if batch.trust is None else batch.trust[:cut].to(logits.device)
    named: dict[str, Tensor] = {}
    total = logits.float().sum() * 0.0
    # A part without samples of a kind still names its terms, as zeros: the parts of a batch add up
    # by name, and processes exchange their values in the order of the names.
    if batch.total_labeled:
        share = world / batch.total_labeled
        total = total + share * (trust * losses["sum"][:cut]).sum()
        named["supervised"] = share * losses["sum"][:cut].sum()
        named["dice"] = share * losses["dice"][:cut].sum()
        named["cross_entropy"] = share * losses["cross_entropy"][:cut].sum()
        if batch.objects is not None:
            named["depth"] = share * losses["depth"][:cut].sum()
            named["middle"] = share * losses["middle"][:cut].sum()
            total = total + config.losses.depth * share * (trust * losses["depth"][:cut]).sum()
            total = total + config.losses.middle * share * (trust * losses["middle"][:cut]).sum()
        if batch.classes is not None:
            named["classes"] = share * losses["classes"][:cut].sum()
            total = total + config.losses.classes * share * (trust * losses["classes"][:cut]).sum()
    if batch.total_unlabeled:
        share = world / batch.total_unlabeled
        pseudo = share * losses["sum"][cut:].sum()
        unlabeled = config.unlabeled.pseudo_weight * pseudo
        named["pseudo"] = pseudo
        if bank is not None and config.unlabeled.mode == "epi+lv":
            similarity = language_vision_loss(
                probabilities(logits[cut:]), batch.true_sentences[cut:], bank
            )
            named["language_vision"] = share * similarity.sum()
            unlabeled = unlabeled + config.losses.language_vision * named["language_vision"]
        total = total + unlabeled_weight * config.unlabeled.weight * unlabeled
    named["total"] = total
    return Terms(total, {name: value.detach() for name, value in named.items()})


def cut_batch(batch: Batch, parts: int) -> list[Batch]:
    """The same step in pieces of one kind each, whose losses add up to that of the whole.

    Args:
        batch: Labeled samples first.
        parts: No piece is larger than this share of the batch; labeled and unlabeled samples go
            apart in any case, because BatchNorm treats them differently.
    """
    size = -(-len(batch) // max(1, parts))
    kinds = ((0, batch.labeled), (batch.labeled, len(batch)))
    return [
        _slice(batch, start, min(start + size, stop))
        for first, stop in kinds
        for start in range(first, stop, size)
    ]


def _slice(batch: Batch, start: int, stop: int) -> Batch:
    return Batch(
        images=batch.images[start:stop],
        targets=batch.targets[start:stop],
        weights=batch.weights[start:stop],
        sentences=batch.sentences[start:stop],
        true_sentences=batch.true_sentences[start:stop],
        labeled=max(0, min(batch.labeled, stop) - start),
        total_labeled=batch.total_labeled,
        total_unlabeled=batch.total_unlabeled,
        keys=batch.keys[start:stop],
        objects=None if batch.objects is None else batch.objects[start:stop],
        classes=None if batch.classes is None else batch.classes[start:stop],
        trust=None if batch.trust is None else batch.trust[start:stop],
    )


def add_named(into: dict[str, Tensor], more: dict[str, Tensor]) -> None:
    """Adds the named losses of one piece to those of the pieces before it."""
    for name, value in more.items():
        into[name] = into[name] + value if name in into else value


def is_finite(values: dict[str, Tensor]) -> bool:
    return bool(torch.isfinite(torch.stack([v.float() for v in values.values()])).all())
