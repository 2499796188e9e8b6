"""One optimization step: mixed precision, clipping, and smaller pieces when memory runs out."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn.utils import clip_grads_with_norm_, get_total_norm

from lvit_core.device import Computation, is_out_of_memory, return_device_memory
from lvit_core.prompt.templates import load_template
from lvit_core.training.batches import Batch
from lvit_core.training.config import TrainingConfig
from lvit_core.training.graphs import RecordedNetwork
from lvit_core.training.language_vision import ContrastiveBank
from lvit_core.training.network import TrainableModel, batch_norm_at_rest
from lvit_core.training.objective import add_named, cut_batch, is_finite, step_loss
from lvit_core.training.processes import Processes


class NotFiniteError(Exception):
    """A loss or gradient was NaN or infinite; the weights were not touched."""


@dataclass(frozen=True)
class StepResult:
    """Named losses of a step (means over all its images) and the pieces it was computed in."""

    losses: dict[str, float]
    pieces: int


class Stepper:
    """Computes gradients and applies them with Adam.

    Args:
        model: What is fitted.
        config: Rates, losses, clipping.
        computation: Device and precision.
        processes: The other processes, if any.
        bank: Contrastive labels, if the LV loss is in use.
    """

    def __init__(
        self,
        model: TrainableModel,
        config: TrainingConfig,
        computation: Computation,
        processes: Processes,
        bank: ContrastiveBank | None,
    ) -> None:
        self._model = model
        self._wrapped = processes.wrap(model)
        self._config = config
        self._processes = processes
        self.bank = bank
        self.use(computation)
        self.peak_rate = config.learning_rate or load_template(model.config.template).learning_rate
        self.optimizer = torch.optim.AdamW(
            model.parameters(),
            lr=self.peak_rate,
            weight_decay=config.weight_decay,
            fused=computation.torch_device.type in ("cpu", "cuda"),
        )

    def use(self, computation: Computation) -> None:
        """From now on in this precision, on the same device."""
        alone = computation.device.startswith("cuda") and self._processes.world == 1
        recorded = self._config.cuda_graphs and alone
        self._computation = computation
        self._recorded = RecordedNetwork(self._model, computation) if recorded else None
        self._scaler = torch.amp.GradScaler(
            computation.torch_device.type, enabled=computation.scaled_gradients
        )

    def step(
        self, batch: Batch, number: int, pieces: int, rate: float, unlabeled_weight: float
    ) -> StepResult:
        """One step of Adam (AdamW with no decay is Adam).

        Args:
            batch: This process's samples.
            number: Number of the step; with the seed it decides the dropout.
            pieces: Parts to compute the batch in.
            rate: Learning rate.
            unlabeled_weight: Ramp of the unlabeled loss.

        Raises:
            NotFiniteError: A loss or gradient is not a number.
        """
        while True:
            try:
                named = self._gradients(batch, number, pieces, unlabeled_weight)
                break
            except (RuntimeError, MemoryError) as error:
                if not is_out_of_memory(error) or pieces >= len(batch):
                    raise
            pieces = min(len(batch), pieces * 2)
            return_device_memory(self._computation.device)
        losses = self._processes.mean(named)
        self._apply(rate, finite=is_finite(named))
        return StepResult(losses, pieces)

    def _gradients(
        self, batch: Batch, number: int, pieces: int, unlabeled_weight: float
    ) -> dict[str, Tensor]:
        torch.manual_seed(_mixed(self._config.seed, number, self._processes.rank))
        self.optimizer.zero_grad(set_to_none=True)
        named: dict[str, Tensor] = {}
        parts = cut_batch(batch, pieces)
        for part in parts:
            with self._processes.without_exchange(self._wrapped, part is not parts[-1]):
                terms = step_loss(
                    self._logits(part),
                    part,
                    self._config,
                    self.bank,
                    unlabeled_weight,
                    self._processes.world,
                )
                torch.autograd.backward(self._scaler.scale(terms.total))
            add_named(named, terms.named)
        return named

    def _logits(self, part: Batch) -> Tensor:
        """Unlabeled pieces are seen as a prediction sees them, by the statistics of the labels.

        Mixed into the statistics, tissue nobody has labeled moved what the labels had taught: the
        validation images fell by 0.01 when the pseudo labels began (docs/REPRODUCTION.md).
        """
        device = self._computation.torch_device
        images = part.images.to(device, memory_format=torch.channels_last, non_blocking=True)
        if self._recorded is not None and part.labeled:
            return self._recorded(images, part.sentences)
        mixed = self._computation.precision != "float32"
        resting = nullcontext() if part.labeled else batch_norm_at_rest(self._model)
        with resting, torch.autocast(device.type, self._computation.dtype, enabled=mixed):
            logits: Tensor = self._wrapped(images, part.sentences)
        return logits

    def _apply(self, rate: float, *, finite: bool) -> None:
        self._scaler.unscale_(self.optimizer)
        limit = self._config.gradient_norm
        parameters = [p for p in self._model.parameters() if p.grad is not None]
        norm = get_total_norm([p.grad for p in parameters if p.grad is not None])
        usable = finite and bool(torch.isfinite(norm))
        if not norm <= limit:  # else every gradient would be multiplied by 1
            clip_grads_with_norm_(parameters, limit, norm)
        if self._processes.agree(float(usable)) < 1.0 and not self._computation.scaled_gradients:
            raise NotFiniteError
        if not finite:
            raise NotFiniteError
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        self._scaler.step(self.optimizer)  # skips by itself when float16 gradients overflowed
        self._scaler.update()


def _mixed(seed: int, step: int, rank: int) -> int:
    return (seed * 1_000_003 + step * 101 + rank) % (2**63)
