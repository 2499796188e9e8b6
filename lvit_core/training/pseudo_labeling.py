"""When unlabeled images take part, and the once-per-generation update of their maps."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lvit_core.data.sample import Sample
from lvit_core.training.batches import Pools
from lvit_core.training.config import TrainingConfig
from lvit_core.training.epi import PseudoLabels, beta_at
from lvit_core.training.run_state import Progress

Predict = Callable[[Sample], NDArray[np.float32]]


class PseudoLabeling:
    """The unlabeled side of a run.

    Args:
        folder: Of the maps.
        config: Burn-in, momentum, ramp.
    """

    def __init__(self, folder: Path, config: TrainingConfig) -> None:
        self._folder = folder
        self._config = config
        self.labels: PseudoLabels | None = None

    def open(self, generation: int) -> None:
        """Starts from the maps of a generation; -1 means without any."""
        settings = self._config.unlabeled
        if settings.mode != "none":
            self.labels = PseudoLabels(
                self._folder,
                settings.beta,
                settings.warm_up,
                None if generation < 0 else generation,
            )

    def pools(self, train: list[Sample], progress: Progress) -> Pools:
        """What the next generation draws from: labels alone until the burn-in is over."""
        labeled = [sample for sample in train if sample.labeled]
        labels = self.labels
        if labels is None or not progress.unlabeled:
            return Pools(labeled)
        # A map belongs to a sentence: until the next update makes another, a changed one waits.
        return Pools(
            labeled,
            [s for s in train if not s.labeled and labels.belongs(s.key, self._sentence(s))],
        )

    def due(self, progress: Progress, share_done: float, stalled: bool = False) -> bool:
        """Whether maps are to be updated; notes when the burn-in ends.

        Args:
            stalled: The labels alone improve nothing any more, so there is nothing to wait for.
        """
        if self.labels is None:
            return False
        over = stalled or share_done >= self._config.unlabeled.burn_in
        if not progress.unlabeled and over:
            progress.unlabeled, progress.unlabeled_since = True, share_done
            progress.patience_from = progress.generation
        return progress.unlabeled

    def update(self, train: list[Sample], predict: Predict, progress: Progress) -> float | None:
        """Eq. 9 for every unlabeled sample; images that a person has labeled are forgotten.

        Returns:
            The mean absolute change over all maps, ``None`` when there is no unlabeled image.
        """
        labels = self.labels
        assert labels is not None
        waiting = [sample for sample in train if not sample.labeled]
        for sample in train:
            if sample.labeled:
                labels.drop(sample.key)
        changes = []
        for sample in waiting:
            changes.append(
                labels.update(
                    sample.key, self._sentence(sample), predict(sample), progress.generation
                )
            )
        labels.save(progress.generation)
        return sum(changes) / len(changes) if changes else None

    def _sentence(self, sample: Sample) -> str | None:
        """What the network is told; ``None`` is the null sentence."""
        return sample.sentence if self._config.text else None

    def prune(self, progress: Progress) -> None:
        """Deletes maps that neither the checkpoint just written nor the run needs."""
        if self.labels is not None:
            kept = progress.pseudo_generation
            self.labels.prune([kept] if kept >= 0 else [])

    def ramp(self, progress: Progress, share_done: float) -> float:
        """Weight of the unlabeled loss, rising from 0 to 1 after the burn-in."""
        ramp = self._config.unlabeled.ramp
        if ramp <= 0:
            return 1.0
        return min(1.0, max(0.0, share_done - progress.unlabeled_since) / ramp)

    def beta_in_force(self) -> float:
        """The momentum of the next update of the oldest map."""
        settings = self._config.unlabeled
        labels = self.labels
        records = [labels.record(key) for key in labels.names()] if labels is not None else []
        updates = max((record.updates for record in records if record), default=0)
        return beta_at(updates, settings.beta, settings.warm_up)
