"""What another reader drew on an image, to be looked at beside the project's own or taken over."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from lvit_core.annotation.edit import Edit
from lvit_core.annotation.objects import ObjectTable
from lvit_core.annotation.plane import LabelPlane
from lvit_core.errors import LViTError
from lvit_core.exchange.drawing import LayerDrawing
from lvit_core.geometry import Rect
from lvit_core.project.project import Project
from lvit_core.project.readings import layer_of
from lvit_core.project.records import Proposal


def mask_of_reader(project: Project, image_id: int, layer: str, reader: str) -> Proposal:
    """The reader's mask of a layer, as what a mask can be compared with; nothing is stored.

    Only the part of the image that the reader drew in is held.

    Raises:
        LViTError: The reader drew nothing there.
    """
    plane = project.journal.load_plane(image_id, layer_of(layer, reader))
    rects = [plane.tile_rect(index) for index, tile in plane.tiles() if tile.any()]
    if not rects:
        raise LViTError(
            "{reader} drew nothing in this layer.", "Choose another layer or reader.", reader=reader
        )
    place = Rect(
        min(rect.y0 for rect in rects), min(rect.x0 for rect in rects),
        max(rect.y1 for rect in rects), max(rect.x1 for rect in rects),
    )  # fmt: skip
    drawn = plane.read(place) > 0
    probability = np.where(drawn, np.uint8(255), np.uint8(0))[None]
    whole = place == plane.bounds()
    return Proposal(
        image_id, layer, (reader,), probability, 0.5, "", reader,
        place=None if whole else place, objects=drawn.astype(np.int32),
    )  # fmt: skip


def taking_over(
    project: Project, image_id: int, layer: str, reader: str, plane: LabelPlane, table: ObjectTable
) -> Edit:
    """The step that puts a reader's objects in the place of the project's own of a layer.

    Args:
        project: Where the reader's objects are.
        image_id: The image.
        layer: The layer.
        reader: Whose objects; they stay the reader's beside.
        plane: The project's own labels as they are now; not changed.
        table: Their objects; not changed.
    """
    name = layer_of(layer, reader)
    theirs = project.journal.load_plane(image_id, name)
    drawing = LayerDrawing(layer, plane, table.copy(), keep=False)
    numbers = {
        record.id: drawing.new(replace(record, layer=layer), f"object {record.id}")
        for record in project.journal.load_objects(image_id, name)
    }
    known = np.zeros(max(numbers, default=0) + 1, np.int32)
    known[list(numbers)] = list(numbers.values())
    for index, tile in theirs.tiles():
        rect = theirs.tile_rect(index)
        if tile.any():
            drawing.draw_labels(rect, known[theirs.read(rect)])
    return drawing.edit(f"Take over labels of {reader}")
