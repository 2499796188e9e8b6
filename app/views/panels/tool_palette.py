"""The tools at the left edge: one click each, in groups, the one in hand filled with the accent."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolBar, QToolButton, QWidget

from app.session.registry import AnyAction
from app.session.tools.base import Tool, ToolGroup
from app.views.icons import action_icon
from app.views.window_actions import WindowActions

BUTTON_PX = 36
_ICON_PX = 20
VIEW_ACTIONS = ("view.auto_contrast", "view.toggle_mask", "view.fit")
"""What stands below the tools."""


def grouped(tools: Iterable[Tool]) -> list[list[str]]:
    """Action ids from top to bottom: the groups that tools name, then ``VIEW_ACTIONS``."""
    groups: dict[ToolGroup, list[str]] = {group: [] for group in ToolGroup}
    for tool in tools:
        groups[tool.group].append(f"tool.{tool.id}")
    return [*filter(None, groups.values()), list(VIEW_ACTIONS)]


class ToolPalette(QToolBar):
    """A vertical bar of icon buttons; what does not fit on a low screen moves behind an arrow."""

    def __init__(
        self, actions: WindowActions, tools: Iterable[Tool], parent: QWidget | None = None
    ) -> None:
        super().__init__("Tools", parent)
        self.setObjectName("palette")
        self.setOrientation(Qt.Orientation.Vertical)
        self.setMovable(False)
        self.setFloatable(False)
        self.setIconSize(QSize(_ICON_PX, _ICON_PX))
        self.setAccessibleName("Tools")
        known = {action.id: (action, made) for action, made in actions.all()}
        for number, group in enumerate(grouped(tools)):
            if number:
                self.addSeparator()
            for action_id in group:
                self.addWidget(_button(*known[action_id]))


def _button(action: AnyAction, made: QAction) -> QToolButton:
    button = QToolButton()
    button.setObjectName(f"palette.{action.id}")
    button.setCheckable(made.isCheckable())
    is_tool = action.id.startswith("tool.")
    button.setProperty("role", "tool" if is_tool else "switch")
    on_token = "accent_text" if is_tool else "link"
    button.setIcon(action_icon(action.icon, "text", on_token))
    button.setIconSize(QSize(_ICON_PX, _ICON_PX))
    button.setFixedSize(BUTTON_PX, BUTTON_PX)
    button.setAccessibleName(action.title)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys with the canvas
    button.clicked.connect(made.trigger)

    def follow() -> None:
        button.setToolTip(made.toolTip())
        button.setEnabled(made.isEnabled())
        button.setChecked(made.isChecked())

    made.changed.connect(follow)
    follow()
    return button
