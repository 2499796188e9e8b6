"""While an image is shown, keys act on it, wherever the mouse clicked last."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QLineEdit, QToolButton, QWidget

from app.views.canvas.canvas import Canvas
from app.views.canvas_menu import CanvasMenu
from app.views.composer.strip import SentenceStrip
from app.views.composition import make_canvas_menu
from app.views.dialogs.messages import Messages

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
LISTS = ("ImageList", "QTableView")  # give the keyboard back when a row is clicked


def test_a_click_takes_the_keyboard_only_into_text(opened):
    for dock in opened.docks:
        opened.docks.show(dock.name)
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


def test_the_image_has_the_keyboard_as_soon_as_it_is_shown(opened, session, qtbot):
    """Letters did nothing after the start, until the image was clicked."""
    assert opened.focusWidget() is opened.canvas
    QTest.keyClick(opened.canvas, Qt.Key.Key_E)
    assert session.palette.tool.id == "eraser"


@pytest.mark.parametrize("place", ["image", "object", "class", "slider", "tool"])
def test_after_a_click_a_letter_still_chooses_a_tool(opened, session, qtbot, place):
    opened.docks.show("objects")
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
    row = images.visualRect(images.model().index(2, 0)).center()
    QTest.mouseClick(images.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, row)
    remove = opened.images.row_menu().actions()[-1]
    assert remove.text().replace("&", "").startswith("Remove 1 image from the project")
    remove.trigger()
    qtbot.waitUntil(lambda: len(session.state.library.images) == 2)


def test_after_a_sheet_the_image_has_the_keyboard(opened, session, qtbot):
    opened.images.list.setFocus()
    opened.commands.show_messages.ask()
    sheet = opened.findChild(Messages)
    sheet.activateWindow()
    qtbot.waitUntil(sheet.isActiveWindow)
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    opened.activateWindow()  # a desktop does this when the sheet closes
    qtbot.waitUntil(opened.canvas.hasFocus)


def test_after_a_notice_the_image_has_the_keyboard(opened, session, qtbot):
    session.services.notices.error("The disk is full.")
    toast = next(one for one in opened.notices.toasts() if one.notice.level == "error")
    close = next(b for b in toast.findChildren(QToolButton) if b.accessibleName() == "Dismiss")
    close.setFocus()
    QTest.keyClick(close, Qt.Key.Key_Space)
    assert toast not in opened.notices.toasts()
    assert opened.focusWidget() is opened.canvas


def test_escape_leads_to_the_image_from_anywhere(opened):
    for widget in (opened.images.search, opened.images.list, opened.strip.field):
        widget.setFocus()
        QTest.keyClick(widget, Qt.Key.Key_Escape)
        assert opened.focusWidget() is opened.canvas


def test_a_row_chosen_with_return_gives_the_keyboard_back(opened, session, qtbot):
    images = opened.images.list
    images.setFocus()
    QTest.keyClick(images, Qt.Key.Key_Down)
    assert opened.focusWidget() is images, "whoever walks with the arrows goes on"
    QTest.keyClick(images, Qt.Key.Key_Return)
    assert opened.focusWidget() is opened.canvas


def test_keys_zoom_and_move_the_view(opened, session, qtbot):
    canvas, document = opened.canvas, session.state.document
    canvas.setFocus()
    fitted = canvas.viewport.zoom
    for _ in range(6):
        QTest.keyClick(canvas, Qt.Key.Key_Plus, Qt.KeyboardModifier.ShiftModifier)
    assert canvas.viewport.zoom == pytest.approx(fitted * 1.25**6)
    y, x = canvas.viewport.center_yx
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    QTest.keyClick(canvas, Qt.Key.Key_Down)
    assert canvas.viewport.center_yx[0] > y and canvas.viewport.center_yx[1] > x
    small = canvas.viewport.center_yx[0] - y
    QTest.keyClick(canvas, Qt.Key.Key_PageUp)
    assert y + small - canvas.viewport.center_yx[0] > 4 * small
    QTest.keyClick(canvas, Qt.Key.Key_Minus)
    assert canvas.viewport.zoom == pytest.approx(fitted * 1.25**5)
    QTest.keyClick(canvas, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert canvas.viewport.zoom == pytest.approx(fitted) and document.view.zoom == 0.0


def test_ctrl_does_what_alt_does_with_the_mouse(opened, session):
    """Window managers move windows with Alt and the mouse."""
    canvas, document = opened.canvas, session.state.document
    session.palette.choose("brush")
    middle = canvas.rect().center()
    QTest.mouseClick(canvas, LEFT, pos=middle)
    layer = document.active_layer
    assert len(document.objects[layer]) == 1
    session.palette.choose("select")
    QTest.mouseClick(canvas, LEFT, Qt.KeyboardModifier.ControlModifier, middle)
    assert len(document.objects[layer]) == 0


def titles(menu) -> list[str]:
    return [entry.text().replace("&", "") for entry in menu.actions() if entry.text()]


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)
def test_a_right_click_offers_what_lies_under_it_and_a_drag_does_not(opened, session, qtbot):
    session.palette.tool.press((20.0, 20.0))
    session.palette.tool.release((20.0, 20.0))
    canvas, document = opened.canvas, session.state.document
    top, left = canvas.viewport.to_device((20.5, 20.5))
    at = QPoint(int(left), int(top))
    for path in ([at, at + QPoint(40, 0)], [at]):
        QTest.mousePress(canvas, RIGHT, pos=path[0])
        QTest.mouseMove(canvas, path[-1])
        QTest.mouseRelease(canvas, RIGHT, pos=path[-1])
        menus = [one for one in canvas.findChildren(CanvasMenu) if one.isVisible()]
        assert len(menus) == (len(path) == 1)
    said = titles(menus[0])
    assert said[:2] == ["Select object 1", "Class"] and "Delete object" in said
    assert {"Predict", "Labeled", "Fit image", "Invert"} <= set(said)
    document.select_object(0)
    menus[0].actions()[0].trigger()
    assert document.selected_object == 1
    menus[0].close()
    middle = QPointF(canvas.width() / 2, canvas.height() / 2)
    elsewhere = titles(make_canvas_menu(session, opened.actions_by_id, canvas, middle))
    assert "Delete object" not in elsewhere and "Fit image" in elsewhere
