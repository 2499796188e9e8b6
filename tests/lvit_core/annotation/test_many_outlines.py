"""Outlines of many objects at once are those of each object by itself."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from lvit_core.annotation.encodings import Polygon, polygons, polygons_to_mask
from lvit_core.annotation.many_outlines import many_polygons
from lvit_core.geometry import Rect

MASKS = st.lists(
    st.tuples(st.integers(1, 9), st.integers(1, 9)).flatmap(lambda size: arrays(bool, size)),
    max_size=8,
)


def placed(masks: list[np.ndarray]) -> list[tuple[Rect, np.ndarray]]:
    return [
        (Rect(7 * n, 3 * n, 7 * n + mask.shape[0], 3 * n + mask.shape[1]), mask)
        for n, mask in enumerate(masks)
    ]


def corners(items: list[Polygon]) -> set[tuple[frozenset, frozenset]]:
    return {
        (frozenset(item.outer), frozenset(frozenset(hole) for hole in item.holes)) for item in items
    }


@settings(deadline=None, max_examples=150)
@given(MASKS)
def test_many_are_as_each_by_itself(masks: list[np.ndarray]) -> None:
    objects = placed(masks)
    for (rect, mask), found in zip(objects, many_polygons(objects), strict=True):
        assert corners(found) == corners(polygons(mask, (rect.y0, rect.x0)))
        assert np.array_equal(polygons_to_mask(found, rect), mask)


def test_large_and_small_ones_go_together() -> None:
    large = np.ones((1500, 1500), bool)
    large[3:8, 3:900] = False
    objects = placed([large, np.ones((1, 1), bool), large[:40, :40]])
    for (rect, mask), found in zip(objects, many_polygons(objects), strict=True):
        assert np.array_equal(polygons_to_mask(found, rect), mask)
