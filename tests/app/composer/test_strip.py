"""The strip by hand: keys and clicks as a person makes them, text and pictures saying the same."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.views.composer.agreement import AgreementPanel
from app.views.composer.convention_sheet import ConventionSheet, DeclarationSheet
from app.views.composer.reason_sheet import ReasonSheet
from app.views.composer.strip import SentenceStrip
from app.views.composition import make_strip
from app.views.theme import apply_theme
from lvit_core.geometry import Rect
from lvit_core.model.facts import ModelFacts
from lvit_core.project.deciding import Objection
from lvit_core.project.records import ImageState
from lvit_core.prompt.agreement import Contradiction
from lvit_core.prompt.sentence import Finding
from lvit_core.prompt.template import REGIONS
from lvit_core.prompt.templates import load_template
from tests.app.composer.conftest import TRUE, draw, measured, show

UPPER_LEFT = (25, 20, 45, 60)


@pytest.fixture
def strip(session, qtbot) -> SentenceStrip:
    apply_theme("dark")
    made = make_strip(session)
    qtbot.addWidget(made)
    made.resize(900, 140)
    made.show()
    qtbot.waitExposed(made)
    made.field.setFocus()
    return made


def chip_texts(strip: SentenceStrip) -> list[str]:
    return [button.text() for button in strip.chips.buttons]


def test_typing_letters_shows_chips_and_meter(strip, session):
    QTest.keyClicks(strip.field, "Unilateral, one area, upper left lung")
    assert session.state.document.sentence == "Unilateral, one area, upper left lung"
    assert chip_texts(strip) == ["Unilateral", "1 area", "upper left"]
    assert strip.meter.text.text() == "12 of 32 words reach the network"
    asked = "Unilateral pulmonary infection, one infected area, upper left lung."
    assert strip.meter.toolTip().endswith(f"It is asked: {asked}")


def test_a_whole_sentence_from_the_list_alone(strip, session):
    for _ in range(8):
        QTest.keyClick(strip.field, Qt.Key.Key_Down)
        QTest.keyClick(strip.field, Qt.Key.Key_Return)
    assert session.composer.sentence.canonical == session.state.document.sentence
    assert not session.composer.sentence.complaints


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Right, Qt.Key.Key_End])
@pytest.mark.parametrize("typed", ["", "Uni", "one infected area, l"])
def test_no_key_writes_the_faint_example(strip, session, key, typed):
    """Tab took it: a side that nobody had typed, and accepted with the sentence."""
    QTest.keyClicks(strip.field, typed)
    assert strip.field.ghost_text
    QTest.keyClick(strip.field, key)
    assert strip.field.toPlainText() == session.state.document.sentence == typed
    assert strip.field.hasFocus() == (key != Qt.Key.Key_Tab)
    assert key != Qt.Key.Key_Tab or not strip.field.popup.isVisible()


def test_the_list_of_completions_is_walked_with_the_keys(strip, session):
    QTest.keyClicks(strip.field, "Unilateral pulmonary infection, one infected area, l")
    assert strip.field.popup.isVisible()
    first = strip.field.popup.texts
    assert first[0] == "lower left lung"
    QTest.keyClick(strip.field, Qt.Key.Key_Down)
    QTest.keyClick(strip.field, Qt.Key.Key_Down)
    QTest.keyClick(strip.field, Qt.Key.Key_Return)
    assert session.state.document.sentence.endswith(first[1])
    assert not strip.field.popup.isVisible()


def test_an_unknown_word_is_underlined_and_can_be_replaced(strip, session):
    QTest.keyClicks(strip.field, "upper Ledt lung")
    marks = strip.field._underlines.marks
    assert (6, 10, "unknown") in marks
    strip.show_doubts()
    assert "Ledt" in strip.doubts.text()
    cursor = strip.field.textCursor()
    cursor.setPosition(10)
    strip.field.setTextCursor(cursor)
    strip.field.complete()
    assert "Left" in strip.field.popup.texts
    strip.field.popup.choose()
    assert session.composer.sentence.zones["left"] == ("upper",)


def test_the_last_word_is_underlined_once_the_keyboard_rests(strip, session, qtbot):
    QTest.keyClicks(strip.field, "left qwert")
    assert strip.field._underlines.marks == []  # it may become a word yet
    qtbot.waitUntil(lambda: (5, 10, "unknown") in strip.field._underlines.marks, timeout=5000)
    assert "qwert" in strip.doubts.text()


def test_return_and_the_button_predict_and_escape_leaves(strip, session, qtbot):
    asked = []
    session.services.predictor.request = asked.append
    QTest.keyClicks(strip.field, "no nuclei ")
    QTest.keyClick(strip.field, Qt.Key.Key_Return)
    strip.predict.click()
    assert len(asked) == 2
    with qtbot.waitSignal(strip.field.left):
        QTest.keyClick(strip.field, Qt.Key.Key_Escape)


def test_undo_in_the_field_is_left_to_the_document(strip, session):
    QTest.keyClicks(strip.field, "upper left lung")
    QTest.keyClick(strip.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert strip.field.toPlainText() == "upper left lung"
    session.actions.edit.undo()
    assert strip.field.toPlainText() == ""


def test_pasted_lines_become_one_sentence(strip, session):
    strip.field.replace_all("upper left\nlung")
    assert session.state.document.sentence == "upper left lung"


def test_the_lung_diagram_edits_the_sentence_and_follows_it(strip, session, qtbot):
    strip.places.refresh()
    organ = strip.places.organ
    point = organ.zone_center("left", "upper").toPoint()
    assert point.x() < organ.width() / 2  # the viewer's left is drawn on the left
    QTest.mouseClick(organ, Qt.MouseButton.LeftButton, pos=point)
    assert session.state.document.sentence == TRUE
    assert strip.field.toPlainText() == TRUE
    assert organ.state.chosen == {("left", "upper")}
    session.composer.type("upper right lung")
    assert organ.state.chosen == {("right", "upper")}


def test_the_lung_diagram_by_keyboard(strip, session):
    strip.places.refresh()
    organ = strip.places.organ
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Space):
        QTest.keyClick(organ, key)
    assert session.composer.sentence.zones == {"left": (), "right": ("lower",)}


def test_in_the_patients_convention_the_left_lung_is_drawn_on_the_right(make_session, qtbot):
    session = make_session("patient")
    strip = make_strip(session)
    qtbot.addWidget(strip)
    strip.places.refresh()
    organ = strip.places.organ
    assert organ.state.sides == ("right", "left")
    assert organ.zone_center("left", "upper").x() > organ.width() / 2
    left_of_picture = QPoint(int(organ.width() * 0.28), 60)
    QTest.mouseClick(organ, Qt.MouseButton.LeftButton, pos=left_of_picture)
    assert session.composer.sentence.finding.sides == ("right",)


def test_the_quadrant_diagram_edits_and_follows(strip, session, qtbot):
    show(session, qtbot, "nuclei")
    strip.places.refresh()
    region = strip.places.region
    where = region.region_center("upper right").toPoint()
    QTest.mouseClick(region, Qt.MouseButton.LeftButton, pos=where)
    assert session.state.document.sentence == "The nuclei density in the upper right is high."
    around = region.region_center("around").toPoint()
    QTest.mouseClick(region, Qt.MouseButton.LeftButton, pos=around)
    assert session.composer.sentence.dense == ("upper right", "around")
    for name in ("left", "lower", "lower left"):
        assert region.region_at(region.region_center(name)) == name


def test_chips_change_and_remove(strip, session):
    session.composer.type(TRUE)
    areas = next(button for button in strip.chips.buttons if button.chip.kind == "areas")
    menu = areas.menu_of()
    next(action for action in menu.actions() if action.text() == "3 areas").trigger()
    assert "three infected areas" in session.state.document.sentence
    place = next(button for button in strip.chips.buttons if button.chip.kind == "place")
    QTest.keyClick(place, Qt.Key.Key_Delete)
    assert not session.composer.sentence.finding.sides
    laterality = strip.chips.buttons[0]
    next(a for a in laterality.menu_of().actions() if a.text() == "Nothing to find").trigger()
    assert session.state.document.sentence == "No pulmonary infection."
    assert chip_texts(strip) == ["nothing to find"]


def test_words_beyond_the_network_are_struck_out(strip, session):
    session.models.in_force = ModelFacts("small", tokens=5)
    session.composer.type(TRUE)
    strip.refresh()
    assert strip.meter.text.text() == "the network reads 5 of 12 words"
    cut = [mark for mark in strip.field._underlines.marks if mark[2] == "cut"]
    assert cut == [(TRUE.index("infected"), len(TRUE), "cut")]


def test_words_without_effect_are_told_at_the_word(strip, session):
    session.models.in_force = ModelFacts("deaf", template="chest-xray", silent=("count",))
    session.composer.type(TRUE)
    strip.refresh()
    strip.show_doubts()
    idle = [
        TRUE[start:end] for start, end, kind in strip.field._underlines.marks if kind == "silent"
    ]
    assert idle == ["one", "area"]
    assert (
        "This model does not react to number words." in strip.doubts.toolTip() + strip.doubts.text()
    )
    session.models.in_force = ModelFacts("other", template="nuclei", silent=("count",))
    strip.refresh()  # a model of another kind of image says nothing of this one
    assert not [mark for mark in strip.field._underlines.marks if mark[2] == "silent"]


def test_words_that_do_nothing_are_not_asked_for(strip, session):
    assert strip.field.ghost_text and strip._where.isVisible()
    session.models.in_force = ModelFacts("deaf", template="chest-xray", silent=("sentence",))
    strip.refresh()
    assert strip.field.ghost_text == "This model follows the image alone: no words are needed."
    assert chip_texts(strip) == [] and not strip._where.isVisible()
    QTest.keyClicks(strip.field, "Uni")
    assert strip.field.ghost_text == ""


def test_the_draft_is_shown_as_a_difference_and_taken_with_one_key(strip, session, qtbot):
    session.composer.type("Unilateral pulmonary infection, one infected area, lower left lung.")
    draw(session, "lesion", UPPER_LEFT)
    measured(session, qtbot)
    strip._toggle_draft()
    shown = strip.draft.text.text()
    assert "<s" in shown and "lower</s>" in shown and "upper</b>" in shown
    session.actions.sentence.take_draft.perform()
    assert strip.field.toPlainText() == TRUE
    strip._toggle_draft()
    strip._toggle_draft()
    assert "says what the mask shows" in strip.draft.text.text()


def test_history_and_favourites_are_a_menu(strip, session):
    session.composer.phrasebook.note_used(load_template("chest-xray"), TRUE)
    session.composer.phrasebook.toggle_favourite(
        load_template("chest-xray"), "No pulmonary infection."
    )
    strip.phrases.fill()
    entries = {action.text(): action for action in strip.phrases.actions()}
    assert TRUE in entries and "No pulmonary infection." in entries
    entries[TRUE].trigger()
    assert session.state.document.sentence == TRUE


def test_every_control_has_a_tooltip_and_a_name(strip, session):
    from PySide6.QtWidgets import QAbstractButton

    session.composer.type(TRUE)
    buttons = [b for b in strip.findChildren(QAbstractButton) if not b.isHidden()]
    assert len(buttons) >= 7
    assert [b.text() for b in buttons if not b.toolTip()] == []
    assert [b for b in buttons if not (b.text() or b.accessibleName())] == []


def test_the_panel_lists_contradictions_that_show_and_settle(session, qtbot):
    panel = AgreementPanel(session.state, session.composer, session.text_effect)
    qtbot.addWidget(panel)
    panel.show()
    session.composer.type("Unilateral pulmonary infection, two infected areas, lower left lung.")
    draw(session, "lesion", UPPER_LEFT)
    measured(session, qtbot)
    kinds = [card.contradiction.kind for card in panel.cards]
    assert kinds == ["areas", "zones", "zones"]
    assert panel.summary == "3 differ"
    with qtbot.waitSignal(panel.rect_wanted) as shown:
        panel.cards[1].show_link.click()
    assert shown.args[0] == panel.cards[1].contradiction.rect
    with qtbot.waitSignal(panel.rect_wanted):
        QTest.keyClick(panel.cards[0], Qt.Key.Key_Space)
    assert panel.cards[1].settle_link.text() == "Add to sentence"
    panel.cards[1].settle_link.click()
    assert session.composer.sentence.zones["left"] == ("upper", "lower")
    for _ in range(3):
        if panel.cards:
            panel.cards[0].settle_link.click()
    assert panel.cards == []
    assert panel.summary == "agree"
    assert session.state.document.sentence == TRUE


def test_nothing_agrees_where_nothing_could_be_compared(session, qtbot):
    """Of a part of the image alone most points stay open, and 'agree' stood above all of them."""
    panel = AgreementPanel(session.state, session.composer, session.text_effect)
    qtbot.addWidget(panel)
    session.composer.type(TRUE)
    draw(session, "lesion", UPPER_LEFT)
    measured(session, qtbot)
    assert panel.summary == "agree"
    session.state.document.set_state(ImageState.LABELED)  # also without any mask
    draw(session, REGIONS, (2, 2, 8, 8))
    measured(session, qtbot)
    assert {row.agrees for row in session.composer.agreement.found.rows} == {None}
    assert panel.summary == "not compared"
    assert "Follows your words" not in panel.note.text()


def test_the_sheets_say_what_will_happen(session, qtbot):
    session.state.document.set_sentence("upper left lung")
    sheet = ConventionSheet(session.state, session.actions.sentence)
    qtbot.addWidget(sheet)
    assert sheet.convert.text() == "Convert 1 sentence"
    with qtbot.waitSignal(session.state.document_ready):
        sheet.convert.click()
    assert session.state.document.sentence == "upper right lung"
    assert session.state.project.settings.laterality == "patient"

    correction = DeclarationSheet(session.state, session.actions.sentence)
    qtbot.addWidget(correction)
    assert correction.affected.text().startswith("1 sentence will mean the other side")
    with qtbot.waitSignal(session.state.document_ready):
        correction.correct.click()
    assert session.state.document.sentence == "upper right lung"
    assert session.state.project.settings.laterality == "viewer"

    given = []
    mistake = Contradiction("areas", "Two are not one.", (), Rect(0, 0, 1, 1), Finding())
    reason = ReasonSheet(session.state, Objection("this mask", (mistake,), "", given.append))
    reason.show()
    qtbot.waitExposed(reason)
    assert not reason.accept_button.isEnabled()
    QTest.keyClicks(reason.reason, "old film")
    QTest.keyClick(reason.reason, Qt.Key.Key_Return)
    assert given == ["old film"]


def test_an_image_is_marked_as_labeled_where_its_sentence_stands(strip, session, qtbot):
    assert strip.labeled.text() == "Mark as labeled   Ctrl L"
    QTest.mouseClick(strip.labeled, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: session.state.document.record.state == ImageState.LABELED)
    qtbot.waitUntil(lambda: strip.labeled.text() == "Labeled   Ctrl L")
    assert strip.labeled.isChecked()
    QTest.mouseClick(strip.labeled, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: strip.labeled.text() == "Mark as labeled   Ctrl L")
    assert session.state.document.record.state == ImageState.IN_PROGRESS
