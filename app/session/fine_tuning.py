"""Fine-tuning as a person steers it, and what happens when a generation is finished."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from app.session.session import Session


class FineTuning(QObject):
    """Starts, pauses, resumes and stops; records generations and their proposals."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session

    def start(self) -> None:
        """Starts a run, or resumes the one that was stopped."""

    def pause(self) -> None: ...

    def resume(self) -> None: ...

    def stop(self) -> None: ...

    def can_resume(self) -> bool:
        """Whether a run is paused, or was stopped and can go on."""
        return self._session.trainer.state.phase == "paused"

    def put_in_force(self, number: int) -> None:
        """Predicts with a generation; 0 is the model the program came with."""
