"""The wand by dragging: more with distance, smoothed by what the screen shows."""

from __future__ import annotations

import numpy as np
import pytest

from lvit_core.annotation.edits.filling import wand_region
from lvit_core.annotation.wand import FULL_PX, STILL_PX, Wand, smoothing_px
from lvit_core.geometry import Rect

BOUNDS = Rect(0, 0, 200, 300)


def steps() -> np.ndarray:
    """Rings of 40 pixels, each 20 brighter than the one inside it, about (100, 100)."""
    rows, columns = np.mgrid[:200, :300]
    away = np.maximum(np.abs(rows - 100), np.abs(columns - 100))
    return (20 * (away // 40)).astype(np.uint8)


def wand(values, zoom=1.0, tolerance=0.02) -> Wand:
    read = lambda rect: values[rect.slices]  # noqa: E731
    return Wand(read, BOUNDS, BOUNDS, (100.0, 100.0), zoom, tolerance, 255.0)


def test_the_further_it_is_dragged_the_more_it_takes():
    one = wand(steps())
    assert one.taken()().area == 79 * 79
    assert one.drag_to((100.0, 100.0 + STILL_PX - 1)) == [], "a click that trembles"
    areas = []
    for way in (0.05, 0.13, 0.21):
        outline = one.drag_to((100.0, 100.0 + STILL_PX + way * FULL_PX))
        areas.append(one.taken()().area)
        ys, xs = zip(*outline, strict=True)
        region = one.taken()()
        assert abs(min(ys) - region.rect.y0) <= 3 and abs(max(xs) - region.rect.x1) <= 3
    assert areas == sorted(areas) and len(set(areas)) == 3
    one.drag_to((100.0, 100.0))
    assert one.taken()().area == 79 * 79, "and less on the way back"


@pytest.mark.parametrize("zoom", [1.0, 4.0])
def test_what_the_screen_shows_pixel_by_pixel_is_not_smoothed(zoom):
    values = steps()
    values[100, 110] = 255
    assert smoothing_px(zoom) == 0 and wand(values, zoom).taken()().area == 79 * 79 - 1


def test_noise_that_nobody_sees_leaves_no_holes():
    generator = np.random.default_rng(2)
    values = (60.0 + 60 * (steps() > 0) + generator.normal(0, 12, (200, 300))).clip(0, 255)
    values = values.astype(np.uint8)
    read = lambda rect: values[rect.slices]  # noqa: E731
    raw = wand_region(read, BOUNDS, (100.5, 100.5), 20.0)
    seen = wand_region(read, BOUNDS, (100.5, 100.5), 20.0, smoothing_px(0.25))
    assert raw.area < 0.9 * 79 * 79
    assert abs(seen.area - 79 * 79) < 0.06 * 79 * 79
