"""Fewer searches for garbage while tens of thousands of small objects are made that are none.

Python looks through what was made after every few hundred new objects, and through all there is
now and then; for the objects of a slide that takes as long as reading them.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_NEW_OBJECTS = 50_000
_YOUNG = 1  # what was made since it was last asked for, or not long before


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Lets some megabytes of garbage gather while the block lasts."""
    before = gc.get_threshold()
    gc.set_threshold(max(_NEW_OBJECTS, before[0]) if before[0] else 0, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def free_circles() -> None:
    """Frees what only holds itself of what was made lately, such as what is left of an image.

    Libraries leave such circles behind whose objects are few and whose memory is large: each DICOM
    segmentation has a data base of its own. Call it where nothing of the image is in use.
    """
    gc.collect(_YOUNG)
