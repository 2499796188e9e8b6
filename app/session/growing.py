"""An answer while its tiles arrive: shown over the image, but not yet anything to decide about."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject

from app.jobs.prediction import PredictorThread
from app.session.state import State
from lvit_core.geometry import Rect
from lvit_core.model.prediction_job import PredictionJob


class GrowingAnswer(QObject):
    """Puts the predictor's tiles together on the document they belong to.

    An answer begins as a copy of what is shown, so that nothing disappears while a person types;
    each tile then replaces its part.
    """

    def __init__(self, state: State, predictor: PredictorThread) -> None:
        super().__init__(state)
        self._state = state
        self._predictor = predictor
        self._job: PredictionJob | None = None
        predictor.tile_ready.connect(self._on_tile)
        predictor.failed.connect(self.forget)

    def forget(self, _reason: object = None) -> None:
        """The answer will not be finished: shows the proposal again."""
        self._job = None
        document = self._state.document
        if document is not None and document.growing is not None:
            document.show_growing(None, Rect(0, 0, document.source.height, document.source.width))

    def _on_tile(
        self, job: PredictionJob, rect: Rect, part: NDArray[np.uint8], threshold: float
    ) -> None:
        document = self._state.document
        if document is None or document.record.id != job.image_id or job.place is not None:
            return
        if part.shape == job.size or not self._predictor.answering(job):
            return  # finished (an answer in one piece is so at once), or not wanted any more
        growing = document.growing
        if growing is None or self._job is not job:
            layer = document.template.finding_layer
            growing = job.begun(layer, threshold, document.shown_proposal).cut_to(document.cut)
            self._job = job
        growing.probability[:, *rect.slices] = part
        document.show_growing(growing, rect)
