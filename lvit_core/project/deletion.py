"""What a person deleted of a model's work is not proposed again by the same weights.

A step that only takes objects away also says so of the answers they came from, in the words in
which a proposed object is rejected: undone and done again, both hold together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from lvit_core.annotation.edit import Edit, ImageChange
from lvit_core.annotation.instances import label_counts
from lvit_core.annotation.plane import LabelPlane, Labels
from lvit_core.geometry import Rect
from lvit_core.imaging.limits import LARGEST_WHOLE_PX
from lvit_core.project.rejection import putting_away

if TYPE_CHECKING:
    from lvit_core.project.project import Project


def with_deleted(project: Project, edit: Edit, size_hw: tuple[int, int]) -> Edit:
    """The edit, which also rejects what it deletes of answers of models.

    Deleted is an object of which most becomes background, where the edit makes no other one: what
    is merged or drawn anew is no wrong proposal. Of very large images, whose answers are not kept,
    nothing is.

    Args:
        project: Knows which weights made an answer; read in any thread.
        edit: What a person does by hand.
        size_hw: Height and width of the image.
    """
    gone = {change.id: change.before for change in edit.objects if change.after is None}
    made = any(change.before is None for change in edit.objects)
    keys = {one.provenance.answer for one in gone.values() if one is not None} - {""}
    if not keys or made or edit.patch.empty or size_hw[0] * size_hw[1] > LARGEST_WHOLE_PX:
        return edit
    origins = project.answers.origins(keys)
    by_weights: dict[str, list[int]] = {}
    for number, record in gone.items():
        origin = origins.get(record.provenance.answer) if record is not None else None
        if origin is not None:
            by_weights.setdefault(origin.named_weights, []).append(number)
    return replace(edit, image=(*edit.image, *_changes(edit, by_weights, size_hw)))


def _changes(
    edit: Edit, by_weights: Mapping[str, list[int]], size_hw: tuple[int, int]
) -> Iterator[ImageChange]:
    """A rejection for each weights of which something became background."""
    place = edit.patch.rect
    before, after = _painted(edit.inverse(), size_hw, place), _painted(edit, size_hw, place)
    emptied = label_counts(before, where=after == 0)
    mostly = 2 * emptied > label_counts(before, emptied.size)[: emptied.size]
    for weights, numbers in by_weights.items():
        deleted = [number for number in numbers if number < mostly.size and mostly[number]]
        objects = np.where(np.isin(before, deleted), before, 0)
        if objects.any():
            image = Rect(0, 0, *size_hw)
            yield putting_away(edit.layer, weights, image, place, objects)


def _painted(edit: Edit, size_hw: tuple[int, int], place: Rect) -> Labels:
    """The values that an edit writes, int32 (h, w) of ``place``, 0 where it writes none."""
    plane = LabelPlane(*size_hw)
    edit.patch.apply(plane)
    return plane.read(place)
