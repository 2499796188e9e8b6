"""Fewer searches for garbage while tens of thousands of small objects are made that are none.

Python looks through what was made after every few hundred new objects, and through all there is
now and then; for the objects of a slide that takes as long as reading them.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_NEW_OBJECTS = 50_000


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Lets some megabytes of garbage gather while the block lasts."""
    before = gc.get_threshold()
    gc.set_threshold(max(_NEW_OBJECTS, before[0]) if before[0] else 0, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
