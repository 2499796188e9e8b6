"""A command that is told to end clears up first: what it made for itself alone is deleted."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

TERMINATED = 128 + signal.SIGTERM
"""The exit code of a process that was told to end, as shells tell it."""


@contextmanager
def ending_tidily() -> Iterator[None]:
    """Inside, SIGTERM ends the program as an error does: temporary folders go on the way out.

    Some of them hold pictures of patients. The second one ends it at once. Who listens for
    signals on their own, as training does, goes on doing so.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, _end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def end_at_once() -> None:
    """From now on SIGTERM ends the program as the system does it: a window runs no cleaning up."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _end(_number: int, _frame: FrameType | None) -> None:
    end_at_once()
    raise SystemExit(TERMINATED)
