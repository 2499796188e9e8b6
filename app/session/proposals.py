"""Predictions as proposals: asked for, shown, accepted or rejected; never human work changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from app.session.session import Session


class Proposals(QObject):
    """Asks the predictor for the current image and carries out what a person decides."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session

    def predict(self) -> None:
        """Predicts the current image with its sentence; an older request is replaced."""

    def cancel(self) -> None:
        """Whatever is being predicted is no longer wanted."""

    def accept(self, reason: str = "") -> None:
        """Makes the whole proposal human work, as one undoable step."""

    def accept_object(self, y: float, x: float) -> None:
        """Accepts the one object of the proposal at an image point."""

    def reject_object(self, y: float, x: float) -> None:
        """Takes the one object at an image point out of the proposal."""

    def reject(self) -> None:
        """Takes the proposal away; nothing else changes."""
