"""Prediction that follows typing: after a pause, the latest sentence alone, never in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from app.session.session import Session


class LivePrediction(QObject):
    """Asks for a prediction when the keyboard has rested for the time the person chose."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._pause = QTimer(self, singleShot=True)
        self._pause.timeout.connect(self._predict)
        self.asking = False  # the request being made comes from here, not from a person

    def follow(self) -> None:
        """The sentence changed: predict after the pause, if the person wants that at all."""
        preferences = self._session.preferences
        if preferences.get("prediction.live"):
            self._pause.start(int(preferences.get("prediction.delay_ms")))

    def stop(self) -> None:
        """What was typed is predicted already, or does not matter any more."""
        self._pause.stop()

    @property
    def waiting(self) -> bool:
        return self._pause.isActive()

    def _predict(self) -> None:
        document = self._session.document
        if document is None or not document.sentence.strip():
            return
        self.asking = True
        try:
            self._session.execute("sentence.predict")
        finally:
            self.asking = False
