"""What a proposal shows beside people's work is what accepting it would take, to the pixel."""

from __future__ import annotations

import numpy as np
import pytest

from lvit_core.annotation import edits
from lvit_core.annotation.edits.covered import leave_out_covered
from lvit_core.annotation.edits.workspace import Workspace
from lvit_core.annotation.objects import ObjectRecord, ObjectTable, Provenance
from lvit_core.annotation.plane import LabelPlane
from lvit_core.geometry import Rect


def scene(seed: int, side: int = 96) -> tuple[Workspace, np.ndarray]:
    """Random boxes: some people's, some a model's; and proposed ones, some under a corner."""
    generator = np.random.default_rng(seed)
    labels, proposed = np.zeros((2, side, side), np.int32)
    for plane, count in ((labels, 6), (proposed, 14)):
        for number in range(1, count + 1):
            y, x = generator.integers(0, side - 8, 2)
            height, width = generator.integers(4, 40, 2)
            plane[y : y + height, x : x + width] = number
    table = ObjectTable()
    for number in np.unique(labels[labels > 0]).tolist():
        origin = Provenance("person", "ann") if number % 3 else Provenance("model", generation="1")
        state = "labeled" if number % 3 else "machine"
        table.add(ObjectRecord(number, "nucleus", state, origin))
    author = Provenance("model", generation="2")
    return Workspace(LabelPlane.from_array(labels), table, "nuclei", "nucleus", author), proposed


def test_whole_objects_are_left_out_where_people_have_drawn_most_of_them():
    for seed in range(40):
        workspace, proposed = scene(seed)
        proposed[:4, :2] = proposed[-1, -1] = 14  # in pieces, at the first and the last pixel
        human = edits.human_work(workspace, None)
        drawn = human.fitted(workspace.plane.bounds()).mask
        numbers = np.unique(proposed[proposed > 0])
        gone = [n for n in numbers if 2 * drawn[proposed == n].sum() > (proposed == n).sum()]
        left = proposed.copy()
        assert leave_out_covered(left, human, whole_objects=True) == len(gone)
        np.testing.assert_array_equal(left, np.where(np.isin(proposed, gone), 0, proposed))


@pytest.mark.parametrize("place", [None, Rect(16, 24, 80, 96)])
@pytest.mark.parametrize("whole", [False, True])
def test_what_is_shown_is_what_accepting_takes(place, whole):
    for seed in range(25):
        workspace, proposed = scene(seed)
        instances = proposed if place is None else proposed[place.slices].copy()
        before = instances.copy()
        human = edits.human_work(workspace, place)
        shown = edits.acceptable(instances, human, whole_objects=whole)[0] > 0
        assert (instances == before).all(), "the proposal itself stays"
        edit = edits.accept_instances(workspace, instances, place=place, whole_objects=whole)
        made = {change.after.id for change in edit.objects if change.before is None}
        plane = workspace.plane.snapshot()
        edit.patch.apply(plane)
        taken = np.isin(plane.read(place or plane.bounds()), list(made))
        assert (taken == shown).all(), seed
