"""From the events of a training run to what the dock shows: curves, counts, time left."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from app.jobs.states import CurvePoint, TrainingPhase, TrainingState

MOST_POINTS = 2000  # of one curve; then every second one is dropped
LOSS_CURVES = {
    "total": "loss",
    "language_vision": "lv",
}  # the run's names where the dock has others


class RunProgress:
    """Collects events; ``state`` is what they amount to so far."""

    def __init__(self, run: Path, minutes: float) -> None:
        self.error: tuple[str, str] | None = None
        self._run = run
        self._minutes = minutes
        self._phase: TrainingPhase = "starting"
        self._generation = 0
        self._step = 0
        self._done = 0.0
        self._done_at_start: float | None = None
        self._counts = {"labeled": 0, "unlabeled_in_use": 0, "holdout": 0}
        self._dice: float | None = None
        self._message = ""
        self._started = time.monotonic()
        self._curves: dict[str, list[CurvePoint]] = {}

    def take(self, event: dict[str, Any]) -> None:
        """Takes one event of ``events.jsonl``; what is unknown is passed over."""
        name = str(event["event"])
        handler = getattr(self, f"_on_{name}", None)
        if handler is not None:
            handler(event)

    def state(self, phase: TrainingPhase | None = None, message: str = "") -> TrainingState:
        """The run as it stands; ``phase`` overrides what the events say."""
        return TrainingState(
            phase or self._phase,
            self._run,
            self._generation,
            self._step,
            self._seconds_left(),
            self._counts["labeled"],
            self._counts["unlabeled_in_use"],
            self._counts["holdout"],
            self._dice,
            message or self._message,
            {name: tuple(points) for name, points in self._curves.items()},
        )

    def _on_started(self, event: dict[str, Any]) -> None:
        self._phase = "running"
        self._count(event)

    def _on_step(self, event: dict[str, Any]) -> None:
        self._phase = "running"
        self._step = int(event.get("step", self._step))
        self._done = float(event.get("done") or 0.0)
        if self._done_at_start is None:
            self._done_at_start = self._done
            self._started = time.monotonic()
        for name, value in (event.get("losses") or {}).items():
            self._add(LOSS_CURVES.get(name, name), self._step, value)

    def _on_generation(self, event: dict[str, Any]) -> None:
        self._generation = int(event.get("number", self._generation))
        self._count(event)
        dice = event.get("holdout_dice", event.get("validation_dice"))
        if dice is not None:
            self._dice = float(dice)
        self._add("holdout_dice", self._generation, dice)
        self._add("pseudo_change", self._generation, event.get("pseudo_change"))

    def _on_paused(self, _event: dict[str, Any]) -> None:
        self._phase = "paused"

    def _on_resumed(self, _event: dict[str, Any]) -> None:
        self._phase = "running"

    def _on_warning(self, event: dict[str, Any]) -> None:
        self._message = str(event.get("message", ""))

    def _on_error(self, event: dict[str, Any]) -> None:
        self.error = (str(event.get("message", "Training failed.")), str(event.get("hint", "")))

    def _count(self, event: dict[str, Any]) -> None:
        for key in self._counts:
            if event.get(key) is not None:
                self._counts[key] = int(event[key])

    def _add(self, name: str, x: float, y: object) -> None:
        if not isinstance(y, (int, float)):
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
