"""Tools that spread from a click: fill what has one label, wand what has one colour."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from app.session.tools.base import ClickTool, ToolContext
from app.session.tools.taking import take_area
from lvit_core import annotation
from lvit_core.annotation import edits
from lvit_core.annotation.edits.workspace import Workspace
from lvit_core.annotation.gesture import PointYX, Preview, ToolModifiers
from lvit_core.annotation.regions import Region
from lvit_core.annotation.tool_values import ToolOption


class SpreadTool(ClickTool):
    """Gives an area to an object, or takes it away; subclasses find it."""

    fills_holes: ClassVar[bool] = False
    named: ClassVar[bool] = False  # the click has named the area, whoever holds it

    def _end(self, yx: PointYX, modifiers: ToolModifiers) -> None:
        context, values = self.context, self.context.settings.values
        find, away = self._finder(context, yx), modifiers.alt or values.subtract
        self._done()
        protect, holes = values.protect_others and not self.named, self.fills_holes
        take_area(
            context, self.title, find, yx, modifiers, subtract=away, protect=protect, holes=holes
        )

    def _finder(self, context: ToolContext, yx: PointYX) -> Callable[[Workspace], Region]:
        """What finds the area; it may run in another thread and must not look at the document."""
        raise NotImplementedError


class FillTool(SpreadTool):
    """Gives the connected area of one label under the click to the object around it, or a new one.

    With Shift it goes to the selected object.
    """

    id: ClassVar[str] = "fill"
    title: ClassVar[str] = "Fill"
    key: ClassVar[str] = "F"
    icon: ClassVar[str] = "ph.paint-bucket"
    hint: ClassVar[str] = (
        "Click an enclosed area to fill it, Shift+click gives it to the selected object, "
        "Ctrl+click (or Alt+click) empties."
    )
    fills_holes: ClassVar[bool] = True
    named: ClassVar[bool] = True

    def _finder(self, context: ToolContext, yx: PointYX) -> Callable[[Workspace], Region]:
        return lambda workspace: edits.fill_region(workspace.plane, yx)


class WandTool(SpreadTool):
    """Takes connected pixels that look like the one under the click, more the further it drags."""

    id: ClassVar[str] = "wand"
    title: ClassVar[str] = "Wand"
    key: ClassVar[str] = "W"
    icon: ClassVar[str] = "ph.magic-wand"
    options: ClassVar[frozenset[ToolOption]] = frozenset({ToolOption.TOLERANCE, ToolOption.PROTECT})
    hint: ClassVar[str] = (
        "Click to take similar pixels, drag away to take more; Shift adds them to the selected "
        "object, Ctrl (or Alt) subtracts. Tolerance: how similar."
    )

    def _reset(self) -> None:
        self._wand: annotation.Wand | None = None
        self._outline: tuple[PointYX, ...] = ()

    @property
    def preview(self) -> Preview | None:
        return Preview(self._outline, closed=True) if self._outline else None

    def _begin(self, yx: PointYX, modifiers: ToolModifiers) -> None:
        context, document = self.context, self.context.document
        tolerance, most = context.settings.values.tolerance, context.value_range
        bounds, zoom = context.plane.bounds(), document.shown_zoom
        view = document.shown_rect.intersect(bounds)
        self._wand = annotation.Wand(context.pixels, bounds, view, yx, zoom, tolerance, most)

    def _drag(self, yx: PointYX, modifiers: ToolModifiers) -> None:
        if self._wand is not None:
            self._outline = tuple(self._wand.drag_to(yx))

    def _end(self, yx: PointYX, modifiers: ToolModifiers) -> None:
        assert self._wand is not None
        self._wand.drag_to(yx)
        super()._end(self._wand.at, modifiers)

    def _finder(self, context: ToolContext, yx: PointYX) -> Callable[[Workspace], Region]:
        assert self._wand is not None
        find = self._wand.taken()
        return lambda _workspace: find()
