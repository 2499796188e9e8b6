"""A canvas that is garbage goes in silence, whatever Qt still tells its filters."""

from __future__ import annotations

import gc

import pytest
from PySide6.QtWidgets import QApplication

from app.views.canvas.canvas import Canvas


@pytest.mark.parametrize("focused", [False, True])
def test_a_collected_canvas_raises_nothing(qtbot, session, focused: bool) -> None:
    canvas = Canvas(session)
    canvas.resize(300, 200)
    canvas.show()
    if focused:
        canvas.activateWindow()
        canvas.setFocus()
    QApplication.processEvents()
    with qtbot.captureExceptions() as raised:
        del canvas
        gc.collect()
        QApplication.processEvents()
    assert raised == []
