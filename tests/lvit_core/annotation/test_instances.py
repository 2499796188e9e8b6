"""Objects of a probability map are the same whether it is divided as a whole or in parts."""

import numpy as np

from lvit_core.annotation import instances
from lvit_core.annotation.instances import instances_from_probability


def pairs_of_discs(height, width):
    """Touching pairs of discs, each pair well apart from the next and some at the edges."""
    rows, columns = np.ogrid[:height, :width]
    probability = np.zeros((height, width), np.uint8)
    for y in range(0, height, 40):
        for x in range(5, width, 60):
            for dx in (0, 13):
                near = np.hypot(rows - y, columns - (x + dx))
                probability[near < 8] = 255
    return probability


def test_a_large_mask_is_divided_in_parts_into_the_same_objects(monkeypatch):
    probability = pairs_of_discs(230, 310)
    whole = instances_from_probability(probability, 0.5)
    monkeypatch.setattr(instances, "_WHOLE_PX", 1)
    monkeypatch.setattr(instances, "_PART_SIDE_PX", 64)
    parts = instances_from_probability(probability, 0.5)
    assert whole.max() == parts.max() >= 60
    inside = whole > 0
    np.testing.assert_array_equal(inside, parts > 0)
    together = np.unique(np.stack((whole[inside], parts[inside])), axis=1)
    assert together.shape[1] == whole.max()


def test_an_empty_large_mask_has_no_objects(monkeypatch):
    monkeypatch.setattr(instances, "_WHOLE_PX", 1)
    assert not instances_from_probability(np.zeros((50, 60), np.uint8), 0.5).any()
