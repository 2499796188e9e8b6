"""Which level a view needs, and what is kept of a file that is read in blocks."""

import numpy as np

from lvit_core.geometry import Rect
from lvit_core.imaging import blocks
from lvit_core.imaging.blocks import Blocks, level_for
from lvit_core.imaging.image import Image
from lvit_core.imaging.pyramid import ArraySource


class File:
    """Two levels of a file."""

    height = width = 2048
    levels = 2
    dtype = np.dtype(np.uint8)
    is_color = False

    def shape(self, level):
        return (2048 >> level, 2048 >> level)

    def scale(self, level):
        return float(1 << level)

    def read(self, level, rect):
        rows, columns = np.ogrid[rect.y0 : rect.y1, rect.x0 : rect.x1]
        return ((rows * 7 + columns * 3 + level) % 251).astype(np.uint8)


def filled(kept, level, rect):
    for key in kept.missing(level, rect):
        kept.load(key)


def test_the_level_fits_the_zoom():
    source = ArraySource(Image(np.zeros((4096, 4096), np.uint8)))
    zooms = (3.0, 1.0, 0.6, 0.5, 0.26, 0.25, 0.01)
    assert [level_for(source, zoom) for zoom in zooms] == [0, 0, 0, 1, 1, 2, 3]


def test_a_coarse_level_stands_in_until_every_block_is_there():
    kept, rect = Blocks(File()), Rect(400, 500, 1300, 1100)
    assert kept.sample(0, rect) is None
    filled(kept, 1, rect)
    assert (kept.sample(0, rect).level, kept.sample(0, rect).final) == (1, False)
    filled(kept, 0, rect)
    found = kept.sample(0, rect)
    assert found.final and kept.missing(0, rect) == []
    np.testing.assert_array_equal(found.pixels, File().read(0, found.rect))
    assert kept.exact(Rect(0, 2000, 1, 2001)) is None
    np.testing.assert_array_equal(kept.exact(rect).pixels, File().read(0, rect))


def test_a_finer_level_in_memory_stands_in_for_one_that_is_not_made():
    kept, rect = Blocks(ArraySource(Image(np.full((4096, 4096), 9, np.uint8)))), Rect(0, 0, 8, 8)
    assert (kept.sample(2, rect).level, kept.sample(2, rect).final) == (0, False)
    filled(kept, 2, rect)
    assert kept.sample(2, rect).final


def test_what_was_looked_at_longest_ago_goes_first(monkeypatch):
    monkeypatch.setattr(blocks, "LIMIT_BYTES", 2 * 512 * 512)
    kept = Blocks(File())
    first, second, third = (Rect(0, x, 8, x + 8) for x in (100, 700, 1200))
    filled(kept, 0, first)
    filled(kept, 0, second)
    kept.sample(0, first)
    filled(kept, 0, third)
    assert kept.missing(0, first) == [] and kept.missing(0, second) == [(0, 0, 1)]
