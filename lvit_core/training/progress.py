"""From the events of a training run to what a person is shown: curves, counts, time left."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from lvit_core.training.events import (
    Event,
    Failed,
    GenerationEnded,
    Paused,
    Resumed,
    Started,
    Step,
    Warned,
)

TrainingPhase = Literal["idle", "starting", "running", "paused", "stopping", "finished", "failed"]

MOST_POINTS = 2000  # of one curve; then every second one is dropped
LOSS_CURVES = {
    "total": "loss",
    "language_vision": "lv",
}  # the run's names where the dock has others


@dataclass(frozen=True)
class CurvePoint:
    """One value of a training curve; ``x`` is the step or the generation, as the curve's name
    says."""

    x: float
    y: float


@dataclass(frozen=True)
class TrainingState:
    """A fine-tuning run as the training dock shows it; ``None`` is a number nobody has told yet.

    Attributes:
        generation: Of this run, from 1; the project counts those of all its runs.
        labeled: Images it learns from.
        unlabeled: Images it learns from through pseudo labels.
        with_sentence: Those of them with a sentence; ``None`` also where sentences are not read.
        pseudo_labeled: Those that had a pseudo label in the last generation.
        holdout: Images that judge.
    """

    phase: TrainingPhase = "idle"
    run: Path | None = None
    generation: int | None = None
    step: int = 0
    seconds_left: float | None = None
    labeled: int | None = None
    unlabeled: int | None = None
    with_sentence: int | None = None
    pseudo_labeled: int | None = None
    holdout: int | None = None
    holdout_dice: float | None = None
    message: str = ""
    # name -> points: "loss", "supervised", "pseudo", "lv" over steps;
    # "holdout_dice", "pseudo_change" over generations
    curves: dict[str, tuple[CurvePoint, ...]] = field(default_factory=dict)

    @property
    def active(self) -> bool:
        return self.phase in ("starting", "running", "paused", "stopping")


class RunProgress:
    """Collects events; ``state`` is what they amount to so far."""

    def __init__(self, run: Path, minutes: float) -> None:
        self.error: tuple[str, str] | None = None
        self._minutes = minutes
        self._state = TrainingState("starting", run)
        self._done = 0.0
        self._done_at_start: float | None = None
        self._started = time.monotonic()
        self._curves: dict[str, list[CurvePoint]] = {}

    def take(self, event: Event) -> None:
        """Takes one event of ``events.jsonl``."""
        match event:
            case Started():
                self._count(event)
                self._state = replace(self._state, phase="running")
            case Step():
                self._take_step(event)
            case GenerationEnded():
                self._take_generation(event)
            case Paused():
                self._state = replace(self._state, phase="paused")
            case Resumed():
                self._state = replace(self._state, phase="running")
            case Warned():
                self._state = replace(self._state, message=event.message)
            case Failed():
                self.error = (event.message, event.hint)

    def state(self, phase: TrainingPhase | None = None, message: str = "") -> TrainingState:
        """The run as it stands; ``phase`` overrides what the events say."""
        return replace(
            self._state,
            phase=phase or self._state.phase,
            seconds_left=self._seconds_left(),
            message=message or self._state.message,
            curves={name: tuple(points) for name, points in self._curves.items()},
        )

    def _take_step(self, event: Step) -> None:
        self._state = replace(self._state, phase="running", step=event.step)
        self._done = event.done
        if self._done_at_start is None:
            self._done_at_start = self._done
            self._started = time.monotonic()
        for name, value in event.losses.items():
            self._add(LOSS_CURVES.get(name, name), event.step, value)

    def _take_generation(self, event: GenerationEnded) -> None:
        self._count(event)
        dice = event.holdout_dice if event.holdout_dice is not None else event.validation_dice
        self._state = replace(
            self._state,
            generation=event.number,
            pseudo_labeled=event.unlabeled_in_use,
            holdout_dice=self._state.holdout_dice if dice is None else dice,
        )
        self._add("holdout_dice", event.number, dice)
        self._add("pseudo_change", event.number, event.pseudo_change)

    def _count(self, event: Started | GenerationEnded) -> None:
        self._state = replace(
            self._state,
            labeled=event.labeled,
            unlabeled=event.unlabeled,
            with_sentence=event.with_sentence,
            holdout=event.holdout,
        )

    def _add(self, name: str, x: float, y: float | None) -> None:
        if y is None:
            return
        points = self._curves.setdefault(name, [])
        points.append(CurvePoint(float(x), float(y)))
        if len(points) > MOST_POINTS:
            del points[1::2]

    def _seconds_left(self) -> float | None:
        """By the pace of this session, at least what the budget of minutes still allows."""
        if self._done_at_start is None or self._done <= self._done_at_start:
            return 60.0 * self._minutes * (1.0 - self._done) if self._done else None
        elapsed = time.monotonic() - self._started
        return elapsed / (self._done - self._done_at_start) * (1.0 - self._done)
