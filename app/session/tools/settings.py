"""What the tools are set to: shared by all of them and kept across images."""

from __future__ import annotations

from dataclasses import fields
from typing import Unpack

from PySide6.QtCore import QObject, Signal

from lvit_core.annotation.tool_values import ToolChanges, ToolValues


class ToolSettings(QObject):
    """Holds the values and tells which one changed."""

    changed = Signal(str)  # the name of the value

    def __init__(self, values: ToolValues | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._values = values or ToolValues()

    @property
    def values(self) -> ToolValues:
        return self._values

    def update(self, **values: Unpack[ToolChanges]) -> None:
        """Set values by name; see `ToolValues.changed`."""
        before, self._values = self._values, self._values.changed(**values)
        for item in fields(ToolValues):
            if getattr(before, item.name) != getattr(self._values, item.name):
                self.changed.emit(item.name)

    def enlarge_brush(self) -> None:
        self.update(brush_radius_px=self._values.larger_px)

    def shrink_brush(self) -> None:
        self.update(brush_radius_px=self._values.smaller_px)
