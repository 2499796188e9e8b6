"""Adding a drawn or computed area to an object, or taking it away."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from lvit_core.annotation.edit import Edit
from lvit_core.annotation.edits.workspace import Workspace, compose
from lvit_core.annotation.regions import Region


def add_area(
    workspace: Workspace,
    region: Region,
    object_id: int = 0,
    *,
    protect_others: bool = True,
    title: str = "Add area",
) -> Edit:
    """Give the region to an object; ``object_id`` 0 makes a new one.

    With ``protect_others`` only background is taken. The new object has the highest id in the edit.
    """
    created = workspace.new_record() if object_id == 0 else None
    target = created.id if created else object_id
    where = region.mask
    if protect_others:
        where = where & (workspace.plane.read(region.rect) == 0)
    builder = workspace.builder()
    builder.write(region.rect, target, where)
    return compose(workspace, title, builder.finish(), (created,) if created else ())


def subtract_area(
    workspace: Workspace, region: Region, only: int = 0, *, title: str = "Subtract area"
) -> Edit:
    """Turn the region into background; ``only`` names the one object that may lose pixels."""
    where = region.mask
    if only:
        where = where & (workspace.plane.read(region.rect) == only)
    builder = workspace.builder()
    builder.write(region.rect, 0, where)
    return compose(workspace, title, builder.finish())


def created_id(edit: Edit) -> int:
    """The id of the object an edit makes, 0 when it makes none."""
    made = [c.id for c in edit.objects if c.before is None and c.after is not None]
    return int(np.max(made)) if made else 0


def enclosing(workspace: Workspace, region: Region) -> int:
    """The one object that lies all around a region; 0 where there is none, or several.

    A region at the image's edge is open there, so that nothing encloses it.
    """
    tight = region.tight()
    around = tight.rect.grown(1)
    if around.intersect(workspace.plane.bounds()) != around:
        return 0
    inside = np.pad(tight.mask, 1)
    near = np.zeros_like(inside)
    near[1:] |= inside[:-1]
    near[:-1] |= inside[1:]
    near[:, 1:] |= inside[:, :-1]
    near[:, :-1] |= inside[:, 1:]
    ids = np.unique(workspace.plane.read(around)[near & ~inside])
    return int(ids[0]) if len(ids) == 1 and int(ids[0]) in workspace.table else 0


@dataclass(frozen=True, slots=True)
class Taking:
    """What becomes of an area that a tool finds: an object gets it, or loses it.

    Attributes:
        title: What the step is called.
        target: An object; 0 for a new one, or to take away from all.
        class_name: Of a new object.
        subtract: It becomes background; with ``protect`` of ``target`` alone if it is there.
        protect: Other objects keep their pixels.
        holes: Without a target, an area that one object encloses goes to that object.
    """

    title: str
    target: int
    class_name: str
    subtract: bool
    protect: bool
    holes: bool = False

    def edit(self, workspace: Workspace, region: Region) -> Edit:
        """The edit of a region, which is empty for an empty one."""
        if region.empty:
            return Edit(self.title, workspace.layer)
        into = self.target if self.target in workspace.table else 0
        if self.subtract:
            only = into if self.protect else 0
            return subtract_area(workspace, region, only, title=self.title)
        if self.holes and not into:
            into = enclosing(workspace, region)
        there = replace(workspace, class_name=self.class_name)
        return add_area(there, region, into, protect_others=self.protect, title=self.title)
