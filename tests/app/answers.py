"""Origins of made-up answers, for tests that play the predictor."""

from __future__ import annotations

from lvit_core.model.prediction_job import PredictionJob
from lvit_core.project.answer_origin import AnswerOrigin


def made_by(job: PredictionJob, model: str) -> AnswerOrigin:
    """The origin of an answer of ``model`` to a job."""
    return AnswerOrigin("", model, job.key, job.sentence or "", 0.5, job.spacing_um, "eager")
