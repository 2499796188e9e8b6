"""When unlabeled images take part, and the once-per-generation update of their maps."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.threshold import inside
from lvit_core.data.sample import Sample
from lvit_core.data.views import SampleReader
from lvit_core.errors import LViTError
from lvit_core.training.batches import Pools
from lvit_core.training.config import TrainingConfig
from lvit_core.training.epi import PseudoLabels, beta_at
from lvit_core.training.pseudo_history import PseudoHistory
from lvit_core.training.readiness import Evidence, agreement_of, why_not_yet
from lvit_core.training.run_state import Progress
from lvit_core.training.validation import Validation
from lvit_core.wording import counted, joined, said

Predict = Callable[[Sample], NDArray[np.float32]]


class PseudoLabeling:
    """The unlabeled side of a run.

    Args:
        folder: Of the maps.
        config: Burn-in, momentum, ramp.
        warn: Told when the images begin to teach, and why they do not yet.

    Attributes:
        history_folder: Where small pictures of the maps are to be kept; ``None`` for nowhere.
        history: Those of the run that goes on; ``None`` until it does.
        pinned: Images whose maps stay as they are, as a person decided.
        teaching: Images whose maps the present generation learns from, and the generation that
            made each of these maps.
    """

    def __init__(self, folder: Path, config: TrainingConfig, warn: Callable[[str], object]) -> None:
        self._warn = warn
        self._folder = folder
        self._config = config
        self.labels: PseudoLabels | None = None
        self.history_folder: Path | None = None
        self.history: PseudoHistory | None = None
        self.pinned: Collection[str] = ()
        self.teaching: dict[str, int] = {}
        self._why_waiting: str | None = None

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
            self._open_history()

    def _open_history(self) -> None:
        if self.history_folder is None:
            return
        try:
            self.history = PseudoHistory(self.history_folder)
        except LViTError as error:  # a picture for people: nobody stops learning for it
            self._warn(joined(error.message, error.hint))

    def pools(self, train: list[Sample], progress: Progress) -> Pools:
        """What the next generation draws from: labels alone until the burn-in is over."""
        labeled = [sample for sample in train if sample.labeled]
        labels, self.teaching = self.labels, {}
        if labels is None or not progress.unlabeled or progress.pseudo_waits:
            return Pools(labeled)
        # A map belongs to a sentence and a picture: until the next update, a changed one waits.
        teaching = [s for s in train if not s.labeled and self._belongs(s)]
        records = {sample.key: labels.record(sample.key) for sample in teaching}
        self.teaching = {key: one.generation for key, one in records.items() if one is not None}
        if self.history is not None:
            self.history.taught(self.teaching, progress.generation + 1)
        return Pools(labeled, teaching)

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
            progress.pseudo_waits = self._config.unlabeled.least_dice > 0
        return progress.unlabeled

    def update(
        self,
        train: list[Sample],
        predict: Predict,
        reader: SampleReader,
        result: Validation | None,
        progress: Progress,
    ) -> float | None:
        """Eq. 9 for every unlabeled sample; images that a person has labeled are forgotten.

        While the images do not teach yet, no map averages over generations: what a model said
        before it had learnt enough would stay in it.

        Args:
            train: Labeled and unlabeled.
            predict: The weights that teach.
            reader: Where labels come from.
            result: Of these weights on the images that judge; ``None`` without any.
            progress: Of the run; says whether the images teach.

        Returns:
            The mean absolute change over all maps, ``None`` when there is no unlabeled image.
        """
        labels = self.labels
        assert labels is not None
        waiting = [sample for sample in train if not sample.labeled]
        for sample in train:
            if sample.labeled:
                labels.drop(sample.key)
        threshold = progress.threshold
        changes, agreements, shares = [], [], []
        self._tell_others(waiting)
        for sample in waiting:
            sentence = self._sentence(sample)
            if sample.key in self.pinned and self._belongs(sample):
                continue
            prediction = predict(sample)
            shares.append(float(inside(prediction, threshold).mean()))
            if progress.pseudo_waits:
                if self._belongs(sample):
                    before = labels.load(sample.key)
                    if before.shape == prediction.shape:
                        agreements.append(agreement_of(before, prediction, threshold))
                labels.drop(sample.key)
            number, picture = progress.generation, sample.picture
            changes.append(labels.update(sample.key, sentence, prediction, number, picture))
            if self.history is not None:
                self.history.add(
                    sample.key, sentence, labels.load(sample.key), number,
                    change=changes[-1], threshold=threshold, picture=picture,
                )  # fmt: skip
        labels.save(progress.generation)
        if self.history is not None:
            self.history.save()
        if shares:
            found = _mean(agreements), _mean(shares)
            self._judge(*found, result, [s for s in train if s.labeled], reader, progress)
        return _mean(changes)

    def _judge(
        self,
        agreement: float | None,
        share: float | None,
        result: Validation | None,
        labeled: list[Sample],
        reader: SampleReader,
        progress: Progress,
    ) -> None:
        """Whether what was just predicted may teach; where no image judges, once and for all."""
        settings, before, reason = self._config.unlabeled, self._why_waiting, None
        if settings.least_dice > 0 and (result is not None or progress.pseudo_waits):
            whole = [sample for sample in labeled if sample.read_known is None]
            marked = _mean([float(reader.still_mask(sample).mean()) for sample in whole])
            dice = None if result is None else result.dice
            found = Evidence(dice, agreement, share, marked or 0.0)
            reason = why_not_yet(found, settings.least_dice, settings.least_agreement)
            progress.pseudo_waits = reason is not None
        self._why_waiting = reason
        if reason is not None and before is None:
            self._warn(said("Unlabeled images do not teach yet: {reason}.", reason=reason))
        if reason is None and before is not None:
            self._warn(said("Unlabeled images teach from now on."))

    def _belongs(self, sample: Sample) -> bool:
        """Whether there is a map that was made of this picture with this sentence."""
        labels = self.labels
        sentence = self._sentence(sample)
        return labels is not None and labels.belongs(sample.key, sentence, sample.picture)

    def _tell_others(self, waiting: list[Sample]) -> None:
        """Maps that were made of other pictures than those of today are told, and begin anew."""
        found = [(one, self.labels.record(one.key)) for one in waiting if self.labels is not None]
        others = sum(record is not None and record.picture != one.picture for one, record in found)
        if others:
            told = said(
                "Pseudo labels begin anew where the picture is another one by now, or nobody noted "
                "which it was: {images}. Since then they taught nothing.",
                images=counted(others, "image"),
            )
            self._warn(told)

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


def _mean(values: list[float]) -> float | None:
    return sum(values) / len(values) if values else None
