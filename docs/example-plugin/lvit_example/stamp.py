"""A tool that stamps a square as wide as the brush."""

from __future__ import annotations

from typing import ClassVar

from app.session.tools.base import ClickTool
from app.session.tools.taking import take_area
from lvit_core.annotation.gesture import PointYX, ToolModifiers
from lvit_core.annotation.raster import polygon_region
from lvit_core.annotation.tool_values import ToolOption


class StampTool(ClickTool):
    """One click, one square; Alt takes the square away."""

    id: ClassVar[str] = "stamp"
    title: ClassVar[str] = "Stamp"
    hint: ClassVar[str] = "Click to stamp a square, Alt+click takes one away."
    key: ClassVar[str] = "B"  # the brush has this key and keeps it
    icon: ClassVar[str] = "ph.square"
    options: ClassVar[frozenset[ToolOption]] = frozenset({ToolOption.SIZE, ToolOption.PROTECT})

    def _end(self, yx: PointYX, modifiers: ToolModifiers) -> None:
        context = self.context
        self._done()
        (y, x), half = yx, context.settings.values.brush_radius_px
        square = [(y - half, x - half), (y - half, x + half), (y + half, x + half)]
        square.append((y + half, x - half))
        take_area(
            context,
            self.title,
            lambda workspace: polygon_region([square], workspace.plane.bounds()),
            yx,
            modifiers,
            subtract=modifiers.alt,
            protect=context.settings.values.protect_others,
        )
