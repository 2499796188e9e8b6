"""Slides of scanners' makers: drawn files that OpenSlide accepts, compared with what was drawn."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from lvit_core.errors import LViTError
from lvit_core.geometry import Rect
from lvit_core.imaging import readers
from lvit_core.imaging.pyramid import open_source
from lvit_core.imaging.slide import SlideSource
from lvit_core.project.paths import content_hash, file_stamp
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings
from lvit_core.project.thumbnails import render
from tests.lvit_core.imaging.drawn_slides import MACRO, UM, write_mirax, write_ndpi, write_scn

SIDE = 512


@pytest.fixture
def tissue() -> NDArray[np.uint8]:
    """Smooth colours with a step, so that a shift by one pixel shows."""
    down, across = np.mgrid[:SIDE, :SIDE]
    picture = np.stack([down // 2, across // 2, (down + across) // 4], axis=2).astype(np.uint8)
    picture[100:200, 300:420] = (200, 40, 90)
    return picture


def test_the_tissue_of_an_ndpi_is_read_and_never_the_glass(
    tmp_path: Path, tissue: NDArray[np.uint8]
) -> None:
    path = tmp_path / "a.ndpi"
    label = np.zeros((64, 64, 3), np.uint8)  # as a picture with a name on it would be
    write_ndpi(path, [(tissue, 20.0), (tissue[::4, ::4].copy(), 5.0), (label, MACRO)])
    info = readers.probe(path)
    assert (info.format, info.height, info.width, info.channels) == ("slide", SIDE, SIDE, 3)
    assert info.spacing_mm == pytest.approx((UM / 1000, UM / 1000), rel=1e-6)
    whole = readers.read(path).pixels
    assert np.abs(whole.astype(int) - tissue).mean() < 2  # JPEG
    source = open_source(path)
    assert isinstance(source, SlideSource)
    part = source.read(0, Rect(90, 290, 210, 430))
    assert np.array_equal(part, whole[90:210, 290:430])
    assert source.shape(1) == (SIDE // 2, SIDE // 2)
    assert render(source).mean() > 50


def test_what_a_scanner_left_out_has_the_colour_of_the_background(
    tmp_path: Path, tissue: NDArray[np.uint8]
) -> None:
    """Our own TIFF reader would show the small picture of the whole glass."""
    path = tmp_path / "a.scn"
    write_scn(path, tissue)
    pixels = readers.read(path).pixels
    assert pixels.shape == (2 * SIDE, 2 * SIDE, 3)
    edge = SIDE // 2
    assert np.array_equal(pixels[edge:-edge, edge:-edge], tissue)
    assert (pixels[:edge] == 255).all()


def test_a_mirax_slide_is_its_folder_and_not_its_preview(
    tmp_path: Path, tissue: NDArray[np.uint8]
) -> None:
    path = tmp_path / "a.mrxs"
    write_mirax(path, tissue)
    assert np.array_equal(readers.read(path).pixels, tissue)
    assert readers.find_images([tmp_path]) == [path]
    before = content_hash(path), file_stamp(path)
    part = tmp_path / "a" / "Data0000.dat"
    data = bytearray(part.read_bytes())
    data[-1] ^= 1
    part.write_bytes(bytes(data))
    after = content_hash(path), file_stamp(path)
    assert before[0] != after[0]
    assert before[1] != after[1]


def test_a_mirax_slide_without_its_folder_is_refused(
    tmp_path: Path, tissue: NDArray[np.uint8]
) -> None:
    path = tmp_path / "a.mrxs"
    write_mirax(path, tissue)
    shutil.rmtree(tmp_path / "a")
    with Project.create(tmp_path / "p", ProjectSettings("p", "nuclei", "none")) as project:
        report = project.images.add([path])
    assert not report.added
    assert [one.reason for one in report.skipped] == [
        "a.mrxs is the small part of a MIRAX slide; its folder a is not beside it."
    ]


def test_coarse_levels_are_made_where_a_file_has_none(tmp_path: Path) -> None:
    tissue = np.full((3072, 2048, 3), (180, 120, 160), np.uint8)
    tissue[:1536] = (90, 60, 200)
    path = tmp_path / "a.scn"
    write_scn(path, tissue)
    source = open_source(path)
    assert source.levels > 2
    top = source.levels - 1
    assert max(source.shape(top)) <= 2048
    small = source.read(top, Rect(0, 0, *source.shape(top)))
    scale = round(source.scale(top))
    middle = small.shape[1] // 2
    assert tuple(small[(1536 + 500) // scale, middle]) == (90, 60, 200)
    assert tuple(small[(1536 + 1536 + 500) // scale, middle]) == (180, 120, 160)


@pytest.mark.parametrize("keep", [0.2, 0.6, 0.95])
def test_a_slide_that_is_cut_off_is_refused_in_words(
    tmp_path: Path, tissue: NDArray[np.uint8], keep: float
) -> None:
    path = tmp_path / "a.ndpi"
    write_ndpi(path, [(tissue, 20.0)])
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * keep)])
    with pytest.raises(LViTError):
        readers.read(path)
