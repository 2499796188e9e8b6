"""Brush and eraser: the stroke is in the plane while it grows and becomes one edit on release."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from app.session.tools.base import Tool, ToolContext
from app.session.tools.taking import target_at, victim_at
from lvit_core.annotation import edits
from lvit_core.annotation.edits.workspace import Workspace
from lvit_core.annotation.gesture import PointYX, ToolModifiers
from lvit_core.annotation.objects import ObjectRecord
from lvit_core.annotation.tool_values import ToolOption


@dataclass(frozen=True, eq=False)
class _Gesture:
    workspace: Workspace
    stroke: edits.Stroke
    title: str
    target: int
    created: ObjectRecord | None


class BrushTool(Tool):
    """Paints the object it begins on, a new one on free ground, with Shift the selected one.

    Ctrl (or Alt) erases instead. What was painted is selected afterwards.
    """

    id: ClassVar[str] = "brush"
    title: ClassVar[str] = "Brush"
    key: ClassVar[str] = "B"
    icon: ClassVar[str] = "ph.paint-brush"
    options: ClassVar[frozenset[ToolOption]] = frozenset(
        {ToolOption.SIZE, ToolOption.STAY_INSIDE, ToolOption.PROTECT}
    )
    hint: ClassVar[str] = (
        "Drag to paint: on an object adds to it, elsewhere begins a new one. Shift adds to the "
        "selected, Ctrl or Alt erases, [ and ] change the size."
    )
    always_erases: ClassVar[bool] = False

    def _reset(self) -> None:
        self._gesture: _Gesture | None = None

    @property
    def cursor_radius_px(self) -> float | None:
        context = self._context or self._provider()
        return None if context is None else context.settings.values.brush_radius_px

    def _begin(self, yx: PointYX, modifiers: ToolModifiers) -> None:
        context = self.context
        values = context.settings.values
        workspace = context.workspace()
        erase = self.always_erases or modifiers.alt or values.subtract
        created: ObjectRecord | None = None
        target = victim_at(context, yx) if erase else target_at(context, yx, modifiers)
        if not erase and not target:
            created = workspace.new_record()
            target = created.id
        limits = _limits(context, target, erase)
        value, far_px = 0 if erase else target, context.reach_px
        stroke = edits.Stroke(context.plane, values.brush_radius_px, value, limits, far_px)
        title = "Erase" if erase else "Brush"
        self._gesture = _Gesture(workspace, stroke, title, target, created)
        context.repaint(stroke.follow(yx, modifiers.pressure))

    def _drag(self, yx: PointYX, modifiers: ToolModifiers) -> None:
        if self._gesture is not None:
            self.context.repaint(self._gesture.stroke.follow(yx, modifiers.pressure))

    def _end(self, yx: PointYX, modifiers: ToolModifiers) -> None:
        context, gesture = self.context, self._gesture
        assert gesture is not None
        context.repaint(gesture.stroke.follow(yx, modifiers.pressure))
        context.repaint(gesture.stroke.settle())
        edit = edits.finish_stroke(
            gesture.workspace, gesture.stroke, gesture.title, gesture.created
        )
        self._done()
        if edit.empty:
            return
        context.commit(edit, already_applied=True)
        context.took(gesture.target)

    def _abort(self) -> None:
        if self._gesture is not None:
            self.context.repaint(self._gesture.stroke.cancel())


class EraserTool(BrushTool):
    """Turns what it passes over into background.

    While others are safe it takes from the object it begins on, else from the selected one alone.
    """

    id: ClassVar[str] = "eraser"
    title: ClassVar[str] = "Eraser"
    key: ClassVar[str] = "E"
    icon: ClassVar[str] = "ph.eraser"
    hint: ClassVar[str] = "Drag to erase, [ and ] change the size."
    always_erases: ClassVar[bool] = True


def _limits(context: ToolContext, target: int, erase: bool) -> edits.StrokeLimits:
    values = context.settings.values
    over: tuple[int, ...] | None = None
    if values.protect_others and target:
        over = (target,) if erase else (0, target)
    allowed = edits.allowed_values(context.pixels, values.low, values.high)
    return edits.StrokeLimits(over, allowed if values.stay_inside else None)
