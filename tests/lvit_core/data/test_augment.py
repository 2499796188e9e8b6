"""Every drawn view must leave its sentence true."""

import numpy as np
import pytest

from lvit_core.data.augment import GeometryRanges, draw_crop, draw_whole, sentence_after
from lvit_core.data.warp import apply_warp, make_warp

RANGES = GeometryRanges(quarter_turns=True, rotation_deg=15, zoom=1.2, shift=0.03)
CHEST = "Unilateral pulmonary infection, one infected area, upper left lung."
PLACES = {
    "upper left": (0, 0),
    "upper right": (0, 1),
    "lower left": (1, 0),
    "lower right": (1, 1),
}


def dense_image(place):
    image = np.zeros((64, 64), np.float32)
    row, column = PLACES[place]
    image[row * 32 : row * 32 + 32, column * 32 : column * 32 + 32] = 1.0
    return image


@pytest.mark.parametrize("place", PLACES)
def test_the_named_quadrant_is_the_dense_one_after_every_view(place):
    sentence = f"The nuclei density in the {place} is high."
    rng = np.random.default_rng(5)
    seen = set()
    for _ in range(60):
        warp = draw_whole((64, 64), sentence, "nuclei", RANGES, rng)
        view = apply_warp(dense_image(place), warp, 64)[0].numpy()
        told = sentence_after(sentence, "nuclei", warp)
        quadrants = {
            name: view[r * 32 : r * 32 + 32, c * 32 : c * 32 + 32].mean()
            for name, (r, c) in PLACES.items()
        }
        densest = max(quadrants, key=quadrants.get)
        assert densest in told, (told, quadrants)
        seen.add(densest)
    assert len(seen) == 4  # the views do move it around


def test_a_chest_is_neither_mirrored_nor_turned_by_default():
    rng = np.random.default_rng(0)
    for _ in range(40):
        warp = draw_whole((64, 64), CHEST, "chest-xray", RANGES, rng)
        assert not warp.flipped_horizontally
        assert not warp.flipped_vertically
        assert warp.quarter_turns == 0
        assert sentence_after(CHEST, "chest-xray", warp) == CHEST


def test_a_chest_mirrored_on_request_swaps_its_sides_and_is_never_upside_down():
    rng = np.random.default_rng(1)
    asked = GeometryRanges(flip_horizontal=True, flip_vertical=True)
    told = set()
    for _ in range(30):
        warp = draw_whole((64, 64), CHEST, "chest-xray", asked, rng)
        assert not warp.flipped_vertically
        told.add(sentence_after(CHEST, "chest-xray", warp))
    assert told == {CHEST, CHEST.replace("left", "right")}


def test_a_crop_loses_its_places():
    rng = np.random.default_rng(2)
    warp = draw_crop(
        (500, 500), 64, "The nuclei density in the upper left is high.", "nuclei", RANGES, rng
    )
    told = sentence_after("The nuclei density in the upper left is high.", "nuclei", warp) or ""
    assert "left" not in told
    assert "upper" not in told
    assert sentence_after("The nuclei are sparsely distributed.", "nuclei", warp) == (
        "The nuclei are sparsely distributed."
    )


def test_crops_lie_inside_and_reach_everywhere():
    rng = np.random.default_rng(4)
    still = GeometryRanges(flip_horizontal=False, flip_vertical=False)
    ramp = np.tile(np.arange(200, dtype=np.float32), (200, 1))
    lefts = [
        apply_warp(ramp, draw_crop((200, 200), 64, None, "nuclei", still, rng), 64).min()
        for _ in range(200)
    ]
    assert min(lefts) < 10
    assert max(lefts) > 125
    assert max(lefts) <= 136.5


def test_no_sentence_stays_none():
    assert (
        sentence_after(None, "nuclei", make_warp((8, 8), (8, 8), (4, 4), flip_horizontal=True))
        is None
    )
