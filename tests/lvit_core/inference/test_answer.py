"""A network that knows objects: what its answers hold, and that tiles do not change its objects."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import ndimage

from lvit_core.annotation.instances import instances_from_probability
from lvit_core.annotation.threshold import as_bytes
from lvit_core.data.object_maps import object_maps
from lvit_core.inference.answer import answer_of
from lvit_core.inference.predictor import Predictor
from lvit_core.inference.tiling import blended, plan_tiles
from lvit_core.model.config import LViTConfig

NETWORK = LViTConfig(width=8, image_size=64, text_dim=32, tokens=8)


@pytest.mark.parametrize("input_kind", ["tiles", "whole"])
@pytest.mark.parametrize("backend", ["eager", "folded"])
def test_an_answer_holds_depth_and_classes_and_the_mask_is_the_same_without_it(
    make_model, image, input_kind, backend
):
    plain = make_model(input=input_kind)
    headed = make_model(
        input=input_kind, network=replace(NETWORK, heads=("geometry", "classes"), object_classes=3)
    )
    headed.network.load_state_dict(plain.network.state_dict(), strict=False)
    headed.encoder.load_state_dict(plain.encoder.state_dict())
    answers = []
    for model in (plain, headed):
        predictor = Predictor(model, backend=backend)
        predictor.set_image(image)
        answers.append(predictor.answer("dense"))
        again = predictor.answer("dense")
        np.testing.assert_array_equal(again.probability, answers[-1].probability)
        np.testing.assert_array_equal(predictor.predict("dense"), again.probability)
    without, told = answers
    assert without.depth is None
    assert told.depth is not None and told.depth.dtype == np.uint8
    assert told.depth.shape == image.shape[:2] and len(np.unique(told.depth)) > 3
    assert without.classes is None and told.classes.shape == (3, *image.shape[:2])
    assert np.abs(told.classes.astype(int).sum(axis=0) - 255).max() <= 3
    np.testing.assert_allclose(told.probability, without.probability, atol=1e-5)


def crowd(seed):
    """Objects on 150 x 190 pixels, some across every possible border of tiles."""
    rng = np.random.default_rng(seed)
    rows, columns = np.mgrid[:150, :190]
    ids = np.zeros((150, 190), np.int32)
    for number in range(1, 61):
        y, x, radius = rng.integers(0, 150), rng.integers(0, 190), rng.integers(4, 10)
        ids[np.hypot(rows - y, columns - x) <= radius] = number
    return ids


@pytest.mark.parametrize("seed", [0, 1])
def test_any_grid_of_tiles_gives_the_same_objects(seed):
    """Each tile answers a little differently near its edge, as networks do, so masks may differ
    there by pixels: all but one object in fifty has a partner of an IoU of 0.8, and an object
    across borders is one."""
    ids = crowd(seed)
    depth = ndimage.gaussian_filter(object_maps(ids)[..., 0], 1.0)
    truth = np.stack([ndimage.gaussian_filter((ids > 0).astype(np.float32), 1.0), depth])
    rng = np.random.default_rng(seed)

    def objects(size, overlap):
        def answer(tiles):
            padded = np.pad(truth, ((0, 0), (0, 256), (0, 256)), mode="symmetric")
            parts = np.stack([padded[(..., *tile.rect.slices)] for tile in tiles])
            noise = ndimage.gaussian_filter(rng.normal(0, 0.15, parts.shape), (0, 0, 3, 3))
            return (parts + noise).clip(0, 1).astype(np.float32)

        tiles = plan_tiles(150, 190, size, overlap)
        found = answer_of(blended((150, 190), tiles, 4, answer), (150, 190))
        return instances_from_probability(found.probability, 0.5, depth=found.depth)

    whole = instances_from_probability(truth[0], 0.5, depth=as_bytes(truth[1]))
    for size, overlap in ((256, 0.125), (96, 0.125), (64, 0.25), (48, 0.5)):
        found = objects(size, overlap)
        ious = []
        for number in range(1, whole.max() + 1):
            own = whole == number
            other = found == np.bincount(found[own]).argmax()
            ious.append((own & other).sum() / (own | other).sum())
        assert abs(int(found.max()) - int(whole.max())) <= max(1, whole.max() // 50), (
            size,
            overlap,
        )
        assert np.mean(np.array(ious) > 0.8) >= 0.98, (size, overlap, np.sort(ious)[:4])
