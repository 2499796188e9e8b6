"""How much of a run is done, whether it lasts minutes or generations."""

from __future__ import annotations

import time
from dataclasses import dataclass

from lvit_core.training.run_state import Progress


@dataclass(frozen=True)
class Budget:
    """How long a run lasts: a number of generations, minutes of training, or until stopped."""

    generations: int | None = None
    minutes: float | None = None

    @property
    def endless(self) -> bool:
        return self.generations is None and self.minutes is None


class RunClock:
    """Seconds trained over all sessions of a run, and the share of its budget they are.

    Args:
        budget: How long the run lasts.
    """

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self._before_s = 0.0
        self._since = time.monotonic()

    def start(self, elapsed_s: float) -> None:
        """A session begins after ``elapsed_s`` seconds of earlier ones."""
        self._before_s, self._since = elapsed_s, time.monotonic()

    def skip(self, seconds: float) -> None:
        """A pause does not count."""
        self._since += seconds

    def elapsed_s(self) -> float:
        return self._before_s + time.monotonic() - self._since

    def share_done(self, progress: Progress) -> float:
        """0..1 of the budget; 0 for a run that ends only when stopped."""
        if self.budget.minutes is not None:
            return min(1.0, self.elapsed_s() / (60.0 * self.budget.minutes))
        if self.budget.generations is None:
            return 0.0
        inside = 0.0
        if progress.generation_steps:
            inside = (progress.step - progress.generation_start) / progress.generation_steps
        return min(1.0, (progress.generation + inside) / max(1, self.budget.generations))
