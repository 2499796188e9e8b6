"""Tiles of an answer are put together as they come, and never taken for a proposal."""

from __future__ import annotations

import numpy as np
import pytest

from app.jobs.prediction import Asked
from lvit_core.errors import LViTError
from lvit_core.geometry import Rect
from lvit_core.model.prediction_job import PredictionJob
from lvit_core.project.records import Proposal

UPPER, LOWER = Rect(0, 0, 300, 520), Rect(300, 0, 600, 520)


def job_of(session, sentence="two areas"):
    record = session.state.document.record
    job = PredictionJob(
        record.id, record.content_hash, sentence, (600, 520), None, lambda: None, lambda: None
    )
    session.services.predictor._asked = Asked(1, job)
    return job


def tile(session, job, rect, value, threshold=0.55):
    part = np.full((rect.height, rect.width), value, np.uint8)
    session.services.predictor.tile_ready.emit(job, rect, part, threshold)


def test_tiles_grow_over_what_was_shown(opened):
    document, seen = opened.state.document, []
    old = Proposal(
        1, "lesion", ("infection",), np.full((1, 600, 520), 10, np.uint8), 0.55, "one area", ""
    )
    document.set_proposal(old)
    document.growing_changed.connect(seen.append)
    job = job_of(opened)
    tile(opened, job, LOWER, 200)
    assert document.proposal is old and (old.probability == 10).all()
    shown = document.shown_proposal
    assert shown.threshold == 0.55 and shown.sentence == "two areas"
    assert (shown.probability[0, :300] == 10).all() and (shown.probability[0, 300:] == 200).all()
    tile(opened, job, UPPER, 100)
    assert document.shown_proposal is shown and (shown.probability[0, :300] == 100).all()
    assert seen == [LOWER, UPPER]

    newer = job_of(opened, "three areas")
    tile(opened, job, UPPER, 1)
    assert (shown.probability[0, :300] == 100).all(), "a tile of an older question comes too late"
    tile(opened, newer, UPPER, 90)
    values = document.shown_proposal.probability
    assert values is not shown.probability
    assert (values[0, :300] == 90).all() and (values[0, 300:] == 200).all()


def test_another_threshold_begins_empty(opened):
    opened.state.document.set_proposal(
        Proposal(1, "lesion", ("infection",), np.full((1, 600, 520), 255, np.uint8), 0.5, "", "")
    )
    tile(opened, job_of(opened), UPPER, 200)
    assert not opened.state.document.shown_proposal.probability[0, 300:].any()


def test_nothing_can_be_decided_before_the_answer_is_complete(opened):
    document = opened.state.document
    document.set_proposal(
        Proposal(1, "lesion", ("infection",), np.zeros((1, 600, 520), np.uint8), 0.55, "", "")
    )
    tile(opened, job_of(opened), UPPER, 200)
    with pytest.raises(LViTError, match="still arriving"):
        opened.proposals.accept()
    document.set_proposal(document.proposal)
    assert document.growing is None


@pytest.mark.parametrize("end", ["cancel", "failed"])
def test_an_answer_that_will_not_come_disappears(opened, end):
    document = opened.state.document
    tile(opened, job_of(opened), UPPER, 200)
    assert document.growing is not None
    if end == "cancel":
        opened.proposals.cancel()
    else:
        opened.services.predictor.failed.emit(LViTError("no memory"))
    assert document.growing is None and document.shown_proposal is None


def test_an_answer_in_one_piece_does_not_grow(opened):
    tile(opened, job_of(opened), Rect(0, 0, 600, 520), 200)
    assert opened.state.document.growing is None
