"""Changes of an object's shape: holes, specks, ragged edges, one rim more or less.

All of them leave other objects alone: an object grows into background only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
import numpy.typing as npt

from lvit_core.annotation.edit import Edit
from lvit_core.annotation.edits.workspace import Workspace, compose
from lvit_core.annotation.regions import object_region

Mask = npt.NDArray[np.bool_]

_EIGHT = np.ones((3, 3), bool)


def fill_holes(workspace: Workspace, object_ids: Iterable[int]) -> Edit:
    """Fill background that each object encloses; what another object holds stays its own."""
    from scipy import ndimage  # noqa: PLC0415 - too slow for the first paint

    return _reshape(workspace, object_ids, "Fill holes", 1, ndimage.binary_fill_holes)


def keep_largest(workspace: Workspace, object_ids: Iterable[int]) -> Edit:
    """Of each object keep only the largest piece (diagonal neighbours connect)."""
    return _reshape(workspace, object_ids, "Keep largest piece", 0, _largest)


def smooth(workspace: Workspace, object_ids: Iterable[int], radius_px: float = 2.0) -> Edit:
    """Round each object's outline at the scale of ``radius_px`` without moving it on the whole."""
    from scipy import ndimage  # noqa: PLC0415

    def rounded(mask: Mask) -> Mask:
        soft = ndimage.gaussian_filter(mask.astype(np.float32), radius_px, mode="constant")
        result: Mask = soft > 0.5
        return result

    margin = int(np.ceil(4 * radius_px))
    return _reshape(workspace, object_ids, "Smooth", margin, rounded)


def dilate(workspace: Workspace, object_ids: Iterable[int], radius_px: float = 1.0) -> Edit:
    """Grow each object by every background pixel within ``radius_px`` of it."""
    from scipy import ndimage  # noqa: PLC0415

    def grown(mask: Mask) -> Mask:
        near: Mask = ndimage.distance_transform_edt(~mask) <= radius_px
        return near

    return _reshape(workspace, object_ids, "Dilate", int(np.ceil(radius_px)) + 1, grown)


def erode(workspace: Workspace, object_ids: Iterable[int], radius_px: float = 1.0) -> Edit:
    """Take from each object what lies within ``radius_px`` of its outside.

    The edge of the image is no outside: an object cut off by it does not shrink there. An object
    that is thinner than twice the radius disappears, and its record with it.
    """
    from scipy import ndimage  # noqa: PLC0415

    margin = int(np.ceil(radius_px)) + 1
    bounds = workspace.plane.bounds()
    builder = workspace.builder()
    for object_id in object_ids:
        region = object_region(workspace.plane, object_id)
        if region.empty:
            continue
        area = region.fitted(region.rect.grown(margin).intersect(bounds))
        if area.mask.all():
            continue  # nothing but this object: no outside to shrink from
        kept = ndimage.distance_transform_edt(area.mask) > radius_px
        builder.write(area.rect, 0, area.mask & ~kept)
    return compose(workspace, "Erode", builder.finish())


def _reshape(
    workspace: Workspace,
    object_ids: Iterable[int],
    title: str,
    margin_px: int,
    change: Callable[[Mask], Mask],
) -> Edit:
    """Replace each object's mask by ``change`` of it, seen with an empty margin around."""
    builder = workspace.builder()
    for object_id in object_ids:
        region = object_region(workspace.plane, object_id)
        if region.empty:
            continue
        area = region.fitted(region.rect.grown(margin_px))
        wanted = change(area.mask)
        free = builder.read(area.rect) == 0
        builder.write(area.rect, object_id, wanted & free)
        builder.write(area.rect, 0, area.mask & ~wanted)
    return compose(workspace, title, builder.finish())


def _largest(mask: Mask) -> Mask:
    from scipy import ndimage  # noqa: PLC0415

    labels, count = ndimage.label(mask, _EIGHT)
    if count < 2:
        return mask
    result: Mask = labels == 1 + int(np.argmax(np.bincount(labels.ravel())[1:]))
    return result
