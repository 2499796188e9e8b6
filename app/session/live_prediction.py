"""Prediction that follows typing: after a pause, the latest sentence alone, never in the way."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from app.session.proposals import Proposals
from app.session.services import Services
from app.session.state import State
from lvit_core.errors import LViTError


class LivePrediction(QObject):
    """Asks for a prediction when the keyboard has rested for the time the person chose."""

    def __init__(self, state: State, services: Services, proposals: Proposals) -> None:
        super().__init__(state)
        self._state = state
        self._services = services
        self._proposals = proposals
        self._pause = QTimer(self, singleShot=True)
        self._pause.timeout.connect(self._predict)

    def follow(self) -> None:
        """The sentence changed: predict after the pause, if the person wants that at all."""
        preferences = self._services.preferences
        if preferences.get("prediction.live"):
            self._pause.start(int(preferences.get("prediction.delay_ms")))

    def stop(self) -> None:
        """What was typed is predicted already, or does not matter any more."""
        self._pause.stop()

    @property
    def waiting(self) -> bool:
        return self._pause.isActive()

    def _predict(self) -> None:
        document = self._state.document
        if document is None or not document.sentence.strip():
            return
        try:
            self._proposals.predict()
        except LViTError as error:
            self._services.notices.error(error)
