"""Work that a person can stop, or let rest: asked wherever one file or object takes time.

Readers of formats and what draws for them are called by many ways, other packages' too; what they
would have to hand through is kept here for as long as the work lasts, for its thread alone.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from lvit_core.errors import Cancelled

_LOOK_S = 0.1  # how often work that rests looks whether it is still wanted

_asked: ContextVar[Callable[[], bool] | None] = ContextVar("_asked", default=None)


@contextmanager
def stoppable(cancelled: Callable[[], bool] | None) -> Iterator[None]:
    """Lets `refuse_stopped` ask ``cancelled`` while the block lasts."""
    before = _asked.set(cancelled)
    try:
        yield
    finally:
        _asked.reset(before)


def is_stopped() -> bool:
    """Whether a person asked to stop the work of this thread."""
    asked = _asked.get()
    return asked is not None and asked()


def refuse_stopped() -> None:
    """Raises `Cancelled` when a person asked to stop."""
    if is_stopped():
        raise Cancelled


class Rest:
    """Whether work rests; asked by its thread between two steps."""

    def __init__(self) -> None:
        self._going = threading.Event()
        self._going.set()

    @property
    def on(self) -> bool:
        """Whether the work rests, or will after the step that it is at."""
        return not self._going.is_set()

    def begin(self) -> None:
        """Lets the work rest after the step that it is at."""
        self._going.clear()

    def end(self) -> None:
        """Lets it go on."""
        self._going.set()

    def keep(self, cancelled: Callable[[], bool]) -> None:
        """Returns when the work may go on; raises ``Cancelled`` when nobody wants it any more."""
        while not self._going.wait(_LOOK_S):
            if cancelled():
                raise Cancelled
