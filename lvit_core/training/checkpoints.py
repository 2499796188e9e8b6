"""When a run's state is written, and which weights it hands over at the end."""

from __future__ import annotations

import math
import time
from pathlib import Path

from lvit_core.training.network import TrainableModel
from lvit_core.training.optimization import AveragedWeights
from lvit_core.training.run_state import (
    BEST_NAME,
    CHECKPOINT_NAME,
    Progress,
    RunParts,
    load_checkpoint,
    read_tensors,
    save_checkpoint,
    write_tensors,
)

# A checkpoint of LViT-T is half a gigabyte: often enough to lose little, rarely enough to cost
# little.
_EVERY_S = 120.0


class Checkpoints:
    """The state files of one run.

    Args:
        folder: Of the run.
        parts: Whose state is kept.
        model: The model alone, for the weights that win validation.
        averaged: Its averaged weights, if any.
    """

    def __init__(
        self,
        folder: Path,
        parts: RunParts,
        model: TrainableModel,
        averaged: AveragedWeights | None,
    ) -> None:
        self._folder = folder
        self._parts = parts
        self._model = model
        self._averaged = averaged
        self._saved_at = -math.inf

    @property
    def path(self) -> Path:
        return self._folder / CHECKPOINT_NAME

    def due(self) -> bool:
        return time.monotonic() - self._saved_at > _EVERY_S

    def save(self, progress: Progress) -> None:
        save_checkpoint(self.path, self._parts, progress)
        self._saved_at = time.monotonic()

    def restore(self) -> Progress:
        """Puts the last saved state back; raises ``LViTError`` when there is none that fits."""
        return load_checkpoint(self.path, self._parts)

    def keep_best(self) -> None:
        """Remembers the weights that validation just liked best."""
        source = self._averaged.state_dict() if self._averaged else self._model.state_dict()
        write_tensors(self._folder / BEST_NAME, dict(source))

    def use_best(self, select: str, progress: Progress) -> None:
        """Gives the model the weights of the best validation, or the last ones."""
        path = self._folder / BEST_NAME
        if select == "best" and progress.best_dice >= 0 and path.exists():
            self._model.load_state_dict(read_tensors(path), strict=False)
        elif self._averaged is not None:
            self._averaged.put_into(self._model)
        self._model.eval()
