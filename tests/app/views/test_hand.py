"""Where a hand was misunderstood: keys that went nowhere, words that said what is not so."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from app.views.canvas.overlays.proposal_bar import ProposalBar
from app.views.canvas.overlays.scale import _place
from app.views.composer.reason_sheet import ReasonSheet
from app.views.dialogs.preferences import PreferencesSheet
from lvit_core.project.answer_planes import class_planes
from lvit_core.project.deciding import told_apart
from lvit_core.project.records import ImageState, Proposal
from lvit_core.prompt.completion import Completion

Key, NONE = Qt.Key, Qt.KeyboardModifier.NoModifier
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
TWO = "Bilateral pulmonary infection, two infected areas, upper left lung and upper right lung."


def draw(session, y: float, x: float) -> None:
    tool = session.palette.tool
    tool.press((y, x))
    tool.release((y, x))


def propose(session, box: tuple[int, int, int, int] = (20, 50, 20, 60)) -> None:
    """An answer to the present sentence with one box; an empty box proposes nothing."""
    document = session.state.document
    chance = np.zeros((96, 128), np.uint8)  # as the images of the window
    top, bottom, left, right = box
    chance[top:bottom, left:right] = 230
    layer = document.template.layer("lesion")
    planes, classes = class_planes(chance, layer)
    made = Proposal(
        document.record.id, layer.name, classes, planes, 0.5, document.sentence.strip(), "test"
    )
    document.set_proposal(told_apart(made, document.template))


@pytest.mark.parametrize("place", ["button", "image list", "object list"])
def test_letters_act_on_the_image_wherever_the_keyboard_is(opened, session, qtbot, place):
    opened.docks.show("objects")
    draw(session, 20, 20)
    qtbot.waitUntil(lambda: opened.objects.model.rowCount() == 1)
    widgets = {
        "button": opened.strip.predict,
        "image list": opened.images.list,
        "object list": opened.objects.table,
    }
    widgets[place].setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(widgets[place], Key.Key_E)
    assert session.palette.current == "eraser" and opened.canvas.hasFocus()


def test_a_modifier_alone_takes_the_keyboard_from_no_list(opened):
    opened.images.list.setFocus()
    QTest.keyClick(opened.images.list, Key.Key_Shift)
    assert opened.images.list.hasFocus()


def test_return_presses_the_button_that_is_marked(opened, session, qtbot):
    opened.strip.labeled.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(opened.strip.labeled, Key.Key_Return)
    document = session.state.document
    qtbot.waitUntil(lambda: document.record.state == ImageState.LABELED)


def test_letters_in_a_text_field_stay_there(opened, session):
    opened.images.search.setFocus()
    QTest.keyClick(opened.images.search, Key.Key_E)
    assert opened.images.search.text() == "e" and session.palette.current == "brush"


def test_the_list_of_completions_is_as_high_as_what_it_offers(opened):
    popup = opened.strip.field.popup
    options = tuple(Completion(word, 0, 1) for word in ("left lung", "lower lung", "lung"))
    popup.show_options(options, QRect(200, 600, 1, 20))
    high = popup.height()
    popup.show_options(options[:1], QRect(200, 600, 1, 20))
    assert popup.height() == popup.sizeHint().height() < high


def test_the_threshold_tool_shows_limits_only_where_there_are_some(opened, session):
    session.palette.choose("threshold")
    fields = opened.options.range
    assert (fields.low, fields.high) == (None, None)
    assert fields.from_field.text() == fields.to_field.text() == "auto"
    fields.from_field.setFocus()
    fields.from_field.selectAll()
    QTest.keyClicks(fields.from_field, "90")
    QTest.keyClick(fields.from_field, Key.Key_Tab)
    values = session.palette.settings.values
    assert (values.low, values.high) == (90, None) and fields.to_field.text() == "any"
    fields.from_field.setFocus()
    fields.from_field.selectAll()
    QTest.keyClick(fields.from_field, Key.Key_Delete)
    QTest.keyClick(fields.from_field, Key.Key_Tab)
    assert session.palette.settings.values.low is None and fields.from_field.text() == "auto"


def test_the_first_key_of_a_class_asks_and_the_second_changes_the_object(opened, session, qtbot):
    draw(session, 20, 20)
    document = session.state.document
    layer = document.template.layer(document.active_layer)
    table, one = document.objects[layer.name], document.selected_object
    other = next(item for item in layer.classes if item.name != table.get(one).class_name)
    key, was = layer.key_of(other), table.get(one).class_name
    opened.canvas.setFocus()
    QTest.keyClick(opened.canvas, Key(ord(key)))
    assert table.get(one).class_name == was, "asked, not changed"
    assert "again" in session.services.notices.history[-1].hint
    QTest.keyClick(opened.canvas, Key(ord(key)))
    qtbot.waitUntil(lambda: table.get(one).class_name == other.name)
    document.undo_stack.undo()
    assert table.get(one).class_name == was


def test_the_bar_says_that_nothing_is_proposed(opened, session):
    bar = opened.canvas._chrome.bar
    propose(session)
    assert bar._name.text() == "Proposal of test"
    propose(session, (0, 0, 0, 0))
    assert bar._name.text() == "Nothing proposed by test"


def test_a_proposal_is_told_to_be_no_part_of_the_label(opened, session, qtbot):
    """Ctrl+L with a proposal shown meant both to people; it is two steps, and says so."""
    opened.resize(1280, 720)
    propose(session)
    opened.canvas.setFocus()
    document = session.state.document
    QTest.keyClick(opened.canvas, Key.Key_L, CONTROL)
    qtbot.waitUntil(lambda: document.record.state == ImageState.LABELED)
    name = opened.canvas._chrome.bar._name
    assert name.text().endswith("not in the label")
    qtbot.waitUntil(lambda: name.fitting_text() == name.text())


def test_a_waiting_proposal_is_named_where_the_mask_alone_disagrees(opened, session, qtbot):
    session.composer.type(TWO)
    propose(session)
    session.actions.image.mark_labeled()
    qtbot.waitUntil(lambda: opened.findChild(ReasonSheet) is not None)
    words = [one.text() for one in opened.findChild(ReasonSheet).findChildren(QLabel)]
    assert any("proposal is not in the mask" in one for one in words)


def test_the_scale_stands_above_the_bar_of_a_proposal(opened, session, qtbot):
    document = session.state.document
    document.record = replace(document.record, spacing_mm=(0.2, 0.2))
    opened.resize(1280, 720)
    propose(session)
    canvas = opened.canvas
    frame = canvas._chrome.frame()
    assert frame.bar == canvas._chrome.bar.geometry()
    place = _place(frame, 130)
    assert not place.intersects(frame.bar) and place.bottom() < frame.bar.top()
    document.set_proposal(None)
    assert _place(canvas._chrome.frame(), 130).bottom() > frame.bar.top()


@pytest.mark.parametrize(
    ("key", "modifiers", "words"),
    [
        (Key.Key_Delete, NONE, "Delete object: No object selected."),
        (Key.Key_Return, NONE, "Accept proposal: There is no proposal."),
        (Key.Key_E, CONTROL | SHIFT, "What did the text do: No sentence yet."),
        (Key.Key_D, SHIFT, "Show difference: There is no proposal."),
        (Key.Key_X, SHIFT, "Show proposal: There is no proposal."),
    ],
)
def test_a_key_that_can_do_nothing_says_why(opened, key, modifiers, words):
    opened.canvas.setFocus()
    QTest.keyClick(opened.canvas, key, modifiers)
    assert opened.status.step.isVisible() and opened.status.step.text() == words


def test_a_hidden_proposal_says_that_it_is_there(opened, session):
    """After Shift+X an answer of the model seemed not to come, and Return took it unseen."""
    propose(session)
    bar = opened.findChild(ProposalBar)
    opened.canvas.setFocus()
    QTest.keyClick(opened.canvas, Key.Key_X, SHIFT)
    assert bar.isVisible() and ", hidden" in bar._name.text()
    assert not bar._accept.isVisible() and not bar.cut.isVisible()
    QTest.mouseClick(bar._show, Qt.MouseButton.LeftButton)
    assert session.display.proposal_visible and bar._accept.isVisible() and bar.cut.isVisible()
    assert not bar._show.isVisible() and "hidden" not in bar._name.text()


def test_delete_while_the_model_answers_says_that_it_does(opened, session):
    """It did nothing that anybody could see."""
    predictor = session.services.predictor
    predictor.state = replace(predictor.state, phase="starting")
    opened.canvas.setFocus()
    QTest.keyClick(opened.canvas, Key.Key_Delete)
    assert opened.status.step.text() == "Delete object: the model is still answering."


def test_a_key_without_a_project_says_so(window):
    QTest.keyClick(window, Key.Key_Return, CONTROL)
    assert window.status.step.text() == "Predict: no project is open."


def test_keys_while_an_image_is_read_name_it(opened, session, qtbot):
    session.opening.select(session.state.library.images[1].id)
    assert session.state.document is None
    opened.canvas.setFocus()
    QTest.keyClick(opened.canvas, Key.Key_M)
    assert opened.status.step.text() == "New object: film-1.png is still being read."


def test_what_a_sentence_is_read_as_is_read_whole_in_the_smallest_window(opened, session, qtbot):
    opened.resize(1280, 720)
    qtbot.wait(100)  # layouts settle
    strip = opened.strip
    height = strip.height()
    typed = "bilateral infction, two areas, uper left lung and lowr rigth lung."
    session.state.document.set_sentence(typed)
    qtbot.waitUntil(lambda: "Read as" in strip.doubts.text())
    qtbot.waitUntil(lambda: strip.doubts.fitting_text() == strip.doubts.text())
    assert strip.doubts.height() >= 2 * strip.doubts.fontMetrics().lineSpacing()
    assert strip.height() == height, "nothing moves for it"


def test_a_sign_with_ctrl_is_a_key_of_the_window(opened):
    """Ctrl+, went to the previous object while the image had the keyboard."""
    opened.canvas.setFocus()
    QTest.keyClick(opened.canvas, ",", CONTROL | Qt.KeyboardModifier.AltModifier)  # as of AltGr
    assert opened.status.step.text() == "Previous object: it cannot be done now."
    QTest.keyClick(opened.canvas, ",", CONTROL)
    assert opened.findChild(PreferencesSheet) is not None


def test_a_view_of_a_proposal_that_went_can_still_be_switched_back(opened, session):
    propose(session)
    opened.canvas.setFocus()
    QTest.keyClick(opened.canvas, Key.Key_D, SHIFT)
    QTest.keyClick(opened.canvas, Key.Key_X, SHIFT)
    session.state.document.set_proposal(None)
    assert session.display.difference and not session.display.proposal_visible
    QTest.keyClick(opened.canvas, Key.Key_D, SHIFT)
    QTest.keyClick(opened.canvas, Key.Key_X, SHIFT)
    assert not session.display.difference and session.display.proposal_visible
