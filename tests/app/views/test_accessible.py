"""A screen reader finds a name, a role and a state for everything that can be used."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QWidget

from tests.app.views.every_sheet import every_sheet

ROLE = QAccessible.Role
USED = {
    ROLE.Button,
    ROLE.CheckBox,
    ROLE.RadioButton,
    ROLE.ComboBox,
    ROLE.EditableText,
    ROLE.Slider,
    ROLE.SpinBox,
    ROLE.List,
    ROLE.Table,
    ROLE.Tree,
    ROLE.MenuItem,
    ROLE.PageTab,
    ROLE.Link,
    ROLE.ButtonMenu,
    ROLE.ButtonDropDown,
}
SAID = QAccessible.Text


def tree(top: QWidget) -> Iterator[tuple[QAccessibleInterface, QWidget | None]]:
    """Every element below a widget as a screen reader walks it; rows of lists are not elements."""
    left = [QAccessible.queryAccessibleInterface(top)]
    while left:
        one = left.pop()
        if one is None or not one.isValid():
            continue
        widget = one.object()
        yield one, widget if isinstance(widget, QWidget) else None
        if not isinstance(widget, QAbstractItemView):
            left += [one.child(number) for number in range(one.childCount())]


def faults(top: QWidget) -> list[str]:
    """What can be used and has no name, in words."""
    found = []
    for one, widget in tree(top):
        shown = widget is None or widget.isVisibleTo(top)
        usable = one.role() in USED or (
            widget is not None and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        )
        if not (shown and usable):
            continue
        name = one.text(SAID.Name).replace("&", "").strip()
        if not any(letter.isalnum() for letter in name):
            what = type(widget).__name__ if widget is not None else "element"
            around = widget.parentWidget() if widget is not None else None
            found.append(f"{one.role().name} {what} in {type(around).__name__}: {name!r}")
        if isinstance(widget, QAbstractButton):
            state = one.state()
            if (bool(state.checkable), bool(state.checked)) != (
                widget.isCheckable(),
                widget.isChecked(),
            ):
                found.append(f"{name}: checked or not is not told")
    return found


def test_everything_in_the_window_has_a_name(opened, session, qtbot):
    session.state.document.set_sentence("upper left lung")
    for action in (
        "panel.check",
        "panel.objects",
        "panel.numbers",
        "panel.training",
        "panel.text",
        "panel.images",
    ):
        chosen = session.actions.get(action)
        if not chosen.checked():
            chosen.trigger()
        qtbot.wait(0)
        assert faults(opened) == []


def test_everything_in_every_sheet_has_a_name(opened, session):
    wrong = {}
    for sheet in every_sheet(session, opened):
        name = type(sheet).__name__
        assert sheet.windowTitle(), name
        if found := faults(sheet):
            wrong[name] = found
        sheet.close()
    assert wrong == {}


def test_a_notice_is_said_aloud(opened, session, monkeypatch):
    said = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(
        QAccessible, "updateAccessibility", lambda event: said.append(event.message())
    )
    session.services.notices.error("The disk is full.", "Free some space.")
    assert "The disk is full. Free some space." in said
