"""What the predictor is asked about the open image, whatever becomes of the answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.session.document import Document
from lvit_core.imaging.view_state import FIT_ZOOM
from lvit_core.model.choice import ModelChoice
from lvit_core.model.prediction_job import PredictionJob
from lvit_core.model.questions import question

if TYPE_CHECKING:  # it loads the data base, and the window opens before that
    from lvit_core.project.project import Project


def question_about(
    project: Project,
    document: Document,
    model: Callable[[], ModelChoice] | None = None,
    *,
    for_proposal: bool = False,
    sentence: str | None = None,
    network_layer: str | None = None,
) -> PredictionJob:
    """What is asked about an open image, as ``question`` says it; of a slide the part in view.

    Raises:
        LViTError: The image is very large and more of it is in view than can be predicted.
    """
    return question(
        project,
        document.record,
        document.source,
        document.template,
        document.sentence if sentence is None else sentence,
        shown=document.shown_rect,
        center_yx=None if document.view.zoom == FIT_ZOOM else document.view.center_yx,
        model=model,
        for_proposal=for_proposal,
        network_layer=network_layer,
    )
