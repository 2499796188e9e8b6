"""Large pictures are written piece by piece: a cancel is heard between, and others see one file."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lvit_core.errors import Cancelled
from lvit_core.exchange import import_as_project, nifti, png_strips, tiff_strips
from lvit_core.stopping import stoppable

pytestmark = pytest.mark.exchange

PIECE_BYTES = 3000
Write = Callable[[Path, np.ndarray], None]


def _write_nifti(path: Path, pixels: np.ndarray) -> None:
    nifti.save(path, pixels, np.eye(4), "mm")


def _write_tiff(path: Path, pixels: np.ndarray) -> None:
    tiff_strips.write_tiff(path, pixels, per_cm=(20, 40))


WRITERS: dict[str, Write] = {
    ".png": png_strips.write_png, ".tif": _write_tiff, ".nii.gz": _write_nifti,
}  # fmt: skip


def picture(kind: str) -> np.ndarray:
    """A smooth ground, noise, and plain areas, so that every way to pack rows is chosen."""
    y, x = np.mgrid[:97, :83]
    pixels = (y * 2 + x + np.random.default_rng(0).integers(0, 9, y.shape)).astype(np.uint8)
    pixels[20:60, 30:70] = 7
    if kind == "colour":
        return np.stack((pixels, pixels[::-1], 255 - pixels), axis=2)
    if kind == "strided":
        return np.repeat(pixels, 2, axis=1)[:, ::2]
    return pixels.astype(kind) * (1 if kind == "uint8" else 257)


def by_pillow(path: Path) -> np.ndarray:
    from PIL import Image

    with Image.open(path) as file:
        file.load()
        return np.asarray(file)


def by_opencv(path: Path) -> np.ndarray:
    cv2 = pytest.importorskip("cv2")
    found: np.ndarray = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
    return found[:, :, ::-1] if found.ndim == 3 else found


def by_imagecodecs(path: Path) -> np.ndarray:
    from imagecodecs import imread

    return np.asarray(imread(str(path)))


def by_tifffile(path: Path) -> np.ndarray:
    from tifffile import TiffFile

    with TiffFile(path) as file:
        assert file.pages.first.resolution == (20, 40)
        assert file.pages.first.tags.get("Software") is None
        return np.asarray(file.asarray())


def by_nibabel(path: Path) -> np.ndarray:
    nibabel = pytest.importorskip("nibabel")
    data = np.asanyarray(nibabel.load(path).dataobj)[:, :, 0].T
    return data if data.dtype.names is None else np.stack([data[c] for c in "RGB"], axis=2)


READERS: dict[str, tuple[Callable[[Path], np.ndarray], ...]] = {
    ".png": (by_pillow, by_imagecodecs, by_opencv),
    ".tif": (by_pillow, by_tifffile),
    ".nii.gz": (by_nibabel,),
}


@pytest.fixture(params=list(WRITERS))
def ending(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(png_strips, "_STRIP_BYTES", PIECE_BYTES)
    monkeypatch.setattr(tiff_strips, "_STRIP_BYTES", PIECE_BYTES)
    monkeypatch.setattr(nifti, "_PIECE_BYTES", PIECE_BYTES)
    if request.param == ".nii.gz":
        pytest.importorskip("nibabel")
    return request.param


@pytest.mark.parametrize("kind", ["uint8", "uint16", "uint32", "colour", "strided"])
def test_others_read_one_picture_and_it_was_written_in_pieces(
    ending: str, kind: str, tmp_path: Path
) -> None:
    if (ending, kind) == (".png", "uint32"):
        pytest.skip("PNG has no numbers of 32 bits")
    pixels, asked = picture(kind), list[int]()

    def look() -> bool:
        asked.append(1)
        return False

    path = tmp_path / f"a{ending}"
    with stoppable(look):
        WRITERS[ending](path, pixels)
    for read in READERS[ending]:
        found = read(path)
        assert found.shape == pixels.shape and np.array_equal(found, pixels), read.__name__
    assert len(asked) >= pixels.nbytes // PIECE_BYTES


def test_a_cancel_is_heard_between_the_pieces(ending: str, tmp_path: Path) -> None:
    asked = list[int]()

    def stop() -> bool:
        asked.append(1)
        return len(asked) > 3

    with stoppable(stop), pytest.raises(Cancelled):
        WRITERS[ending](tmp_path / f"a{ending}", picture("uint16"))
    assert len(asked) == 4


def test_the_first_rows_and_single_rows_are_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A row that is a piece by itself differs from the row above, which is in another piece."""
    monkeypatch.setattr(png_strips, "_STRIP_BYTES", 1)
    for kind in ("uint8", "uint16", "colour"):
        png_strips.write_png(tmp_path / "a.png", picture(kind))
        for read in READERS[".png"]:
            assert np.array_equal(read(tmp_path / "a.png"), picture(kind))


def test_numbers_of_a_large_mask_are_not_sorted(tmp_path: Path) -> None:
    """Sorting its pixels took 2.3 GB for 8,000 x 8,000; 48 bytes a pixel are less than that."""
    side = 1200
    ground = np.random.default_rng(0).integers(0, 250, (side, side), np.uint8)
    png_strips.write_png(tmp_path / "d" / "images" / "a.png", ground)
    labels = np.zeros((side, side), np.uint16)
    labels[::8, ::3] = np.arange(side // 8 * side // 3).reshape(side // 8, -1) % 900 + 1
    png_strips.write_png(tmp_path / "d" / "masks" / "a.png", labels)
    tracemalloc.start()
    report = import_as_project("png", tmp_path / "d", tmp_path / "p", {"template": "nuclei"})
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert report.objects == 900
    assert peak < 48 * side * side
