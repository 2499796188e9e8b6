"""What tools do with an area they found: give it to an object, or take it away."""

from __future__ import annotations

from collections.abc import Callable

from app.session.tools.base import ToolContext
from lvit_core.annotation import edits
from lvit_core.annotation.edit import Edit
from lvit_core.annotation.edits.workspace import Workspace
from lvit_core.annotation.gesture import PointYX, ToolModifiers
from lvit_core.annotation.regions import Region


def target_at(context: ToolContext, yx: PointYX, modifiers: ToolModifiers) -> int:
    """The object that a gesture begun at an image point adds to; 0 for a new one.

    On an object it is that object, on free ground a new one: two nuclei drawn apart are two. With
    Shift it is the selected object; where a person asked for a new object, it is a new one.
    """
    if modifiers.shift and context.selected:
        return context.selected
    under = context.plane.value_at(*yx)
    return under if under in context.table and not context.settings.values.new_object else 0


def victim_at(context: ToolContext, yx: PointYX) -> int:
    """The object that a gesture which takes away begins on, else the selected one; 0 for all."""
    under = context.plane.value_at(*yx)
    return under if under in context.table else context.selected


def take_area(
    context: ToolContext,
    title: str,
    find: Callable[[Workspace], Region],
    at: PointYX,
    modifiers: ToolModifiers,
    *,
    subtract: bool,
    protect: bool,
    holes: bool = False,
    again: edits.Taking | None = None,
) -> edits.Taking:
    """Adds an area to an object or a new one, or makes it background; returns what becomes of it.

    Args:
        context: Where the gesture was made.
        title: What the step is called.
        find: Finds the area, perhaps in another thread: it must not look at the document.
        at: Where the gesture began; see `target_at` and `victim_at`.
        modifiers: Held as it began.
        subtract: Take away instead of adding; with ``protect`` from one object alone.
        protect: Other objects keep their pixels.
        holes: An area that one object encloses is added to that object.
        again: What became of the area that this one replaces: the same becomes of it.
    """
    target = victim_at(context, at) if subtract else target_at(context, at, modifiers)
    class_name, close = context.workspace().class_name, not context.settings.values.new_object
    taking = again or edits.Taking(title, target, class_name, subtract, protect, holes and close)

    def select(edit: Edit) -> None:
        context.took(edits.created_id(edit) or taking.target)

    context.carry_out(title, lambda workspace: taking.edit(workspace, find(workspace)), select)
    return taking
