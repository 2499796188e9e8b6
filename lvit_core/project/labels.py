"""Storing a finished label map at once: what imports and the sample project need.

It goes through the journal like a person's stroke, so it can be undone and its origin is told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.edit import Edit, ImageChange
from lvit_core.annotation.objects import ObjectChange, ObjectRecord, ObjectState, Provenance
from lvit_core.annotation.patch import PatchBuilder
from lvit_core.errors import LViTError
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
    plane, table = (
        project.journal.load_plane(image_id, layer),
        project.journal.load_objects(image_id, layer),
    )
    if labels.shape != (plane.height, plane.width):
        raise LViTError(
            f"The mask is {labels.shape[1]} x {labels.shape[0]} pixels, the image "
            f"{plane.width} x {plane.height}.",
            "Masks must have the size of their image.",
        )
    numbers, dense = np.unique(labels, return_inverse=True)
    mapping = np.zeros(len(numbers), np.int32)
    changes = []
    for index, number in enumerate(int(value) for value in numbers):
        if number == 0:
            continue
        mapping[index] = table.new_id()
        class_name = classes if isinstance(classes, str) else classes[number]
        origin = provenance if isinstance(provenance, Provenance) else provenance[number]
        state: ObjectState = "machine" if number in machine else "labeled"
        record = ObjectRecord(int(mapping[index]), layer, class_name, origin, state)
        changes.append(ObjectChange(None, record))
    ids = mapping[dense.reshape(labels.shape)]
    builder = PatchBuilder(plane, live=False)
    builder.write(plane.bounds(), ids, ids > 0)
    edit = Edit(title, layer, builder.finish(), tuple(changes), tuple(image_changes))
    if not edit.empty:
        project.journal.append(image_id, edit)
    return len(changes)
