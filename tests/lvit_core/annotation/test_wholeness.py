"""Pieces and small holes of objects, against counting each object by itself."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import ndimage

from lvit_core.annotation.plane import TILE_PX, LabelPlane
from lvit_core.annotation.wholeness import SMALL_HOLE_PX, Wholeness, not_whole

EIGHT = np.ones((3, 3), bool)


def one_by_one(labels: np.ndarray) -> dict[int, Wholeness]:
    """The same by scipy, object after object."""
    found = {}
    areas, count = ndimage.label(labels == 0)
    edge = set(np.concatenate([areas[0], areas[-1], areas[:, 0], areas[:, -1]]).tolist())
    for one in np.unique(labels[labels > 0]):
        pieces = ndimage.label(labels == one, EIGHT)[1]
        holes = 0
        for area in range(1, count + 1):
            inside = areas == area
            ring = ndimage.binary_dilation(inside) & ~inside
            alone = set(np.unique(labels[ring])) == {one}
            holes += area not in edge and alone and inside.sum() <= SMALL_HOLE_PX
        if pieces > 1 or holes:
            found[int(one)] = Wholeness(pieces, holes)
    return found


@settings(max_examples=150, deadline=None)
@given(
    arrays(np.int32, st.tuples(*[st.integers(1, 14)] * 2), elements=st.sampled_from([0, 0, 1, 3]))
)
def test_it_counts_as_one_by_one(labels):
    assert not_whole(LabelPlane.from_array(labels)) == one_by_one(labels)


def test_large_holes_are_meant_and_words_are_plain():
    labels = np.zeros((40, 40), np.int32)
    labels[5:30, 5:30] = 2
    labels[10:20, 10:20] = 0
    assert not_whole(LabelPlane.from_array(labels)) == {}
    labels[25, 25] = 0
    labels[35, 35] = 2
    assert {k: v.words for k, v in not_whole(LabelPlane.from_array(labels)).items()} == {
        2: "2 parts, 1 small hole"
    }


def test_of_a_large_image_the_drawn_part_is_looked_at():
    plane = LabelPlane(60_000, 50_000)
    labels = np.zeros((TILE_PX, TILE_PX), np.int32)
    labels[3:9, 3:9] = labels[40:44, 40:44] = 7
    plane.set_tile((0, 30, 20), labels)
    assert not_whole(plane) == {7: Wholeness(pieces=2)}
    plane.set_tile((0, 0, 0), labels)
    assert not_whole(plane) == {}, "what lies between is too much to look at"
