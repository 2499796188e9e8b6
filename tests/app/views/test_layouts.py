"""Keys work where another alphabet is written: by the letter's place on the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.views.keyboard_layouts import in_other_alphabets, place_of

PLAIN, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


def key_code(number: int) -> Qt.Key:
    """Qt hands on letters of other alphabets as their code, which its enumeration lacks."""
    made = int.__new__(Qt.Key, number)
    made._name_, made._value_ = f"U+{number:04X}", number
    return made


def strike(widget, letter: str, modifiers=PLAIN) -> None:
    """One key as an application gets it: shortcuts first, then the widget with the focus."""
    code = key_code(ord(letter.upper()))
    QTest.sendKeyEvent(QTest.KeyAction.Click, widget, code, letter, modifiers)


def test_a_letter_of_another_alphabet_takes_the_tool(opened, session):
    opened.activateWindow()
    opened.canvas.setFocus()
    settings = session.palette.settings
    for brush, eraser, smaller in ("иух", "βε[", "נק[", "ﻻثج"):  # the keys of B, E and [
        session.palette.choose("lasso")
        strike(opened.canvas, brush)
        assert session.palette.current == "brush"
        strike(opened.canvas, eraser)
        assert session.palette.current == "eraser"
        before = settings.values.brush_radius_px
        strike(opened.canvas, smaller)
        assert settings.values.brush_radius_px < before


def test_undo_works_in_other_alphabets_from_image_and_sentence(opened, session, qtbot):
    opened.activateWindow()
    document, undo = session.state.document, opened.actions_by_id.get("edit.undo")
    for letter in "яζזئ":
        for field in (opened.canvas, opened.strip.field):
            document.set_sentence("upper left lung")
            qtbot.waitUntil(undo.isEnabled)
            field.setFocus()
            strike(field, letter, CONTROL)
            assert document.sentence == ""


def test_the_place_counts_where_no_alphabet_is_known(opened, session):
    """Thai, Armenian and all others: the keyboard tells which key it was."""
    opened.canvas.setFocus()
    session.palette.choose("lasso")
    thai = QKeyEvent(QEvent.Type.KeyPress, 0x0E34, PLAIN, 56, 0, 0, "ิ")
    assert place_of(thai, "xcb") == place_of(thai, "wayland") == "B"
    windows = QKeyEvent(QEvent.Type.KeyPress, 0x0E34, PLAIN, 0x30, 0, 0, "ิ")
    assert place_of(windows, "windows") == "B"
    apple = QKeyEvent(QEvent.Type.KeyPress, 0x0E34, PLAIN, 0, 11, 0, "ิ")
    assert place_of(apple, "cocoa") == "B"


def test_latin_letters_count_as_letters_wherever_they_stand(opened, session, monkeypatch):
    """A French keyboard has A where others have Q."""
    monkeypatch.setattr("app.views.canvas.keys.place_of", lambda _event: "B")
    opened.canvas.setFocus()
    session.palette.choose("lasso")
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Q, PLAIN, 38, 0, 0, "q")
    QApplication.sendEvent(opened.canvas, event)
    assert session.palette.current == "lasso"


def test_no_two_actions_get_the_same_key_of_another_alphabet(window, session):
    seen: dict[str, str] = {}
    for action in session.actions.all():
        for keys in action.shortcuts:
            for other in in_other_alphabets(keys):
                assert seen.setdefault(other, action.id) == action.id
    assert "Ctrl+Я" in seen and "Ctrl+Shift+Я" in seen
