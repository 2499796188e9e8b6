"""Tools that take an outline: polygon, lasso, threshold inside one, accepting inside one."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Literal

from app.session.tools.base import PathTool, ToolContext
from app.session.tools.taking import take_area
from lvit_core import annotation
from lvit_core.annotation import edits
from lvit_core.annotation.corners import ClosedPolygon, Corners
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
    _at: PointYX = (0.0, 0.0)  # where it began
    freehand: ClassVar[bool] = True  # a quick hand left out what lies between far points

    @property
    def preview(self) -> Preview | None:
        if not self._path:
            return None
        return Preview(tuple(self._path), closed=True, subtract=self._subtract)

    def _begin(self, yx: PointYX, modifiers: ToolModifiers) -> None:
        super()._begin(yx, modifiers)
        self._at = yx
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
        self,
        context: ToolContext,
        outline: list[PointYX],
        narrowed: Narrowed | None = None,
        again: edits.Taking | None = None,
    ) -> edits.Taking:
        """Add the outlined area, or a part of it, to an object, or take it away."""
        subtract, protect = self._subtract, context.settings.values.protect_others
        what = context, self.title, lambda workspace: _inside(outline, workspace, narrowed)
        begun = self._at, self._modifiers
        return take_area(*what, *begun, subtract=subtract, protect=protect, again=again)


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

    A click on the first corner, a double click or Return closes it. Until the next step, or Return,
    its corners can still be moved.
    """

    id: ClassVar[str] = "polygon"
    title: ClassVar[str] = "Polygon"
    key: ClassVar[str] = "P"
    icon: ClassVar[str] = "ph.polygon"
    options: ClassVar[frozenset[ToolOption]] = frozenset({ToolOption.PROTECT})
    hint: ClassVar[str] = (
        "Click corners, Return or a double click closes; corners can be moved then. Begun on an "
        "object it adds to it; Shift adds to the selected, Ctrl or Alt subtracts."
    )
    freehand: ClassVar[bool] = False
    _closed: ClosedPolygon | None = None  # outlives its gesture

    @property
    def preview(self) -> Preview | None:
        closed = self._still_closed(self._provider())
        if self.active or closed is None:
            return super().preview
        return Preview(closed.corners, True, closed.corners, closed.taking.subtract)

    def finish(self) -> None:
        self._closed = self._closed if self.active else None
        super().finish()

    def _still_closed(self, context: ToolContext | None) -> ClosedPolygon | None:
        """What was closed last, as long as nothing else was done since."""
        closed, document = self._closed, None if context is None else context.document
        if closed is None or document is None or document.record.id != closed.image:
            return None
        return closed if document.undo_stack.index() == closed.step else None

    def _begin(self, yx: PointYX, modifiers: ToolModifiers) -> None:
        super()._begin(yx, modifiers)
        closed = self._still_closed(self.context)
        self._hand = Corners(yx, closed, self.context.reach_px)
        self._path = self._hand.path
        if closed is not None and self._hand.moved is not None:
            self._subtract = closed.taking.subtract

    def _again(self, yx: PointYX, modifiers: ToolModifiers) -> None:
        if self._hand.press(yx):
            self._complete()
        else:
            self._path = self._hand.path

    def _drag(self, yx: PointYX, modifiers: ToolModifiers) -> None:
        self._hand.drag(yx)
        self._path = self._hand.path

    def _end(self, yx: PointYX, modifiers: ToolModifiers) -> None:
        self._hand.release(yx)
        self._path = self._hand.path
        if self._hand.moved is not None:
            self.context.take_back()  # the new outline takes its place
            self._complete()

    def _complete(self) -> None:
        self._path = self._hand.corners
        super()._complete()

    def _use(self, context: ToolContext, outline: list[PointYX]) -> None:
        image, step = context.document.record.id, context.document.undo_stack.index() + 1
        again = self._closed.taking if self._closed and self._hand.moved is not None else None
        taking = self._take(context, outline, again=again)
        self._closed = ClosedPolygon(tuple(outline), taking, image, step)


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
