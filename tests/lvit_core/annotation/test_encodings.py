"""Encodings keep every pixel and every hole, and say what other programs expect."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from lvit_core.annotation import encodings
from lvit_core.errors import LViTError
from lvit_core.geometry import Rect

masks = hnp.arrays(bool, hnp.array_shapes(min_dims=2, max_dims=2, min_side=1, max_side=14))


def reference_text(mask):
    """COCO's text form, written from its description, pixel by pixel and bit by bit."""
    height, width = mask.shape
    counts, value, length = [], False, 0
    for x in range(width):
        for y in range(height):
            if bool(mask[y, x]) != value:
                counts.append(length)
                value, length = not value, 0
            length += 1
    counts.append(length)
    text = ""
    for i, count in enumerate(counts):
        number = count - counts[i - 2] if i > 2 else count
        while True:
            low, number = number % 32, number // 32  # floor division keeps the sign
            ended = (number == 0 and low < 16) or (number == -1 and low >= 16)
            text += chr(48 + low + (0 if ended else 32))
            if ended:
                break
    return text


@settings(deadline=None)
@given(masks)
def test_run_lengths_match_an_independent_encoder_and_decode(mask):
    encoded = encodings.rle_encode(mask)
    assert encoded["size"] == list(mask.shape)
    assert encoded["counts"] == reference_text(mask)
    assert np.array_equal(encodings.rle_decode(encoded), mask)
    raw = {"size": encoded["size"], "counts": encodings.text_to_counts(encoded["counts"])}
    assert sum(raw["counts"]) == mask.size
    assert np.array_equal(encodings.rle_decode(raw), mask)


@settings(deadline=None)
@given(masks, st.integers(0, 3), st.integers(0, 3), st.integers(0, 3))
def test_run_lengths_of_a_part_are_those_of_the_whole(mask, above, left, below):
    whole = np.pad(mask, ((above, below), (left, 1)))
    rect = Rect(above, left, above + mask.shape[0], left + mask.shape[1])
    assert encodings.rle_encode(mask, rect, whole.shape) == encodings.rle_encode(whole)


def test_long_runs_and_large_differences():
    mask = np.zeros((3000, 40), bool)
    mask[1:2999, 3] = mask[0, 5] = mask[:, 30:] = True
    assert encodings.rle_encode(mask)["counts"] == reference_text(mask)


def test_a_known_encoding():
    # one column 0,1,1,0: counts 1, 2, 1 are single digits
    assert encodings.rle_encode(np.array([[0], [1], [1], [0]], bool))["counts"] == "121"


@pytest.mark.hostile
@pytest.mark.parametrize(
    "broken",
    [
        {"size": [2, 2], "counts": "1"},
        {"size": [2, 2], "counts": "P"},
        {"size": [2, 2], "counts": "\x07"},
        {"size": [2, 2], "counts": [5, -1]},
        {"size": [2], "counts": [4]},
        {"counts": [4]},
    ],
)
def test_damaged_run_lengths_are_refused(broken):
    with pytest.raises(LViTError):
        encodings.rle_decode(broken)


def as_shapely(item):
    flip = [[(x, y) for y, x in ring] for ring in (item.outer, *item.holes)]
    return shapely.Polygon(flip[0], flip[1:])


@settings(deadline=None, max_examples=300)
@given(masks, st.tuples(st.integers(-5, 900), st.integers(-5, 900)))
def test_polygons_are_valid_and_restore_the_mask(mask, origin):
    items = encodings.polygons(mask, origin)
    shapes = [as_shapely(item) for item in items]
    assert all(shape.is_valid for shape in shapes)
    assert sum(shape.area for shape in shapes) == mask.sum()
    for y, x in np.ndindex(mask.shape):
        point = shapely.Point(origin[1] + x + 0.5, origin[0] + y + 0.5)
        assert any(shape.contains(point) for shape in shapes) == mask[y, x]
    rect = Rect(0, 0, *mask.shape).moved(*origin)
    assert np.array_equal(encodings.polygons_to_mask(items, rect), mask)


def test_rings_turn_the_same_way_and_holes_the_other():
    mask = np.ones((7, 9), bool)
    mask[2:4, 3:6] = False
    (item,) = encodings.polygons(mask)
    assert sorted(item.outer) == [(0, 0), (0, 9), (7, 0), (7, 9)]
    assert sorted(item.holes[0]) == [(2, 3), (2, 6), (4, 3), (4, 6)]
    rings = [shapely.LinearRing([(x, y) for y, x in r]) for r in (item.outer, *item.holes)]
    assert [ring.is_ccw for ring in rings] == [True, False]  # in (x, y) without regard to down


@pytest.mark.parametrize("seed", range(8))
def test_dense_noise_full_of_touching_corners_gives_valid_rings(seed):
    mask = np.random.default_rng(seed).random((40, 40)) < 0.55
    items = encodings.polygons(mask)  # raises when the pixels would not come back
    assert all(as_shapely(item).is_valid for item in items)
    assert sum(as_shapely(item).area for item in items) == mask.sum()
