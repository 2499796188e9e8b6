"""Edits of objects as a whole: delete, move, merge, and another class."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from lvit_core.annotation.edit import Edit
from lvit_core.annotation.edits.workspace import Workspace, compose
from lvit_core.annotation.objects import ObjectChange, ObjectRecord
from lvit_core.annotation.regions import Mask, object_region
from lvit_core.errors import LViTError
from lvit_core.geometry import Rect


def delete(workspace: Workspace, object_ids: Iterable[int]) -> Edit:
    """Erase objects and their records, also records that have no pixels."""
    ids = list(dict.fromkeys(object_ids))
    builder = workspace.builder()
    for object_id in ids:
        region = object_region(workspace.plane, object_id)
        builder.write(region.rect, 0, region.mask)
    title = "Delete object" if len(ids) == 1 else f"Delete {len(ids)} objects"
    edit = compose(workspace, title, builder.finish())
    named = {change.id for change in edit.objects}
    bare = [workspace.table.get(i) for i in ids if i not in named]
    rest = tuple(ObjectChange(record, None) for record in bare if record is not None)
    return replace(edit, objects=edit.objects + rest)


def move(workspace: Workspace, object_id: int, dy: int, dx: int) -> Edit:
    """Shift an object by whole pixels; other objects stay, it loses what would cover them.

    Raises:
        LViTError: nothing of the object would be left inside the image.
    """
    region = object_region(workspace.plane, object_id)
    target = region.moved(dy, dx)
    builder = workspace.builder()
    builder.write(region.rect, 0, region.mask)
    free = target.mask & (builder.read(target.rect) == 0)
    inside = target.rect.intersect(workspace.plane.bounds())
    if not region.empty and not _part(free, target.rect.y0, target.rect.x0, inside):
        raise LViTError("The object cannot be moved there.", "Leave a part of it in free space.")
    builder.write(target.rect, object_id, free)
    return compose(workspace, "Move object", builder.finish())


def merge(workspace: Workspace, object_ids: Sequence[int]) -> Edit:
    """Make several objects one; it keeps the id and class of the first.

    Where a part of it is not a person's drawing, neither is the whole.

    Raises:
        LViTError: fewer than two different objects with pixels are named.
    """
    extents = workspace.plane.extents
    ids = [i for i in dict.fromkeys(object_ids) if i and i in extents]
    if len(ids) < 2:
        raise LViTError("Merging needs two objects.", "Drag from one object to the other.")
    builder = workspace.builder()
    for object_id in ids[1:]:
        region = object_region(workspace.plane, object_id)
        builder.write(region.rect, ids[0], region.mask)
    edit = compose(workspace, f"Merge {len(ids)} objects", builder.finish())
    return _with_origin(edit, workspace, [workspace.table.get(i) for i in ids])


def relabel(workspace: Workspace, object_ids: Iterable[int], class_name: str) -> Edit:
    """Give objects another class; their pixels stay."""
    changes = []
    for object_id in dict.fromkeys(object_ids):
        record = workspace.table.get(object_id)
        if record is not None and record.class_name != class_name:
            touched = record.touched_by(workspace.author)
            changes.append(
                ObjectChange(record, replace(touched, class_name=class_name, probability=None))
            )
    return Edit(f"Change class to {class_name}", workspace.layer, objects=tuple(changes))


def _with_origin(edit: Edit, workspace: Workspace, merged: Sequence[ObjectRecord | None]) -> Edit:
    """The merge with the first record that is not a person's drawing as its origin."""
    first = merged[0]
    maker = next((r for r in merged if r is not None and r.provenance.origin != "person"), first)
    if first is None or maker is None or maker is first:
        return edit
    made = maker.touched_by(workspace.author)
    after = replace(first, provenance=made.provenance, state=made.state)
    rest = tuple(change for change in edit.objects if change.id != first.id)
    return replace(edit, objects=(ObjectChange(first, after), *rest))


def _part(mask: Mask, y0: int, x0: int, inside: Rect) -> bool:
    return not inside.empty and bool(mask[inside.moved(-y0, -x0).slices].any())
