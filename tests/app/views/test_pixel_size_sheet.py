"""The sheet that asks for the size of pixels."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QPushButton

from app.views.dialogs.pixel_size import PixelSizeSheet


@pytest.fixture
def ask(qtbot):
    """Opens the sheet over a session that writes down what it is told."""

    def make(assumed_um=0.25, stated_um=None):
        told = []
        session = SimpleNamespace(
            pixel_size=SimpleNamespace(assumed_um=assumed_um, stated_um=stated_um),
            actions=SimpleNamespace(
                image=SimpleNamespace(state_pixel_size=lambda um, _everywhere: told.append(um))
            ),
        )
        sheet = PixelSizeSheet(session.pixel_size, session.actions.image)
        qtbot.addWidget(sheet)
        sheet.show()
        return sheet, told

    return make


def test_the_assumption_is_marked_and_one_key_keeps_it(ask):
    sheet, told = ask()
    assert sheet.choices.checkedButton().text().startswith("40×")
    sheet.use.click()
    assert told == [0.25]


def test_another_objective_and_a_size_of_ones_own(ask):
    sheet, _ = ask()
    sheet.choices.buttons()[1].click()
    assert sheet.chosen_um == 0.5
    sheet.um.setValue(0.345)
    assert sheet.other.isChecked()
    assert sheet.chosen_um == pytest.approx(0.345)


def test_what_was_stated_before_is_shown(ask):
    sheet, _ = ask(stated_um=0.8)
    assert sheet.other.isChecked()
    assert sheet.chosen_um == pytest.approx(0.8)


def test_nobody_has_to_know(ask):
    sheet, told = ask()
    button = next(b for b in sheet.findChildren(QPushButton) if b.text() == "I do not know")
    button.click()
    assert told == [None]
