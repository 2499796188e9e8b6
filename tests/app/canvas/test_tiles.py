"""Screen tiles cover the image exactly once and stay within their bound of memory."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.views.canvas.tiles import SIDE_PX, ScreenTile, TileCache, TileGrid
from lvit_core.geometry import Rect


@given(st.integers(1, 3000), st.integers(1, 3000), st.floats(0.05, 4))
def test_tiles_cover_the_image_once(height, width, zoom):
    grid = TileGrid((height, width), zoom)
    whole = Rect(0, 0, *grid.size_hw)
    rects = [grid.rect(key) for key in grid.keys(whole)]
    assert sum(rect.area for rect in rects) == whole.area
    assert all(rect.intersect(whole) == rect for rect in rects)


def test_only_tiles_in_sight_are_asked_for():
    grid = TileGrid((10_000, 10_000), 1.0)
    keys = list(grid.keys(Rect(300, 600, 301, 601)))
    assert keys == [(300 // SIDE_PX, 600 // SIDE_PX)]
    assert list(grid.keys(Rect(-50, -50, 0, 0))) == []


def filled(key):
    tile = ScreenTile(key, (SIDE_PX, SIDE_PX))
    tile.take_buffer(np.zeros((SIDE_PX, SIDE_PX), np.uint32), transparent=False)
    return tile


def test_the_oldest_tile_goes_first():
    cache = TileCache(limit_bytes=3 * filled((0, 0)).nbytes, zoom=1.0)
    for column in range(3):
        cache.put(filled((0, column)))
    cache.get((0, 0))
    cache.put(filled((0, 3)))
    assert set(cache.tiles) == {(0, 0), (0, 2), (0, 3)}
    assert cache.nbytes == sum(tile.nbytes for tile in cache.tiles.values())


def test_tiles_of_the_last_zoom_stand_in_at_their_place():
    cache = TileCache(limit_bytes=10**8)
    cache.set_zoom(1.0)
    cache.put(filled((1, 2)))
    cache.set_zoom(0.5)
    [(picture, corner, scale)] = cache.stand_ins(Rect(0, 0, 1000, 1000))
    assert picture.width() == SIDE_PX
    assert corner == (SIDE_PX / 2, SIDE_PX)
    assert scale == 0.5
    assert list(cache.stand_ins(Rect(0, 0, SIDE_PX // 2, 1000))) == []
    cache.forget_before()
    assert list(cache.stand_ins(Rect(0, 0, 1000, 1000))) == []
