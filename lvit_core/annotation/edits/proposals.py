"""Taking over what a model proposes, or what another image has, without touching human work.

A pixel of an object that a person drew, corrected or imported never changes here, and such an
object keeps its id. What an earlier prediction left untouched gives way to the new one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from lvit_core.annotation.edit import Edit
from lvit_core.annotation.edits.covered import leave_out_covered
from lvit_core.annotation.edits.workspace import Workspace, compose
from lvit_core.annotation.instances import label_counts
from lvit_core.annotation.object_classes import ToldClass
from lvit_core.annotation.objects import ObjectRecord
from lvit_core.annotation.plane import LabelPlane, Labels
from lvit_core.annotation.regions import NOWHERE, Region, object_region
from lvit_core.errors import LViTError
from lvit_core.geometry import Rect

_FIRST_HALF_PX = 64
_LARGEST_TABLE = 4_000_000  # ids up to here are looked up in a table of bytes

Mask = npt.NDArray[np.bool_]
Ids = npt.NDArray[np.intp]


def proposed_object(instances: Labels, yx: tuple[float, float]) -> Region:
    """The proposed object under an image point; ``NOWHERE`` beside all of them.

    ``instances`` is int32 (H, W), every object of it connected.
    """
    y, x = int(np.floor(yx[0])), int(np.floor(yx[1]))
    height, width = instances.shape
    if not (0 <= y < height and 0 <= x < width) or not instances[y, x]:
        return NOWHERE
    bounds, half = Rect(0, 0, height, width), _FIRST_HALF_PX
    while True:  # a proposed object is connected, so one that ends inside a window ends there
        window = Rect(y - half, x - half, y + half, x + half).intersect(bounds)
        found = Region(window, instances[window.slices] == instances[y, x])
        if not found.leaves(bounds):
            return found.tight()
        half *= 2


def objects_within(instances: Labels, scope: Mask) -> Ids:
    """The proposed objects that lie mostly inside ``scope``: ids of ``instances``, ascending.

    Both are (H, W).
    """
    sizes = label_counts(instances)
    inside = label_counts(instances, sizes.size, scope)
    return np.flatnonzero((2 * inside > sizes) & (np.arange(sizes.size) > 0))


def accept_instances(
    workspace: Workspace,
    instances: Labels,
    within: Region | None = None,
    *,
    place: Rect | None = None,
    whole_objects: bool = False,
    classes: Mapping[int, ToldClass] | None = None,
    title: str = "Accept proposal",
) -> Edit:
    """Make proposed objects real.

    Args:
        workspace: its author has origin ``model`` with generation and sentence; accepting
            replaces what is purely ``model`` or ``pseudo`` there.
        instances: int32 (H, W), proposed objects 1..n, of the plane's size or that of ``place``.
        within: accept only inside this region (a lasso, or one object); None accepts all.
        place: the part of the plane that ``instances`` covers; None for all of it.
        whole_objects: take or leave each object as a whole (nuclei): those that lie mostly inside
            ``within``. Otherwise objects are cut at the region's edge (lesions). Both are cut
            around human work, and left out where it covers them (``covered.py``).
        classes: the class of each proposed object; the workspace's for those that have none.

    Raises:
        LViTError: the proposal has another size than the image.
    """
    bounds = workspace.plane.bounds()
    covered = place or bounds
    fits = covered.intersect(bounds) == covered
    if not fits or instances.shape != (covered.height, covered.width):
        raise LViTError(
            "The proposal does not fit this image.", "Predict again on the image as it is now."
        )
    rect = covered if within is None or whole_objects else within.rect.intersect(covered)
    there = workspace.plane.read(rect)
    human, machine = _told_apart(workspace, there)
    asked = instances[rect.moved(-covered.y0, -covered.x0).slices]
    scope: Mask = np.ones(asked.shape, bool) if within is None else within.fitted(rect).mask
    people = Region(Rect(0, 0, *asked.shape), human).tight()
    wanted, _ = acceptable(asked, people, whole_objects=whole_objects)
    if whole_objects and within is not None:
        wanted = np.where(np.isin(wanted, objects_within(asked, scope)), wanted, 0)
        scope = _with_covered(workspace, rect, there, machine, wanted > 0)
    else:
        wanted = np.where(scope, wanted, 0)
    builder = workspace.builder()
    builder.write(rect, 0, scope & machine)
    values, created = _fresh_ids(workspace, wanted, classes or {})
    builder.write(rect, values, values > 0)
    return compose(workspace, title, builder.finish(), created, by_hand=False)


def human_work(workspace: Workspace, place: Rect | None) -> Region:
    """Where people's work lies that no proposal takes, counted from the corner of ``place``."""
    covered, extents = place or workspace.plane.bounds(), workspace.plane.extents
    human = _human_among(workspace, np.fromiter(extents, np.int64))
    rect = extents.around(human).intersect(covered)
    if rect.empty:
        return NOWHERE
    found = Region(rect, _among(workspace.plane.read(rect), human))
    return found.moved(-covered.y0, -covered.x0)


def acceptable(instances: Labels, human: Region, *, whole_objects: bool) -> tuple[Labels, int]:
    """Of the proposed objects those pixels that accepting all of them would take, int32 (H, W).

    And how many objects are left out, because people have drawn them already.

    A slider asks for it in every frame, so little but what lies around people's work is looked at.

    Args:
        instances: int32 (H, W), proposed objects 1..n.
        human: What ``human_work`` found, for the same place.
        whole_objects: As in ``accept_instances``, which goes by the same rule.
    """
    if human.empty:
        return instances, 0
    left = np.ascontiguousarray(instances).copy()
    left_out = leave_out_covered(left, human, whole_objects=whole_objects)
    np.copyto(left[human.rect.slices], 0, where=human.mask)
    return left, left_out


def as_accepted(
    workspace: Workspace,
    instances: Labels,
    within: Region | None = None,
    *,
    place: Rect | None = None,
    whole_objects: bool = False,
) -> LabelPlane:
    """The plane as ``accept_instances`` will leave it, to look at before anybody accepts.

    ``workspace`` is a snapshot, which stays as it is but for ids that it hands out.
    """
    edit = accept_instances(workspace, instances, within, place=place, whole_objects=whole_objects)
    plane = workspace.plane.snapshot()
    edit.patch.apply(plane)
    return plane


def copy_from(
    workspace: Workspace,
    other: Workspace,
    object_ids: Iterable[int] | None = None,
) -> Edit:
    """Copy objects (default: all) of another image of the same size into this one's background.

    The copies get new ids and keep class and origin; this author is told as who edited them.

    Raises:
        LViTError: the images differ in size, or there is nothing to copy.
    """
    if other.plane.bounds() != workspace.plane.bounds():
        raise LViTError(
            "The other image has another size.", "Copying needs images of the same size."
        )
    records = {record.id: record for record in other.table}
    chosen = list(records) if object_ids is None else [i for i in object_ids if i in records]
    builder, created = workspace.builder(), []
    for object_id in chosen:
        region = object_region(other.plane, object_id)
        if region.empty:
            continue
        new = workspace.derived_record(records[object_id])
        created.append(new)
        builder.write(region.rect, new.id, region.mask & (builder.read(region.rect) == 0))
    edit = compose(workspace, "Copy from other image", builder.finish(), created)
    if edit.empty:
        raise LViTError("There is nothing to copy.", "The other image has no objects here.")
    return edit


def _told_apart(workspace: Workspace, there: Labels) -> tuple[Mask, Mask]:
    """Where human work lies, and where an earlier prediction lies that nobody touched.

    What was accepted of the same prediction, area by area, is neither: it stays.

    An id without a record counts as human: nothing is known that would allow to replace it.
    """
    ids = _ids_in(there)
    records = [workspace.table.get(int(i)) for i in ids]
    mine = workspace.author.generation, workspace.author.sentence
    older_ids = ids[
        [
            record is not None
            and not record.human
            and (record.provenance.generation, record.provenance.sentence) != mine
            for record in records
        ]
    ]
    human_ids = _human_among(workspace, ids)
    return _among(there, human_ids), _among(there, older_ids)


def _ids_in(labels: Labels) -> npt.NDArray[Any]:
    """The ids 1.. that occur, sorted; counted where they are small enough for a table."""
    there = labels[labels > 0]
    if int(there.max(initial=0)) > _LARGEST_TABLE:
        return np.unique(there)
    return np.flatnonzero(np.bincount(there))


def _human_among(workspace: Workspace, ids: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Those ids that are people's work, or of which nothing is known."""
    records = [workspace.table.get(int(i)) for i in ids]
    return ids[[record is None or record.human for record in records]]


def _among(labels: Labels, ids: npt.NDArray[Any]) -> Mask:
    """Where ``labels`` is one of ``ids``; by a table where the ids are small enough for one."""
    highest = int(labels.max(initial=0))
    if highest > _LARGEST_TABLE:
        found: Mask = np.isin(labels, ids, kind="sort")
        return found
    table = np.zeros(highest + 1, bool)
    table[ids[ids <= highest]] = True
    return table.take(labels)


def _with_covered(
    workspace: Workspace, rect: Rect, there: Labels, machine: Mask, wanted: Mask
) -> Mask:
    """The wanted pixels and every machine object that is mostly covered by them."""
    scope = wanted.copy()
    ids, counts = np.unique(there[wanted & machine], return_counts=True)
    for object_id, covered in zip(ids.tolist(), counts.tolist(), strict=True):
        if 2 * covered > workspace.plane.extents.area(object_id):
            region = object_region(workspace.plane, object_id)
            part = region.rect.intersect(rect)
            mask = region.mask[part.moved(-region.rect.y0, -region.rect.x0).slices]
            scope[part.moved(-rect.y0, -rect.x0).slices] |= mask
    return scope


def _fresh_ids(
    workspace: Workspace, wanted: Labels, classes: Mapping[int, ToldClass]
) -> tuple[Labels, list[ObjectRecord]]:
    present = np.flatnonzero(label_counts(wanted))
    present = present[present > 0]
    unsaid = ToldClass("")
    created = [workspace.new_record(*classes.get(number, unsaid)) for number in present.tolist()]
    numbers = np.zeros(int(wanted.max(initial=0)) + 1, np.int32)
    numbers[present] = [record.id for record in created]
    return numbers[wanted], created
