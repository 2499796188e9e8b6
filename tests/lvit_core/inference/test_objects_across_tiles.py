"""An object that lies across tile borders is one object with one number, whatever the tiles."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import ndimage
from skimage import data

from lvit_core.annotation.instances import instances_from_probability
from lvit_core.annotation.threshold import as_bytes
from lvit_core.data.object_maps import object_maps
from lvit_core.inference import Predictor
from lvit_core.inference.tiling import blended, plan_tiles
from lvit_core.metrics.instance import panoptic_quality

SIZE = 48


def drawn(seed, height, width):
    """Ids of discs, many of which touch, int32 (height, width)."""
    rng = np.random.default_rng(seed)
    rows, columns = np.mgrid[:height, :width]
    ids = np.zeros((height, width), np.int32)
    for number in range(1, 26):
        y, x, radius = rng.uniform(0, height), rng.uniform(0, width), rng.uniform(5, 12)
        ids[np.hypot(rows - y, columns - x) <= radius] = number
    return ids


def planes_of(ids):
    """What a network that knows objects says of them, float32 (2, H, W)."""
    depth = ndimage.gaussian_filter(object_maps(ids)[..., 0], 1.0)
    return np.stack((ndimage.gaussian_filter((ids > 0).astype(np.float32), 0.7), depth))


def seen_in_tiles(planes, overlap, wrong, rng):
    """The same told tile by tile, each tile with an error of its own, float32 (2, H, W)."""
    height, width = planes.shape[1:]
    padded = np.pad(planes, ((0, 0), (0, SIZE), (0, SIZE)), mode="symmetric")

    def answer(tiles):
        told = np.stack([padded[:, *tile.rect.slices] for tile in tiles])
        told += rng.uniform(-wrong, wrong, (len(tiles), 2, 1, 1)).astype(np.float32)
        return told.clip(0, 1)

    tiles = plan_tiles(height, width, SIZE, overlap)
    return blended((height, width), tiles, 1, answer)


def objects_of(planes):
    return instances_from_probability(
        as_bytes(planes[0]), 0.5, min_area_px=12, depth=as_bytes(planes[1])
    )


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    height=st.integers(SIZE, 150),
    width=st.integers(SIZE, 150),
    overlap=st.sampled_from([0.125, 0.2, 0.34, 0.5]),
)
def test_any_grid_of_tiles_finds_the_same_objects(seed, height, width, overlap):
    """Tiles that err by two hundredths differ from the whole in no more than a twentieth."""
    planes = planes_of(drawn(seed, height, width))
    whole = objects_of(planes)
    exact = objects_of(seen_in_tiles(planes, overlap, 0.0, np.random.default_rng(seed)))
    same = panoptic_quality(exact, whole)
    assert same.detection == 1.0 and same.segmentation > 0.98
    tiled = objects_of(seen_in_tiles(planes, overlap, 0.02, np.random.default_rng(seed)))
    near = panoptic_quality(tiled, whole)
    allowed = max(2, round(0.05 * whole.max()))
    assert abs(int(tiled.max()) - int(whole.max())) <= allowed
    assert near.segmentation > 0.9
    numbers = ndimage.label(tiled > 0, np.ones((3, 3)))[1]
    assert numbers <= tiled.max(), "nothing is left without a number"


@pytest.mark.parametrize("radius", [10, 30])
def test_an_object_larger_than_the_shared_part_is_one(radius):
    """A disc over the crossing of four tiles, and one that no tile sees whole."""
    rows, columns = np.mgrid[:90, :90]
    ids = (np.hypot(rows - 45, columns - 45) <= radius).astype(np.int32)
    tiled = objects_of(seen_in_tiles(planes_of(ids), 0.125, 0.04, np.random.default_rng(1)))
    assert tiled.max() == 1
    assert panoptic_quality(tiled, ids).quality > 0.9


def test_a_moved_grid_finds_the_same_nuclei_of_a_real_section():
    """The bundled weights on a stained section: a moved grid changes one nucleus in ten at most."""
    section = np.ascontiguousarray(data.immunohistochemistry())
    predictor = Predictor("nuclei", backend="eager", threads=1)
    found = []
    for first in (0, 32):
        predictor.set_image(section[first:, first:])
        answer = predictor.answer(None)
        found.append(
            instances_from_probability(
                answer.probability, predictor.config.threshold, min_area_px=64, depth=answer.depth
            )
        )
    common = slice(48, 512), slice(48, 512)  # what the new edge shows otherwise does not count
    moved = np.pad(found[1], ((32, 0), (32, 0)))[common]
    same = panoptic_quality(moved, found[0][common])
    assert same.detection > 0.9 and same.segmentation > 0.9
