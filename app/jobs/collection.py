"""Cyclic garbage is collected on the interface thread alone.

Python collects in whatever thread happens to allocate. A Qt object that is destroyed so in a
background thread, while its timers and connections belong to the interface thread, ends the
process. Collecting here also keeps pauses short: objects that live as long as the program are
taken out of the search.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1000
YOUNG_OBJECTS = 2000  # new containers that make a look worthwhile
OLD_ROUNDS = 30  # young rounds between full ones


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
        if gc.get_count()[0] < YOUNG_OBJECTS:
            return
        self._rounds += 1
        gc.collect(2 if self._rounds % OLD_ROUNDS == 0 else 1)
