"""From the events of a training run to what a person is shown: curves, counts, time left."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from lvit_core.training.events import (
    Event,
    Failed,
    GenerationEnded,
    Paused,
    PrecisionTested,
    Resumed,
    Started,
    Step,
    Warned,
)
from lvit_core.training.run import CurvePoint, TrainingPhase, TrainingState

MOST_POINTS = 2000  # of one curve; then every second one is dropped
LOSS_CURVES = {
    "total": "loss",
    "language_vision": "lv",
}  # the run's names where the dock has others


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

    def recall(self, events: Iterable[Event]) -> None:
        """Takes the curves of earlier sessions of this run, and nothing else that was true then."""
        for event in events:
            match event:
                case Step():
                    self._add_losses(event)
                case GenerationEnded():
                    self._add_quality(event)

    def take(self, event: Event) -> None:
        """Takes one event of ``events.jsonl``."""
        match event:
            case Started():
                self._count(event)
                self._state = replace(self._state, phase="running")
            case PrecisionTested():
                wrong = event.wished if event.precision != event.wished else ""
                self._state = replace(self._state, plainly=wrong)
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
        self._add_losses(event)

    def _take_generation(self, event: GenerationEnded) -> None:
        self._count(event)
        dice = _quality(event)
        self._state = replace(
            self._state,
            generation=event.number,
            pseudo_labeled=event.unlabeled_in_use,
            holdout_dice=self._state.holdout_dice if dice is None else dice,
        )
        self._add_quality(event)

    def _add_losses(self, event: Step) -> None:
        for name, value in event.losses.items():
            self._add(LOSS_CURVES.get(name, name), event.step, value)

    def _add_quality(self, event: GenerationEnded) -> None:
        self._add("holdout_dice", event.number, _quality(event))
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
        while points and points[-1].x >= x:  # it went on from a save before this point
            points.pop()
        points.append(CurvePoint(float(x), float(y)))
        if len(points) > MOST_POINTS:
            del points[1::2]

    def _seconds_left(self) -> float | None:
        """By the pace of this session, at least what the budget of minutes still allows."""
        if self._done_at_start is None or self._done <= self._done_at_start:
            return 60.0 * self._minutes * (1.0 - self._done) if self._done else None
        elapsed = time.monotonic() - self._started
        return elapsed / (self._done - self._done_at_start) * (1.0 - self._done)


def _quality(event: GenerationEnded) -> float | None:
    return event.holdout_dice if event.holdout_dice is not None else event.validation_dice
