"""What is left of a proposal when a part of it was accepted."""

from __future__ import annotations

import numpy as np

from app.session.acceptance import without_region
from lvit_core.annotation.regions import Region
from lvit_core.geometry import Rect
from lvit_core.project.records import Proposal


def two_areas() -> tuple[Proposal, np.ndarray]:
    probability, labels = np.zeros((20, 30), np.uint8), np.zeros((20, 30), np.int32)
    probability[2:6, 2:6], labels[2:6, 2:6] = 200, 1
    probability[10:15, 20:28], labels[10:15, 20:28] = 250, 2
    return Proposal(1, "lesion", probability, 0.5, "s", "2", influence=0.7), labels


def test_the_rest_keeps_its_pixels_and_says_nothing_of_the_sentence():
    proposal, labels = two_areas()
    first = Region(Rect(2, 2, 6, 6), np.ones((4, 4), bool))
    rest, left = without_region(proposal, labels, first)
    assert rest.probability[2:6, 2:6].max() == 0 and left[2:6, 2:6].max() == 0
    np.testing.assert_array_equal(rest.probability[10:15, 20:28], 250)
    assert rest.influence is None and (rest.sentence, rest.generation) == ("s", "2")
    assert proposal.influence == 0.7 and proposal.probability[3, 3] == 200


def test_nothing_is_left_of_an_accepted_whole():
    proposal, labels = two_areas()
    assert without_region(proposal, labels, None) == (None, None)
    everywhere = Region(Rect(0, 0, 20, 30), np.ones((20, 30), bool))
    assert without_region(proposal, labels, everywhere) == (None, None)
