"""Tools that take an outline: polygon, lasso, threshold inside one, accepting inside one."""

from __future__ import annotations

from collections.abc import Callable
from math import hypot
from typing import ClassVar, Literal

from app.session.tools.base import PathTool, ToolContext
from app.session.tools.taking import take_area
from lvit_core import annotation
from lvit_core.annotation import edits
from lvit_core.annotation.curve import FAR_PX, smoothed
from lvit_core.annotation.edits.workspace import Workspace
from lvit_core.annotation.gesture import NO_MODIFIERS, PointYX, Preview, ToolModifiers
from lvit_core.annotation.regions import Region
from lvit_core.annotation.tool_values import ToolGroup, ToolOption

Narrowed = Callable[[Region], Region]


class OutlineTool(PathTool):
    """Collects an outline; subclasses may say in ``_use`` what happens with the area inside."""

    _subtract = False  # as the gesture began, also while its area is used
    _modifiers = NO_MODIFIERS
    freehand: ClassVar[bool] = True  # a quick hand left out what lies between far points

    @property
    def preview(self) -> Preview | None:
        if not self._path:
            return None
        return Preview(tuple(self._path), closed=True, subtract=self._subtract)

    def _begin(self, yx: PointYX, modifiers: ToolModifiers) -> None:
        super()._begin(yx, modifiers)
        self._subtract = modifiers.alt or self.context.settings.values.subtract
        self._modifiers = modifiers

    def _end(self, yx: PointYX, modifiers: ToolModifiers) -> None:
        self._path.append(yx)
        self._complete()

    def _complete(self) -> None:
        context = self.context
        far_px = max(FAR_PX, context.reach_px)
        outline = smoothed(self._path, far_px) if self.freehand else self._path
        self._done()
        self._use(context, outline)

    def _use(self, context: ToolContext, outline: list[PointYX]) -> None:
        """Turn the outlined area into an edit: it goes to an object, or is taken away."""
        self._take(context, outline)

    def _take(
        self, context: ToolContext, outline: list[PointYX], narrowed: Narrowed | None = None
    ) -> None:
        """Add the outlined area, or a part of it, to an object, or take it away."""
        take_area(
            context,
            self.title,
            lambda workspace: _inside(outline, workspace, narrowed),
            outline[0],
            self._modifiers,
            subtract=self._subtract,
            protect=context.settings.values.protect_others,
        )


class LassoTool(OutlineTool):
    """Adds or subtracts a freehand area."""

    id: ClassVar[str] = "lasso"
    title: ClassVar[str] = "Lasso"
    key: ClassVar[str] = "O"
    icon: ClassVar[str] = "ph.scribble-loop"
    options: ClassVar[frozenset[ToolOption]] = frozenset({ToolOption.PROTECT})
    hint: ClassVar[str] = (
        "Drag around an area: begun on an object it adds to it, else it is a new one. Shift adds "
        "to the selected, Ctrl or Alt subtracts."
    )


class PolygonTool(OutlineTool):
    """Adds or subtracts a polygon: click its corners, drag for freehand parts.

    A click on the first corner, a double click or Return closes it.
    """

    id: ClassVar[str] = "polygon"
    title: ClassVar[str] = "Polygon"
    key: ClassVar[str] = "P"
    icon: ClassVar[str] = "ph.polygon"
    options: ClassVar[frozenset[ToolOption]] = frozenset({ToolOption.PROTECT})
    hint: ClassVar[str] = (
        "Click corners, Return or a double click closes. Begun on an object it adds to it; Shift "
        "adds to the selected, Ctrl or Alt subtracts."
    )

    freehand: ClassVar[bool] = False

    def _reset(self) -> None:
        super()._reset()
        self._corners: list[PointYX] = []
        self._down = False

    def _begin(self, yx: PointYX, modifiers: ToolModifiers) -> None:
        super()._begin(yx, modifiers)
        self._corners, self._down = [yx], True

    def _again(self, yx: PointYX, modifiers: ToolModifiers) -> None:
        first = self._corners[0]
        near = hypot(yx[0] - first[0], yx[1] - first[1]) <= self.context.reach_px
        if near and len(self._corners) > 2:
            self._complete()
            return
        self._corners.append(yx)
        self._path = [*self._corners]
        self._down = True

    def _drag(self, yx: PointYX, modifiers: ToolModifiers) -> None:
        last = self._corners[-1]
        if self._down and hypot(yx[0] - last[0], yx[1] - last[1]) > self.context.reach_px / 2:
            self._corners.append(yx)
        self._path = [*self._corners, yx]  # the last one follows the pointer until it is set

    def _end(self, yx: PointYX, modifiers: ToolModifiers) -> None:
        self._down = False
        self._path = [*self._corners, yx]

    def _complete(self) -> None:
        self._path = self._corners
        super()._complete()


class ThresholdTool(OutlineTool):
    """Takes the pixels inside a freehand outline that lie within the threshold.

    Without set bounds the outline is divided automatically: its dark part in colour images (stained
    nuclei), its bright part in grey ones.
    """

    id: ClassVar[str] = "threshold"
    title: ClassVar[str] = "Threshold"
    key: ClassVar[str] = "T"
    icon: ClassVar[str] = "ph.chart-bar"
    group: ClassVar[ToolGroup] = ToolGroup.OBJECTS
    options: ClassVar[frozenset[ToolOption]] = frozenset({ToolOption.RANGE, ToolOption.PROTECT})
    hint: ClassVar[str] = "Drag around an area; what lies within the threshold is taken."

    def _use(self, context: ToolContext, outline: list[PointYX]) -> None:
        values, pixels = context.settings.values, context.pixels
        side: Literal["dark", "bright"] = "dark" if context.document.source.is_color else "bright"
        self._take(
            context,
            outline,
            lambda area: edits.threshold_region(pixels, area, values.low, values.high, side),
        )


class AcceptTool(OutlineTool):
    """Accepts proposed objects inside a lasso, or the one under a click; with Alt rejects them."""

    id: ClassVar[str] = "accept"
    title: ClassVar[str] = "Accept part"
    key: ClassVar[str] = "Y"
    icon: ClassVar[str] = "ph.check-square"
    group: ClassVar[ToolGroup] = ToolGroup.OBJECTS
    hint: ClassVar[str] = (
        "Click a proposed object or drag around several to accept them; Ctrl or Alt rejects."
    )

    def _complete(self) -> None:
        context, at = self.context, self._path[0]
        if self._span() > context.reach_px:
            super()._complete()
            return
        decide = context.reject_within if self._modifiers.alt else context.accept_within
        self._done()
        decide(at)

    def _use(self, context: ToolContext, outline: list[PointYX]) -> None:
        region = annotation.polygon_region([outline], context.plane.bounds())
        if not region.empty:
            (context.reject_within if self._modifiers.alt else context.accept_within)(region)


def _inside(outline: list[PointYX], workspace: Workspace, narrowed: Narrowed | None) -> Region:
    area = annotation.polygon_region([outline], workspace.plane.bounds())
    return area if narrowed is None or area.empty else narrowed(area)
