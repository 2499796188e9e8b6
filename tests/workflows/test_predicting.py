"""Type a sentence, predict, accept, correct, undo, next image, restart: all of it is there."""

from __future__ import annotations

import os
import signal

import numpy as np
import pytest
import torch

from app.session.session import Session
from lvit_core.annotation.gesture import ToolModifiers
from lvit_core.model.checkpoint import load_model, save_model
from lvit_core.model.choice import ModelChoice
from lvit_core.model.digest import weights_digest
from lvit_core.project.records import ImageState
from tests.app.answers import proposed

SENTENCE = "Unilateral pulmonary infection, one infected area, upper left lung."
FIRST_PREDICTION_MS = 120_000  # the process imports torch and measures its backends


def predict(session: Session, qtbot) -> None:
    """Presses Ctrl+Return and waits until the proposal and its objects are there."""
    with qtbot.waitSignal(session.services.predictor.finished, timeout=FIRST_PREDICTION_MS):
        session.actions.proposals.predict()
    qtbot.waitUntil(lambda: proposed(session) is not None, timeout=20_000)


def draw(session: Session, tool: str, *points: tuple[float, float], alt: bool = False) -> None:
    """One gesture with a tool, as the canvas feeds it."""
    session.actions.tools.choose[tool]()
    modifiers = ToolModifiers(alt=alt)
    session.palette.tool.press(points[0], modifiers)
    for point in points[1:]:
        session.palette.tool.move(point, modifiers)
    session.palette.tool.release(points[-1], modifiers)


def test_the_first_answer_after_a_change_of_model_is_the_new_models(
    opened, small_model, tmp_path, qtbot
):
    """Until it is loaded the window says so, and what is on screen keeps its true name."""
    document, predictor = opened.state.document, opened.services.predictor
    document.type_sentence(SENTENCE)
    predict(opened, qtbot)
    first = document.proposal
    assert first.made_by == "generation 1" and first.origin.weights == weights_digest(small_model)

    other = opened.state.project.folder / "models" / "other"
    model = load_model(small_model)
    with torch.no_grad():
        model.network.head.weight.neg_()
    save_model(other, model, "The opposite of the other one.")
    project = opened.state.project
    assert project.generations.add(other, "small", None).number == 2
    opened.actions.training.put_in_force(number=2)
    assert opened.services.storage.wait_idle(10)
    told = []
    predictor.state_changed.connect(lambda state: told.append((state.text, document.proposal)))
    predict(opened, qtbot)
    second = document.proposal
    loading = [shown for text, shown in told if text == "loading model generation 2"]
    assert loading and all(shown.made_by == "generation 1" for shown in loading)
    assert second.made_by == "generation 2" and second.origin.weights == weights_digest(other)
    assert not np.array_equal(second.likeliest, first.likeliest), "it is another answer"
    assert opened.services.storage.wait_idle(10)
    assert project.proposals.load(1).origin == second.origin


def test_a_sentence_gives_a_proposal_and_leaves_the_mask_alone(opened, qtbot):
    document = opened.state.document
    draw(opened, "brush", (60.0, 60.0), (60.0, 90.0))
    mine = document.planes["lesion"].to_array()
    document.type_sentence(SENTENCE)
    predict(opened, qtbot)
    proposal = document.proposal
    assert proposal.sentence == SENTENCE
    assert proposal.probability.shape == (1, 256, 256)
    assert 0 < (proposal.probability >= proposal.threshold * 255).mean() < 0.6
    np.testing.assert_array_equal(document.planes["lesion"].to_array(), mine)
    assert opened.state.library.images[0].has_proposal
    assert opened.services.predictor.state.seconds > 0
    assert opened.services.predictor.state.text.startswith("prediction ")

    document.type_sentence("Bilateral pulmonary infection.")
    predict(opened, qtbot)
    assert document.proposal.sentence == "Bilateral pulmonary infection."
    assert opened.services.storage.wait_idle(10)
    assert opened.state.project.proposals.load(1).sentence == "Bilateral pulmonary infection."
    model = ModelChoice("", opened.services.predictor.state.model)
    expected = opened.services.predictor.times.expected_s(model, 256 * 256, encoded=True)
    assert expected is not None and 0 < expected < 60


def test_accepting_keeps_human_pixels_and_can_be_undone(opened, qtbot):
    document = opened.state.document
    predict(opened, qtbot)
    labels = proposed(opened)
    y, x = np.argwhere(labels > 0)[0] + 0.5
    draw(opened, "brush", (y, x))
    mine = document.planes["lesion"].to_array()
    my_id = int(mine.max())
    proposal = document.proposal

    opened.actions.proposals.accept()
    accepted = document.planes["lesion"].to_array()
    assert document.proposal is None
    np.testing.assert_array_equal(accepted == my_id, mine == my_id)
    assert ((accepted > 0) == ((labels > 0) | (mine > 0))).all()
    origins = {record.provenance.origin for record in document.objects["lesion"]}
    assert origins == {"person", "model"}

    draw(opened, "eraser", (y, x), (y, x + 20))
    opened.actions.edit.undo()
    opened.actions.edit.undo()
    assert document.proposal is proposal
    np.testing.assert_array_equal(document.planes["lesion"].to_array(), mine)
    opened.actions.edit.redo()
    assert document.proposal is None
    np.testing.assert_array_equal(document.planes["lesion"].to_array(), accepted)


def test_one_area_can_be_accepted_and_another_rejected(opened, qtbot):
    predict(opened, qtbot)
    document, labels = opened.state.document, proposed(opened).copy()
    assert labels.max() >= 2, "the random model marks more than one area"
    largest = np.argsort(np.bincount(labels.ravel())[1:])[::-1] + 1
    first, second = (np.argwhere(labels == label)[0] + 0.5 for label in largest[:2])
    opened.actions.proposals.accept_object(y=first[0], x=first[1])
    mask = document.planes["lesion"].to_array() > 0
    np.testing.assert_array_equal(mask, labels == largest[0])
    qtbot.waitUntil(lambda: proposed(opened) is not None)
    opened.actions.proposals.reject_object(y=second[0], x=second[1])
    left = proposed(opened)
    assert (left is None and labels.max() == 2) or not left[labels == largest[1]].any()
    opened.actions.proposals.reject()
    assert document.proposal is None
    assert opened.services.storage.wait_idle(10)
    assert opened.state.project.proposals.load(1) is None


def test_without_a_sentence_the_model_looks_at_the_image_and_says_so(opened, qtbot):
    predict(opened, qtbot)
    assert opened.state.document.proposal.sentence == ""
    assert "no sentence" in opened.services.notices.history[-1].message


@pytest.mark.durability
def test_a_killed_predictor_is_started_again_and_answers(opened, qtbot):
    predict(opened, qtbot)
    process = opened.services.predictor.process_id
    os.kill(process, signal.SIGKILL)
    opened.state.document.type_sentence(SENTENCE)
    predict(opened, qtbot)
    assert opened.state.document.proposal.sentence == SENTENCE
    assert opened.services.predictor.process_id != process
    assert any("started again" in notice.message for notice in opened.services.notices.history)


def test_a_model_that_is_not_there_is_told_not_crashed(opened, qtbot):
    opened.actions.training.put_in_force(number=0)
    opened.state.project.generations.model_of = lambda number, template=None: "/nowhere/model"
    with qtbot.waitSignal(opened.services.predictor.failed, timeout=20_000):
        opened.actions.proposals.predict()
    qtbot.waitUntil(
        lambda: any(notice.level == "error" for notice in opened.services.notices.history)
    )
    assert "no model" in opened.services.notices.history[-1].message
    assert opened.services.predictor.state.phase == "failed"


@pytest.mark.parametrize("steps", [3])
def test_a_day_of_work_is_there_on_the_next_day(opened, new_session, chest_project, steps, qtbot):
    opened.state.document.type_sentence(SENTENCE)
    predict(opened, qtbot)
    opened.actions.proposals.accept()
    for step in range(steps):
        draw(opened, "brush", (100.0 + 10 * step, 100.0), (100.0 + 10 * step, 140.0))
    draw(opened, "eraser", (110.0, 100.0), (110.0, 140.0))
    opened.actions.edit.undo()
    opened.actions.image.mark_labeled(reason="as drawn")
    last = opened.state.document.planes["lesion"].to_array()
    count = opened.state.document.undo_stack.count()
    worked_on = opened.state.current.id
    with qtbot.waitSignal(opened.state.document_ready):
        opened.actions.walking.next_unreviewed()
    looked_at = opened.state.current.id
    opened.projects.close()

    again = new_session()
    with qtbot.waitSignal(again.state.document_ready):
        again.projects.open(chest_project)
    assert again.state.current.id == looked_at != worked_on
    with qtbot.waitSignal(again.state.document_ready):
        again.opening.select(worked_on)
    document = again.state.document
    assert document.sentence == SENTENCE
    assert document.record.state == ImageState.LABELED
    np.testing.assert_array_equal(document.planes["lesion"].to_array(), last)
    assert document.undo_stack.count() == count
    while again.actions.edit.undo.enabled():
        again.actions.edit.undo()
    assert not document.planes["lesion"].to_array().any()
    assert document.sentence == ""
    while again.actions.edit.redo.enabled():
        again.actions.edit.redo()
    np.testing.assert_array_equal(document.planes["lesion"].to_array(), last)
