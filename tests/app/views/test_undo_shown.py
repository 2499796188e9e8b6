"""Undo and redo say what they did, and bring it into view: another layer, another place."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt

from lvit_core.geometry import Rect
from tests.app.views.test_hand import propose

CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def test_what_was_undone_is_named_and_seen(opened, session):
    document = session.state.document
    document.set_layer("lungs")
    session.palette.settings.update(brush_radius_px=3.0)
    tool = session.palette.tool
    tool.press((8.0, 8.0))
    tool.release((8.0, 8.0))
    document.set_layer("lesion")
    height, width = document.source.height, document.source.width
    opened.canvas.look_at((height - 6.0, width - 6.0), 40.0)
    drawn = Rect(5, 5, 12, 12)
    assert drawn.intersect(document.shown_rect).empty
    session.actions.edit.undo()
    assert not document.planes["lungs"].to_array().any()
    assert document.active_layer == "lungs"
    assert drawn.intersect(document.shown_rect) == drawn
    assert opened.status.step.isVisible() and opened.status.step.text() == "Undone: Brush (Lungs)"
    before = document.shown_rect
    session.actions.edit.redo()
    assert document.planes["lungs"].value_at(8, 8) and document.shown_rect == before, "in view"
    assert opened.status.step.text() == "Redone: Brush (Lungs)"


def test_undo_on_another_image_goes_where_the_last_step_was(opened, session, qtbot):
    state, canvas = session.state, opened.canvas
    first, second = (record.id for record in state.library.images[:2])

    def shown(wanted):
        return state.document is not None and state.document.record.id == wanted

    def visit(number):
        session.opening.select(number)
        qtbot.waitUntil(lambda: shown(number), timeout=20_000)

    def draw():
        middle = canvas.rect().center()
        qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=middle)
        qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=middle)

    def press_undo():
        canvas.setFocus()
        qtbot.keyClick(canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    visit(second)
    draw()  # an older step of the second image
    visit(first)
    draw()
    drawn = state.document.planes["lesion"].to_array()
    visit(second)
    older = state.document.planes["lesion"].to_array()
    press_undo()
    qtbot.waitUntil(lambda: shown(first), timeout=20_000)
    np.testing.assert_array_equal(state.document.planes["lesion"].to_array(), drawn)
    told = [toast.notice.message for toast in opened.notices.toasts()]
    assert "The last step was made here, on film-0.png: Brush." in told
    press_undo()
    assert not state.document.planes["lesion"].to_array().any()
    assert opened.status.step.text().startswith("Undone: Brush")
    visit(second)
    np.testing.assert_array_equal(state.document.planes["lesion"].to_array(), older)
    press_undo()
    assert not state.document.planes["lesion"].to_array().any(), "nothing newer is elsewhere"


@pytest.mark.parametrize("next_visit", [False, True])
def test_undo_of_accepting_has_it_proposed_again(opened, session, qtbot, next_visit):
    """Also after another image was shown, with its sliders."""
    state, canvas = session.state, opened.canvas
    propose(session)
    proposed = state.document.proposal
    canvas.setFocus()
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    qtbot.waitUntil(state.document.undo_stack.canUndo, timeout=20_000)
    first = state.document.record.id
    for number in (state.library.images[1].id, first) if next_visit else ():
        session.opening.select(number)
        qtbot.waitUntil(
            lambda n=number: state.document is not None and state.document.record.id == n,
            timeout=20_000,
        )
    key = next(one for one in opened.actions() if one.objectName() == "edit.undo")
    qtbot.waitUntil(key.isEnabled, timeout=20_000)
    qtbot.keyClick(canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    document = state.document
    assert opened.status.step.text() == "Undone: Accept proposal (Lesions)"
    assert not document.planes["lesion"].to_array().any()
    qtbot.waitUntil(lambda: document.proposal.objects is not None, timeout=20_000)
    np.testing.assert_array_equal(document.proposal.inside(), proposed.inside())
    assert document.proposal.threshold == proposed.threshold and document.record.has_proposal
    assert opened.canvas._chrome.bar.cut.threshold.isVisible()
    session.services.storage.wait_written()
    stored = state.project.proposals.load(first)
    np.testing.assert_array_equal(stored.probability, proposed.probability)
    again = next(one for one in opened.actions() if one.objectName() == "edit.redo")
    qtbot.waitUntil(again.isEnabled, timeout=20_000)
    qtbot.keyClick(canvas, Qt.Key.Key_Z, CONTROL_SHIFT)
    assert document.proposal is None and document.planes["lesion"].to_array().any()
    session.services.storage.wait_written()
    assert state.project.proposals.load(first) is None


def test_a_step_without_pixels_moves_nothing(opened, session):
    document = session.state.document
    document.set_sentence("Unilateral pulmonary infection.")
    opened.canvas.look_at((10.0, 10.0), 20.0)
    before = document.shown_rect
    session.actions.edit.undo()
    assert document.sentence == "" and document.shown_rect == before
    assert opened.status.step.text().startswith("Undone: ")
