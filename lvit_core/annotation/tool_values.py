"""What kinds of tools there are, what can be set for them, and what the values may be."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypedDict, Unpack

SMALLEST_BRUSH_PX = 0.5
LARGEST_BRUSH_PX = 500.0
_BRUSH_STEP = 1.2


class ToolGroup(StrEnum):
    """Where a tool stands in the palette, from the top down."""

    AT_HAND = "at hand"  # looks and chooses, draws nothing
    DRAWING = "drawing"
    OBJECTS = "objects"  # works on what is there already


class ToolOption(StrEnum):
    """What can be set for a tool; the options bar shows those that the tool in hand names."""

    SIZE = "size"
    TOLERANCE = "tolerance"
    STAY_INSIDE = "stay inside"
    RANGE = "range"
    PROTECT = "protect"


class ToolChanges(TypedDict, total=False):
    """Some of the values of `ToolValues`, by name."""

    brush_radius_px: float
    tolerance: float
    subtract: bool
    stay_inside: bool
    low: float | None
    high: float | None
    protect_others: bool
    new_object: bool


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

    def changed(self, **values: Unpack[ToolChanges]) -> ToolValues:
        """Others by name; sizes are kept within what the brush can do.

        Raises:
            TypeError: There is no value of that name.
        """
        new = replace(self, **values)
        radius = min(max(float(new.brush_radius_px), SMALLEST_BRUSH_PX), LARGEST_BRUSH_PX)
        tolerance = min(max(float(new.tolerance), 0.0), 1.0)
        return replace(new, brush_radius_px=radius, tolerance=tolerance)

    @property
    def larger_px(self) -> float:
        """The radius one step larger: a fifth, at least one pixel."""
        return max(self.brush_radius_px * _BRUSH_STEP, self.brush_radius_px + 1)

    @property
    def smaller_px(self) -> float:
        """The radius one step smaller."""
        return min(self.brush_radius_px / _BRUSH_STEP, self.brush_radius_px - 1)
