"""What tools do with an area they found: give it to an object, or take it away."""

from __future__ import annotations

from collections.abc import Callable

from app.session.tools.base import ToolContext
from lvit_core.annotation.edit import Edit
from lvit_core.annotation.edits.areas import add_area, created_id, subtract_area
from lvit_core.annotation.edits.workspace import Workspace
from lvit_core.annotation.regions import Region


def take_area(
    context: ToolContext,
    title: str,
    find: Callable[[Workspace], Region],
    *,
    subtract: bool,
    protect: bool,
) -> None:
    """Adds an area to the selected object or a new one, or makes it background.

    Args:
        context: Where the gesture was made.
        title: What the step is called.
        find: Finds the area, perhaps in another thread: it must not look at the document.
        subtract: Take away instead of adding.
        protect: Other objects than the selected one keep their pixels.
    """
    selected = context.selected

    def make(workspace: Workspace) -> Edit:
        region = find(workspace)
        target = selected if selected in workspace.table else 0
        if region.empty:
            return Edit(title, workspace.layer)
        if subtract:
            return subtract_area(workspace, region, target if protect else 0, title=title)
        return add_area(workspace, region, target, protect_others=protect, title=title)

    def select(edit: Edit) -> None:
        made = created_id(edit)
        if made:
            context.document.select_object(made)

    context.carry_out(title, make, select)
