"""Masks that were compressed with loss: what they still tell comes in, the rest is said by file."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tifffile
from PIL import Image as Picture

from lvit_core.errors import LViTError
from lvit_core.exchange import import_as_project
from lvit_core.exchange.label_pictures import read_mask
from lvit_core.exchange.lossy_files import is_lossy

_Y, _X = np.mgrid[:120, :160]
FIRST, SECOND = ((_Y - y) ** 2 + (_X - x) ** 2 < r for y, x, r in ((40, 40, 300), (80, 110, 500)))
BINARY = ((FIRST | SECOND) * 255).astype(np.uint8)
CLASSES = (FIRST + SECOND * np.uint8(2)).astype(np.uint8)
COLOURS = np.dstack([FIRST * 255, SECOND * 255, FIRST * 0]).astype(np.uint8)
NUMBERS = np.zeros((120, 160), np.uint8)
for _place in range(35):
    _y, _x = 10 + 20 * (_place // 7), 10 + 20 * (_place % 7)
    NUMBERS[_y : _y + 12, _x : _x + 12] = _place + 1
_JP2 = {"irreversible": True, "quality_mode": "rates", "quality_layers": [20]}
KINDS = ("jpg", "webp", "jp2", "avif", "jpeg.tif", "jp2.tif", "icc.webp")


def save(pixels: np.ndarray, folder: Path, kind: str) -> Path:
    path = folder / f"a.{kind}"
    colour = {"photometric": "rgb" if pixels.ndim == 3 else "minisblack"}
    if kind == "jpeg.tif":
        tifffile.imwrite(path, pixels, compression="jpeg", **colour)
    elif kind == "jp2.tif":
        options: dict[str, Any] = {"level": 30, "reversible": False}
        tifffile.imwrite(
            path, pixels, compression="jpeg2000", compressionargs=options, **colour
        )  # fmt: skip
    elif kind == "jp2":
        Picture.fromarray(pixels).save(path, **_JP2)
    elif kind == "icc.webp":  # what lies before the picture is longer than what is looked at first
        Picture.fromarray(pixels).save(path, quality=75, icc_profile=b"\\0" * 9000)
    else:
        Picture.fromarray(pixels).save(path, quality=75)
    return path


@pytest.mark.parametrize("kind", KINDS)
def test_bright_and_dark_come_in_and_the_loss_is_told(tmp_path: Path, kind: str) -> None:
    path = save(BINARY, tmp_path, kind)
    assert is_lossy(path)
    found = read_mask(path)
    assert found.labels.max() == 2
    assert ((found.labels > 0) != (BINARY > 0)).mean() < 0.002
    assert "compressed with loss" in found.remark


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("pixels", [CLASSES * np.uint8(100), COLOURS])
def test_classes_are_not_guessed(tmp_path: Path, kind: str, pixels: np.ndarray) -> None:
    with pytest.raises(LViTError, match="with loss"):
        read_mask(save(pixels, tmp_path, kind))


@pytest.mark.parametrize("kind", ["jpg", "webp", "jp2", "avif", "jpeg.tif"])
@pytest.mark.parametrize("pixels", [CLASSES, NUMBERS])
def test_numbers_are_not_guessed(tmp_path: Path, kind: str, pixels: np.ndarray) -> None:
    with pytest.raises(LViTError, match="numbers"):
        read_mask(save(pixels, tmp_path, kind))


@pytest.mark.parametrize("kind", ["jp2", "webp", "jp2.tif", "zlib.tif"])
def test_numbers_that_were_kept_are_numbers(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"a.{kind}"
    if kind == "jp2":
        Picture.fromarray(NUMBERS).save(path, irreversible=False)
    elif kind == "webp":
        Picture.fromarray(NUMBERS).save(path, lossless=True)
    else:
        compression = {"jp2.tif": "jpeg2000", "zlib.tif": "zlib"}[kind]
        tifffile.imwrite(path, NUMBERS, compression=compression)
    assert not is_lossy(path)
    found = read_mask(path)
    assert np.array_equal(found.labels, NUMBERS)
    assert found.remark == ""


def test_numbers_that_a_reversible_file_lost_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.jp2"
    Picture.fromarray(NUMBERS).save(path, **{**_JP2, "irreversible": False})
    assert "fill no area" in read_mask(path).remark


def test_rims_that_smoothing_made_up_are_told(tmp_path: Path) -> None:
    pixels = CLASSES * np.uint8(2)
    pixels[(pixels == 0) & (np.roll(pixels, 1, axis=1) == 4)] = 3
    pixels[pixels == 2] = 1
    Picture.fromarray(pixels).save(tmp_path / "a.png")
    assert "numbers 3 fill no area" in read_mask(tmp_path / "a.png").remark


def test_colours_of_a_jpeg_that_became_a_png_stay_two(tmp_path: Path) -> None:
    stream = io.BytesIO()
    Picture.fromarray(COLOURS).save(stream, "JPEG", quality=75)
    with Picture.open(stream) as noisy:
        noisy.save(tmp_path / "a.png")
    found = read_mask(tmp_path / "a.png")
    assert len(np.unique(found.labels)) - 1 == 2
    assert "mixed at edges" in found.remark


@pytest.mark.parametrize("layout", ["masks", "labelcol", "one-each", "lungs"])
def test_the_report_tells_it_by_file(tmp_path: Path, layout: str) -> None:
    data = tmp_path / "data"
    pictures = "img" if layout in ("labelcol", "lungs") else "images"
    folder = {"one-each": "masks/a", "lungs": "lungs"}.get(layout, layout)
    for place in (pictures, folder):
        (data / place).mkdir(parents=True)
    Picture.fromarray(np.random.default_rng(0).integers(0, 255, (120, 160), np.uint8)).save(
        data / pictures / "a.png"
    )
    mask = "first.jpg" if layout == "one-each" else "a.jpg"
    Picture.fromarray(BINARY).save(data / folder / mask, quality=75)
    name = "lvit" if pictures == "img" else "png"
    options = {"template": "chest-xray", "laterality": "viewer"}
    report = import_as_project(name, data, tmp_path / "new", options)
    assert any(mask in note and "compressed with loss" in note for note in report.notes)
    assert report.objects == (1 if layout == "one-each" else 2)


def test_numbers_of_no_class_are_told(tmp_path: Path) -> None:
    data = tmp_path / "data"
    for place in ("images", "nuclei/class", "nuclei/instances"):
        (data / place).mkdir(parents=True)
    Picture.fromarray(BINARY // 2).save(data / "images" / "a.png")
    Picture.fromarray(CLASSES).save(data / "nuclei" / "instances" / "a.png")
    smeared = CLASSES.copy()
    smeared[40, 40] = 7
    Picture.fromarray(smeared).save(data / "nuclei" / "class" / "a.png")
    (data / "classes.json").write_text('{"nuclei": ["background", "nucleus", "mitosis"]}')
    report = import_as_project("png", data, tmp_path / "new", {"template": "nuclei"})
    assert any("stand for no class (7)" in note for note in report.notes)


@pytest.mark.parametrize("rate", [0, 60])
def test_classes_that_jpeg_2000_lost_whole_are_told(tmp_path: Path, rate: int) -> None:
    labels = np.zeros((96, 96), np.uint8)
    for place in range(4):
        labels[5 + 20 * place : 20 + 20 * place, 10 + 9 * place : 40 + 9 * place] = place + 1
    options = {"quality_mode": "rates", "quality_layers": [rate]} if rate else {}
    Picture.fromarray(labels).save(tmp_path / "a.jp2", irreversible=False, **options)
    lost = not np.array_equal(np.asarray(Picture.open(tmp_path / "a.jp2")), labels)
    assert lost == bool(rate)
    assert ("compressed with loss" in read_mask(tmp_path / "a.jp2").remark) == lost
