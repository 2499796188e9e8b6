"""Learning-rate schedules and averaged weights."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import Tensor, nn
from torch.optim.swa_utils import get_ema_multi_avg_fn

from lvit_core.training.config import TrainingConfig


def rate_factor(config: TrainingConfig, step: int, generation: int, progress: float) -> float:
    """The learning rate as a share of its peak.

    Args:
        config: Names the schedule.
        step: Steps done.
        generation: Generations done; "restarts" follows it in a period of 10.
        progress: Share of the whole run done, 0..1; "cosine" follows it.
    """
    floor = config.minimum_rate
    if config.schedule == "constant":
        factor = 1.0
    else:
        turn = progress
        if config.schedule == "restarts":
            turn = (generation % config.restart_generations) / config.restart_generations
        factor = floor + (1.0 - floor) * 0.5 * (1.0 + math.cos(math.pi * min(1.0, turn)))
    return factor * min(1.0, (step + 1) / max(1, config.warm_up_steps))


class AveragedWeights:
    """Exponential moving average of weights and of BatchNorm's statistics.

    Its decay starts low (at most (1 + n) / (10 + n) after n updates), so that a short run is not
    averaged with its random beginning. Torch's own ``AveragedModel`` averages a second module; the
    values alone can be put into the one model, and stand by name in a checkpoint.

    Args:
        model: Whose weights are followed.
        decay: Largest decay, 0..1.
    """

    def __init__(self, model: nn.Module, decay: float) -> None:
        self.decay = decay
        self.updates = 0
        self._values = {name: value.detach().clone() for name, value in _tensors(model)}

    @torch.no_grad()
    def update(self, model: nn.Module) -> None:
        self.updates += 1
        decay = min(self.decay, (1.0 + self.updates) / (10.0 + self.updates))
        followed, current = [], []
        for name, value in _tensors(model):
            if value.is_floating_point():
                followed.append(self._values[name])
                current.append(value.detach())
            else:
                self._values[name].copy_(value)
        move = get_ema_multi_avg_fn(decay)  # type: ignore[no-untyped-call]  # torch says no types
        move(followed, current, self.updates)

    @contextmanager
    def in_place_of(self, model: nn.Module) -> Iterator[None]:
        """The model has the averaged weights inside the block and its own again after it."""
        own = {name: value.detach().clone() for name, value in _tensors(model)}
        self._copy_to(model, self._values)
        try:
            yield
        finally:
            self._copy_to(model, own)

    def put_into(self, model: nn.Module) -> None:
        """Gives the model the averaged weights for good."""
        self._copy_to(model, self._values)

    def state_dict(self) -> dict[str, Tensor]:
        return dict(self._values)

    def load_state_dict(self, values: dict[str, Tensor], updates: int) -> None:
        self.updates = updates
        for name, value in self._values.items():
            value.copy_(values[name])

    @staticmethod
    @torch.no_grad()
    def _copy_to(model: nn.Module, values: dict[str, Tensor]) -> None:
        for name, value in _tensors(model):
            value.copy_(values[name])


def _tensors(model: nn.Module) -> Iterator[tuple[str, Tensor]]:
    yield from model.named_parameters()
    yield from model.named_buffers()
