"""How much memory an import takes for each pixel of a large picture and its mask."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from pathlib import Path

import imagecodecs
import numpy as np
import pytest
import tifffile

from lvit_core.exchange import import_as_project

pytestmark = [pytest.mark.exchange, pytest.mark.thorough]

SIDES = (1200, 2000)
MOST_BYTES = 14.5  # a pixel: with 8,000 x 8,000 pixels and the program itself below 1 GB


def drawn(side: int) -> np.ndarray:
    plane = np.zeros((side, side), np.int32)
    for number, (y, x) in enumerate(np.ndindex(side // 200, side // 200), start=1):
        plane[200 * y + 20 : 200 * y + 150, 200 * x + 20 : 200 * x + 150] = number
    return plane


def mask(folder: Path, pixels: np.ndarray) -> None:
    (folder / "masks").mkdir(parents=True)
    (folder / "masks" / "a.png").write_bytes(imagecodecs.png_encode(pixels))


def binary(folder: Path, labels: np.ndarray) -> None:
    mask(folder, np.where(labels > 0, 255, 0).astype(np.uint8))


def colours(folder: Path, labels: np.ndarray) -> None:
    table = np.array([(0, 0, 0), (255, 0, 0), (0, 255, 0)], np.uint8)
    mask(folder, table[np.where(labels > 0, 1 + labels % 2, 0)])


def classes(folder: Path, labels: np.ndarray) -> None:
    (folder / "masks").mkdir(parents=True)
    tifffile.imwrite(folder / "masks" / "a.tif", (labels % 3).astype(np.uint8), compression="zlib")


@pytest.mark.parametrize("write", [binary, colours, classes])
def test_a_large_mask_takes_so_many_bytes_a_pixel(
    write: Callable[[Path, np.ndarray], None], tmp_path: Path
) -> None:
    peaks = [peak_of(write, drawn(side), tmp_path / str(side)) for side in (200, *SIDES)][1:]
    assert (peaks[1] - peaks[0]) / (SIDES[1] ** 2 - SIDES[0] ** 2) < MOST_BYTES


@pytest.mark.parametrize("write", [binary, colours, classes])
@pytest.mark.parametrize("fits", [True, False])
def test_a_mask_that_would_take_more_is_refused_by_its_size(
    fits: bool,
    write: Callable[[Path, np.ndarray], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    side = 200
    (tmp_path / "d" / "images").mkdir(parents=True)
    picture = np.indices((side, side)).sum(0).astype(np.uint8)
    (tmp_path / "d" / "images" / "a.png").write_bytes(imagecodecs.png_encode(picture))
    write(tmp_path / "d", drawn(side))
    # An import takes two copies of what is allowed, and a mask half of `MOST_BYTES` for each.
    allowed = side * side * (7 if fits else 6)
    monkeypatch.setattr("lvit_core.imaging.limits.LARGEST_BYTES", allowed)
    report = import_as_project("png", tmp_path / "d", tmp_path / "p", {"template": "nuclei"})
    assert (report.images, report.objects) == (1, int(fits))
    assert ["too large: 200 x 200" in loss.reason for loss in report.losses] == [True] * (not fits)


def peak_of(write: Callable[[Path, np.ndarray], None], labels: np.ndarray, place: Path) -> int:
    (place / "d" / "images").mkdir(parents=True)
    steps = np.arange(len(labels))
    ramp = np.add.outer(steps, steps).astype(np.uint8)
    (place / "d" / "images" / "a.png").write_bytes(imagecodecs.png_encode(ramp))
    write(place / "d", labels)
    tracemalloc.start()
    try:
        report = import_as_project("png", place / "d", place / "p", {"template": "nuclei"})
        assert report.objects > 0
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
