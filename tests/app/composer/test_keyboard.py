"""A day at the keyboard: the sentence of an image written, drawn from, and predicted in the window.

Every key goes to whatever widget has the focus, as the keys of a person do; the mouse is not used.
"""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.views.composer.chip_row import ChipButton
from app.views.composer.reason_sheet import ReasonSheet
from app.views.main_window import MainWindow
from app.views.theme import apply_theme
from lvit_core.project.records import ImageState
from tests.app.composer.conftest import TRUE, draw, measured, propose, show

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
UPPER_LEFT = (25, 20, 45, 60)


def press(key: Qt.Key, modifiers=Qt.KeyboardModifier.NoModifier, times: int = 1) -> None:
    """To the widget that has the focus, a popup first."""
    for _ in range(times):
        target = QApplication.activePopupWidget() or QApplication.focusWidget()
        assert target is not None, "nothing has the focus"
        QTest.keyClick(target.focusWidget() or target, key, modifiers)


def write(text: str) -> None:
    for letter in text:
        QTest.keyClicks(QApplication.focusWidget(), letter)


@pytest.fixture
def window(session, qtbot) -> MainWindow:
    apply_theme("dark")
    made = MainWindow(session)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.canvas.setFocus()
    return made


@pytest.fixture
def asked(session) -> list:
    """What the predictor was asked, in order; nothing is computed."""
    jobs: list = []
    session.services.predictor.request = jobs.append
    return jobs


def tab_to(kind: type, text: str = "") -> None:
    """Tab from widget to widget until one of that kind, and with that text, has the focus."""
    for _ in range(40):
        focus = QApplication.focusWidget()
        if isinstance(focus, kind) and text in getattr(focus, "text", str)():
            return
        press(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never reaches {kind.__name__} {text!r}")


def test_a_sentence_is_typed_completed_and_predicted(window, session, asked):
    press(Qt.Key.Key_S, CONTROL | SHIFT)
    assert QApplication.focusWidget() is window.strip.field
    write("b")  # a single letter that takes the brush on the canvas
    assert session.palette.current != "brush" or session.state.document.sentence == "b"
    press(Qt.Key.Key_A, CONTROL)
    write("Uni")
    press(Qt.Key.Key_Down)  # into the list
    press(Qt.Key.Key_Return)
    assert session.state.document.sentence == "Unilateral pulmonary infection"
    write(", one infected area, l")
    assert window.strip.field.popup.isVisible()
    press(Qt.Key.Key_Down, times=2)
    press(Qt.Key.Key_Return)  # takes the line that was walked to, and predicts nothing
    assert session.state.document.sentence.endswith("lower right lung")
    assert asked == []
    press(Qt.Key.Key_Return, CONTROL)
    assert not window.strip.field.popup.isVisible()
    assert [job.sentence for job in asked] == [session.state.document.sentence]
    press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is window.canvas
    press(Qt.Key.Key_E)
    assert session.palette.current == "eraser"


@pytest.mark.qt_log_ignore("does not support grabbing", extend=True)  # this platform only
def test_chips_and_the_diagram_without_a_mouse(window, session):
    press(Qt.Key.Key_S, CONTROL | SHIFT)
    write(TRUE)
    tab_to(ChipButton, "upper left")
    press(Qt.Key.Key_Delete)
    assert not session.composer.sentence.finding.sides
    tab_to(type(window.strip._where), "place")  # from where the chip was
    press(Qt.Key.Key_Space)
    assert window.strip.places.isVisible()
    organ = window.strip.places.organ
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Space):
        QTest.keyClick(organ, key)
    assert session.composer.sentence.zones == {"left": (), "right": ("lower",)}, (
        session.state.document.sentence
    )
    QTest.keyClick(window.strip.places, Qt.Key.Key_Escape)
    assert not window.strip.places.isVisible()


def test_the_sentence_of_the_mask_is_taken_with_one_key(window, session, qtbot):
    press(Qt.Key.Key_S, CONTROL | SHIFT)
    write("lower right lung")
    draw(session, "lesion", UPPER_LEFT)
    measured(session, qtbot)
    assert window.agreement.summary.endswith("differ")
    press(Qt.Key.Key_T, CONTROL)
    assert session.state.document.sentence == TRUE
    assert window.agreement.summary == "agree"
    press(Qt.Key.Key_Z, CONTROL)
    assert session.state.document.sentence == "lower right lung"
    assert window.strip.field.toPlainText() == "lower right lung"


def test_accepting_over_a_contradiction_by_keys_alone(window, session, qtbot):
    press(Qt.Key.Key_S, CONTROL | SHIFT)
    write("Unilateral, one area, lower right lung")
    press(Qt.Key.Key_Escape)
    propose(session, UPPER_LEFT)
    press(Qt.Key.Key_Return)  # on the canvas
    qtbot.waitUntil(lambda: bool(window.findChildren(ReasonSheet)), timeout=10_000)
    (sheet,) = window.findChildren(ReasonSheet)
    assert "the proposal" in sheet.accept_button.toolTip()
    QTest.keyClicks(sheet.reason, "old film")
    QTest.keyClick(sheet.reason, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: session.state.document.proposal is None, timeout=10_000)
    assert session.state.document.record.reason == "old film"
    measured(session, qtbot)
    window.activateWindow()  # a desktop does this when the sheet closes
    qtbot.waitUntil(window.isActiveWindow)
    window.canvas.setFocus()
    press(Qt.Key.Key_L, CONTROL)
    qtbot.waitUntil(lambda: any(s.isVisible() for s in window.findChildren(ReasonSheet)))
    again = next(s for s in window.findChildren(ReasonSheet) if s.isVisible())
    assert again.reason.text() == "old film"  # one Return says the same again
    QTest.keyClick(again.reason, Qt.Key.Key_Return)
    assert session.state.document.record.state == ImageState.LABELED


def test_the_quadrants_of_nuclei_by_keys(window, session, qtbot):
    show(session, qtbot, "nuclei")
    window.canvas.setFocus()
    QApplication.processEvents()  # actions learn that an image is there
    press(Qt.Key.Key_S, CONTROL | SHIFT)
    write("The nuclei density in the upper r")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert session.composer.sentence.dense == ("upper right",), session.state.document.sentence


def test_prediction_follows_typing_once(window, session, asked, qtbot):
    session.services.preferences.set("prediction.live", True)
    session.services.preferences.set("prediction.delay_ms", 300)
    press(Qt.Key.Key_S, CONTROL | SHIFT)
    text = (
        "Bilateral pulmonary infection, two infected areas, upper left lung and lower right lung."
    )
    for letter in text * 2:
        write(letter)
        QApplication.processEvents()
    assert len(asked) <= 1  # at most one pause between two letters on a busy machine
    asked.clear()
    qtbot.waitUntil(lambda: bool(asked), timeout=5000)
    qtbot.wait(400)
    assert [job.sentence for job in asked] == [session.state.document.sentence]
