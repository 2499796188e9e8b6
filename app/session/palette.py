"""The tools, which one is in hand, and the settings they share."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.session.acceptance_guard import AcceptanceGuard
from app.session.background_edits import BackgroundEdits
from app.session.masks import MaskWork
from app.session.state import State
from app.session.tools.base import Make, Tool, ToolContext
from app.session.tools.painting import BrushTool
from app.session.tools.registry import create_tools
from app.session.tools.settings import ToolSettings
from lvit_core.annotation.edit import Edit
from lvit_core.annotation.edits.workspace import Workspace
from lvit_core.errors import LViTError

FIRST_TOOL = BrushTool.id


class Palette(QObject):
    """Holds the tools over image changes; a gesture never outlives its document.

    Signals:
        tool_changed: The tool with this id is in hand now.
    """

    tool_changed = Signal(str)

    def __init__(
        self, state: State, masks: MaskWork, guard: AcceptanceGuard, edits: BackgroundEdits
    ) -> None:
        super().__init__(state)
        self._state = state
        self._masks = masks
        self._guard = guard
        self._edits = edits
        self.settings = ToolSettings(parent=self)
        self.tools: dict[str, Tool] = create_tools(self.context)
        self.current = FIRST_TOOL

    @property
    def tool(self) -> Tool:
        return self.tools[self.current]

    @property
    def in_gesture(self) -> bool:
        """Whether something is being drawn right now."""
        return self.tool.active

    def choose(self, tool_id: str) -> None:
        """Takes another tool; raises ``LViTError`` when there is none of that name."""
        if tool_id not in self.tools:
            raise LViTError(f"There is no tool '{tool_id}'.", f"Known: {', '.join(self.tools)}.")
        if tool_id != self.current:
            self.cancel_gesture()
            self.current = tool_id
            self.tool_changed.emit(tool_id)

    def cancel_gesture(self) -> bool:
        """Ends what is being drawn, without a trace; false when nothing was."""
        if not self.in_gesture:
            return False
        self.tool.cancel()
        return True

    def context(self) -> ToolContext | None:
        """What a gesture works on; none while no image is shown."""
        document = self._state.document
        if document is None:
            return None
        return ToolContext(
            document,
            self.settings,
            self._masks.author,
            self._guard.accept_within,
            self._guard.reject_within,
            self._in_background,
            document.journal.require_writable,
        )

    def _in_background(
        self, title: str, workspace: Workspace, make: Make, use: Callable[[Edit], None]
    ) -> None:
        self._edits.run(title, workspace, lambda snapshot, _progress: make(snapshot), use)
