"""How far long work is: told and shown in the same way wherever it is done."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol, TypeVar

Item = TypeVar("Item")
Phase = Literal["running", "done", "cancelled", "failed"]


class Progress(Protocol):
    """Told how far work is; may raise ``Cancelled`` when nobody wants it any more."""

    def __call__(self, done: int, total: int, text: str = "", /) -> None: ...


def counted_off(items: Sequence[Item], progress: Callable[[int, int], None]) -> Iterator[Item]:
    """The items one by one, telling how many are done; ends early when nobody waits for the end."""
    for number, item in enumerate(items):
        progress(number, len(items))
        yield item


@dataclass(frozen=True)
class TaskState:
    """One piece of background work as the window shows it."""

    id: int
    title: str
    phase: Phase = "running"
    done: int = 0
    total: int = 0  # 0 = not known yet
    text: str = ""
    started_at: float = field(default_factory=time.monotonic)

    @property
    def seconds_left(self) -> float | None:
        """Estimated from the pace so far; None while there is nothing to go by."""
        elapsed = time.monotonic() - self.started_at
        if self.phase != "running" or self.done <= 0 or self.total <= 0 or elapsed < 0.5:
            return None
        return elapsed / self.done * (self.total - self.done)
