"""What a run learns from, and who else has something to do when a generation ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from lvit_core.data.sample import Sample
from lvit_core.training.events import GenerationEnded
from lvit_core.training.validation import Validation


@dataclass(frozen=True, eq=False)
class RunData:
    """The samples of a run, already split.

    Attributes:
        train: Labeled and unlabeled.
        validation: Which judge.
        replay: Labeled ones that are shown again, see ``replay``.
    """

    train: Sequence[Sample]
    validation: Sequence[Sample] = ()
    replay: Sequence[Sample] = ()

    @property
    def labeled(self) -> list[Sample]:
        return [sample for sample in self.train if sample.labeled]

    @property
    def unlabeled(self) -> list[Sample]:
        return [sample for sample in self.train if not sample.labeled]

    def with_sentence(self, use_text: bool) -> int | None:
        """How many unlabeled samples bring a sentence; ``None`` where sentences are not read."""
        return sum(bool(sample.sentence) for sample in self.unlabeled) if use_text else None


class GenerationHook(Protocol):
    """Somebody who has more to do when a generation ends: the project run publishes it."""

    def finished(self, event: GenerationEnded, result: Validation | None) -> GenerationEnded:
        """Called before the generation is announced; returns the event with more fields."""
        ...

    def announced(self) -> None:
        """Called after it; may replace the trainer's ``data``."""
        ...

    def predicted(self, sample: Sample, planes: NDArray[np.float32]) -> None:
        """Called with every prediction made for a pseudo label, (P, h, w)."""
        ...
