"""Tiles cover every pixel once in weight and once by core, whatever the size."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lvit_core.errors import LViTError
from lvit_core.geometry import Rect
from lvit_core.inference.tiling import add_tile, blended, cut, nearest_first, plan_tiles


@settings(max_examples=60, deadline=None)
@given(
    height=st.integers(1, 300),
    width=st.integers(1, 300),
    overlap=st.sampled_from([0.0, 0.125, 0.25, 0.5, 0.75]),
)
def test_weights_sum_to_one_and_cores_partition(height, width, overlap):
    tiles = plan_tiles(height, width, 64, overlap)
    total = np.zeros((height, width), np.float32)
    owners = np.zeros((height, width), int)
    for tile in tiles:
        add_tile(total, tile, np.ones((64, 64), np.float32))
        owners[tile.core.slices] += 1
        inside = tile.rect.intersect(Rect(0, 0, height, width))
        assert tile.core.intersect(inside) == tile.core, "a core is seen by its own tile"
    assert np.abs(total - 1).max() < 1e-5
    assert (owners == 1).all()


def test_overlap_is_at_least_what_was_asked():
    rows = sorted({tile.rect.y0 for tile in plan_tiles(1000, 64, 64, 0.5)})
    assert max(b - a for a, b in pairwise(rows)) <= 32
    assert rows[0] == 0 and rows[-1] == 1000 - 64


def test_impossible_overlap_is_refused():
    with pytest.raises(LViTError):
        plan_tiles(100, 100, 64, 1.0)


def test_the_tile_looked_at_comes_first():
    tiles = plan_tiles(500, 500, 64, 0.125)
    first = nearest_first(tiles, (420.0, 37.0))[0]
    assert first.core.contains(420, 37)


def test_small_images_are_mirrored():
    image = np.arange(3 * 5 * 3, dtype=np.uint8).reshape(3, 5, 3)
    tile = cut(image, Rect(0, 0, 8, 8))
    assert tile.shape == (8, 8, 3)
    assert np.array_equal(tile[3], tile[2]) and np.array_equal(tile[:, 5], tile[:, 4])


def test_blending_is_continuous_across_a_seam():
    """Two tiles that disagree by 1 blend with no step larger than the window's slope."""
    tiles = plan_tiles(64, 96, 64, 0.5)
    total = np.zeros((64, 96), np.float32)
    for value, tile in enumerate(tiles):
        add_tile(total, tile, np.full((64, 64), float(value), np.float32))
    assert len(tiles) == 2
    assert np.abs(np.diff(total, axis=1)).max() < np.pi / 2 / 32 + 1e-3


@pytest.mark.parametrize("at_once", [1, 4, 100])
def test_tiles_asked_together_are_blended_as_tiles_asked_alone(at_once):
    rng = np.random.default_rng(0)
    image = rng.integers(0, 255, (150, 170, 3), dtype=np.uint8)
    tiles, asked, seen = plan_tiles(150, 170, 64, 0.125), [], []

    def answer(chunk):
        asked.append(len(chunk))
        return np.stack([cut(image, tile.rect)[..., 0] / np.float32(255) for tile in chunk])

    whole = blended((150, 170), tiles, at_once, answer, lambda tile, _: seen.append(tile))
    assert np.abs(whole - image[..., 0] / np.float32(255)).max() < 1e-5
    assert max(asked) == min(at_once, len(tiles)) and sum(asked) == len(tiles)
    assert seen == tiles
