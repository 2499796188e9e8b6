"""Whether a run may compute in its fast precision: its own network is asked in both forms.

A processor's library once computed one layer wrongly in bfloat16, and runs judged and made pseudo
labels by answers that were nonsense.  So a run compares with float32 when it begins, on the probe
that predictors are compared on, and after its first steps on an image of its own.  A network that
knows nothing yet says the same in any form; it is asked again until it decides something.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Literal

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from lvit_core.device import Computation
from lvit_core.inference.backends.agreement import Agreement, compared
from lvit_core.inference.backends.probes import probe_image, probe_sentence
from lvit_core.training.batches import Batch
from lvit_core.training.events import PrecisionTested
from lvit_core.training.network import TrainableModel
from lvit_core.training.processes import Processes
from lvit_core.training.validation import answered

FIRST_ASKED = 4  # steps of a session; then twice as many each time
_Verdict = Literal["wrong", "open", "right"]
_VERDICTS: tuple[_Verdict, ...] = ("wrong", "open", "right")


class OwnPrecision:
    """What a run computes in, and whether it may.

    Args:
        model: Of the run, on its device.
        computation: As it is wished.
        processes: Which must all decide the same.
        tell: Gets what was found, each time.

    Attributes:
        computation: What is computed in by now.
        wished: The precision that it was to be.
    """

    def __init__(
        self,
        model: TrainableModel,
        computation: Computation,
        processes: Processes,
        tell: Callable[[PrecisionTested], object],
    ) -> None:
        self.computation, self.wished = computation, computation.precision
        self._model, self._processes, self._tell = model, processes, tell
        self._steps, self._next = 0, FIRST_ASKED

    def good_at_start(self, step: int) -> bool:
        """Asks about the probe; false where the run goes on in float32."""
        if self._plain:
            return True
        image = probe_image(self._model.config).transpose(2, 0, 1)
        pixels = torch.from_numpy(np.ascontiguousarray(image))[None]
        return self._verdict("probe", pixels, probe_sentence(self._model.config), step) != "wrong"

    def good_after(self, batch: Batch, step: int) -> bool:
        """After a step on ``batch``: asks about an image of it when it is time to, as above."""
        self._steps += 1
        if self._plain or self._steps != self._next:
            return True
        found = self._verdict("image", batch.images[:1], batch.true_sentences[0], step)
        self._next = 0 if found == "right" else 2 * self._next
        return found != "wrong"

    def remember(self, step: int) -> None:
        """An earlier session of the run has found the fast precision wrong."""
        if not self._plain:
            self._use_float32()
            self._report("earlier", None, step)

    @property
    def refused(self) -> bool:
        """The precision that was wished is wrong here."""
        return self.computation.precision != self.wished

    @property
    def _plain(self) -> bool:
        return self.computation.precision == "float32"

    def _use_float32(self) -> None:
        self.computation = replace(self.computation, precision="float32")

    def _verdict(
        self, asked: Literal["probe", "image"], pixels: Tensor, sentence: str | None, step: int
    ) -> _Verdict:
        found = agreement_of(self._model, pixels, sentence, self.computation)
        own: _Verdict = "wrong"
        if found.good_for_runs:
            own = "right" if found.telling else "open"
        verdict = _VERDICTS[int(self._processes.agree(float(_VERDICTS.index(own))))]
        if verdict == "wrong":
            self._use_float32()
        self._report(asked, found, step)
        return verdict

    def _report(
        self, asked: Literal["probe", "image", "earlier"], found: Agreement | None, step: int
    ) -> None:
        self._tell(
            PrecisionTested(
                step=step,
                asked=asked,
                wished=self.wished,
                precision=self.computation.precision,
                largest=None if found is None else found.max_difference,
                mean=None if found is None else found.mean_difference,
                telling=None if found is None else found.telling,
            )
        )


def agreement_of(
    model: TrainableModel, images: Tensor, sentence: str | None, computation: Computation
) -> Agreement:
    """A network's answers in a fast precision against those in float32.

    As they are judged, and as they are learnt from, which takes other forms of some layers: of both
    the worse.

    Args:
        model: On the device of ``computation``; left in the mode it is in.
        images: (B, 3, S, S) float32 in 0..1, RGB.
        sentence: Asked about each.
        computation: Device and the precision to test.
    """
    with _evaluating(model):
        expected = _answers(model, images, sentence, replace(computation, precision="float32"))
        found = [
            compared(
                _answers(model, images, sentence, computation, learning=learning),
                expected,
                1,  # of an answer the first plane is the mask
                model.config.threshold,
            )
            for learning in (False, True)
        ]
    return max(found, key=lambda one: (one.max_difference, one.mean_difference))


def _answers(
    model: TrainableModel,
    images: Tensor,
    sentence: str | None,
    computation: Computation,
    *,
    learning: bool = False,
) -> NDArray[np.float32]:
    with torch.set_grad_enabled(learning):
        return answered(model, images, sentence, computation)


@contextmanager
def _evaluating(model: nn.Module) -> Iterator[None]:
    """Inside, the model answers as it does when nothing is learnt."""
    training = [module for module in model.modules() if module.training]
    model.eval()
    try:
        yield
    finally:
        for module in training:
            module.training = True
