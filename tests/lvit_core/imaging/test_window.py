"""Window and level: right values, and fast enough to follow a hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from lvit_core.imaging.image import Image
from lvit_core.imaging.window import Window, auto_window, initial_window, model_rgb, to_display


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.int16, np.float32])
def test_window_maps_low_to_black_and_high_to_white(dtype: type) -> None:
    values = np.array([[0, 50, 100, 120]]).astype(dtype)
    assert to_display(values, Window.between(50, 100)).tolist() == [[0, 0, 255, 255]]
    assert to_display(values, Window.between(50, 100), invert=True).tolist() == [[255, 255, 0, 0]]
    assert to_display(values, Window(60, 120)).tolist() == [[0, 106, 213, 255]]


def test_negative_values_have_their_place_in_the_table() -> None:
    values = np.array([[-1024, -200, 0, 400]], np.int16)
    shown = to_display(values, Window.between(-200, 400))
    assert shown.tolist() == [[0, 0, 85, 255]]


def test_gamma_above_one_lifts_the_middle() -> None:
    ramp = np.arange(256, dtype=np.uint8)[None]
    plain, lifted = (to_display(ramp, Window.between(0, 255), gamma) for gamma in (1.0, 2.0))
    assert lifted[0, 128] > plain[0, 128] + 40
    assert (lifted[0, 0], lifted[0, 255]) == (0, 255)


def test_table_and_float_path_agree() -> None:
    values = np.arange(-300, 3000, 7, dtype=np.int16).reshape(1, -1)
    window = Window(900, 1234)
    by_table = to_display(values, window, 1.3, True)
    assert np.array_equal(by_table, to_display(values.astype(np.float32), window, 1.3, True))


def test_strided_and_big_inputs_are_looked_up_whole() -> None:
    values = np.arange(700 * 900, dtype=np.uint32).reshape(700, 900).astype(np.uint16)
    window = Window.between(0, 65535)
    expected = to_display(values.astype(np.float32), window)
    assert np.array_equal(to_display(values, window), expected)
    assert np.array_equal(to_display(values[::3, ::2], window), expected[::3, ::2])


def test_auto_window_ignores_a_burnt_in_marker() -> None:
    pixels = np.random.default_rng(0).normal(1000, 50, (400, 400)).astype(np.uint16)
    pixels[:5, :20] = 65535
    window = auto_window(Image(pixels))
    assert 800 < window.low < window.high < 1300


def test_flat_images_get_a_window_too() -> None:
    for value in (0, 7):
        window = auto_window(Image(np.full((4, 4), value, np.uint16)))
        assert window.width > 0


def test_what_the_network_sees_depends_on_the_file_alone() -> None:
    pixels = np.array([[0, 1000], [2000, 4000]], np.uint16)
    with_window = Image(pixels, window=Window(2000, 4000))
    assert model_rgb(with_window)[:, :, 1].tolist() == [[0, 64], [128, 255]]
    inverted = Image(pixels, window=Window(2000, 4000), inverted=True)
    assert model_rgb(inverted)[:, :, 0].tolist() == [[255, 191], [128, 0]]
    eight = np.array([[3, 200]], np.uint8)
    assert model_rgb(Image(eight))[:, :, 2].tolist() == [[3, 200]]
    assert initial_window(Image(eight)) == Window.between(0, 255)


def test_images_refuse_types_nobody_can_show() -> None:
    with pytest.raises(ValueError, match="uint8"):
        Image(np.zeros((2, 2), np.float64))
    with pytest.raises(ValueError, match=r"\(H, W\)"):
        Image(np.zeros((2, 2, 4), np.uint8))


def test_value_at_reads_the_pixel_under_a_point() -> None:
    image = Image(np.array([[1, 2], [3, 4]], np.uint16))
    assert image.value_at(1.9, 0.2) == 3
    assert image.value_at(-0.1, 0) is None
    assert image.value_at(0, 2.0) is None


@pytest.mark.parametrize("shape", [(20, 30), (20, 30, 3)])
@pytest.mark.parametrize("step", [256, 257])
def test_a_copy_with_16_bits_looks_and_predicts_as_its_original(
    shape: tuple[int, ...], step: int
) -> None:
    original = np.random.default_rng(1).integers(30, 190, shape).astype(np.uint8)
    copy = original.astype(np.uint16) * step
    assert np.array_equal(model_rgb(Image(copy)), model_rgb(Image(original)))


@pytest.mark.parametrize(
    ("pixels", "white"),
    [
        (np.array([[[5, 60, 200]]], np.uint16), 255),
        (np.array([[[5, 60, 3000]]], np.uint16), 4095),
        (np.array([[[5, 60, 60001]]], np.uint16), 65535),
        (np.array([[[0.25, 0.5, 0.75]]], np.float32), 1),
    ],
)
def test_colours_are_not_stretched(pixels: np.ndarray, white: float) -> None:
    assert initial_window(Image(pixels)) == Window.between(0, white)


def test_measured_grey_values_are_shown_by_what_they_are() -> None:
    values = np.random.default_rng(1).integers(0, 3000, (40, 40)).astype(np.uint16)
    assert initial_window(Image(values)) == auto_window(Image(values))
    values = np.full((40, 40), 257, np.uint16)
    assert initial_window(Image(values)) == auto_window(Image(values))


@pytest.mark.parametrize(("low", "high"), [(892, 1096), (300, 4000), (4200, 60000)])
def test_images_of_one_series_are_shown_alike(low: int, high: int) -> None:
    images = [Image(np.array([[[5, 60, top]]], np.uint16)) for top in (low, high)]
    assert initial_window(images[0]) == initial_window(images[1])


@pytest.mark.parametrize("tiled", [False, True])
@pytest.mark.parametrize("top", [200, 892, 3000])
def test_the_white_that_a_tiff_states_is_taken(tiled: bool, top: int, tmp_path: Path) -> None:
    import tifffile

    from lvit_core.imaging.pages import write_picture
    from lvit_core.imaging.pyramid import network_pixels, open_source
    from lvit_core.imaging.readers import read

    pixels = np.zeros((64, 64, 3), np.uint16)
    pixels[10:20, 10:20] = top - 1, top, top
    layout = {"tile": (16, 16)} if tiled else {}
    file = tmp_path / "a.tif"
    tifffile.imwrite(
        file, pixels, photometric="rgb", extratags=[(341, "H", 3, (1023,) * 3, True)], **layout
    )
    if not tiled:
        image = read(file)
        assert initial_window(image) == Window.between(0, 1023)
        write_picture(image, tmp_path / "page.tif", "page")
        assert initial_window(read(tmp_path / "page.tif")) == Window.between(0, 1023)
    seen = network_pixels(open_source(file))
    assert seen[15, 15].tolist() == [
        round(255 * min(value, 1023) / 1023) for value in (top - 1, top, top)
    ]


@pytest.mark.parametrize("bits", [10, 12, 14])
def test_the_bits_of_a_tiff_state_its_white(bits: int, tmp_path: Path) -> None:
    import tifffile

    from lvit_core.imaging.readers import read

    pixels = np.zeros((8, 16, 3), np.uint16)
    pixels[2:4, 2:9] = 5, 60, 100
    tifffile.imwrite(tmp_path / "a.tif", pixels, photometric="rgb", bitspersample=bits)
    image = read(tmp_path / "a.tif")
    assert np.array_equal(image.pixels, pixels)
    assert initial_window(image) == Window.between(0, 2**bits - 1)
