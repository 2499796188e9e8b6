"""640 x 360 pixels, which is a full HD screen at 300 %: the image is seen, and all is in reach."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest

from app.views.canvas.overlays import corner_texts
from lvit_core.imaging.view_state import ViewState
from lvit_core.preferences import SMALL_BAR_KEY
from lvit_core.project.answer_planes import class_planes
from lvit_core.project.deciding import told_apart
from lvit_core.project.records import Proposal

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def small(opened, qtbot):
    opened.resize(640, 360)
    opened.docks.reset()
    opened.resize(640, 360)  # panels on both sides asked for more
    qtbot.waitUntil(lambda: opened.strip.low and opened.docks["images"].width() < 200)
    return opened


def propose(session) -> None:
    document = session.state.document
    chance = np.zeros((96, 128), np.uint8)
    chance[20:50, 20:60] = 200
    layer = document.template.layer("lesion")
    planes, classes = class_planes(chance, layer)
    made = Proposal(document.record.id, layer.name, classes, planes, 0.5, "", "chest")
    document.set_proposal(told_apart(made, document.template))


def test_the_image_keeps_half_of_a_small_window_and_is_drawn_on(small, session):
    canvas = small.canvas
    assert small.size().toTuple() == (640, 360)  # nothing asks for more
    assert canvas.height() > 360 // 2
    document = session.state.document
    session.palette.choose("brush")
    middle = canvas.rect().center()
    QTest.mousePress(canvas, LEFT, pos=middle)
    QTest.mouseMove(canvas, middle + QPoint(20, 0))
    QTest.mouseRelease(canvas, LEFT, pos=middle + QPoint(20, 0))
    assert document.planes[document.active_layer].to_array().any()


def test_what_is_folded_comes_with_a_click_or_an_action_and_goes_again(small, session, qtbot):
    strip, canvas_px = small.strip, small.canvas.height()
    assert strip.labeled.visibleRegion().isEmpty()
    QTest.mouseClick(strip.more, LEFT)
    assert not strip.labeled.visibleRegion().isEmpty()
    assert not strip.chips.visibleRegion().isEmpty()
    session.actions.get("panel.sentence_lines").trigger()
    assert strip.labeled.visibleRegion().isEmpty()
    qtbot.waitUntil(lambda: small.canvas.height() == canvas_px)


def test_a_roomy_window_shows_all_lines_again(small, session, qtbot):
    small.resize(1280, 720)
    qtbot.waitUntil(lambda: not small.strip.low)
    assert small.strip.labeled.isVisible() and not small.strip.more.isVisible()
    assert not session.actions.get("panel.sentence_lines").enabled()


def test_doubts_about_a_sentence_are_told_where_their_line_is_folded(small, session, qtbot):
    small.strip.field.setFocus()
    QTest.keyClicks(small.strip.field, "frobnicated")
    small.strip.show_doubts()
    assert "frobnicated" in small.strip.more.toolTip()


def test_the_bar_of_a_proposal_folds_to_a_dot_and_its_keys_go_on(small, session, qtbot):
    propose(session)
    bar, document = small.canvas._chrome.bar, session.state.document
    high_px = bar.height()
    assert not bar.cut.isVisible() and bar.width() <= small.canvas.width()
    assert high_px < small.canvas.height() // 3
    QTest.mouseClick(bar.fold, LEFT)
    assert session.services.preferences.get(SMALL_BAR_KEY)
    assert bar.isVisible() and bar.width() < 100 and bar.fold.accessibleName()
    assert session.actions.get("panel.small_bar").checked()
    small.canvas.setFocus()
    QTest.keyClick(small.canvas, Qt.Key.Key_Delete)
    assert document.proposal is None and not bar.isVisible()
    propose(session)
    QTest.mouseClick(bar.fold, LEFT)
    assert bar._accept.isVisible() and bar.width() > 200


def test_what_lies_over_a_small_image_is_small_and_can_be_put_away(small, session, qtbot):
    canvas, document = small.canvas, session.state.document
    document.set_view(ViewState(8.0, (48.0, 64.0)))
    navigator = canvas._chrome.navigator
    assert navigator.isVisible() and 3 * navigator.height() < canvas.height()
    frame = canvas._chrome.frame()
    assert corner_texts.places(frame) and corner_texts.lowest(frame) > 0
    for _, place, _ in corner_texts.places(frame):  # or a stroke would wipe its last line away
        assert place.bottom() <= corner_texts.lowest(frame)
    for name in ("view.navigator", "view.corner_texts"):
        session.actions.get(name).trigger()
    assert not navigator.isVisible()
    assert not corner_texts.places(canvas._chrome.frame())
    session.actions.get("view.navigator").trigger()
    assert navigator.isVisible()


@pytest.mark.parametrize("name", ["check", "objects"])
def test_the_title_of_a_narrow_panel_is_short_and_not_cut(small, name, qtbot):
    small.docks.show(name)
    heading = small.docks[name]._title._heading
    qtbot.waitUntil(lambda: heading.text() == small.docks[name].tab)
    assert heading.fitting_text() == heading.text()


def test_all_menus_are_seen_in_a_narrow_window(small):
    for entry in small.menus.actions():
        where = small.menus.actionGeometry(entry)
        assert small.menus.rect().contains(where), entry.text()


def test_the_line_below_the_menus_is_whole(small):
    picture = small.top.grab().toImage()
    last = picture.height() - 1
    colours = {picture.pixel(x, last) for x in range(picture.width())}
    assert len(colours) == 1
    assert colours != {picture.pixel(0, last - 3)}


def test_what_a_key_did_is_read_whole(small, session, qtbot):
    small.status.show_pointer(10.0, 10.0)
    small.status.show_step("Undone: Accept proposal (Lesions)")
    step = small.status.step
    qtbot.waitUntil(lambda: step.fitting_text() == step.text())
    small.status._passing.timeout.emit()
    assert not step.isVisible() and small.status.brush.isVisible()


def test_the_line_of_the_state_cuts_nothing(small):
    status = small.status
    for words in (status.saved, status.prediction):
        if words.isVisible():
            assert words.fitting_text() == words.text()
    assert QRect(QPoint(), status.size()).contains(status.generation.geometry())
