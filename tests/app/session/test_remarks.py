"""What is odd about an answer is said where a person wonders, and not again and again."""

from __future__ import annotations

import numpy as np
import pytest

from lvit_core.model.choice import ModelChoice
from lvit_core.model.prediction_job import PredictionJob, PredictionResult
from tests.app.answers import made_by


@pytest.fixture
def answer(opened):
    """Delivers an answer about the open image; returns what was said about it."""

    def deliver(sentence="two areas", **facts):
        record = opened.state.document.record
        job = PredictionJob(
            record.id, record.content_hash, sentence, (600, 520), None, lambda: None, lambda: None
        )
        values = np.zeros((600, 520), np.uint8)
        result = PredictionResult(
            job,
            ModelChoice("m", "m"),
            values,
            made_by(job, "m"),
            facts.pop("uses_text", True),
            0.1,
            **facts,
        )
        before = len(opened.services.notices.history)
        opened.services.predictor.finished.emit(result)
        return [(n.level, n.message) for n in list(opened.services.notices.history)[before:]]

    return deliver


def test_an_image_of_the_wrong_kind_is_met_with_one_warning(answer, opened, qtbot):
    doubt = "This is a colour image, and this model knows chest X-rays only."
    assert answer(doubt=doubt) == [("warning", doubt)]
    assert answer(doubt=doubt) == []
    with qtbot.waitSignal(opened.state.document_ready):
        opened.opening.select(opened.state.library.images[1].id)
    assert answer(doubt=doubt) == [("warning", doubt)], "it is another image"


def test_words_of_place_that_reach_nobody_are_explained_once(answer):
    assert answer() == []
    said = answer(places_ignored=True)
    assert len(said) == 1 and said[0][0] == "info" and "'upper right'" in said[0][1]
    assert answer(places_ignored=True) == []


def test_what_the_model_did_without_is_said(answer):
    assert "no sentence" in answer(sentence=None)[0][1]
    assert "does not read" in answer(uses_text=False, places_ignored=True)[0][1]
