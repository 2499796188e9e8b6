"""Cyclic garbage is collected on the interface thread alone.

Python collects in whatever thread happens to allocate. A Qt object that is destroyed so in a
background thread, while its timers and connections belong to the interface thread, ends the
process. Collecting here also keeps pauses short: objects that live as long as the program are
taken out of the search.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 50
YOUNG_OBJECTS = 700  # new containers that make a look worthwhile, as Python's own threshold
FLOOD_OBJECTS = 3_000  # so many at once are a library being imported: they will stay
MIDDLE_ROUNDS = 4  # young rounds between looks at what survived them
OLD_ROUNDS = 200  # young rounds between full looks
MOST_OLD_OBJECTS = 40_000  # a full look at more takes longer than a frame: they are left alone


class GarbageCollection(QObject):
    """Switches automatic collection off for the process and looks from a timer instead."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._rounds = 0
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def settle(self) -> None:
        """What exists now will stay, more or less: later looks pass over it. Takes no time."""
        gc.freeze()

    def close(self) -> None:
        """Collects what the closed parts left; automatic collection stays off."""
        self._timer.stop()
        gc.collect()

    def _look(self) -> None:
        young = gc.get_count()[0]
        if young < YOUNG_OBJECTS:
            return
        if young > FLOOD_OBJECTS:
            gc.freeze()
            return
        self._rounds += 1
        if self._rounds % OLD_ROUNDS == 0:
            if len(gc.get_objects(generation=2)) > MOST_OLD_OBJECTS:
                gc.freeze()
            else:
                gc.collect()
        else:
            gc.collect(1 if self._rounds % MIDDLE_ROUNDS == 0 else 0)
