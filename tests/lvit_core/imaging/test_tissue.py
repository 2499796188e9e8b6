"""Where a slide has tissue, on drawn slides whose tissue is known."""

from __future__ import annotations

import numpy as np
import pytest

from lvit_core.errors import LViTError
from lvit_core.geometry import Rect
from lvit_core.imaging.image import Image
from lvit_core.imaging.pyramid import ArraySource
from lvit_core.imaging.tissue import find_tissue


def slide(height: int, width: int, *areas: Rect) -> ArraySource:
    """Pink areas on ground that is almost white."""
    pixels = np.full((height, width, 3), 243, np.uint8)
    for area in areas:
        pixels[area.slices] = (220, 130, 190)
    return ArraySource(Image(pixels))


def test_the_share_is_that_of_what_was_drawn() -> None:
    found = find_tissue(slide(800, 1000, Rect(100, 200, 300, 700)))
    assert found.share == pytest.approx(200 * 500 / 800_000)
    assert found.scale == 1.0


def test_a_part_is_asked_where_a_single_pixel_of_it_is_tissue() -> None:
    found = find_tissue(slide(6000, 9000, Rect(3000, 3000, 3400, 3400)))
    assert found.scale > 1
    assert found.touches(Rect(2900, 2900, 3100, 3100))
    assert found.touches(Rect(3399, 3399, 3600, 3600))
    assert not found.touches(Rect(0, 0, 2900, 9000))
    assert not found.touches(Rect(3500, 0, 6000, 9000))


def test_a_higher_density_takes_less() -> None:
    pixels = np.full((100, 100, 3), 250, np.uint8)
    pixels[:50, :50] = (200, 150, 200)  # optical density 0.23
    pixels[50:, 50:] = (90, 40, 120)  # 0.8
    source = ArraySource(Image(pixels))
    assert find_tissue(source).share == pytest.approx(0.5)
    assert find_tissue(source, 0.5).share == pytest.approx(0.25)


@pytest.mark.parametrize("grey", [5, 255])
def test_slides_without_bright_ground_or_without_tissue_are_refused(grey: int) -> None:
    pixels = np.full((64, 64, 3), grey, np.uint8)
    with pytest.raises(LViTError):
        find_tissue(ArraySource(Image(pixels)))
