"""The small parts every panel and dialog is made of, so that they look and read alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.translation import tr
from app.views.icons import icon
from app.views.theme import GAP_PX, ICON_PX

ARROWS = {
    "qt_menubar_ext_button": "ph.caret-double-right",
    "qt_toolbar_ext_button": "ph.caret-double-down",
}
MORE_PX = 22  # of the button for what has no room

_Layout = TypeVar("_Layout", bound=QBoxLayout)


def label(text: str, role: str = "", *, wrap: bool = False) -> QLabel:
    """Plain text in one of the stylesheet's roles (muted, small, heading, title, value...)."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    if wrap:
        made.setWordWrap(True)
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return made


def set_role(widget: QWidget, role: str) -> None:
    """Changes the role of a widget that is already styled."""
    if widget.property("role") != role:
        widget.setProperty("role", role)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def push_button(
    text: str, tip: str, on_click: Callable[[], object], *, role: str = "", icon_name: str = ""
) -> QPushButton:
    """A button that says what it does; ``tip`` adds what the words leave out."""
    button = QPushButton(text)
    button.setToolTip(tip)
    button.setAccessibleDescription(tip)
    button.setAutoDefault(False)
    leave_keys_to_image(button)
    if role:
        button.setProperty("role", role)
    if icon_name:
        token = "accent_text" if role in ("primary", "good") else "text"
        button.setIcon(icon(icon_name, token))
        button.setIconSize(QSize(ICON_PX - 2, ICON_PX - 2))
    button.clicked.connect(_without_arguments(on_click))
    return button


def icon_button(
    icon_name: str, name: str, tip: str, on_click: Callable[[], object] | None = None
) -> QToolButton:
    """A button without words; ``name`` is what a screen reader says."""
    button = QToolButton()
    button.setIcon(icon(icon_name, "muted"))
    button.setIconSize(QSize(ICON_PX, ICON_PX))
    button.setToolTip(tip)
    button.setAccessibleName(name)
    leave_keys_to_image(button)
    if on_click is not None:
        button.clicked.connect(_without_arguments(on_click))
    return button


def leave_keys_to_image(widget: QWidget) -> None:
    """A click leaves the keyboard where it is, mostly with the image; Tab still comes here."""
    widget.setFocusPolicy(Qt.FocusPolicy.TabFocus)


def mark_arrow(bar: QWidget) -> None:
    """Makes the button seen behind which a bar keeps what has no room: Qt draws it black."""
    for button in bar.findChildren(QToolButton):
        if button.objectName() in ARROWS:
            button.setIcon(icon(ARROWS[button.objectName()], "text"))
            button.setMinimumSize(MORE_PX, MORE_PX)
            button.setAccessibleName(tr("More"))


def announce(widget: QWidget, words: str) -> None:
    """Lets a screen reader say what nobody could hear of otherwise."""
    if words and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))


def let_clear(field: QLineEdit) -> None:
    """A button in the field that empties it, with a name for screen readers."""
    field.setClearButtonEnabled(True)
    for button in field.findChildren(QToolButton):
        if not button.accessibleName():
            button.setAccessibleName(tr("Clear"))


def _without_arguments(call: Callable[[], object]) -> Callable[[bool], None]:
    """``clicked`` tells whether the button is checked; most callers have no use for it."""

    def called(_checked: bool = False) -> None:
        call()

    return called


def line() -> QFrame:
    """A thin horizontal divider."""
    made = QFrame()
    made.setProperty("role", "line")
    return made


def card(role: str = "card") -> tuple[QFrame, QVBoxLayout]:
    """A framed area and the layout inside it."""
    frame = QFrame()
    frame.setProperty("role", role)
    return frame, column(frame, margin=GAP_PX + 2, gap=GAP_PX // 2)


def column(parent: QWidget | None = None, *, margin: int = 0, gap: int = GAP_PX) -> QVBoxLayout:
    """A vertical layout with the margins of the grid."""
    layout = QVBoxLayout(parent) if parent is not None else QVBoxLayout()
    return _spaced(layout, margin, gap)


def row(parent: QWidget | None = None, *, margin: int = 0, gap: int = GAP_PX) -> QHBoxLayout:
    """A horizontal layout with the margins of the grid."""
    layout = QHBoxLayout(parent) if parent is not None else QHBoxLayout()
    return _spaced(layout, margin, gap)


def _spaced(layout: _Layout, margin: int, gap: int) -> _Layout:
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.setSpacing(gap)
    return layout


def time_left(seconds: float | None) -> str:
    """A remaining time as people say it; empty when nobody knows."""
    if seconds is None:
        return ""
    if seconds < 60:
        return tr("{value} s left", value=max(1, round(seconds)))
    minutes = round(seconds / 60)
    if minutes < 60:
        return tr("{minutes} min left", minutes=minutes)
    return tr("{minutes} h {minutes_2:02d} min left", minutes=minutes // 60, minutes_2=minutes % 60)
