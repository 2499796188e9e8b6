"""A slide is predicted where it is in view; the answer lands there and nowhere else."""

from __future__ import annotations

import numpy as np
import pytest

from lvit_core.errors import LViTError
from lvit_core.geometry import Rect
from lvit_core.imaging.pyramid import network_pixels
from lvit_core.model import questions
from lvit_core.model.choice import ModelChoice
from lvit_core.model.prediction_job import PredictionResult
from lvit_core.project.acceptance import object_at
from tests.app.answers import made_by, proposed


@pytest.fixture
def large(opened, monkeypatch):
    """A session to which the picture of 600 x 520 is very large; its questions are kept."""
    monkeypatch.setattr(questions, "LARGEST_AREA_PX", 100_000)
    monkeypatch.setattr(questions, "LARGEST_PART_PX", 100_000)
    jobs = []
    monkeypatch.setattr(opened.services.predictor, "request", jobs.append)
    return opened, jobs


def test_more_than_can_be_predicted_is_refused(large):
    session, jobs = large
    session.actions.proposals.predict()
    assert jobs == []
    assert "Zoom in" in session.services.notices.history[-1].hint


def test_the_part_in_view_is_asked_about(large):
    session, jobs = large
    session.state.document.shown_rect = Rect(100, 200, 300, 500)
    session.actions.proposals.predict()
    (job,) = jobs
    assert job.place == Rect(100, 200, 300, 500) and job.size == (200, 300)
    whole = network_pixels(session.state.document.source)
    np.testing.assert_array_equal(job.pixels(), whole[100:300, 200:500])
    assert any("in view" in notice.message for notice in session.services.notices.history)


def test_an_answer_of_a_part_is_accepted_in_its_place(large, qtbot):
    session, jobs = large
    document = session.state.document
    document.shown_rect = Rect(100, 200, 300, 500)
    session.actions.proposals.predict()
    probability = np.zeros((200, 300), np.uint8)
    probability[20:60, 30:80] = 255
    probability[120:160, 30:80] = 255
    model = ModelChoice("m", "m")
    session.services.predictor.finished.emit(
        PredictionResult(jobs[0], model, probability, made_by(jobs[0], "m"), True, 0.1)
    )
    assert document.proposal.place == Rect(100, 200, 300, 500)
    qtbot.waitUntil(lambda: proposed(session) is not None)
    region = object_at(document.proposal, 130, 240)
    assert region.rect == Rect(120, 230, 160, 280)
    with pytest.raises(LViTError):
        object_at(document.proposal, 30, 40)
    session.proposals.accept(region=region)
    plane = document.planes[document.proposal.layer]
    assert plane.value_at(130, 240) > 0 and plane.value_at(230, 240) == 0
    assert not document.proposal.probability[0, 20:60, 30:80].any()
    session.proposals.accept()
    wanted = np.zeros((600, 520), bool)
    wanted[120:160, 230:280] = wanted[220:260, 230:280] = True
    np.testing.assert_array_equal(plane.to_array() > 0, wanted)
    assert document.proposal is None
    session.actions.edit.undo()
    session.actions.edit.undo()
    assert not plane.to_array().any()
    assert session.services.storage.wait_idle(10)
    assert session.state.project.proposals.load(document.record.id) is None


def test_only_what_can_be_stored_is_stored(large, qtbot):
    session, jobs = large
    session.state.document.shown_rect = Rect(0, 0, 100, 100)
    session.actions.proposals.predict()
    result = PredictionResult(
        jobs[0],
        ModelChoice("m", "m"),
        np.full((100, 100), 255, np.uint8),
        made_by(jobs[0], "m"),
        True,
        0.1,
    )
    session.services.predictor.finished.emit(result)
    session.actions.proposals.reject()
    assert session.services.storage.wait_idle(10)
    assert session.services.storage.state.all_saved and not session.services.storage.state.problem
