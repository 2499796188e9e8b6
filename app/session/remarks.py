"""What a person should know about an answer besides the answer, said when they would wonder."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.jobs.prediction import PredictorThread
from app.session.notices import Notices
from app.session.state import State
from lvit_core.model.prediction_job import PredictionResult


class AnswerRemarks(QObject):
    """Posts notices beside finished answers; what stays true for an image is said once for it."""

    def __init__(self, state: State, predictor: PredictorThread, notices: Notices) -> None:
        super().__init__(state)
        self._state = state
        self._notices = notices
        self._said: set[tuple[object, ...]] = set()
        predictor.finished.connect(self._on_finished)

    def _on_finished(self, result: PredictionResult) -> None:
        notices, document = self._notices, self._state.document
        if document is None or document.record.id != result.job.image_id:
            return
        if result.doubt and self._first("doubt", result):
            notices.warn(result.doubt, "Do not trust the answer; choose another model or image.")
        if result.job.sentence is None:
            notices.info(
                "There is no sentence, so the model looked at the image alone.",
                "Describe what you see to guide it.",
            )
        elif not result.uses_text:
            notices.info("This model does not read sentences.", "Choose another model.")
        elif result.places_ignored and self._first("places", result):
            notices.info(
                "Words such as 'upper right' do not guide the model on this image.",
                "The image is larger than the model can see at once, so it is read in tiles.",
            )

    def _first(self, what: str, result: PredictionResult) -> bool:
        mark = (what, result.job.image_id, result.model.path, self._state.project)
        if mark in self._said:
            return False
        self._said = {said for said in self._said if said[-1] is self._state.project} | {mark}
        return True
