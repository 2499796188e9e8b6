"""The border of a region is treated as the border of an image is."""

from __future__ import annotations

import numpy as np

from lvit_core.annotation.looked_at import LookedAt, known_array, known_plane
from lvit_core.annotation.plane import LabelPlane

SIZE = (600, 700)  # two tiles by two


def _region(*rects: tuple[int, int, int, int]) -> LookedAt:
    ids = np.zeros(SIZE, np.int32)
    for number, (y0, x0, y1, x1) in enumerate(rects, start=1):
        ids[y0:y1, x0:x1] = number
    found = LookedAt.of(LabelPlane.from_array(ids))
    assert found is not None
    return found


def test_an_empty_region_is_none() -> None:
    assert LookedAt.of(LabelPlane(*SIZE)) is None
    assert LookedAt.of(None) is None


def test_how_much_has_been_looked_at() -> None:
    region = _region((10, 10, 20, 30), (500, 500, 520, 520))  # the second lies in four tiles
    assert (region.area_px, region.count) == (600, 2)
    assert region.share == 600 / (600 * 700)
    assert region.mask().sum() == 600


def test_what_lies_outside_is_cut_off_and_the_rest_stays() -> None:
    region = _region((10, 10, 20, 30), (500, 500, 520, 520))
    labels = np.arange(SIZE[0] * SIZE[1], dtype=np.int32).reshape(SIZE) + 1
    plane = LabelPlane.from_array(labels)
    expected = np.where(region.mask(), labels, 0)
    assert np.array_equal(region.cut(plane).to_array(), expected)
    assert np.array_equal(region.cut_array(labels), expected)
    assert np.array_equal(plane.to_array(), labels), "it is a copy"
    assert known_plane(None, plane) is plane
    assert known_array(None, labels) is labels


def test_an_object_reaches_the_unknown_at_the_region_not_at_the_image() -> None:
    region = _region((0, 0, 100, 100))
    ids = np.zeros(SIZE, np.int32)
    ids[0:10, 0:10] = 1  # in the corner of the image
    ids[40:50, 90:120] = 2  # across the border
    ids[40:50, 40:50] = 3
    cut = region.cut(LabelPlane.from_array(ids))
    reach = {n: region.touches_border(cut, cut.extents.box(n), n) for n in (1, 2, 3)}
    assert reach == {1: False, 2: True, 3: False}
