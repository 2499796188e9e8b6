"""What a person sees of the values: resampling, window, and pixels that come later."""

import threading

import numpy as np
import pytest

from app.jobs.levels import LevelReader
from app.views.canvas.image_tiles import ImageTiles
from app.views.canvas.resample import resampled
from app.views.canvas.tiles import TileGrid
from app.views.canvas.tone import Tone
from lvit_core.geometry import Rect
from lvit_core.imaging.blocks import Sample
from lvit_core.imaging.image import Image
from lvit_core.imaging.pyramid import ArraySource
from lvit_core.imaging.window import Window, to_display

LATER = 1e12


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.int16, np.float32])
@pytest.mark.parametrize(("gamma", "invert"), [(1.0, False), (2.0, True)])
def test_tone_is_what_the_core_shows(dtype, gamma, invert):
    generator = np.random.default_rng(1)
    low = -900 if dtype in (np.int16, np.float32) else 0
    values = generator.integers(low, 250, (64, 48)).astype(dtype)
    window = Window(40, 300)
    shown = Tone(np.dtype(dtype), window, gamma, invert).argb(values)
    grey = to_display(values, window, gamma, invert)
    np.testing.assert_array_equal(shown & 0xFF, grey)
    np.testing.assert_array_equal(shown >> 16 & 0xFF, grey)
    assert (shown >> 24 == 0xFF).all()


def test_colour_keeps_its_channels():
    values = np.zeros((5, 7, 3), np.uint8)
    values[...] = (10, 20, 30)
    shown = Tone(np.dtype(np.uint8), Window.between(0, 255)).argb(values)
    assert shown.shape == (5, 7)
    assert (shown == 0xFF0A141E).all()


def whole(pixels):
    return Sample(pixels, Rect(0, 0, *pixels.shape[:2]), 0, True)


def test_large_zoom_repeats_pixels():
    pixels = np.arange(12, dtype=np.uint16).reshape(3, 4)
    shown = resampled(whole(pixels), 1.0, Rect(0, 0, 24, 32), 8.0, smooth=False)
    np.testing.assert_array_equal(shown, pixels.repeat(8, axis=0).repeat(8, axis=1))


def test_smooth_zoom_keeps_a_straight_ramp_straight():
    pixels = np.tile(np.arange(0, 4000, 100, dtype=np.uint16), (10, 1))
    shown = resampled(whole(pixels), 1.0, Rect(0, 10, 10, 90), 2.5, smooth=True)
    expected = ((np.arange(10, 90) + 0.5) / 2.5 - 0.5) * 100
    np.testing.assert_allclose(shown[5], expected, atol=0.5)


def test_actual_pixels_are_untouched(qtbot):
    generator = np.random.default_rng(2)
    pixels = generator.integers(0, 65_535, (300, 310), dtype=np.uint16)
    tiles = ImageTiles(ArraySource(Image(pixels)))
    tiles.cache.set_zoom(1.0)
    tiles.set_tone(Window.between(0, 65_535), 1.0, False)
    grid = TileGrid((300, 310), 1.0)
    for key in grid.keys(Rect(0, 0, 300, 310)):
        tile, late = tiles.tile(grid, key, LATER)
        assert not late
        np.testing.assert_array_equal(tile.raw, pixels[grid.rect(key).slices])
    tiles.close()


def test_another_window_reads_nothing_again(qtbot):
    source = ArraySource(Image(np.full((200, 200), 1000, np.uint16)))
    tiles = ImageTiles(source)
    tiles.cache.set_zoom(1.0)
    tiles.set_tone(Window.between(0, 2000), 1.0, False)
    grid = TileGrid((200, 200), 1.0)
    first, _ = tiles.tile(grid, (0, 0), LATER)
    assert first.image.pixelColor(5, 5).red() in (127, 128)
    source.read = None  # whoever reads now fails
    tiles.set_tone(Window.between(0, 1000), 1.0, False)
    again, _ = tiles.tile(grid, (0, 0), LATER)
    assert again.image.pixelColor(5, 5).red() == 255
    tiles.close()


def test_nothing_new_is_begun_after_the_deadline(qtbot):
    tiles = ImageTiles(ArraySource(Image(np.zeros((100, 100), np.uint8))))
    tiles.cache.set_zoom(1.0)
    assert tiles.tile(TileGrid((100, 100), 1.0), (0, 0), deadline_s=0.0) == (None, True)
    tiles.close()


class SlowFile:
    """Two levels of a file whose pixels come when the test says so."""

    height = width = 2048
    levels = 2
    dtype = np.dtype(np.uint8)
    is_color = False

    def __init__(self):
        self.gate = threading.Event()
        self.fail = False
        self.threads = set()

    def shape(self, level):
        return (2048 >> level, 2048 >> level)

    def scale(self, level):
        return float(1 << level)

    def read(self, level, rect):
        self.threads.add(threading.current_thread())
        if level == 0:
            assert self.gate.wait(10)
        if self.fail:
            raise OSError("the disk is gone")
        return np.full((rect.height, rect.width), 100 + level, np.uint8)


def test_a_file_is_read_elsewhere_and_a_coarse_level_stands_in(qtbot):
    source = SlowFile()
    reader = LevelReader(source)
    rect = Rect(0, 0, 300, 300)
    with qtbot.waitSignal(reader.arrived):
        assert reader.read(1, rect) is None
    coarse = reader.read(0, rect)
    assert coarse.level == 1 and not coarse.final
    with qtbot.waitSignal(reader.arrived):
        source.gate.set()
    fine = reader.read(0, rect)
    assert fine.level == 0 and fine.final and (fine.pixels == 100).all()
    assert threading.current_thread() not in source.threads
    reader.close()


def test_parts_of_several_blocks_are_joined(qtbot):
    class Gradient(SlowFile):
        def read(self, level, rect):
            rows, columns = np.ogrid[rect.y0 : rect.y1, rect.x0 : rect.x1]
            return ((rows * 7 + columns * 3) % 251).astype(np.uint8)

    reader = LevelReader(Gradient())
    rect = Rect(400, 500, 1300, 1100)
    reader.read(0, rect)
    qtbot.waitUntil(lambda: (found := reader.read(0, rect)) is not None and found.final)
    found = reader.read(0, rect)
    expected = Gradient().read(0, found.rect)
    np.testing.assert_array_equal(found.pixels, expected)
    reader.close()


def test_a_broken_file_is_told_once(qtbot):
    source = SlowFile()
    source.fail = True
    source.gate.set()
    reader = LevelReader(source)
    problems = []
    reader.failed.connect(problems.append)
    for _ in range(3):
        reader.read(0, Rect(0, 0, 300, 300))
        reader.read(1, Rect(0, 0, 300, 300))
        qtbot.wait(20)
    assert [str(problem) for problem in problems] == ["the disk is gone"]
    reader.close()


def test_a_closed_reader_keeps_no_pixels(qtbot):
    source = SlowFile()
    source.gate.set()
    reader = LevelReader(source)
    with qtbot.waitSignal(reader.arrived):
        reader.read(0, Rect(0, 0, 300, 300))
    assert reader.read(0, Rect(0, 0, 300, 300)) is not None
    reader.close()
    assert reader.read(0, Rect(0, 0, 300, 300)) is None
