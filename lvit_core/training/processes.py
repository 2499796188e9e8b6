"""One process or many: the few places where they must agree.

Gradients are averaged by Hugging Face accelerate (DistributedDataParallel underneath) when the run
was started by ``accelerate launch``; alone, nothing here costs anything.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import torch
from torch import Tensor, nn

from lvit_core.device import Computation


class Processes:
    """This process among those of the run.

    Args:
        computation: The device; CPU processes talk through gloo.
    """

    def __init__(self, computation: Computation) -> None:
        self.world = int(os.environ.get("WORLD_SIZE", "1"))
        self.rank = int(os.environ.get("RANK", "0"))
        self._device = computation.torch_device
        self._accelerator: Any = self._start(computation) if self.world > 1 else None

    @property
    def main(self) -> bool:
        """Whether this process writes files and reports."""
        return self.rank == 0

    def wrap(self, model: nn.Module) -> nn.Module:
        """The module to call in training, so that gradients are averaged."""
        if self._accelerator is None:
            return model
        wrapped: nn.Module = self._accelerator.prepare_model(model)
        return wrapped

    @contextmanager
    def without_exchange(self, wrapped: nn.Module, active: bool) -> Iterator[None]:
        """Inside, gradients only add up; used for all pieces of a batch but the last."""
        quiet = active and self._accelerator is not None
        with self._accelerator.no_sync(wrapped) if quiet else nullcontext():
            yield

    def wait(self) -> None:
        """Returns when every process has come here."""
        if self._accelerator is not None:
            self._accelerator.wait_for_everyone()

    def agree(self, value: float) -> float:
        """The value of the main process, in every process."""
        if self._accelerator is None:
            return value
        from accelerate.utils import broadcast  # noqa: PLC0415 - as below

        shared = torch.tensor([value], dtype=torch.float64, device=self._device)
        return float(broadcast(shared)[0])

    def mean(self, values: dict[str, Tensor]) -> dict[str, float]:
        """Named losses averaged over all processes."""
        names = sorted(values)
        stacked = torch.stack([values[name].float() for name in names])
        if self._accelerator is not None:
            stacked = self._accelerator.reduce(stacked, "mean")
        return dict(zip(names, stacked.tolist(), strict=True))

    @staticmethod
    def _start(computation: Computation) -> Any:
        from accelerate import Accelerator  # noqa: PLC0415 - slow, and only for several processes
        from accelerate.utils import DistributedDataParallelKwargs  # noqa: PLC0415

        # The null sentence and unused switches may get no gradient in a step.
        kwargs = DistributedDataParallelKwargs(find_unused_parameters=True)
        return Accelerator(cpu=computation.device == "cpu", kwargs_handlers=[kwargs])
