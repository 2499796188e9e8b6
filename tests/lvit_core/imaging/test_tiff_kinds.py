"""TIFF as scanners and programs write it: values and colours as Pillow and tifffile give them."""

from __future__ import annotations

import struct
import zlib
from itertools import product
from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
import pytest
import tifffile
from PIL import Image as Picture
from PIL import ImageOps

from lvit_core.errors import LViTError
from lvit_core.geometry import Rect
from lvit_core.imaging.pyramid import network_pixels, open_source
from lvit_core.imaging.readers import pages_of, probe, read

GREY = np.random.default_rng(0).integers(0, 256, (40, 70), np.uint8)
RGB = np.random.default_rng(1).integers(0, 256, (40, 70, 3), np.uint8)


def agreed(path: Path) -> np.ndarray[Any, Any]:
    """Pixels that probing, reading and viewing agree about."""
    info, image = probe(path), read(path)
    assert (info.height, info.width) == (image.height, image.width)
    assert info.channels == (3 if image.is_color else 1)
    assert info.spacing_mm == image.spacing_mm
    source = open_source(path)
    whole = Rect(0, 0, source.height, source.width)
    assert np.array_equal(source.read(0, whole), image.pixels)
    part = Rect(3, 5, 17, 26).intersect(whole)
    assert np.array_equal(source.read(0, part), image.pixels[part.slices])
    return image.pixels


def by_pillow(path: Path, mode: str | None = None) -> np.ndarray[Any, Any]:
    with Picture.open(path) as picture:
        turned = ImageOps.exif_transpose(picture)
        return np.asarray(turned.convert(mode) if mode else turned)


def refused(path: Path, words: str) -> None:
    for function in (probe, read, open_source):
        with pytest.raises(LViTError, match=words) as caught:
            function(path)
        assert caught.value.hint


@pytest.mark.parametrize("tile", [None, (16, 32)])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_orientation_is_applied_once(tmp_path: Path, orientation: int, tile: Any) -> None:
    path = tmp_path / "a.tif"
    tag = (274, 3, 1, orientation, True)
    tifffile.imwrite(
        path, RGB, photometric="rgb", tile=tile, extratags=[tag], resolution=(50, 25),
        resolutionunit=3,
    )  # fmt: skip
    assert np.array_equal(agreed(path), by_pillow(path))
    across, down = (0.2, 0.4) if orientation < 5 else (0.4, 0.2)
    assert probe(path).spacing_mm == pytest.approx((down, across))


def test_a_turned_slide_keeps_its_levels(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    pixels = np.random.default_rng(0).integers(0, 256, (64, 96), np.uint8)
    tag = (274, 3, 1, 6, True)
    with tifffile.TiffWriter(path) as file:
        file.write(pixels, subifds=1, tile=(16, 16), extratags=[tag])
        file.write(pixels[::2, ::2], subfiletype=1, tile=(16, 16), extratags=[tag])
    source = open_source(path)
    assert [source.shape(level) for level in range(source.levels)] == [(96, 64), (48, 32)]
    assert np.array_equal(source.read(1, Rect(0, 0, 48, 32)), np.rot90(pixels[::2, ::2], -1))


@pytest.mark.parametrize("tile", [None, (16, 16)])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.bool_])
def test_white_at_zero_is_not_inverted(tmp_path: Path, dtype: type, tile: Any) -> None:
    path = tmp_path / "a.tif"
    stored = GREY.astype(dtype) if dtype is not np.bool_ else GREY > 100
    if dtype is np.uint16:
        stored = stored * np.uint16(257)
    tifffile.imwrite(path, stored, photometric="miniswhite", tile=tile)
    pixels = agreed(path)
    expected = ~stored if dtype is np.bool_ else np.iinfo(dtype).max - stored
    assert np.array_equal(pixels, expected * np.uint8(255) if dtype is np.bool_ else expected)
    assert read(path).inverted is False
    if dtype is not np.uint16:
        assert np.array_equal(pixels, by_pillow(path, "L"))
    shown = network_pixels(open_source(path))[:, :, 0].astype(int)
    assert np.corrcoef(shown.ravel(), stored.ravel())[0, 1] < -0.9


@pytest.mark.parametrize("photometric", ["miniswhite", "minisblack"])
@pytest.mark.parametrize("bits", [1, 2, 4])
def test_few_bits_are_stretched_as_pillow_does(tmp_path: Path, bits: int, photometric: str) -> None:
    path = tmp_path / "a.tif"
    values = GREY >> (8 - bits)
    packed = b"".join(imagecodecs.packints_encode(row, bits) for row in values)
    _write_raw(path, packed, values.shape, bits, 0 if photometric == "miniswhite" else 1)
    assert np.array_equal(agreed(path), by_pillow(path, "L"))


def _write_raw(path: Path, data: bytes, hw: tuple[int, int], bits: int, photometric: int) -> None:
    """A TIFF with one strip, its tags written by hand: tifffile packs no bits."""
    tags = [(256, hw[1]), (257, hw[0]), (258, bits), (259, 1), (262, photometric), (273, 8),
            (277, 1), (278, hw[0]), (279, len(data))]  # fmt: skip
    directory = struct.pack("<H", len(tags))
    for code, value in tags:
        directory += struct.pack("<HHII", code, 4, 1, value)
    path.write_bytes(b"II*\0" + struct.pack("<I", 8 + len(data)) + data + directory + b"\0" * 4)


@pytest.mark.parametrize(
    ("mode", "compression"),
    [
        *product(("CMYK", "LAB", "YCbCr", "P", "1", "RGBA"), (None, "tiff_lzw")),
        ("CMYK", "jpeg"),
        ("YCbCr", "jpeg"),
    ],
)
def test_colours_are_those_that_pillow_shows(
    tmp_path: Path, mode: str, compression: str | None
) -> None:
    path = tmp_path / "a.tif"
    picture = Picture.fromarray(RGB)
    if mode == "LAB":
        picture = Picture.frombytes("LAB", (70, 40), RGB.tobytes())
    else:
        picture = picture.convert(mode)
    picture.save(path, compression=compression)
    expected = by_pillow(path, "L" if mode == "1" else "RGB")
    difference = np.abs(agreed(path).astype(int) - expected)
    assert difference.max() <= (2 if compression == "jpeg" else 0)


@pytest.mark.parametrize("tile", [None, (16, 16)])
def test_palettes_also_of_one_bit_and_in_tiles(tmp_path: Path, tile: Any) -> None:
    table = np.random.default_rng(3).integers(0, 65536, (3, 256), np.uint16)
    tifffile.imwrite(tmp_path / "a.tif", GREY, photometric="palette", colormap=table, tile=tile)
    expected = np.moveaxis((table >> 8).astype(np.uint8)[:, GREY], 0, -1)
    assert np.array_equal(agreed(tmp_path / "a.tif"), expected)
    if tile is None:
        Picture.fromarray(GREY > 100).convert("P").save(tmp_path / "b.tif")
        assert np.array_equal(agreed(tmp_path / "b.tif"), by_pillow(tmp_path / "b.tif", "RGB"))


@pytest.mark.parametrize("tile", [None, (16, 16)])
def test_inks_of_16_bits_are_converted_from_their_high_bytes(tmp_path: Path, tile: Any) -> None:
    inks = np.random.default_rng(2).integers(0, 65536, (40, 70, 4), np.uint16)
    tifffile.imwrite(tmp_path / "a.tif", inks, photometric="separated", tile=tile)
    eight = Picture.frombytes("CMYK", (70, 40), (inks >> 8).astype(np.uint8).tobytes())
    assert np.array_equal(agreed(tmp_path / "a.tif"), np.asarray(eight.convert("RGB")))


@pytest.mark.parametrize(("tile", "planar"), [*product([None, (16, 16)], ["contig", "separate"])])
@pytest.mark.parametrize("channels", [2, 4, 5])
def test_channels_are_never_taken_for_alpha(
    tmp_path: Path, channels: int, planar: str, tile: Any
) -> None:
    shape = (40, 70, channels) if planar == "contig" else (channels, 40, 70)
    pixels = np.random.default_rng(0).integers(0, 256, shape, np.uint8)
    tifffile.imwrite(
        tmp_path / "a.tif", pixels, photometric="minisblack", planarconfig=planar, tile=tile
    )
    refused(tmp_path / "a.tif", f"{channels} channels")


def test_what_the_file_calls_alpha_is_left_out(tmp_path: Path) -> None:
    rgba = np.random.default_rng(0).integers(0, 256, (40, 70, 4), np.uint8)
    rgba[:5, :, 3] = 0
    grey_alpha = rgba[:, :, :2]
    for name, pixels, photometric, alpha in (
        ("plain", rgba, "rgb", "unassalpha"),
        ("grey", grey_alpha, "minisblack", "unassalpha"),
        ("multiplied", rgba, "rgb", "assocalpha"),
    ):
        path = tmp_path / f"{name}.tif"
        tifffile.imwrite(path, pixels, photometric=photometric, extrasamples=[alpha])
        assert np.array_equal(agreed(path), by_pillow(path, "L" if name == "grey" else "RGB")), name
    deep = tmp_path / "deep.tif"
    tifffile.imwrite(deep, rgba.astype(np.uint16) * 257, photometric="rgb")
    assert np.array_equal(agreed(deep), rgba[:, :, :3].astype(np.uint16) * 257)


def test_several_pictures_are_told_and_none_is_chosen(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    with tifffile.TiffWriter(path) as file:
        file.write(GREY[:20, :30], metadata=None)
        file.write(RGB, photometric="rgb", metadata=None)
    refused(path, r"2 different pictures \(30 x 20, 70 x 40 pixels\)")
    tifffile.imwrite(path, np.stack([RGB, RGB]), photometric="rgb")
    refused(path, "stack of 2")


def test_a_thumbnail_beside_the_picture_is_no_second_picture(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    with tifffile.TiffWriter(path) as file:
        file.write(GREY[::4, ::4], metadata=None, subfiletype=1)
        file.write(GREY, metadata=None)
    assert np.array_equal(agreed(path), GREY)


@pytest.mark.parametrize(
    ("names", "count"),
    [
        (("scan", "label image"), 1),
        (("scan", "slide.svs - Macro"), 1),
        (("Labelled cells", "Unlabelled cells"), 2),
        (("label-free", "overviewed"), 2),
        (("label", "macro"), 2),
    ],
)
def test_what_is_called_a_side_picture_is_none(
    tmp_path: Path, names: tuple[str, str], count: int
) -> None:
    path = tmp_path / "a.ome.tif"
    with tifffile.TiffWriter(path, ome=True) as file:
        file.write(GREY, metadata={"Name": names[0]})
        file.write(GREY[:20, :30], metadata={"Name": names[1]})
    assert len(pages_of(path)) == count


@pytest.mark.parametrize(
    ("facts", "spacing"),
    [
        ({"unit": "um"}, (5e-4, 2.5e-4)),
        ({"unit": "micron"}, (5e-4, 2.5e-4)),
        ({"unit": "\\u00B5m"}, (5e-4, 2.5e-4)),
        ({"unit": "mm"}, (0.5, 0.25)),
        ({"unit": "nm"}, (5e-7, 2.5e-7)),
        ({"unit": "inch"}, (12.7, 6.35)),
        ({"unit": "pixel"}, None),
        ({}, None),
    ],
)
def test_units_that_imagej_names_count(
    tmp_path: Path, facts: dict[str, str], spacing: tuple[float, float] | None
) -> None:
    path = tmp_path / "a.tif"
    tifffile.imwrite(path, GREY, imagej=True, resolution=(4, 2), metadata=facts)
    agreed(path)
    assert probe(path).spacing_mm == (pytest.approx(spacing) if spacing else None)


@pytest.mark.hostile
def test_an_ome_header_opens_no_other_file(tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    path, other = tmp_path / "inside" / "a.ome.tif", tmp_path / "secret.ome.tif"
    tifffile.imwrite(other, 255 - GREY, metadata={"axes": "YX"}, ome=True)
    uuid = tifffile.TiffFile(other).ome_metadata.split('UUID="')[1].split('"')[0]
    xml = (
        '<OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06"><Image ID="Image:0">'
        '<Pixels ID="Pixels:0" DimensionOrder="XYZCT" Type="uint8" SizeX="70" SizeY="40" SizeZ="1"'
        ' SizeC="1" SizeT="1"><Channel ID="Channel:0:0" SamplesPerPixel="1"/>'
        f'<TiffData IFD="0" PlaneCount="1"><UUID FileName="../secret.ome.tif">{uuid}</UUID>'
        "</TiffData></Pixels></Image></OME>"
    )
    tifffile.imwrite(path, GREY, description=xml, metadata=None)
    try:
        pixels = read(path).pixels
    except LViTError:
        return
    assert not np.array_equal(pixels, 255 - GREY)


@pytest.mark.parametrize(
    ("unit", "factor"),
    [(None, 1e-3), ("µm", 1e-3), ("nm", 1e-6), ("mm", 1), ("cm", 10), ("in", 25.4), ("m", 1000),
     ("pixel", None), ("reference frame", None)],
)  # fmt: skip
def test_units_of_ome_count(tmp_path: Path, unit: str | None, factor: float | None) -> None:
    path = tmp_path / "a.ome.tif"
    facts: dict[str, Any] = {"axes": "YX", "PhysicalSizeX": 0.25, "PhysicalSizeY": 0.5}
    if unit is not None:
        facts |= {"PhysicalSizeXUnit": unit, "PhysicalSizeYUnit": unit}
    tifffile.imwrite(path, GREY, metadata=facts, ome=True)
    expected = None if factor is None else pytest.approx((0.5 * factor, 0.25 * factor))
    assert probe(path).spacing_mm == expected


@pytest.mark.parametrize(
    ("resolution", "unit", "spacing"),
    [(72, 2, None), (25.4, 2, None), (10, 3, None), (300, 2, None), (28.346, 3, None),
     (144, 2, None), (204, 2, None), (254, 2, 0.1), (40000, 3, 2.5e-4), (1000, 1, None)],
)  # fmt: skip
def test_resolutions_of_screens_and_defaults_mean_nothing(
    tmp_path: Path, resolution: float, unit: int, spacing: float | None
) -> None:
    path = tmp_path / "a.tif"
    tifffile.imwrite(path, GREY, resolution=(resolution, resolution), resolutionunit=unit)
    found = probe(path).spacing_mm
    assert found == (None if spacing is None else pytest.approx((spacing, spacing), rel=1e-4))


@pytest.mark.parametrize(
    "options",
    [
        {"bigtiff": True},
        {"byteorder": ">"},
        {"compression": "lzw", "predictor": 2},
        {"compression": "zstd"},
        {"compression": "packbits"},
        {"compression": "lzma", "tile": (16, 16)},
        {"compression": "jpeg2000", "tile": (16, 16)},
        {"rowsperstrip": 7},
    ],
)
def test_ways_of_writing_the_same_pixels(tmp_path: Path, options: dict[str, Any]) -> None:
    path = tmp_path / "a.tif"
    tifffile.imwrite(path, RGB, photometric="rgb", **options)
    assert np.array_equal(agreed(path), RGB)


def hand_made(path: Path, tags: dict[int, int], bits: tuple[int, int, int], data: bytes) -> None:
    """A TIFF of 56 x 40 pixels in three colours as no program writes them."""
    start = 8 + 2 + 12 * (len(tags) + 8) + 4
    tags = tags | {256: 56, 257: 40, 258: start, 259: 1, 273: start + 6, 277: 3, 278: 40}
    tags |= {279: len(data)}
    entries = [
        struct.pack("<HHII", tag, 4 if tag in (273, 279) else 3, 3 if tag == 258 else 1, value)
        if tag != 530 else struct.pack("<HHII", tag, 3, 2, value)
        for tag, value in sorted(tags.items())
    ]  # fmt: skip
    head = struct.pack("<2sHIH", b"II", 42, 8, len(entries))
    path.write_bytes(head + b"".join(entries) + bytes(4) + struct.pack("<HHH", *bits) + data)


def test_colours_that_nobody_converts_are_refused_when_added(tmp_path: Path) -> None:
    halved = tmp_path / "halved.tif"  # YCbCr with a quarter of the colours, not compressed
    hand_made(halved, {262: 6, 530: 2 | 2 << 16}, (8, 8, 8), bytes(56 * 40 * 3 // 2))
    refused(halved, "damaged")
    uneven = tmp_path / "uneven.tif"
    hand_made(uneven, {262: 2}, (5, 6, 5), bytes(56 * 40 * 2))
    refused(uneven, "stores colours")


def test_numbers_that_are_no_grey_values(tmp_path: Path) -> None:
    real = np.linspace(3e-8, 2e-7, GREY.size).reshape(GREY.shape)
    cases = {
        "float64": (real, real.astype(np.float32)),
        "float16": (GREY.astype(np.float16), GREY.astype(np.float32)),
        "int32": (GREY.astype(np.int32) * 1000 - 5, (GREY.astype(np.float32) * 1000 - 5)),
        "predictor": (GREY.astype(np.float32) / 7, GREY.astype(np.float32) / 7),
    }
    for name, (stored, expected) in cases.items():
        for tile in (None, (16, 16)):
            path = tmp_path / f"{name}.tif"
            packing = {"compression": "zlib", "predictor": 3} if name == "predictor" else {}
            tifffile.imwrite(path, stored, tile=tile, **packing)
            assert np.array_equal(agreed(path), expected), name
    assert network_pixels(open_source(tmp_path / "float64.tif")).max() == 255
    tifffile.imwrite(tmp_path / "complex.tif", GREY.astype(np.complex64))
    refused(tmp_path / "complex.tif", "complex")


def test_tiles_that_share_one_jpeg_header_are_read(tmp_path: Path, shared_cases: Path) -> None:
    path = shared_cases / "images" / "synthetic.ndpi"
    source = open_source(path)
    whole = Rect(0, 0, source.height, source.width)
    assert np.array_equal(source.read(0, whole), tifffile.imread(path))
    assert source.spacing_mm == pytest.approx((10 / 22000, 10 / 22000))


@pytest.mark.hostile
def test_what_unfolds_in_memory_is_refused_by_its_header(tmp_path: Path) -> None:
    strips = iter([zlib.compress(bytes(70 * 21_000 * 8))] * 300)
    tifffile.imwrite(
        tmp_path / "bomb.tif", strips, shape=(21_000, 21_000), dtype=np.float64, rowsperstrip=70,
        compression="zlib",
    )  # fmt: skip
    refused(tmp_path / "bomb.tif", "3528 MB of memory")
    tifffile.imwrite(
        tmp_path / "tile.tif", np.zeros((16, 16, 3), np.uint8), tile=(16_384, 16_384),
        photometric="rgb", compression="zlib",
    )  # fmt: skip
    refused(tmp_path / "tile.tif", "too large tiles")


def _chain(pages: int) -> bytes:
    """A TIFF of many pages that share one pixel area."""
    tags = [(256, 8), (257, 8), (258, 8), (259, 1), (262, 1), (273, 8), (277, 1), (278, 8),
            (279, 4)]  # fmt: skip
    entries = b"".join(struct.pack("<HHII", code, 4, 1, value) for code, value in tags)
    size = 2 + len(entries) + 4
    follow = [*(8 + size * number for number in range(1, pages)), 0]
    body = b"".join(struct.pack("<H", 9) + entries + struct.pack("<I", place) for place in follow)
    return b"II*\0" + struct.pack("<I", 8) + body


@pytest.mark.hostile
def test_a_million_pages_are_not_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    path.write_bytes(_chain(10_100))
    refused(path, "stack of more than 10,000 pictures")


@pytest.mark.hostile
def test_a_header_that_denies_its_samples_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    tifffile.imwrite(path, GREY)
    with tifffile.TiffFile(path, mode="r+b") as file:
        file.pages[0].tags["SamplesPerPixel"].overwrite(0)
    refused(path, "damaged")


@pytest.mark.hostile
def test_a_damaged_smaller_level_is_made_anew(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.tif"
    with tifffile.TiffWriter(path) as file:
        file.write(GREY, tile=(16, 16), metadata=None)
        file.write(GREY[::2, ::2], tile=(16, 16), subfiletype=1, metadata=None)
    with tifffile.TiffFile(path, mode="r+b") as file:
        file.pages[1].tags["TileOffsets"].overwrite((8,))
    source = open_source(path)
    assert [source.shape(level) for level in range(source.levels)] == [(40, 70)]
    assert np.array_equal(source.read(0, Rect(0, 0, 40, 70)), GREY)
    assert capfd.readouterr().err == ""


@pytest.mark.hostile
def test_a_jpeg_of_another_size_than_its_strip_is_not_decoded(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    big = imagecodecs.jpeg_encode(np.zeros((4000, 4000), np.uint8))
    tifffile.imwrite(path, iter([big]), shape=(64, 64), dtype=np.uint8, compression="jpeg")
    refused(path, "another size")


@pytest.mark.parametrize(
    ("kind", "compression"),
    [*product(["grey", "rgb", "planes", "16", "turned"], [None, "zlib"]), ("rgb", "jpeg")],
)
def test_a_large_picture_in_strips_is_read_by_strips(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, compression: str | None
) -> None:
    chance = np.random.default_rng(0)
    rgb = chance.integers(0, 256, (700, 530, 3), np.uint8)
    pixels: np.ndarray[Any, Any] = rgb if kind in ("rgb", "planes") else rgb[:, :, 0]
    if kind == "16":
        pixels = pixels.astype(np.uint16) * 200
    path = tmp_path / "a.tif"
    tifffile.imwrite(
        path, np.moveaxis(pixels, 2, 0) if kind == "planes" else pixels, rowsperstrip=48,
        photometric="rgb" if pixels.ndim == 3 else "minisblack", compression=compression,
        planarconfig="separate" if kind == "planes" else None,
        extratags=[(274, "H", 1, 6, True)] if kind == "turned" else [],
    )  # fmt: skip
    wanted = read(path).pixels
    monkeypatch.setattr("lvit_core.imaging.limits.LARGEST_BYTES", 300_000)
    assert probe(path).tiled
    source = open_source(path)
    assert (source.height, source.width) == wanted.shape[:2]
    whole = Rect(0, 0, source.height, source.width)
    assert np.array_equal(source.read(0, whole), wanted)
    part = Rect(40, 500, 120, 530)
    assert np.array_equal(source.read(0, part), wanted[part.slices])
    with pytest.raises(LViTError, match="too large"):
        read(path)


def test_a_large_picture_in_one_strip_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tifffile.imwrite(tmp_path / "a.tif", GREY, rowsperstrip=40, compression="zlib")
    monkeypatch.setattr("lvit_core.imaging.limits.LARGEST_BYTES", 1000)
    monkeypatch.setattr("lvit_core.imaging.limits.LARGEST_TILE_BYTES", 1000)
    refused(tmp_path / "a.tif", "too large")
