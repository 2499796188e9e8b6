"""The loop that fits a model: steps, generations, pseudo labels, and surviving what goes wrong."""

from __future__ import annotations

import math
import time
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from lvit_core.data.sample import Sample
from lvit_core.data.views import SampleReader
from lvit_core.device import Computation
from lvit_core.errors import LViTError
from lvit_core.training.batches import Batch, BatchMaker, Part, Pools
from lvit_core.training.checkpoints import Checkpoints
from lvit_core.training.clock import Budget, RunClock
from lvit_core.training.config import TrainingConfig
from lvit_core.training.control import Control
from lvit_core.training.events import (
    Event,
    EventWriter,
    GenerationEnded,
    Paused,
    Resumed,
    Step,
    Warned,
)
from lvit_core.training.language_vision import ContrastiveBank
from lvit_core.training.loading import Prefetcher
from lvit_core.training.network import TrainableModel, override_dropout, place, set_training_mode
from lvit_core.training.optimization import AveragedWeights, rate_factor
from lvit_core.training.own_precision import OwnPrecision
from lvit_core.training.processes import Processes
from lvit_core.training.pseudo_labeling import PseudoLabeling
from lvit_core.training.run_data import GenerationHook, RunData
from lvit_core.training.run_folder import RunFolder
from lvit_core.training.run_state import Progress, RunParts
from lvit_core.training.run_words import computed_plainly, in_parts, rolled_back
from lvit_core.training.stepping import NotFiniteError, Stepper
from lvit_core.training.validation import Validation, predict_planes, validate

__all__ = ["Budget", "Ending", "GenerationHook", "RunData", "Trainer"]

Ending = Literal["done", "stopped", "no improvement"]
_MOST_ROLLBACKS = 6
# The share of the time validation may take when a run is limited by minutes.
_VALIDATION_SHARE = 0.12
_PAUSE_POLL_S = 0.2
# Under a limit of minutes a generation has at least so many steps: with a handful of labels one
# pass is two steps, and most of the time would go into validation and pseudo labels.
_FEWEST_STEPS = 12


class Trainer:
    """One run of training.

    Args:
        model: What is fitted; moved to the device.
        config: Settings.
        data: Samples, split; the ``hook`` may replace them between generations.
        reader: Where pixels come from.
        folder: The run's folder, which exists.
        events: Where to report; ``None`` in processes that only help.
        computation: Device and precision.
        budget: How long to train.
        bank: Contrastive labels, if the LV loss is in use.
        control: Asked between steps; by default the run's ``control.json``.
        freeze_batch_norm: Keep BatchNorm's statistics as they are.
    """

    def __init__(
        self,
        model: TrainableModel,
        config: TrainingConfig,
        data: RunData,
        reader: SampleReader,
        folder: Path,
        events: EventWriter | None,
        computation: Computation,
        budget: Budget,
        bank: ContrastiveBank | None = None,
        control: Control | None = None,
        freeze_batch_norm: bool = False,
    ) -> None:
        self.model = place(model, computation.torch_device)
        override_dropout(model, config.dropout)
        self.config, self.data, self.reader = config, data, reader
        self.budget = budget
        self.progress, self.processes = Progress(), Processes(computation)
        self.precision = OwnPrecision(model, computation, self.processes, self._write)
        self.stepper = Stepper(model, config, computation, self.processes, bank)
        self.averaged = AveragedWeights(model, config.ema) if config.ema else None
        parts = RunParts(model, self.stepper.optimizer, self.averaged)
        self.checkpoints = Checkpoints(RunFolder(folder), parts, model, self.averaged)
        self.pseudo = PseudoLabeling(RunFolder(folder).pseudo, config, self.warn)
        self.hook: GenerationHook | None = None
        self._events = events
        self._control = control or Control(RunFolder(folder).control)
        self._freeze = freeze_batch_norm
        self.clock = RunClock(budget)
        self._validation_cost_s = 0.0
        self._validated_at_s = -math.inf

    @property
    def computation(self) -> Computation:
        """The device, and the precision that is in use by now."""
        return self.precision.computation

    def run(self) -> Ending:
        """Trains until the budget is used, nothing improves, or somebody stops it.

        Raises:
            LViTError: The loss stayed NaN after several rollbacks.
        """
        self.clock.start(self.progress.elapsed_s)
        self.pseudo.open(self.progress.pseudo_generation)
        if self.progress.plain:
            self.precision.remember(self.progress.step)
            self.stepper.use(self.computation)
        elif not self.precision.good_at_start(self.progress.step):
            self._distrust()
        with self._control.listening():
            if self.progress.step == 0:
                self._save()
            while not self._used_up():
                ending = self._generation()
                if ending is not None:
                    self._save()
                    self._control.take_back_stop()
                    return ending
        self._save()
        return "done"

    def resume(self) -> None:
        """Restores the state of an earlier session of the same run."""
        self.progress = self.checkpoints.restore()

    def finish(self) -> Validation | None:
        """Puts the weights to hand over into the model and judges them one last time."""
        self.checkpoints.use_chosen(self.config.select, self.progress)
        return self.validation()

    def validation(self) -> Validation | None:
        """The weights as they are, judged on the validation images; ``None`` without any."""
        samples = [sample for sample in self.data.validation if sample.labeled]
        if not samples:
            return None
        return validate(
            self.model,
            samples,
            self.reader,
            self.computation,
            protocol=self.config.protocol,
            use_text=self.config.text,
        )

    def warn(self, message: str) -> None:
        self._write(Warned(message=message))

    def _generation(self) -> Ending | None:
        progress = self.progress
        pools = self.pseudo.pools(list(self.data.train), progress)
        pools = replace(pools, replay=self.data.replay)
        maker = BatchMaker(
            self.config,
            self.reader,
            pools,
            self.pseudo.labels,
            Part(self.processes.rank, self.processes.world),
        )
        if progress.generation_steps == 0:  # else a stop had cut this generation: go on in it
            progress.generation_start = progress.step
            steps, fixed = maker.steps_of_generation(), self.config.steps_per_generation
            hurried = self._hurried and not fixed
            progress.generation_steps = max(steps, _FEWEST_STEPS) if hurried else steps
        end = progress.generation_start + progress.generation_steps
        set_training_mode(self.model, freeze_batch_norm=self._freeze)
        with Prefetcher(maker.make, progress.step, end) as batches:
            for batch in batches:
                if self._told_to_stop():
                    return "stopped"
                try:
                    self._step(batch)
                except NotFiniteError:
                    self._roll_back()
                    return None
                if not self.precision.good_after(batch, progress.step):
                    self._distrust(taken_back=True)
                    return None
                if self.budget.minutes is not None and self._used_up():
                    break
        progress.generation += 1
        progress.generation_steps = 0
        return self._close_generation(pools)

    def _step(self, batch: Batch) -> None:
        started = time.monotonic()
        progress = self.progress
        share = self.processes.agree(self.clock.share_done(self.progress))
        factor = rate_factor(self.config, progress.step, progress.generation, share)
        rate = self.stepper.peak_rate * factor * progress.rate_scale
        ramp = self.pseudo.ramp(progress, share)
        result = self.stepper.step(batch, progress.step, progress.pieces, rate, ramp)
        if self.averaged is not None:
            self.averaged.update(self.model)
        progress.step += 1
        if result.pieces != progress.pieces:
            progress.pieces = result.pieces
            self.warn(in_parts(result.pieces))
        self._write(
            Step(
                step=progress.step,
                generation=progress.generation + 1,
                losses=dict(result.losses),
                learning_rate=rate,
                seconds=round(time.monotonic() - started, 4),
                done=round(share, 4),
            )
        )

    def _close_generation(self, pools: Pools) -> Ending | None:
        progress = self.progress
        result = self._validation_if_due()
        # Weights are chosen by what they will give with the threshold they will be used with.
        score = -1.0 if result is None else result.dice
        if result is not None and self.config.choose_threshold:
            score = result.best_dice
        if score > progress.best_dice:
            progress.best_dice, progress.best_generation = score, progress.generation
            self.checkpoints.keep_best(progress)
        progress.best_dice = self.processes.agree(progress.best_dice)
        progress.best_generation = int(self.processes.agree(progress.best_generation))
        stalled = self._stalled()
        change = self._update_pseudo(stalled, result)
        event = GenerationEnded(
            number=progress.generation,
            step=progress.step,
            validation_dice=result.dice if result else None,
            threshold=result.threshold if result else None,
            best_dice=progress.best_dice if progress.best_dice >= 0 else None,
            best_generation=progress.best_generation,
            labeled=len(pools.labeled),
            unlabeled=len(self.data.unlabeled),
            with_sentence=self.data.with_sentence(self.config.text),
            unlabeled_in_use=len(pools.unlabeled),
            holdout=len(self.data.validation),
            pseudo_change=change,
            beta=self.pseudo.beta_in_force() if change is not None else None,
            seconds=round(self.clock.elapsed_s(), 1),
        )
        self._write(event if self.hook is None else self.hook.finished(event, result))
        if self.hook is not None:
            self.hook.announced()
        if self.processes.agree(float(self.checkpoints.due())):
            self._save()
        # Pseudo labels that have just begun deserve the same patience as the labels had.
        return "no improvement" if stalled and self._stalled() else None

    @property
    def _hurried(self) -> bool:
        """Whether minutes are all that limits the run, and nobody waits for its generations."""
        return self.budget.minutes is not None and self.hook is None

    def _stalled(self) -> bool:
        progress, patience = self.progress, self.config.patience
        waited = progress.generation - max(progress.best_generation, progress.patience_from)
        return bool(patience) and progress.best_dice >= 0 and waited >= patience

    def _update_pseudo(self, stalled: bool, result: Validation | None) -> float | None:
        progress, train = self.progress, list(self.data.train)
        share = self.processes.agree(self.clock.share_done(progress))
        if not self.pseudo.due(progress, share, stalled and bool(self.data.unlabeled)):
            return None
        change = None
        if self.processes.main:
            with self._teaching_weights():
                change = self.pseudo.update(train, self._predict, self.reader, result, progress)
        self.processes.wait()
        progress.pseudo_waits = bool(self.processes.agree(progress.pseudo_waits))
        progress.pseudo_generation = progress.generation
        if not self.processes.main:
            self.pseudo.open(progress.pseudo_generation)
        return change

    def _teaching_weights(self) -> AbstractContextManager[None]:
        """Inside, the model has the weights that predict the pseudo labels.

        The best so far: while the rate is high a generation can be much worse than an earlier one,
        and would teach that (docs/REPRODUCTION.md).  Where people see the predictions as answers,
        they are those of the generation that is published.
        """
        if self.hook is not None:
            return self.checkpoints.evaluated()
        return self.checkpoints.chosen(self.config.select, self.progress)

    def _predict(self, sample: Sample) -> NDArray[np.float32]:
        # Another way up each time: a pseudo label averages over views. People see upright answers.
        planes = predict_planes(
            self.model,
            sample,
            self.reader,
            self.computation,
            use_text=self.config.text,
            turn=self.progress.generation if self.hook is None else 0,
        )
        if self.hook is not None:
            self.hook.predicted(sample, planes)
        return np.asarray(planes[0])

    def _validation_if_due(self) -> Validation | None:
        number, now = self.progress.generation, time.monotonic()
        last = self._used_up()
        if not self.processes.main or (number % self.config.validate_every and not last):
            return None
        # Too frequent validation would eat the minutes of a run that is limited by them.
        rest_s = self._validation_cost_s / _VALIDATION_SHARE
        if self._hurried and not last and now - self._validated_at_s < rest_s:
            return None
        with self.checkpoints.evaluated():
            result = self.validation()
        self._validated_at_s = time.monotonic()
        self._validation_cost_s = self._validated_at_s - now
        return result

    def _told_to_stop(self) -> bool:
        command = self._control.command()
        if command == "pause" and self.processes.world == 1:
            self._write(Paused(step=self.progress.step))
            waited_from = time.monotonic()
            while (command := self._control.command()) == "pause":
                time.sleep(_PAUSE_POLL_S)
            self.clock.skip(time.monotonic() - waited_from)
            self._write(Resumed(step=self.progress.step))
        return self.processes.agree(float(command == "stop")) > 0

    def _used_up(self) -> bool:
        if self.budget.endless:
            return False
        return self.processes.agree(self.clock.share_done(self.progress)) >= 1.0

    def _roll_back(self) -> None:
        rollbacks, scale = self.progress.rollbacks + 1, self.progress.rate_scale / 2
        if rollbacks > _MOST_ROLLBACKS:
            raise LViTError(
                "The loss is not a number, even after lowering the learning rate.",
                "Lower the learning rate or use precision = 'float32'.",
            )
        self.progress = self.checkpoints.restore()
        self.progress.rollbacks, self.progress.rate_scale = rollbacks, scale
        self.pseudo.open(self.progress.pseudo_generation)
        self.warn(rolled_back(self.progress.step, scale))

    def _distrust(self, *, taken_back: bool = False) -> None:
        """Goes on in float32; ``taken_back`` are the steps since the last save."""
        if taken_back:
            self.progress = self.checkpoints.restore()
            self.pseudo.open(self.progress.pseudo_generation)
        self.stepper.use(self.computation)
        self.warn(computed_plainly(self.precision.wished))

    def _save(self) -> None:
        self.progress.elapsed_s = self.clock.elapsed_s()
        self.progress.plain = self.precision.refused
        if self.processes.main:
            self.checkpoints.save(self.progress)
            self.pseudo.prune(self.progress)
        self.processes.wait()

    def _write(self, event: Event) -> None:
        if self._events is not None and self.processes.main:
            self._events.write(event)
