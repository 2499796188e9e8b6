"""Tools that work on objects as wholes: split, merge, pick, select and move."""

from __future__ import annotations

from math import hypot
from typing import ClassVar

from app.session.tools.base import ClickTool, PathTool, Tool
from lvit_core import annotation
from lvit_core.annotation import edits
from lvit_core.annotation.gesture import Pointer, PointYX, Preview, ToolModifiers
from lvit_core.annotation.regions import object_region
from lvit_core.annotation.tool_values import ToolGroup


class SplitTool(PathTool):
    """Cuts along a drawn line, or between two clicked points inside one object."""

    id: ClassVar[str] = "split"
    title: ClassVar[str] = "Split"
    key: ClassVar[str] = "K"
    icon: ClassVar[str] = "ph.arrows-out-line-horizontal"
    group: ClassVar[ToolGroup] = ToolGroup.OBJECTS
    hint: ClassVar[str] = "Drag a line across an object, or click two points inside it."

    def _reset(self) -> None:
        super()._reset()
        self._seed: PointYX | None = None
        self._down = False

    @property
    def preview(self) -> Preview | None:
        if not self._path and self._seed is None:
            return None
        seeds = () if self._seed is None else (self._seed,)
        return Preview(tuple(self._path), seeds=seeds)

    def _begin(self, yx: PointYX, modifiers: ToolModifiers) -> None:
        super()._begin(yx, modifiers)
        self._down = True

    def _again(self, yx: PointYX, modifiers: ToolModifiers) -> None:
        self._path = [yx]
        self._down = True

    def _drag(self, yx: PointYX, modifiers: ToolModifiers) -> None:
        if self._down:
            self._path.append(yx)

    def _end(self, yx: PointYX, modifiers: ToolModifiers) -> None:
        if not self._down:
            return
        self._down = False
        self._path.append(yx)
        context, seed, path = self.context, self._seed, list(self._path)
        dragged = self._span() > max(1.0, context.reach_px / 2)
        if not dragged and seed is None:
            if context.plane.value_at(*yx):
                self._seed, self._path = yx, []
            else:
                self.cancel()
            return
        self._done()
        if dragged or seed is None:
            context.carry_out(self.title, lambda workspace: edits.split_by_line(workspace, path))
        else:
            context.carry_out(
                self.title, lambda workspace: edits.split_by_seeds(workspace, seed, yx)
            )


class MergeTool(PathTool):
    """Merges the objects a drag passes over, or the selected object with the clicked one."""

    id: ClassVar[str] = "merge"
    title: ClassVar[str] = "Merge"
    key: ClassVar[str] = "J"
    icon: ClassVar[str] = "ph.intersect"
    group: ClassVar[ToolGroup] = ToolGroup.OBJECTS
    hint: ClassVar[str] = "Drag from one object to the next, or click one after the other."

    def _end(self, yx: PointYX, modifiers: ToolModifiers) -> None:
        context = self.context
        self._path.append(yx)
        ids = annotation.ids_along(context.plane, self._path)
        self._done()
        if len(ids) == 1 and context.selected not in (0, ids[0]):
            ids = [context.selected, *ids]
        select = context.document.select_object
        if len(ids) > 1:
            merge = lambda workspace: edits.merge(workspace, ids)  # noqa: E731
            context.carry_out(self.title, merge, lambda _edit: select(ids[0]))
        elif ids:
            select(ids[0])


class PickTool(ClickTool):
    """Takes object and class from what lies under the click; background selects nothing."""

    id: ClassVar[str] = "pick"
    title: ClassVar[str] = "Pick"
    key: ClassVar[str] = "L"
    icon: ClassVar[str] = "ph.eyedropper"
    group: ClassVar[ToolGroup] = ToolGroup.AT_HAND
    hint: ClassVar[str] = "Click an object to continue it with its class."

    def _end(self, yx: PointYX, modifiers: ToolModifiers) -> None:
        context = self.context
        self._done()
        record = context.table.get(context.plane.value_at(*yx))
        if record is not None:
            context.document.set_class(record.class_name)
        context.document.select_object(0 if record is None else record.id)


class SelectTool(Tool):
    """Selects by click or by a line drawn around objects, moves by drag, deletes by Ctrl+click."""

    id: ClassVar[str] = "select"
    title: ClassVar[str] = "Select"
    key: ClassVar[str] = "S"
    icon: ClassVar[str] = "ph.cursor"
    group: ClassVar[ToolGroup] = ToolGroup.AT_HAND
    hint: ClassVar[str] = (
        "Click selects, drag moves, Ctrl+click (or Alt+click) deletes an object. A line drawn from "
        "the background around objects selects them; a class key then changes them all."
    )
    pointer: ClassVar[Pointer] = Pointer.ARROW

    def _reset(self) -> None:
        self._object = 0
        self._delete = False
        self._from: PointYX = (0.0, 0.0)
        self._to: PointYX = (0.0, 0.0)
        self._outline: list[PointYX] = []
        self._around: list[PointYX] = []

    @property
    def preview(self) -> Preview | None:
        if self._around:
            return Preview(tuple(self._around), closed=True)
        dy, dx = self._shift()
        if not self._object or (dy, dx) == (0, 0):
            return None
        if not self._outline:
            self._outline = annotation.outline_of(object_region(self.context.plane, self._object))
        return Preview(tuple((y + dy, x + dx) for y, x in self._outline), closed=True)

    def _begin(self, yx: PointYX, modifiers: ToolModifiers) -> None:
        self._from = self._to = yx
        self._object = self.context.plane.value_at(*yx)
        self._delete = modifiers.alt

    def _drag(self, yx: PointYX, modifiers: ToolModifiers) -> None:
        self._to = yx
        if not self._object:
            self._around = [*(self._around or [self._from]), yx]

    def _end(self, yx: PointYX, modifiers: ToolModifiers) -> None:
        context, chosen, to_delete = self.context, self._object, self._delete
        self._to = yx
        (dy, dx), around = self._shift(), self._around
        self._done()
        if around:
            ids = annotation.ids_inside(context.plane, around)
            context.document.select_object(ids[0] if ids else 0, ids)
            return
        if chosen and to_delete:
            context.carry_out("Delete object", lambda workspace: edits.delete(workspace, [chosen]))
            return
        context.document.select_object(chosen)
        if chosen and (dy, dx) != (0, 0):
            context.carry_out(
                "Move object", lambda workspace: edits.move(workspace, chosen, dy, dx)
            )

    def _shift(self) -> tuple[int, int]:
        """Whole pixels to move by; a trembling click moves nothing."""
        dy, dx = self._to[0] - self._from[0], self._to[1] - self._from[1]
        if self._context is None or hypot(dy, dx) <= max(1.0, self.context.reach_px / 2):
            return 0, 0
        return round(dy), round(dx)
