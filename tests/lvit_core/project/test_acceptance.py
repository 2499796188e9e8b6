"""What is left of a proposal when a part of it was accepted."""

from __future__ import annotations

import numpy as np
import pytest

from lvit_core.annotation.objects import ObjectRecord, ObjectTable, Provenance
from lvit_core.annotation.plane import LabelPlane
from lvit_core.annotation.regions import Region
from lvit_core.errors import LViTError
from lvit_core.geometry import Rect
from lvit_core.project.acceptance import (
    acceptance_workspace,
    accepting,
    without_objects_in,
    without_region,
)
from lvit_core.project.records import Proposal
from lvit_core.prompt.templates import load_template


def two_areas() -> Proposal:
    probability, labels = np.zeros((20, 30), np.uint8), np.zeros((20, 30), np.int32)
    probability[2:6, 2:6], labels[2:6, 2:6] = 200, 1
    probability[10:15, 20:28], labels[10:15, 20:28] = 250, 2
    return Proposal(
        1, "lesion", ("infection",), probability[None], 0.5, "s", "2", influence=0.7, objects=labels
    )


def test_the_rest_keeps_its_pixels_and_says_nothing_of_the_sentence():
    proposal = two_areas()
    first = Region(Rect(2, 2, 6, 6), np.ones((4, 4), bool))
    rest = without_region(proposal, first)
    assert rest.probability[0, 2:6, 2:6].max() == 0 and rest.objects[2:6, 2:6].max() == 0
    np.testing.assert_array_equal(rest.probability[0, 10:15, 20:28], 250)
    assert rest.influence is None and (rest.sentence, rest.generation) == ("s", "2")
    assert proposal.influence == 0.7 and proposal.probability[0, 3, 3] == 200


def test_nothing_is_left_of_an_accepted_whole():
    everywhere = Region(Rect(0, 0, 20, 30), np.ones((20, 30), bool))
    assert without_region(two_areas(), everywhere) is None
    assert without_objects_in(two_areas(), everywhere) is None


def test_a_part_that_people_drew_already_is_refused_and_stays_proposed():
    """Nothing would have come of it, and it would have left the proposal without a word."""
    labels = np.zeros((20, 30), np.int32)
    labels[2:6, 2:6] = 7
    table = ObjectTable([ObjectRecord(7, "lesion", "infection", Provenance("person"))])
    layer = load_template("chest-xray").finding_layer
    work = acceptance_workspace(LabelPlane.from_array(labels), table, layer, two_areas(), "ann")
    part = Region(Rect(2, 2, 6, 6), np.ones((4, 4), bool))
    with pytest.raises(LViTError, match="covers this already"):
        accepting(work, two_areas(), part, whole_objects=False)
    everything = accepting(work, two_areas(), None, whole_objects=False)
    assert everything.rest is None and len(everything.edit.objects) == 1


def test_a_cut_area_counts_as_its_parts():
    middle = Region(Rect(0, 23, 20, 25), np.ones((20, 2), bool))
    rest = without_region(two_areas(), middle)
    assert rest.objects.max() == 3
    np.testing.assert_array_equal(rest.objects > 0, rest.probability[0] > 0)


def test_whole_objects_are_taken_or_stay_whole():
    lasso = Region(Rect(0, 0, 20, 22), np.ones((20, 22), bool))  # all of one, a slice of the other
    rest = without_objects_in(two_areas(), lasso)
    assert (
        rest.probability[0, 10:15, 20:28].min() == 250 and rest.probability[0, 2:6, 2:6].max() == 0
    )
    np.testing.assert_array_equal(rest.objects > 0, rest.probability[0] > 0)
