"""No way into the labels past a contradiction: whole, by area, by lasso, by one's own mask."""

from __future__ import annotations

import numpy as np
import pytest

from lvit_core.annotation.regions import Region
from lvit_core.geometry import Rect
from lvit_core.project.records import ImageState
from tests.app.answers import proposed
from tests.app.composer.conftest import TRUE, draw, measured, propose, show

UPPER_LEFT = (25, 20, 45, 60)
WRONG = "Unilateral pulmonary infection, one infected area, lower right lung."
TWO = "Bilateral pulmonary infection, two infected areas, upper left lung and upper right lung."


@pytest.fixture
def asked(session):
    """The questions that were asked."""
    found = []
    session.guard.reason_wanted.connect(found.append)
    return found


def whole(session, **reason):
    session.actions.proposals.accept(**reason)


def by_click(session, **reason):
    session.actions.proposals.accept_object(y=30.0, x=30.0, **reason)


def by_lasso(session, **reason):
    rect = Rect(20, 15, 50, 65)
    region = Region(rect, np.ones((rect.height, rect.width), bool))
    if reason:
        session.guard.accept_within(region, **reason)
    else:  # as the tool does
        session.palette.context().accept_within(region)


WAYS = [whole, by_click, by_lasso]


@pytest.mark.parametrize("accept", WAYS)
def test_a_proposal_that_contradicts_needs_a_reason(session, asked, accept, qtbot):
    session.composer.type(WRONG)
    propose(session, UPPER_LEFT)
    accept(session)
    qtbot.waitUntil(lambda: bool(asked), timeout=10_000)
    assert any("left lung" in found.message for found in asked[0].contradictions)
    assert session.state.document.proposal is not None
    assert not session.state.document.planes["lesion"].to_array().any()
    asked[0].go_on("The sentence is from another day.")
    qtbot.waitUntil(lambda: session.state.document.proposal is None, timeout=10_000)
    assert session.state.document.planes["lesion"].to_array().any()
    assert session.services.storage.wait_idle(10)
    record = session.state.project.images.get(session.state.current.id)
    assert record.reason == "The sentence is from another day."
    session.actions.edit.undo()
    assert session.state.current.reason == ""


@pytest.mark.parametrize("accept", WAYS)
def test_what_agrees_is_accepted_without_a_question(session, asked, accept, qtbot):
    session.composer.type(TRUE)
    propose(session, UPPER_LEFT)
    accept(session)
    qtbot.waitUntil(lambda: session.state.document.proposal is None, timeout=10_000)
    assert asked == []
    assert session.state.document.planes["lesion"].to_array().sum() == 20 * 40


@pytest.mark.parametrize("accept", WAYS)
def test_a_reason_given_beforehand_is_kept(session, asked, accept, qtbot):
    session.composer.type(WRONG)
    propose(session, UPPER_LEFT)
    qtbot.waitUntil(lambda: proposed(session) is not None, timeout=10_000)
    accept(session, reason="old film")
    qtbot.waitUntil(lambda: session.state.document.proposal is None, timeout=10_000)
    assert asked == []
    assert session.state.document.record.reason == "old film"


def test_an_area_that_belongs_to_the_sentence_may_come_before_the_other(session, asked, qtbot):
    session.composer.type(TWO)
    propose(session, UPPER_LEFT)
    by_click(session)
    qtbot.waitUntil(lambda: session.state.document.proposal is None, timeout=10_000)
    assert asked == []  # the second area is still to come
    session.actions.image.mark_labeled()
    qtbot.waitUntil(lambda: bool(asked), timeout=10_000)  # now it is missing
    assert {found.kind for found in asked[0].contradictions} == {"areas", "side"}
    assert session.state.document.record.state == ImageState.IN_PROGRESS


def test_what_was_drawn_before_is_not_asked_again_for_another_area(session, asked, qtbot):
    session.composer.type("Bilateral pulmonary infection, upper left lung and upper right lung.")
    draw(session, "lesion", (150, 20, 170, 60))  # lower left: not in the sentence
    propose(session, UPPER_LEFT)
    by_lasso(session)
    qtbot.waitUntil(lambda: session.state.document.proposal is None, timeout=10_000)
    assert asked == []


def test_ones_own_mask_over_a_contradicting_sentence(session, asked, qtbot):
    session.composer.type(WRONG)
    draw(session, "lesion", UPPER_LEFT)
    measured(session, qtbot)
    session.actions.image.mark_labeled()
    assert len(asked) == 1  # measured already, so the answer is there at once
    assert session.state.document.record.state == ImageState.IN_PROGRESS
    steps = session.state.document.undo_stack.count()
    asked[0].go_on("clinical history")
    assert session.state.document.record.state == ImageState.LABELED
    assert session.state.document.undo_stack.count() == steps + 1
    assert session.services.storage.wait_idle(10)
    assert session.state.project.images.get(session.state.current.id).reason == "clinical history"
    session.actions.image.mark_labeled()  # taking it back asks nothing
    assert session.state.document.record.state == ImageState.IN_PROGRESS
    session.actions.image.mark_labeled()
    assert asked[1].reason == "clinical history"  # offered again


def test_a_waiting_proposal_is_no_part_of_ones_own_mask(session, asked, qtbot):
    session.composer.type(TWO)
    draw(session, "lesion", UPPER_LEFT)
    propose(session, (25, 140, 45, 180))
    measured(session, qtbot)
    assert session.composer.agreement.found.agrees
    session.actions.image.mark_labeled()
    qtbot.waitUntil(lambda: bool(asked), timeout=10_000)
    assert session.state.document.record.state == ImageState.IN_PROGRESS


def test_what_was_not_measured_when_its_image_is_left_is_decided_and_said(session, asked, qtbot):
    session.edits.patience_s = 0.0
    first = session.state.current.id
    session.composer.type(TRUE)
    draw(session, "lesion", UPPER_LEFT)
    session.actions.image.mark_labeled()  # not measured yet
    show(session, qtbot, "nuclei")
    qtbot.waitUntil(lambda: session.state.library.get(first).state == ImageState.LABELED)
    show(session, qtbot, "chest-xray")
    session.actions.image.mark_labeled()
    session.composer.type(WRONG)
    draw(session, "lesion", (150, 20, 170, 60))
    session.actions.image.mark_labeled()
    show(session, qtbot, "nuclei")
    told = session.services.notices.history
    qtbot.waitUntil(lambda: "was not accepted" in told[-1].message if told else False)
    assert asked == []
    assert session.state.library.get(first).state == ImageState.IN_PROGRESS


def test_an_answer_that_comes_too_late_changes_no_other_image(session, asked, qtbot):
    session.composer.type(WRONG)
    draw(session, "lesion", UPPER_LEFT)
    measured(session, qtbot)
    session.actions.image.mark_labeled()
    show(session, qtbot, "nuclei")
    asked[0].go_on("too late")
    assert session.state.document.record.state == ImageState.UNLABELED
    assert "not shown any more" in session.services.notices.history[-1].message


def test_without_a_proposal_there_is_nothing_to_accept(session):
    session.composer.type(WRONG)
    session.actions.proposals.accept()
    assert session.services.notices.history[-1].level == "error"
