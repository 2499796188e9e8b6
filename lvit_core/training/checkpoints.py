"""When a run's state is written, and which weights it hands over at the end."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from lvit_core.training.network import TrainableModel
from lvit_core.training.optimization import AveragedWeights
from lvit_core.training.run_folder import RunFolder
from lvit_core.training.run_state import (
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
        folder: RunFolder,
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
        return self._folder.checkpoint

    def due(self) -> bool:
        return time.monotonic() - self._saved_at > _EVERY_S

    def save(self, progress: Progress) -> None:
        save_checkpoint(self.path, self._parts, progress)
        for path in self._folder.all_best():
            if path != self._best_path(progress):
                path.unlink(missing_ok=True)
        self._saved_at = time.monotonic()

    def restore(self) -> Progress:
        """Puts the last saved state back; raises ``LViTError`` when there is none that fits.

        Without the weights that won validation (a run begun with a version that named them
        otherwise, a file somebody deleted) the run goes on and chooses anew.
        """
        progress = load_checkpoint(self.path, self._parts)
        if not self._best_path(progress).exists():
            progress.best_dice, progress.best_generation = -1.0, 0
        return progress

    def keep_best(self, progress: Progress) -> None:
        """Remembers the weights that validation just liked best.

        Beside those of the last checkpoint, which a run that goes on from there still teaches with.
        """
        source = self._averaged.state_dict() if self._averaged else self._model.state_dict()
        write_tensors(self._best_path(progress), dict(source))

    @contextmanager
    def evaluated(self) -> Iterator[None]:
        """Inside, the model has the weights that are judged and published: the averaged ones."""
        self._model.eval()
        with self._averaged.in_place_of(self._model) if self._averaged else nullcontext():
            yield

    @contextmanager
    def chosen(self, select: str, progress: Progress) -> Iterator[None]:
        """Inside, the model has the weights the run would hand over if it ended now."""
        if not _validation_chose(select, progress):
            with self.evaluated():
                yield
            return
        own = {name: value.clone() for name, value in self._model.state_dict().items()}
        self.use_chosen(select, progress)
        try:
            yield
        finally:
            self._model.load_state_dict(own)

    def use_chosen(self, select: str, progress: Progress) -> None:
        """Gives the model the weights of the best validation, or the last ones, for good."""
        if _validation_chose(select, progress):
            self._model.load_state_dict(read_tensors(self._best_path(progress)), strict=False)
        elif self._averaged is not None:
            self._averaged.put_into(self._model)
        self._model.eval()

    def _best_path(self, progress: Progress) -> Path:
        return self._folder.best(progress.best_generation)


def _validation_chose(select: str, progress: Progress) -> bool:
    return select == "best" and progress.best_dice >= 0
