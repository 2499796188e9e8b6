"""Phantoms: the same for everyone, and what they claim is where they claim it."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.ndimage import label

from lvit_core.imaging.phantom import LEVELS, SIDES, chest_phantom


def test_the_same_seed_gives_the_same_pixels() -> None:
    first, second = chest_phantom(5, 256), chest_phantom(5, 256)
    assert np.array_equal(first.image.pixels, second.image.pixels)
    assert np.array_equal(first.lesion, second.lesion)
    assert not np.array_equal(first.image.pixels, chest_phantom(6, 256).image.pixels)


@pytest.mark.parametrize("seed", range(6))
def test_each_lesion_lies_in_its_zone_of_its_lung(seed: int) -> None:
    phantom = chest_phantom(seed)
    assert phantom.lesion.max() == len(phantom.zones)
    for number, (side, level) in enumerate(phantom.zones, start=1):
        mask = phantom.lesion == number
        assert label(mask)[1] == 1
        assert mask.sum() > 512 * 512 * 0.002
        lung = phantom.lungs == SIDES.index(side) + 1
        assert (lung | ~mask).all()
        rows = np.flatnonzero(lung.any(axis=1))
        thirds = (np.flatnonzero(mask.any(axis=1)) - rows[0]) * 3 // len(rows)
        assert set(thirds) == {LEVELS.index(level)}


def test_lungs_are_dark_and_lesions_brighter_than_the_lung_around_them() -> None:
    phantom = chest_phantom(1)
    pixels = phantom.image.pixels.astype(float)
    body = pixels[200:300, 236:276].mean()
    clear = pixels[(phantom.lungs > 0) & (phantom.lesion == 0)].mean()
    assert clear < 0.5 * body
    assert pixels[phantom.lesion > 0].mean() > 1.3 * clear
    left, right = (np.argwhere(phantom.lungs == number)[:, 1].mean() for number in (1, 2))
    assert left < 256 < right


def test_zones_can_be_asked_for() -> None:
    phantom = chest_phantom(3, 256, zones=[("right", "lower")])
    assert phantom.zones == [("right", "lower")]
    assert chest_phantom(3, 256, zones=[]).lesion.max() == 0
