"""The network of a training step recorded once as CUDA graphs, and replayed in every later step.

With small batches a graphics card waits for the processor, which starts some thousand kernels a
step; a recorded graph starts them all at once.  A graph knows one shape and one mode, so whatever
has another one is computed as ever.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import Tensor, nn

from lvit_core.device import Computation
from lvit_core.training.network import TrainableModel

Recorder = Callable[..., Any]
"""Takes a module and sample arguments; returns what is called instead of the module."""


class RecordedNetwork:
    """Logits of a batch by a recorded graph.

    Args:
        model: In the mode in which it is trained; it is recorded at the first call.
        computation: Device and precision.
        record: Makes the graphs; torch's own on CUDA.
    """

    def __init__(
        self, model: TrainableModel, computation: Computation, record: Recorder | None = None
    ) -> None:
        self._model, self._computation = model, computation
        self._record = record or torch.cuda.make_graphed_callables
        self._shape: torch.Size | None = None
        self._replayed: Any = None

    def __call__(self, images: Tensor, sentences: Sequence[str | None]) -> Tensor:
        """(B, C, S, S) logits of (B, 3, S, S) images in 0..1 on the device."""
        text = self._model.text(sentences)
        given = (images,) if text is None else (images, text)
        if self._shape is None:
            self._shape = images.shape  # a failure is not tried again
            self._replayed = self._recorded(given)
        known = self._replayed is not None and images.shape == self._shape
        called = self._replayed if known else _Alone(self._model, self._computation)
        logits: Tensor = called(*given)
        return logits

    def _recorded(self, given: tuple[Tensor, ...]) -> Any:
        """Records; the batches of its rehearsals leave no trace in BatchNorm's statistics."""
        before = [buffer.clone() for buffer in self._model.buffers()]
        samples = tuple(one.detach().clone().requires_grad_(one.requires_grad) for one in given)
        try:
            alone = _Alone(self._model, self._computation)
            return self._record(alone, samples, allow_unused_input=True)
        finally:
            with torch.no_grad():
                for buffer, value in zip(self._model.buffers(), before, strict=True):
                    buffer.copy_(value)


class _Alone(nn.Module):
    """The network with tensors going in and out, mixed precision inside, as a graph wants it."""

    def __init__(self, model: TrainableModel, computation: Computation) -> None:
        super().__init__()
        self.network = model.network
        self._flipped = model.config.channel_order == "bgr"
        self._kind, self._dtype = computation.torch_device.type, computation.dtype
        self._mixed = computation.precision != "float32"

    def forward(self, images: Tensor, text: Tensor | None = None) -> Tensor:
        # Weights converted once and kept are of one step; a graph must convert them in each.
        with torch.autocast(self._kind, self._dtype, enabled=self._mixed, cache_enabled=False):
            return self.network.logits(images.flip(1) if self._flipped else images, text)
