"""Pixels at any zoom, from memory and from slides read tile by tile."""

from __future__ import annotations

import zlib
from itertools import repeat
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tifffile
from numpy.typing import NDArray

from lvit_core.errors import LViTError
from lvit_core.geometry import Rect
from lvit_core.imaging import tiled_tiff
from lvit_core.imaging.image import Image
from lvit_core.imaging.levels import half_size
from lvit_core.imaging.pyramid import ArraySource, PixelSource, network_pixels, open_source
from lvit_core.imaging.readers import probe, read
from lvit_core.imaging.tiled_tiff import TiffSource


def test_half_size_is_the_rounded_mean_also_at_odd_edges() -> None:
    pixels = np.array([[0, 2, 10], [4, 6, 20], [7, 9, 65535]], np.uint16)
    assert half_size(pixels).tolist() == [[3, 15], [8, 65535]]
    assert half_size(pixels.astype(np.float32))[0, 0] == 3.0
    signed = np.array([[-3, -3], [-3, -3]], np.int16)
    assert half_size(signed).tolist() == [[-3]]


def test_half_size_in_bands_is_half_size_of_the_whole() -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (2051, 7, 3), np.uint8)
    top, bottom = half_size(pixels[:1000]), half_size(pixels[1000:])
    assert np.array_equal(half_size(pixels), np.concatenate([top, bottom]))


def test_an_image_in_memory_has_levels_down_to_a_screen() -> None:
    pixels = np.random.default_rng(0).integers(0, 60000, (1500, 2101), np.uint16)
    source = ArraySource(Image(pixels))
    assert isinstance(source, PixelSource)
    assert [source.shape(level) for level in range(source.levels)] == [
        (1500, 2101), (750, 1051), (375, 526), (188, 263),
    ]  # fmt: skip
    assert np.array_equal(source.read(0, Rect(10, 20, 30, 60)), pixels[10:30, 20:60])
    assert source.read(2, Rect(-5, 500, 9999, 9999)).shape == (375, 26)
    assert source.read(0, Rect(5, 5, 5, 9)).size == 0
    assert abs(float(source.read(3, Rect(0, 0, 188, 263)).mean()) - float(pixels.mean())) < 50


def test_a_part_of_a_slide_in_bytes_takes_nothing_of_the_rest(tmp_path: Path) -> None:
    """Its smaller levels were made of the whole slide before, and kept: a third of its pixels."""
    path = tmp_path / "slide.tif"
    pixels = np.random.default_rng(2).integers(0, 256, (1600, 1700, 3), np.uint8)
    tifffile.imwrite(path, pixels, tile=(256, 256), photometric="rgb")
    read_at = []

    class Watched(TiffSource):
        def read(self, level: int, rect: Rect) -> NDArray[Any]:
            read_at.append((level, rect))
            return super().read(level, rect)

    part = Rect(100, 200, 164, 264)
    assert np.array_equal(network_pixels(Watched(path), part), pixels[100:164, 200:264])
    assert read_at == [(0, part)]


@pytest.mark.parametrize("planar", [None, "separate"])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_a_tiled_tiff_gives_the_same_pixels_as_the_whole(
    tmp_path: Path, planar: str | None, dtype: type
) -> None:
    rng = np.random.default_rng(1)
    pixels = rng.integers(0, 255, (3, 700, 900) if planar else (700, 900, 3)).astype(dtype)
    path = tmp_path / "slide.tif"
    tifffile.imwrite(
        path, pixels, tile=(128, 256), photometric="rgb", planarconfig=planar, compression="zlib"
    )
    whole = np.moveaxis(pixels, 0, -1) if planar else pixels
    source = open_source(path)
    assert isinstance(source, TiffSource)
    assert (source.height, source.width, source.is_color, source.dtype) == (700, 900, True, dtype)
    for rect in (Rect(0, 0, 10, 10), Rect(100, 200, 300, 600), Rect(650, 850, 800, 1000)):
        inside = rect.intersect(Rect(0, 0, 700, 900))
        assert np.array_equal(source.read(0, rect), whole[inside.slices])
    assert np.array_equal(read(path).pixels, whole)
    source.close()


def test_missing_levels_are_made_of_means(tmp_path: Path) -> None:
    pixels = np.random.default_rng(2).integers(0, 255, (2500, 4200), np.uint8)
    tifffile.imwrite(tmp_path / "flat.tif", pixels, tile=(256, 256))
    source = TiffSource(tmp_path / "flat.tif")
    assert source.levels == 3
    expected = half_size(half_size(pixels))
    height, width = source.shape(2)
    assert np.array_equal(source.read(2, Rect(0, 0, height, width)), expected)
    assert source.overview().pixels.shape == (height, width)
    source.close()


def test_real_slides_are_read_tile_by_tile(shared_data: Path) -> None:
    path = shared_data / "formats" / "wsi" / "CMU-1-Small-Region.svs"
    source = open_source(path)
    assert isinstance(source, TiffSource)
    assert (source.height, source.width) == (2967, 2220)
    assert source.spacing_mm == pytest.approx((0.000499, 0.000499))
    rect = Rect(1000, 900, 1300, 1400)
    assert np.array_equal(source.read(0, rect), read(path).pixels[rect.slices])
    boxes = open_source(shared_data / "formats" / "wsi" / "openslide_boxes.tiff")
    assert [boxes.shape(level) for level in range(boxes.levels)] == [
        (250, 300), (125, 150), (62, 75), (31, 37),
    ]  # fmt: skip
    with pytest.raises(LViTError):
        open_source(shared_data / "formats" / "wsi" / "openslide_unopenable.tiff")


def test_a_slide_beyond_memory_is_probed_but_not_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "slide.tif"

    packed = zlib.compress(np.full((4096, 4096), 7, np.uint8).tobytes())
    tiles = repeat(packed, (40_960 // 4096) ** 2)
    tifffile.imwrite(
        path, tiles, shape=(40_960, 40_960), dtype=np.uint8, tile=(4096, 4096), compression="zlib"
    )
    info = probe(path)
    assert (info.height, info.tiled) == (40_960, True)
    with pytest.raises(LViTError, match="too large"):
        read(path)
    source = TiffSource(path)
    assert source.read(0, Rect(40_000, 40_000, 40_010, 40_010)).tolist() == [[7] * 10] * 10
    source.close()


@pytest.mark.parametrize(("room", "again"), [(3 * 64 * 64, [0]), (16 * 64 * 64, []), (100, [0])])
def test_tiles_are_kept_up_to_a_bound_and_one_at_least(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: int, again: list[int]
) -> None:
    pixels = np.random.default_rng(3).integers(0, 256, (64, 1024), np.uint8)
    tifffile.imwrite(tmp_path / "slide.tif", pixels, tile=(64, 64))
    decoded, decode = [], tiled_tiff.plain.decode_segment

    def counted(path: Path, page: tifffile.TiffPage, index: int) -> NDArray[Any] | None:
        decoded.append(index)
        return decode(path, page, index)

    monkeypatch.setattr(tiled_tiff.plain, "decode_segment", counted)
    monkeypatch.setattr(tiled_tiff, "CACHE_BYTES", room)
    source = TiffSource(tmp_path / "slide.tif")
    assert np.array_equal(source.read(0, Rect(0, 0, 64, 1024)), pixels)
    decoded.clear()
    for x in (*range(0, 64, 8), *range(960, 1024, 8)):
        assert np.array_equal(source.read(0, Rect(0, x, 64, x + 8)), pixels[:, x : x + 8])
    assert decoded == again
    source.close()
