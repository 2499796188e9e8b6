"""What CONTRIBUTING shows of the window runs as it stands there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSpinBox

from app.session import preferences
from app.session.notices import Notices
from app.session.session import Session
from app.views.dialogs.preferences import PreferencesSheet
from tests.contributing_page import run_example


def test_the_dialog_of_the_example_greets(qtbot):
    notices = Notices()
    sheet = run_example("A dialog")["GreetingSheet"](notices)
    qtbot.addWidget(sheet)
    sheet.show()
    QTest.keyClicks(sheet.name, "Ada")
    QTest.mouseClick(sheet.greet, Qt.MouseButton.LeftButton)
    assert notices.history[-1].message == "Hello Ada."


def test_the_setting_of_the_example_has_a_field(tmp_path, monkeypatch, qtbot):
    grid = run_example("A setting")["GRID"]
    monkeypatch.setattr(preferences, "PREFERENCES", (*preferences.PREFERENCES, grid))
    session = Session(preferences.Preferences(tmp_path))
    try:
        sheet = PreferencesSheet(session.services.preferences, session.actions)
        qtbot.addWidget(sheet)
        field = sheet.fields["view.grid_px"]
        assert isinstance(field, QSpinBox)
        assert field.toolTip() == grid.help
    finally:
        session.shutdown()
