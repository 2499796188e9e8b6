"""Pixels that are not square: two sizes where they are known, and never one that is wrong."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
import pytest
import tifffile
from PIL import Image as Picture
from pydicom.data import get_testdata_file

from lvit_core.exchange import format_named, import_as_project
from lvit_core.imaging.readers import probe, read
from lvit_core.imaging.spacing_kind import SpacingKind
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings
from tests.lvit_core.imaging.one_page import write_page

PIXELS = np.random.default_rng(0).integers(0, 255, (20, 30), np.uint8)
SIZES = ("PixelSpacing", "ImagerPixelSpacing", "NominalScannedPixelSpacing")


def dicom(path: Path, **facts: Any) -> Path:
    data = pydicom.dcmread(get_testdata_file("CT_small.dcm"))
    for keyword in SIZES:
        data.pop(keyword, None)
    for keyword, value in facts.items():
        setattr(data, keyword, value)
    data.save_as(path)
    return path


def tiff(path: Path, across: float, down: float, unit: int = 1, **options: Any) -> Path:
    tifffile.imwrite(path, PIXELS, photometric="minisblack", resolution=(across, down),
                     resolutionunit=unit, **options)  # fmt: skip
    return path


def png(path: Path, across: int, down: int, unit: int) -> Path:
    Picture.fromarray(PIXELS).save(path)
    data = path.read_bytes()
    body = b"pHYs" + struct.pack(">IIB", across, down, unit)
    chunk = struct.pack(">I", 9) + body + struct.pack(">I", zlib.crc32(body))
    path.write_bytes(data[:33] + chunk + data[33:])
    return path


def picture(path: Path, dpi: tuple[int, int]) -> Path:
    Picture.fromarray(PIXELS).save(path, dpi=dpi)
    return path


OBLONG = {
    "a.dcm": lambda p: dicom(p, PixelAspectRatio=[2, 1]),
    "ratio.tif": lambda p: tiff(p, 1, 2),
    "screen.tif": lambda p: tiff(p, 144, 72, 2),
    "a.png": lambda p: png(p, 2, 1, 0),
    "dpi.png": lambda p: png(p, 5669, 2835, 1),
    "a.jpg": lambda p: picture(p, (144, 72)),
    "a.bmp": lambda p: picture(p, (144, 72)),
}
SQUARE = {
    "a.dcm": lambda p: dicom(p, PixelAspectRatio=[1, 1]),
    "none.dcm": dicom,
    "a.tif": lambda p: tiff(p, 72, 72, 2),
    "a.png": lambda p: png(p, 2835, 2835, 1),
    "a.jpg": lambda p: picture(p, (72, 72)),
}


@pytest.mark.parametrize("name", OBLONG)
def test_a_ratio_alone_is_known_to_be_one(tmp_path: Path, name: str) -> None:
    path = OBLONG[name](tmp_path / name)
    for found in (probe(path), read(path)):
        assert (found.spacing_mm, found.spacing_kind) == (None, SpacingKind.OBLONG)


@pytest.mark.parametrize("name", SQUARE)
def test_square_pixels_of_no_size_are_plain(tmp_path: Path, name: str) -> None:
    path = SQUARE[name](tmp_path / name)
    for found in (probe(path), read(path)):
        assert (found.spacing_mm, found.spacing_kind) == (None, None)


@pytest.mark.parametrize("keyword", SIZES)
def test_a_size_counts_before_a_ratio(tmp_path: Path, keyword: str) -> None:
    path = dicom(tmp_path / "a.dcm", PixelAspectRatio=[2, 1], **{keyword: [0.4, 0.2]})
    assert probe(path).spacing_mm == (0.4, 0.2)
    assert probe(tiff(tmp_path / "a.tif", 20000, 10000, 3)).spacing_mm == (0.001, 0.0005)


def test_pages_keep_the_ratio(tmp_path: Path) -> None:
    stack = np.stack([PIXELS, 255 - PIXELS])
    tifffile.imwrite(tmp_path / "a.tif", stack, photometric="minisblack", resolution=(2, 1))
    made = write_page(tmp_path / "a.tif", 2, tmp_path / "page")
    assert probe(made).spacing_kind is SpacingKind.OBLONG
    with tifffile.TiffFile(made) as file:
        tags = file.pages.first.tags
        across, down = (tags[name].value for name in ("XResolution", "YResolution"))
    assert across[0] / across[1] == 2 * down[0] / down[1]


def test_no_size_that_was_stated_for_square_pixels_is_taken(tmp_path: Path) -> None:
    settings = ProjectSettings("P", "nuclei", "none", pixel_sizes={"nuclei": 0.25})
    files = [make(tmp_path / name) for name, make in {**OBLONG, "b.png": SQUARE["a.png"]}.items()]
    Picture.fromarray(PIXELS[::-1]).save(files[-1])
    with Project.create(tmp_path / "p", settings) as project:
        report = project.images.add(files)
        stretched = {one.name for one in report.added if one.spacing_kind is SpacingKind.OBLONG}
        assert stretched == set(OBLONG)
        assert {one.spacing_mm for one in report.added} == {None, (0.00025, 0.00025)}
        assert sum("not square" in line for line in report.remarks) == len(OBLONG)
        done = format_named("png").export(project, tmp_path / "out", {"images": "all"})
        assert any("7 images have pixels that are not square" in line for line in done.losses)
        back = import_as_project("png", tmp_path / "out", tmp_path / "back", {"template": "nuclei"})
    with Project.open(back.folder) as project:
        kinds = [one.spacing_kind for one in project.images.all()]
    assert kinds.count(SpacingKind.OBLONG) == back.images - 1  # all but the square one


def test_what_models_see_of_pixels_with_two_known_sides_is_told(tmp_path: Path) -> None:
    tifffile.imwrite(
        tmp_path / "a.ome.tif", PIXELS,
        metadata={"axes": "YX", "PhysicalSizeX": 0.5, "PhysicalSizeY": 0.25},
    )  # fmt: skip
    for template, count in (("nuclei", 1), ("chest-xray", 0)):
        whose = "none" if template == "nuclei" else "viewer"
        settings = ProjectSettings("P", template, whose)
        with Project.create(tmp_path / template, settings) as project:
            report = project.images.add([tmp_path / "a.ome.tif"])
        told = [line for line in report.remarks if "mean of both" in line]
        assert len(told) == count
        assert all("(0.5 um wide, 0.25 um high)" in line for line in told)
