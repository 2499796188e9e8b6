"""Tools of one click that spread: fill what has one label, wand what has one colour."""

from __future__ import annotations

from typing import ClassVar

from app.session.tools.base import PointYX, Tool, ToolContext, ToolModifiers
from lvit_core.annotation.edits.areas import add_area, created_id, subtract_area
from lvit_core.annotation.edits.filling import fill_region, wand_region
from lvit_core.annotation.regions import Region


class SpreadTool(Tool):
    """Does its work where the button goes up; subclasses find the region."""

    def _begin(self, yx: PointYX, modifiers: ToolModifiers) -> None:
        """Wait for the release, so that Escape can still stop it."""

    def _end(self, yx: PointYX, modifiers: ToolModifiers) -> None:
        context = self.context
        subtract = modifiers.alt or context.settings.values.subtract
        region = self._find(context, yx)
        self._done()
        if region.empty:
            return
        protect = self._protects(context)
        workspace = context.workspace()
        if subtract:
            only = context.selected if protect else 0
            edit = subtract_area(workspace, region, only, title=self.title)
        else:
            edit = add_area(
                workspace, region, context.selected, protect_others=protect, title=self.title
            )
        if edit.empty:
            return
        context.commit(edit)
        made = created_id(edit)
        if made:
            context.document.select_object(made)

    def _find(self, context: ToolContext, yx: PointYX) -> Region:
        raise NotImplementedError

    def _protects(self, context: ToolContext) -> bool:
        return context.settings.values.protect_others


class FillTool(SpreadTool):
    """Gives the connected area of one label under the click to the selected object or a new one."""

    id: ClassVar[str] = "fill"
    title: ClassVar[str] = "Fill"
    hint: ClassVar[str] = "Click an enclosed area to fill it, Alt+click empties."

    def _find(self, context: ToolContext, yx: PointYX) -> Region:
        return fill_region(context.plane, yx)

    def _protects(self, context: ToolContext) -> bool:
        return False  # the area has been named by the click, whoever holds it


class WandTool(SpreadTool):
    """Takes connected pixels that look like the one under the click."""

    id: ClassVar[str] = "wand"
    title: ClassVar[str] = "Magic wand"
    hint: ClassVar[str] = "Click to take similar pixels, Alt+click subtracts; see tolerance."

    def _find(self, context: ToolContext, yx: PointYX) -> Region:
        tolerance = context.settings.values.tolerance * context.value_range
        return wand_region(context.pixels, context.plane.bounds(), yx, tolerance)
