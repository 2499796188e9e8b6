"""The tools, which one is in hand, and the settings they share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from lvit_core.errors import LViTError

if TYPE_CHECKING:
    from app.session.session import Session

FIRST_TOOL = "brush"
SIZE_STEP = 1.25


class Palette(QObject):
    """Builds the tools when the first is needed and remembers the choice over image changes."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self.tools: dict[str, Any] = {}
        self.current = FIRST_TOOL

    @property
    def tool(self) -> Any:
        return self.tools[self.current]

    @property
    def settings(self) -> Any:
        return None

    def choose(self, tool_id: str) -> None:
        """Takes another tool; raises ``LViTError`` when there is none of that name."""
        if tool_id not in self.tools:
            raise LViTError(f"There is no tool '{tool_id}'.", f"Known: {', '.join(self.tools)}.")
        if tool_id != self.current:
            self.cancel_gesture()
            self.current = tool_id
            self._session.tool_changed.emit(tool_id)

    def cancel_gesture(self) -> None:
        """Ends a stroke that is being drawn, without a trace."""
        if self.current in self.tools:
            self.tool.cancel()
