"""PNG, JPEG, BMP, GIF, WebP, JPEG 2000 and AVIF: values, colours and sides as Pillow shows them."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
import pytest
from PIL import Image as Picture
from PIL import ImageOps, PngImagePlugin

from lvit_core.errors import LViTError
from lvit_core.imaging.readers import probe, read
from lvit_core.imaging.window import initial_window

RGB = np.random.default_rng(1).integers(0, 256, (40, 70, 3), np.uint8)
SMOOTH = np.stack(np.meshgrid(np.arange(70), np.arange(40)), -1).astype(np.uint8)
SMOOTH = np.concatenate([SMOOTH * 3, SMOOTH[:, :, :1]], -1)
SUFFIXES = ["png", "jpg", "bmp", "gif", "webp", "jp2", "avif", "j2k"]


def agreed(path: Path) -> np.ndarray[Any, Any]:
    info, image = probe(path), read(path)
    assert (info.height, info.width) == (image.height, image.width)
    assert info.channels == (3 if image.is_color else 1)
    assert info.dtype == image.pixels.dtype.name
    return image.pixels


def by_pillow(path: Path, mode: str) -> np.ndarray[Any, Any]:
    with Picture.open(path) as picture:
        return np.asarray(ImageOps.exif_transpose(picture).convert(mode))


def refused(path: Path, words: str) -> None:
    for function in (probe, read):
        with pytest.raises(LViTError, match=words) as caught:
            function(path)
        assert caught.value.hint


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("mode", ["RGB", "L", "RGBA", "P"])
def test_pictures_are_those_that_pillow_shows(tmp_path: Path, suffix: str, mode: str) -> None:
    picture = Picture.fromarray(SMOOTH).convert(mode)
    if mode == "RGBA":
        picture.putalpha(Picture.fromarray(SMOOTH[:, :, 0]))
    if mode in {"jpg": ("RGBA", "P"), "webp": (), "jp2": ("P",), "j2k": ("P", "RGBA")}.get(
        suffix, ()
    ):
        return  # the format holds no such picture, or does not say that a channel is alpha
    path = tmp_path / f"a.{suffix}"
    picture.save(path)
    pixels = agreed(path)
    assert np.array_equal(pixels, by_pillow(path, "RGB" if pixels.ndim == 3 else "L"))
    assert mode != "L" or suffix in ("gif", "webp", "avif") or pixels.ndim == 2


@pytest.mark.parametrize("suffix", ["png", "jpg", "webp", "avif"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_orientation_is_applied_once(tmp_path: Path, orientation: int, suffix: str) -> None:
    picture = Picture.fromarray(SMOOTH)
    exif = picture.getexif()
    exif[0x0112] = orientation
    path = tmp_path / f"a.{suffix}"
    picture.save(path, exif=exif)
    assert np.array_equal(agreed(path), by_pillow(path, "RGB"))
    assert agreed(path).shape[:2] == ((40, 70) if orientation < 5 else (70, 40))


@pytest.mark.parametrize("packed", [False, True])
def test_orientation_in_the_texts_of_a_png_counts(tmp_path: Path, packed: bool) -> None:
    xmp = PngImagePlugin.PngInfo()
    xmp.add_itxt("XML:com.adobe.xmp", '<x tiff:Orientation="6"/>', zip=packed)
    Picture.fromarray(RGB).save(tmp_path / "xmp.png", pnginfo=xmp)
    exif = Picture.Exif()
    exif[0x0112] = 8
    data = exif.tobytes()
    raw = PngImagePlugin.PngInfo()
    raw.add_text("Raw profile type exif", f"\nexif\n{len(data):8}\n{data.hex()}\n", zip=packed)
    Picture.fromarray(RGB).save(tmp_path / "raw.png", pnginfo=raw)
    for name in ("xmp", "raw"):
        path = tmp_path / f"{name}.png"
        assert np.array_equal(agreed(path), by_pillow(path, "RGB")), name
        assert agreed(path).shape[:2] == (70, 40), name


def test_damaged_exif_data_do_not_cost_the_picture(tmp_path: Path) -> None:
    for suffix in ("png", "jpg", "webp"):
        Picture.fromarray(RGB).save(
            tmp_path / f"a.{suffix}", exif=b"Exif\0\0MM\0*\0\0\0\xff nonsense"
        )
        assert agreed(tmp_path / f"a.{suffix}").shape == (40, 70, 3)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _png(color: int, depth: int, rows: bytes, hw: tuple[int, int], *more: bytes) -> bytes:
    header = struct.pack(">IIBBBBB", hw[1], hw[0], depth, color, 0, 0, 0)
    body = b"".join(more) + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + body


@pytest.mark.parametrize("depth", [1, 2, 4])
def test_few_bits_of_grey_are_stretched(tmp_path: Path, depth: int) -> None:
    values = RGB[:, :64, 0] >> (8 - depth)
    rows = b"".join(b"\0" + bytes(imagecodecs.packints_encode(row, depth)) for row in values)
    path = tmp_path / "a.png"
    path.write_bytes(_png(0, depth, rows, values.shape))
    assert np.array_equal(agreed(path), by_pillow(path, "L"))


def test_hints_of_colour_and_transparency_change_no_value(tmp_path: Path) -> None:
    rows = b"".join(b"\0" + row.tobytes() for row in RGB)
    hints = (
        _chunk(b"gAMA", struct.pack(">I", 100_000)),
        _chunk(b"sBIT", b"\5\6\5"),
        _chunk(b"tRNS", struct.pack(">HHH", *RGB[0, 0].tolist())),
        _chunk(b"pHYs", struct.pack(">IIB", 2835, 2835, 1)),
    )
    for hint in hints:
        (tmp_path / "a.png").write_bytes(_png(2, 8, rows, (40, 70), hint))
        assert np.array_equal(agreed(tmp_path / "a.png"), RGB)


@pytest.mark.parametrize("shape", [(40, 70), (40, 70, 3), (40, 70, 4), (40, 70, 2)])
def test_16_bits_of_a_png_are_kept(tmp_path: Path, shape: tuple[int, ...]) -> None:
    pixels = np.random.default_rng(0).integers(0, 65536, shape, np.uint16)
    (tmp_path / "a.png").write_bytes(imagecodecs.png_encode(pixels))
    expected = pixels if len(shape) == 2 else pixels[:, :, 0] if shape[2] == 2 else pixels[:, :, :3]
    assert np.array_equal(agreed(tmp_path / "a.png"), expected)


def test_16_bits_of_jpeg_2000_are_kept(tmp_path: Path) -> None:
    pixels = np.random.default_rng(0).integers(0, 65536, (40, 70), np.uint16)
    Picture.fromarray(pixels).save(tmp_path / "a.jp2")
    assert np.array_equal(agreed(tmp_path / "a.jp2"), pixels)


@pytest.mark.parametrize("bits", [12, 16])
@pytest.mark.parametrize("channels", [2, 3, 4])
def test_colours_of_many_bits_keep_them_in_jpeg_2000(
    tmp_path: Path, bits: int, channels: int
) -> None:
    top = (1 << bits) - 1
    pixels = np.random.default_rng(0).integers(0, top + 1, (40, 70, channels), np.uint16)
    pixels[0, 0] = top  # Pillow rounds white up to black
    (tmp_path / "a.jp2").write_bytes(
        imagecodecs.jpeg2k_encode(pixels, level=0, reversible=True, bitspersample=bits)
    )
    if channels != 3:  # nothing calls the last one alpha
        return refused(tmp_path / "a.jp2", f"{channels} channels")
    assert np.array_equal(agreed(tmp_path / "a.jp2"), pixels)
    window = initial_window(read(tmp_path / "a.jp2"))
    assert (window.low, window.high) == (0, top)


@pytest.mark.parametrize("channels", [2, 4, 5])
@pytest.mark.parametrize("suffix", ["jp2", "j2k"])
def test_channels_of_jpeg_2000_are_never_taken_for_alpha(
    tmp_path: Path, suffix: str, channels: int
) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (40, 70, channels), np.uint8)
    path = tmp_path / f"a.{suffix}"
    path.write_bytes(imagecodecs.jpeg2k_encode(pixels, codecformat=suffix))
    refused(path, f"{channels} channels")


def test_wrong_lengths_in_the_header_of_a_bmp_count_for_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.bmp"
    Picture.fromarray(RGB).save(path)
    whole = path.read_bytes()
    for length in (0, len(whole) + 2):
        path.write_bytes(whole[:2] + struct.pack("<I", length) + whole[6:])
        assert np.array_equal(agreed(path), RGB)
        path.write_bytes(whole[:2] + struct.pack("<I", length) + whole[6:-2000])
        refused(path, "cut off")


@pytest.mark.parametrize("suffix", ["gif", "webp", "png", "avif"])
def test_animations_are_refused_when_added(tmp_path: Path, suffix: str) -> None:
    frames = [Picture.fromarray(RGB), Picture.fromarray(255 - RGB)]
    path = tmp_path / f"a.{suffix}"
    frames[0].save(path, save_all=True, append_images=frames[1:])
    refused(path, "animation")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\x93NUMPY\1\0", "a NumPy array"),
        (b"\0\0\0\x18ftypheic\0\0\0\0heicmif1", "HEIC"),
        (b"RIFF\0\0\0\0AVI ", "RIFF"),
    ],
)
def test_what_cannot_be_read_is_called_by_its_name(
    tmp_path: Path, content: bytes, words: str
) -> None:
    (tmp_path / "a.bin").write_bytes(content)
    refused(tmp_path / "a.bin", words)


def test_rare_kinds_of_jpeg_are_refused_when_added(tmp_path: Path) -> None:
    lossless = imagecodecs.jpeg_encode(RGB[:, :, 0].copy(), lossless=True)
    (tmp_path / "a.jpg").write_bytes(lossless)
    refused(tmp_path / "a.jpg", "JPEG of a rare kind")


@pytest.mark.hostile
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_files_that_end_too_early_are_refused_when_added(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a.{suffix}"
    Picture.fromarray(RGB).save(path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])
    refused(path, "cut off")


@pytest.mark.hostile
def test_pictures_that_unfold_to_gigabytes_are_refused_by_their_headers(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(_png(6, 16, b"", (15_000, 30_000)))
    refused(tmp_path / "a.png", "3600 MB of memory")
    webp = bytearray(imagecodecs.webp_encode(RGB, lossless=True))
    place = webp.index(b"VP8L") + 9
    webp[place : place + 4] = b"\xff\xff\xff\x0f"
    (tmp_path / "a.webp").write_bytes(webp)
    refused(tmp_path / "a.webp", "16384 x 16384 pixels")
    jp2 = bytearray(imagecodecs.jpeg2k_encode(RGB, codecformat="j2k"))
    jp2[8:16] = struct.pack(">II", 29_000, 15_000)
    (tmp_path / "a.j2k").write_bytes(jp2)
    refused(tmp_path / "a.j2k", "too large")


@pytest.mark.hostile
def test_endless_headers_are_not_walked_to_their_end(tmp_path: Path) -> None:
    cases = {
        "a.jpg": b"\xff\xd8" + b"\xff" * 2_000_000,
        "a.avif": b"\0\0\0\x18ftypavif\0\0\0\0avifmif1" + b"\0\0\0\x08free" * 2000,
        "a.png": _png(0, 8, b"", (8, 8), _chunk(b"teXt", b"") * 300_001),
    }
    for name, content in cases.items():
        (tmp_path / name).write_bytes(content)
        refused(tmp_path / name, "cut off|its boxes|too many parts")


def test_every_picture_of_the_cases_opens_or_is_refused_when_added(shared_cases: Path) -> None:
    for path in sorted((shared_cases / "images").iterdir()):
        try:
            info = probe(path)
        except LViTError as error:
            assert error.hint, path.name
            with pytest.raises(LViTError):
                read(path)
            continue
        image = read(path)
        assert (info.height, info.width) == (image.height, image.width), path.name
        if path.suffix not in (".dcm", ".tif", ".ndpi") and info.dtype == "uint8":
            mode = "RGB" if image.is_color else "L"
            assert np.array_equal(image.pixels, by_pillow(path, mode)), path.name
