"""At 100 to 300 percent everything fits on the screen, and nothing is cut."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

FULL_HD_PX = (1920, 1080)
MEASURE = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractButton, QApplication
app = QApplication([])
from app.session.preferences import Preferences
from app.session.session import Session
from app.views.dialogs.base import Sheet
from app.views.main_window import MainWindow
from app.views.theme import apply_theme
session = Session(Preferences(Path(sys.argv[1])))
apply_theme("contrast")
window = MainWindow(session)
width, height = int(sys.argv[2]), int(sys.argv[3])
window.strip.show()
window.options.show()
window.resize(width, height)
window.show()
for _ in range(5):
    app.processEvents()
for action in ("project.new", "app.preferences", "help.keyboard", "help.about", "help.messages"):
    session.actions.get(action).trigger()
for _ in range(5):
    app.processEvents()
least = window.minimumSizeHint()
sheets = {
    type(sheet).__name__: [sheet.minimumSizeHint().width(), sheet.minimumSizeHint().height()]
    for sheet in window.findChildren(Sheet)
}
cut = []
arrow = window.palette_bar.findChild(QAbstractButton, "qt_toolbar_ext_button")
for button in window.palette_bar.findChildren(QAbstractButton):
    if button.isVisible() and button.objectName().startswith("palette."):
        where = QRect(button.mapTo(window, QPoint()), button.rect().size())
        if not window.rect().contains(where) and not arrow.isVisible():
            cut.append(button.accessibleName())
print(json.dumps({
    "ratio": window.devicePixelRatioF(),
    "least": [least.width(), least.height()],
    "sheets": sheets,
    "cut": cut,
}))
session.shutdown()
"""


@pytest.mark.parametrize(
    ("percent", "screen_px"),
    [(100, FULL_HD_PX), (200, FULL_HD_PX), (300, FULL_HD_PX)],
)
def test_window_and_sheets_fit_at_every_scale(tmp_path, percent, screen_px):
    width, height = (side * 100 // percent for side in screen_px)
    width, height = min(width, 1280), min(height, 720)  # the smallest window that is promised
    environment = os.environ | {
        "QT_SCALE_FACTOR": str(percent / 100),
        "QT_QPA_PLATFORM": "offscreen",
    }
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(tmp_path), str(width), str(height)],
        capture_output=True,
        text=True,
        env=environment,
        check=True,
    )
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["ratio"] == percent / 100
    assert found["least"][0] <= width and found["least"][1] <= height
    assert len(found["sheets"]) == 5
    for name, (wide, high) in found["sheets"].items():
        assert wide <= width and high <= height, name
    assert found["cut"] == []
