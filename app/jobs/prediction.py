"""The predictor process seen from the window: one at a time, the latest request wins."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.jobs.states import PredictionState


class PredictorThread(QObject):
    """Drives the long-lived predictor process from a thread of its own."""

    state_changed = Signal(object)  # PredictionState
    tile_ready = Signal(int, object, object)  # image id, Rect, float32 (h, w) probability
    finished = Signal(object)  # PredictionResult

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = PredictionState()

    def close(self) -> None:
        """Ends the process and the thread."""
