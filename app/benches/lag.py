"""How late the event loop of the window is: what a person feels as stutter."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Qt, QTimer

TICK_MS = 2


class LagMeter(QObject):
    """How late a short timer fires.

    Attributes:
        lags_ms: One figure for each time it fired.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lags_ms: list[float] = []
        self._last = 0.0
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        """Listens from now on."""
        self._last = time.perf_counter()
        self._timer.start()

    def set_running(self, running: bool) -> None:
        """Listens, or pauses."""
        if running:
            self.start()
        else:
            self._timer.stop()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.lags_ms.append(max(0.0, (now - self._last) * 1000.0 - TICK_MS))
        self._last = now
