"""Cutting one object into several without losing a pixel, so that merging restores it exactly."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from lvit_core.annotation import libraries
from lvit_core.annotation.edit import Edit
from lvit_core.annotation.edits.workspace import Workspace, compose
from lvit_core.annotation.raster import line_pixels
from lvit_core.annotation.regions import Region, object_region
from lvit_core.errors import LViTError

Mask = npt.NDArray[np.bool_]
Pieces = npt.NDArray[np.int32]

_EIGHT = np.ones((3, 3), bool)
_SPECK_PX = 4  # smaller bits beside the cut are ragged edge, not objects


def split_by_line(
    workspace: Workspace, line_yx: Sequence[tuple[float, float]], object_id: int = 0
) -> Edit:
    """Cut along a drawn path of (y, x) points.

    Args:
        object_id: the object to cut; 0 cuts every object the path crosses.

    The largest piece keeps the id, the others get new ones of the same class; the pixels under the
    path go to the nearest piece.

    Raises:
        LViTError: the path does not cut any object in two.
    """
    line = line_pixels(line_yx, workspace.plane.bounds())
    if object_id:
        ids = [object_id]
    else:
        under = np.unique(workspace.plane.read(line.rect)[line.mask])
        ids = [int(i) for i in under if i]
    divided = []
    for one in ids:
        region = object_region(workspace.plane, one)
        pieces = _cut(region, line.fitted(region.rect).mask)
        if pieces is not None:
            divided.append((one, region, pieces))
    if not divided:
        raise LViTError(
            "The line does not cut an object in two.",
            "Draw the line from one side of the object to the other.",
        )
    return _replace(workspace, divided)


def split_by_seeds(
    workspace: Workspace,
    first_yx: tuple[float, float],
    second_yx: tuple[float, float],
) -> Edit:
    """Cut the object under two seed points where it is narrowest between them (watershed).

    Raises:
        LViTError: the seeds do not lie in the same object, or on the same pixel.
    """
    from scipy import ndimage  # noqa: PLC0415 - too slow for the first paint

    with libraries.loading:
        from skimage import segmentation  # noqa: PLC0415

    object_id = workspace.plane.value_at(*first_yx)
    seeds = [(int(np.floor(y)), int(np.floor(x))) for y, x in (first_yx, second_yx)]
    same = object_id != 0 and workspace.plane.value_at(*second_yx) == object_id
    if not same or seeds[0] == seeds[1]:
        raise LViTError(
            "The two points must lie in one object.", "Click twice inside the object to split."
        )
    region = object_region(workspace.plane, object_id)
    area = region.fitted(region.rect.grown(1))
    depth = ndimage.distance_transform_edt(area.mask)
    markers = np.zeros(area.mask.shape, np.int32)
    for number, (y, x) in enumerate(seeds, start=1):
        markers[y - area.rect.y0, x - area.rect.x0] = number
    flood: Any = segmentation
    basins = flood.watershed(-depth, markers, mask=area.mask, connectivity=2).astype(np.int32)
    return _replace(workspace, [(object_id, area, _spread(basins, area.mask))])


def split_parts(workspace: Workspace, object_ids: Iterable[int]) -> Edit:
    """Make every piece of an object one of its own (diagonal neighbours connect).

    The largest piece keeps the id, the others get new ones of the same class.
    """
    from scipy import ndimage  # noqa: PLC0415

    divided = []
    for one in object_ids:
        region = object_region(workspace.plane, one)
        pieces, count = ndimage.label(region.mask, _EIGHT)
        if count > 1:
            divided.append((one, region, pieces.astype(np.int32, copy=False)))
    return _replace(workspace, divided, "Split into parts")


def _cut(region: Region, line: Mask) -> Pieces | None:
    """Pieces 1..n over the region's mask, 0 elsewhere; None when the line leaves it whole."""
    from scipy import ndimage  # noqa: PLC0415

    if region.empty or not (region.mask & line).any():
        return None
    labels, _ = ndimage.label(region.mask & ~line, _EIGHT)
    sizes = np.bincount(labels.ravel())
    beside = np.unique(labels[ndimage.binary_dilation(region.mask & line, _EIGHT)])
    real = [int(i) for i in beside if i and sizes[i] >= _SPECK_PX]
    if len(real) < 2:
        return None
    real.sort(key=lambda i: -int(sizes[i]))
    numbers = np.zeros(len(sizes), np.int32)
    numbers[real] = np.arange(1, len(real) + 1)
    # parts the line does not touch stay with the largest piece; line and specks go to the nearest
    touched = set(beside.tolist())
    numbers[[i for i in range(1, len(sizes)) if i not in touched]] = 1
    return _spread(numbers[labels], region.mask)


def _spread(pieces: Pieces, mask: Mask) -> Pieces:
    """Every pixel of the mask in a piece: those in none yet go to the nearest."""
    from scipy import ndimage  # noqa: PLC0415

    _, nearest = ndimage.distance_transform_edt(pieces == 0, return_indices=True)
    return np.where(mask, pieces[tuple(nearest)], 0).astype(np.int32)


def _replace(
    workspace: Workspace, divided: list[tuple[int, Region, Pieces]], title: str = "Split object"
) -> Edit:
    builder, created = workspace.builder(), []
    for object_id, region, pieces in divided:
        record = workspace.table.get(object_id)
        sizes = np.bincount(pieces.ravel())
        order = sorted(range(1, len(sizes)), key=lambda i: -int(sizes[i]))
        for piece in order[1:]:
            new = workspace.derived_record(record) if record else workspace.new_record()
            created.append(new)
            builder.write(region.rect, new.id, pieces == piece)
    return compose(workspace, title, builder.finish(), created)
