"""The tools at the left edge: one click each, in groups, the one in hand filled with the accent."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QToolBar, QToolButton

from app.session.registry import AnyAction
from app.session.tools.base import Tool
from app.translation import tr
from app.views.icons import action_icon
from app.views.window_actions import WindowActions
from lvit_core.annotation.tool_values import ToolGroup

BUTTON_PX = 36
LEAST_PX = 26  # high; a pointer still hits it
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
    """A vertical bar of icon buttons, lower on a low screen.

    What does not fit even so moves behind an arrow.
    """

    def __init__(self, actions: WindowActions, tools: Iterable[Tool]) -> None:
        super().__init__(tr("Tools"))
        self.setObjectName("palette")
        self.setOrientation(Qt.Orientation.Vertical)
        self.setMovable(False)
        self.setFloatable(False)
        self.setIconSize(QSize(_ICON_PX, _ICON_PX))
        self.setAccessibleName(tr("Tools"))
        self._buttons: list[QToolButton] = []
        known = {action.id: (action, made) for action, made in actions.all()}
        for number, group in enumerate(grouped(tools)):
            if number:
                self.addSeparator()
            for action_id in group:
                button = _button(*known[action_id])
                self._buttons.append(button)
                self.addWidget(button)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit(event.size().height())
        super().resizeEvent(event)

    def _fit(self, height_px: int) -> None:
        """Makes the buttons as high as the bar has room for."""
        now_px = self._buttons[0].height()
        rest_px = self.sizeHint().height() - now_px * len(self._buttons)
        high_px = (height_px - rest_px) // len(self._buttons)
        high_px = max(LEAST_PX, min(BUTTON_PX, high_px))
        if high_px != now_px:
            for button in self._buttons:
                button.setFixedHeight(high_px)


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
    button.setAccessibleName(tr(action.title))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys with the canvas
    button.clicked.connect(made.trigger)

    def follow() -> None:
        button.setToolTip(made.toolTip())
        button.setEnabled(made.isEnabled())
        button.setChecked(made.isChecked())

    made.changed.connect(follow)
    follow()
    return button
