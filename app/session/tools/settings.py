"""What the tools are set to: shared by all of them and kept across images."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

from PySide6.QtCore import QObject, Signal

SMALLEST_BRUSH_PX = 0.5
LARGEST_BRUSH_PX = 500.0
_BRUSH_STEP = 1.2


@dataclass(frozen=True, slots=True)
class ToolValues:
    """One set of values.

    ``tolerance`` is a part of the displayed grey range (0..1) that wand and fill may stray from the
    clicked pixel. ``low`` and ``high`` bound the grey values (in the image's own values) that
    ``stay_inside`` lets the brush paint and that the threshold tool takes; None leaves a side open.
    With ``new_object`` what is drawn next is a new object wherever it begins.
    """

    brush_radius_px: float = 12.0
    tolerance: float = 0.1
    subtract: bool = False
    stay_inside: bool = False
    low: float | None = None
    high: float | None = None
    protect_others: bool = True
    new_object: bool = False


class ToolSettings(QObject):
    """Holds the values and tells which one changed."""

    changed = Signal(str)  # the name of the value

    def __init__(self, values: ToolValues | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._values = values or ToolValues()

    @property
    def values(self) -> ToolValues:
        return self._values

    def update(self, **values: Any) -> None:
        """Set values by name; sizes are kept within what the brush can do.

        Raises:
            TypeError: there is no value of that name.
        """
        before = self._values
        new = replace(before, **values)
        radius = min(max(float(new.brush_radius_px), SMALLEST_BRUSH_PX), LARGEST_BRUSH_PX)
        tolerance = min(max(float(new.tolerance), 0.0), 1.0)
        self._values = replace(new, brush_radius_px=radius, tolerance=tolerance)
        for item in fields(ToolValues):
            if getattr(before, item.name) != getattr(self._values, item.name):
                self.changed.emit(item.name)

    def enlarge_brush(self) -> None:
        """One step larger: a fifth, at least one pixel."""
        radius = self._values.brush_radius_px
        self.update(brush_radius_px=max(radius * _BRUSH_STEP, radius + 1))

    def shrink_brush(self) -> None:
        """One step smaller."""
        radius = self._values.brush_radius_px
        self.update(brush_radius_px=min(radius / _BRUSH_STEP, radius - 1))
