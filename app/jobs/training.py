"""The training process seen from the window: started, steered, watched."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.jobs.states import TrainingState


class TrainerThread(QObject):
    """Supervises the fine-tuning process and turns its events into states."""

    state_changed = Signal(object)  # TrainingState

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = TrainingState()

    def stop_and_wait(self) -> None:
        """Stops a run and waits until it has saved itself."""

    def close(self) -> None:
        self.stop_and_wait()
