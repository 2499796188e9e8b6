"""Tells what a person should know about an answer besides it, when they would wonder."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.session.model_facts import Models
from app.session.services import Services
from app.session.state import State
from lvit_core.model.answer_remarks import remarks
from lvit_core.model.prediction_job import PredictionResult


class AnswerRemarks(QObject):
    """Posts notices beside finished answers; what stays true for an image is said once for it."""

    def __init__(self, state: State, services: Services, models: Models) -> None:
        super().__init__(state)
        self._state, self._notices, self._models = state, services.notices, models
        self._said: set[tuple[object, ...]] = set()
        services.predictor.finished.connect(self._on_finished)

    def _on_finished(self, result: PredictionResult) -> None:
        document = self._state.document
        if document is None or document.record.id != result.job.image_id:
            return
        silent = () if self._models.in_force is None else self._models.in_force.silent
        for once, notice in remarks(result, silent):
            if not once or self._first(once, result):
                self._notices.post(notice)

    def _first(self, what: str, result: PredictionResult) -> bool:
        mark = (what, result.job.image_id, result.model.path, self._state.project)
        if mark in self._said:
            return False
        self._said = {said for said in self._said if said[-1] is self._state.project} | {mark}
        return True
