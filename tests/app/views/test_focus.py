"""While an image is shown, keys act on it, wherever the mouse clicked last."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QLineEdit, QToolButton, QWidget

from app.views.canvas.canvas import Canvas
from app.views.composer.strip import SentenceStrip

LEFT = Qt.MouseButton.LeftButton
LISTS = ("ImageList", "QTableView")  # give the keyboard back when a row is clicked


def test_a_click_takes_the_keyboard_only_into_text(opened):
    for dock in opened.docks:
        dock.set_folded(False)
    takers = [
        widget
        for widget in opened.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.ClickFocus
    ]
    others = [
        type(widget).__name__
        for widget in takers
        if not isinstance(widget, (Canvas, QLineEdit, QAbstractSpinBox))
        and not opened.findChild(SentenceStrip).isAncestorOf(widget)
        and type(widget).__name__ not in LISTS
    ]
    assert len(takers) > 4 and others == []


@pytest.mark.parametrize("place", ["image", "object", "class", "slider", "tool"])
def test_after_a_click_a_letter_still_chooses_a_tool(opened, session, qtbot, place):
    dock = next(dock for dock in opened.docks if dock.objectName() == "dock.objects")
    dock.set_folded(False)
    session.palette.tool.press((20.0, 20.0))
    session.palette.tool.release((20.0, 20.0))
    qtbot.waitUntil(lambda: opened.objects.model.rowCount() == 1)
    opened.canvas.setFocus()
    images, table = opened.images.list, opened.objects.table
    if place == "image":
        row = images.visualRect(images.model().index(1, 0)).center()
        with qtbot.waitSignal(session.state.document_ready):
            QTest.mouseClick(images.viewport(), LEFT, pos=row)
    elif place == "object":
        cell = table.visualRect(table.model().index(0, 1)).center()
        QTest.mouseClick(table.viewport(), LEFT, pos=cell)
    elif place == "class":
        QTest.mouseClick(opened.objects.classes.findChild(QWidget, "class.consolidation"), LEFT)
    elif place == "slider":
        QTest.mouseClick(opened.options.size.slider, LEFT)
    else:
        buttons = opened.palette_bar.findChildren(QToolButton)
        QTest.mouseClick(next(one for one in buttons if one.accessibleName() == "Wand"), LEFT)
    assert opened.focusWidget() is opened.canvas
    QTest.keyClick(opened.focusWidget(), Qt.Key.Key_P)
    assert session.palette.current == "polygon"


def test_rows_can_be_collected_with_ctrl(opened, qtbot):
    images = opened.images.list
    images.setFocus()
    row = images.visualRect(images.model().index(1, 0)).center()
    QTest.mouseClick(images.viewport(), LEFT, Qt.KeyboardModifier.ControlModifier, row)
    assert opened.focusWidget() is images


def test_images_are_removed_by_the_menu_of_their_row(opened, session, qtbot, monkeypatch):
    monkeypatch.setattr(opened.images, "_sure", lambda _ids: True)
    images = opened.images.list
    images.setCurrentIndex(images.model().index(2, 0))
    (remove,) = opened.images.row_menu().actions()
    assert remove.text().startswith("Remove 1 image from the project")
    remove.trigger()
    qtbot.waitUntil(lambda: len(session.state.library.images) == 2)
