"""What is switched stays under the pointer, so that a second click switches it back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QCheckBox

LEFT = Qt.MouseButton.LeftButton


def where(button, window) -> QRect:
    return QRect(button.mapTo(window, QPoint()), button.rect().size())


@pytest.mark.qt_log_ignore("does not support grabbing", extend=True)  # this platform only
def test_no_switch_moves_when_it_is_clicked(opened, session, qtbot):
    opened.resize(1280, 720)
    session.palette.choose("brush")
    qtbot.waitUntil(opened.strip.labeled.isEnabled)
    QTest.qWait(0)
    switches = [
        button
        for button in opened.findChildren(QAbstractButton)
        if button.isVisible() and button.isEnabled() and button.isCheckable()
    ]
    switches.sort(key=lambda button: not isinstance(button, QCheckBox))  # while the brush is there
    assert len(switches) > 8 and isinstance(switches[0], QCheckBox)
    moved = []
    for button in switches:
        if not button.isVisible():
            continue
        before = where(button, opened)
        spot = QPoint(12, button.height() // 2) if isinstance(button, QCheckBox) else None
        for _ in range(2):
            QTest.mouseClick(button, LEFT, pos=spot or button.rect().center())
            for _ in range(3):
                QTest.qWait(0)
            if where(button, opened) != before:
                moved.append((button.text(), before, where(button, opened)))
    assert moved == []
