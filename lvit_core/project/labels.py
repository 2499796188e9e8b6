"""Storing a finished label map at once: what imports and the sample project need.

It goes through the journal like a person's stroke, so it can be undone and its origin is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.edit import Edit, ImageChange
from lvit_core.annotation.objects import ObjectChange, ObjectRecord, ObjectState, Provenance
from lvit_core.annotation.patch import MaskPatch, PatchBuilder, TileChange
from lvit_core.annotation.plane import TILE_PX
from lvit_core.errors import LViTError
from lvit_core.geometry import Rect
from lvit_core.project.project import Project


def store_labels(
    project: Project,
    image_id: int,
    layer: str,
    labels: NDArray[Any],
    *,
    classes: Mapping[int, str] | str,
    provenance: Provenance | Mapping[int, Provenance],
    title: str,
    image_changes: Sequence[ImageChange] = (),
    machine: frozenset[int] = frozenset(),
) -> int:
    """Adds every object of a label map to a layer as one edit.

    Args:
        project: Where to.
        image_id: The image.
        layer: The layer; what is in it already stays where ``labels`` is 0.
        labels: ``(H, W)`` integers, 0 for background; numbers need not be consecutive.
        classes: Class of each number, or one for all.
        provenance: Where the objects come from, for each number or for all.
        title: Shown in the undo history.
        image_changes: Sentence or state to set in the same edit.
        machine: Numbers of objects that no person has accepted.

    Returns:
        The number of objects.

    Raises:
        LViTError: The label map has another size than the image.
    """
    plane = project.journal.load_plane(image_id, layer)
    table = project.journal.load_objects(image_id, layer)
    if labels.shape != (plane.height, plane.width):
        raise LViTError(
            "The mask is {mask} pixels, the image {image}.",
            "Masks must have the size of their image.",
            mask=f"{labels.shape[1]} x {labels.shape[0]}",
            image=f"{plane.width} x {plane.height}",
        )
    mapping: dict[int, int] = {}
    changes = []
    for number in _numbers(labels):
        mapping[number] = table.new_id()
        class_name = classes if isinstance(classes, str) else classes[number]
        origin = provenance if isinstance(provenance, Provenance) else provenance[number]
        state: ObjectState = "machine" if number in machine else "labeled"
        record = ObjectRecord(mapping[number], layer, class_name, origin, state)
        changes.append(ObjectChange(None, record))
    tiles: list[TileChange] = []
    for rows in _stripes(labels):
        ids = _told(labels[rows], mapping)
        builder = PatchBuilder(plane, live=False)
        builder.write(Rect(rows.start, 0, rows.stop, plane.width), ids, ids > 0)
        tiles += builder.finish().tiles
    edit = Edit(title, layer, MaskPatch(tiles), tuple(changes), tuple(image_changes))
    if not edit.empty:
        project.journal.append(image_id, edit)
    return len(changes)


def _stripes(labels: NDArray[Any]) -> Iterator[slice]:
    """The rows of one row of tiles after the other; what is made of a whole slide is gigabytes."""
    for top in range(0, len(labels), TILE_PX):
        yield slice(top, min(top + TILE_PX, len(labels)))


def _numbers(labels: NDArray[Any]) -> list[int]:
    """The numbers that there are besides 0, in ascending order."""
    found: set[int] = set()
    for rows in _stripes(labels):
        found.update(np.unique(labels[rows]).tolist())
    return sorted(int(number) for number in found if number)


def _told(labels: NDArray[Any], mapping: Mapping[int, int]) -> NDArray[np.int32]:
    """Each number replaced by its id."""
    numbers, dense = np.unique(labels, return_inverse=True)
    ids = np.array([mapping.get(int(number), 0) for number in numbers], np.int32)
    return ids[dense.reshape(labels.shape)]
