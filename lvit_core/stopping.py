"""Work that a person can stop: asked wherever one file or object takes time.

Readers of formats and what draws for them are called by many ways, other packages' too; what they
would have to hand through is kept here for as long as the work lasts, for its thread alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from lvit_core.errors import Cancelled

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
