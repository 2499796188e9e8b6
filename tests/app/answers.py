"""Made-up answers for tests that play the predictor, and what became of them."""

from __future__ import annotations

import numpy as np

from app.session.session import Session
from lvit_core.model.prediction_job import PredictionJob
from lvit_core.project.answer_origin import AnswerOrigin


def made_by(job: PredictionJob, model: str) -> AnswerOrigin:
    """The origin of an answer of ``model`` to a job."""
    return AnswerOrigin("", model, job.key, job.sentence or "", 0.5, job.spacing_um, "eager")


def proposed(session: Session) -> np.ndarray | None:
    """The objects 1..n of the proposal shown, int32 (H, W); None while they are being found."""
    document = session.state.document
    proposal = None if document is None else document.proposal
    return None if proposal is None else proposal.objects
