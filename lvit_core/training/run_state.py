"""Where a run stands, on disk: enough to go on as if it had never stopped.

Batches, dropout and augmentation follow from seed and step number, so weights, optimizer and a
few counters are all there is to keep.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import torch
from torch import nn
from torch.optim import Optimizer

from lvit_core.errors import LViTError
from lvit_core.files import writing
from lvit_core.training.optimization import AveragedWeights


@dataclass
class Progress:
    """The counters of a run.

    Attributes:
        step: Steps done.
        generation: Generations completed.
        generation_start: Step at which the present generation began.
        generation_steps: Steps of the present generation.
        elapsed_s: Seconds trained, over all sessions.
        best_dice: Best validation Dice, at the threshold chosen if one is; -1 before the first.
        best_generation: When it was reached.
        patience_from: Generation from which patience counts anew, because something changed.
        rate_scale: Lowered after each NaN.
        rollbacks: How often a NaN was met.
        plain: Only float32 is right here (see ``own_precision``).
        pieces: Into how many parts a batch is cut after running out of memory.
        unlabeled: Unlabeled images take part since the burn-in ended.
        unlabeled_since: Share of the run done when they began to.
        pseudo_waits: The pseudo labels are not worth learning from yet (see ``readiness``).
        pseudo_generation: Whose pseudo labels are in use; -1 for none.
        threshold: Mask threshold found by the last validation.
    """

    step: int = 0
    generation: int = 0
    generation_start: int = 0
    generation_steps: int = 0
    elapsed_s: float = 0.0
    best_dice: float = -1.0
    best_generation: int = 0
    patience_from: int = 0
    rate_scale: float = 1.0
    rollbacks: int = 0
    plain: bool = False
    pieces: int = 1
    unlabeled: bool = False
    unlabeled_since: float = 0.0
    pseudo_waits: bool = False
    pseudo_generation: int = -1
    threshold: float = 0.5


@dataclass(frozen=True, eq=False)
class RunParts:
    """The objects whose state makes up a checkpoint."""

    model: nn.Module
    optimizer: Optimizer
    averaged: AveragedWeights | None


def save_checkpoint(path: Path, parts: RunParts, progress: Progress) -> None:
    """Writes everything at once; a crash leaves the checkpoint before this one."""
    content: dict[str, Any] = {
        "model": parts.model.state_dict(),
        "optimizer": parts.optimizer.state_dict(),
        "progress": asdict(progress),
    }
    if parts.averaged is not None:
        content["averaged"] = parts.averaged.state_dict()
        content["averaged_updates"] = parts.averaged.updates
    write_tensors(path, content)


def load_checkpoint(path: Path, parts: RunParts) -> Progress:
    """Restores the objects and returns the counters.

    Raises:
        LViTError: There is no checkpoint or it belongs to another network.
    """
    content = read_tensors(path)
    try:
        parts.model.load_state_dict(content["model"])
        parts.optimizer.load_state_dict(content["optimizer"])
        if parts.averaged is not None:
            parts.averaged.load_state_dict(content["averaged"], content["averaged_updates"])
        known = {field.name for field in fields(Progress)}
        return Progress(**{k: v for k, v in content["progress"].items() if k in known})
    except (KeyError, RuntimeError, TypeError, ValueError) as error:
        raise LViTError(
            "The checkpoint does not fit this run.", "Resume with the settings it began with."
        ) from error


def write_tensors(path: Path, content: dict[str, Any]) -> None:
    """``torch.save`` that never leaves half a file under the final name; its folder is there."""
    # Its own way of opening files tells no reason that a person could be told.
    with writing(path, home=path.parent) as partial, partial.open("wb") as stream:
        torch.save(content, stream)


def read_tensors(path: Path) -> dict[str, Any]:
    """Tensors and plain values of a file, safely.

    Raises:
        LViTError: It is missing or damaged.
    """
    try:
        content: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
    except FileNotFoundError as error:
        raise LViTError(
            "There is no {name} to resume from.", "Start the run without --resume.", name=path.name
        ) from error
    except Exception as error:
        raise LViTError("{name} is damaged.", "Start the run again.", name=path.name) from error
    return content
