"""Files with several pictures: every page has the values that others' readers give."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pydicom
import pytest
import tifffile
from PIL import Image as Picture
from pydicom.data import get_testdata_file

from lvit_core.errors import LViTError
from lvit_core.imaging import animation, dicom_frames, netpbm, tiff, tiff_pages, tiff_volumes
from lvit_core.imaging.pages import SeveralPagesError
from lvit_core.imaging.readers import PageWriter, pages_of, probe, read
from tests.lvit_core.imaging.one_page import write_page

CHANCE = np.random.default_rng(0)
STACK = CHANCE.integers(0, 65536, (3, 2, 20, 30), np.uint16)


def page(path: Path, number: int) -> np.ndarray:
    made = write_page(path, number, path.with_name(f"page-{number}"))
    image = read(made)
    assert (probe(made).height, probe(made).width) == image.pixels.shape[:2]
    return image.pixels


def stack(path: Path, kind: str) -> list[np.ndarray]:
    """Writes a file of several pictures; what its pages are."""
    if kind == "imagej":  # one page of tags, the planes behind each other
        tifffile.imwrite(path, STACK, imagej=True, metadata={"axes": "ZCYX"})
    elif kind == "pages":
        tifffile.imwrite(path, STACK, photometric="minisblack", compression="zlib")
    elif kind == "shaped":
        tifffile.imwrite(path, STACK.astype(">u2"), photometric="minisblack", byteorder=">")
    elif kind == "ome":
        tifffile.imwrite(path, STACK, ome=True, metadata={"axes": "TCYX"}, compression="lzw")
    elif kind == "tiles":
        tifffile.imwrite(path, STACK, tile=(16, 16), photometric="minisblack")
    elif kind == "channels":
        tifffile.imwrite(path, STACK[0], planarconfig="separate", photometric="minisblack",
                         extrasamples=["unspecified"], metadata=None)  # fmt: skip
        return list(STACK[0])
    elif kind == "sizes":
        with tifffile.TiffWriter(path) as file:
            pages = [STACK[0, 0], STACK[0, 1, :7, :9], STACK[1, 0].astype(np.float32) / 7]
            for each in pages:
                file.write(each, photometric="minisblack", metadata=None)
        return pages
    return list(STACK.reshape(-1, *STACK.shape[2:]))


@pytest.mark.parametrize("kind", ["imagej", "pages", "shaped", "ome", "tiles", "channels", "sizes"])
def test_every_page_of_a_tiff_has_its_own_values(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "stack.tif"
    wanted = stack(path, kind)
    for ask in (probe, read):
        with pytest.raises(SeveralPagesError):
            ask(path)
    found = pages_of(path)
    assert [(one.number, one.height, one.width) for one in found] == [
        (number, *pixels.shape) for number, pixels in enumerate(wanted, start=1)
    ]
    assert len({one.words for one in found}) == len(found)
    for one, pixels in zip(found, wanted, strict=True):
        assert np.array_equal(page(path, one.number), pixels)
    for number in (0, -1, len(wanted) + 1):
        with pytest.raises(LViTError, match=f"no page {number}"):
            write_page(path, number, tmp_path / "none")


RGB = CHANCE.integers(0, 256, (5, 20, 30, 3), np.uint8)
TALL = CHANCE.integers(0, 65536, (5, 20, 30), np.uint16)
VOLUMES = {
    "tiles": (TALL, {"tile": (3, 16, 16), "compression": "zlib"}),
    "raw-tiles": (TALL.astype(">u2"), {"tile": (2, 16, 16), "byteorder": ">"}),
    "one-block": (TALL, {"tile": (16, 32, 32), "compression": "lzw"}),
    "raw": (TALL, {}),
    "strips": (TALL, {"compression": "zlib", "rowsperstrip": 8}),
    "in-time": (np.stack([TALL, TALL + 1]), {"tile": (3, 16, 16), "compression": "zlib"}),
    "colour": (RGB, {"photometric": "rgb", "tile": (2, 16, 16), "compression": "zlib"}),
    "planes": (np.moveaxis(RGB, 3, 0), {"photometric": "rgb", "planarconfig": "separate",
                                        "tile": (2, 16, 16), "compression": "zlib"}),
}  # fmt: skip


@pytest.mark.parametrize("kind", VOLUMES)
def test_planes_in_one_block_are_read_one_by_one(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "volume.tif"
    values, options = VOLUMES[kind]
    tifffile.imwrite(path, values, volumetric=True, **{"photometric": "minisblack", **options})
    wanted = values if kind != "planes" else RGB
    wanted = wanted.reshape(-1, *wanted.shape[2:]) if kind == "in-time" else wanted
    assert [one.number for one in pages_of(path)] == list(range(1, len(wanted) + 1))
    for number in (2, 5, 1, len(wanted)):  # in any order
        assert np.array_equal(page(path, number), wanted[number - 1])


def test_a_volume_is_decoded_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "volume.tif"
    tifffile.imwrite(path, TALL, volumetric=True, tile=(16, 32, 32), photometric="minisblack")
    decoded: list[int] = []
    real = tiff.decode_block
    monkeypatch.setattr(tiff, "decode_block", lambda *a: decoded.append(a[3]) or real(*a))
    with PageWriter(path) as writer:
        for number in range(1, 6):
            writer.write(number, tmp_path / f"page-{number}")
    assert decoded == [0]
    monkeypatch.setattr(tiff_volumes, "LARGEST_TILE_BYTES", 100)  # none is kept
    assert np.array_equal(page(path, 4), TALL[3])


def test_each_page_in_colours_of_pillow_is_its_own(tmp_path: Path) -> None:
    path = tmp_path / "lab.tif"
    lab = CHANCE.integers(0, 256, (3, 20, 30, 3), np.uint8)
    with tifffile.TiffWriter(path) as file:
        for each in lab:
            file.write(each, photometric="cielab", metadata=None, contiguous=False)
    with Picture.open(path) as file:
        for number in (1, 3, 2):
            file.seek(number - 1)
            assert np.array_equal(page(path, number), np.asarray(file.convert("RGB")))


@pytest.mark.parametrize("kind", ["imagej", "pages", "shaped", "sizes"])
def test_a_stack_that_is_cut_off_is_not_what_is_left_of_it(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "stack.tif"
    wanted = stack(path, kind)
    whole = path.read_bytes()
    for kept in (0.95, 0.8, 0.6, 0.4, 0.2):
        path.write_bytes(whole[: int(kept * len(whole))])
        with pytest.raises(LViTError):
            probe(path)
        try:
            found = pages_of(path)
        except LViTError as error:
            assert "cut off" in error.message
            continue
        assert len(found) == len(wanted)  # each is refused or read
        with pytest.raises(LViTError, match="cut off"):
            write_page(path, len(wanted), tmp_path / "none")


@pytest.mark.parametrize("kind", ["imagej", "pgm", "dicom", "gif"])
def test_more_pages_than_anybody_can_choose_from_are_refused(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (animation, dicom_frames, netpbm, tiff_pages):
        monkeypatch.setattr(module, "MOST_PAGES", 4)
    path = tmp_path / "stack"
    if kind == "imagej":
        stack(path, kind)
    elif kind == "pgm":
        path.write_bytes(b"P5 2 2 255\nabcd" * 5)
    elif kind == "dicom":
        path = Path(get_testdata_file("rtdose.dcm"))
    else:
        frames = [Picture.fromarray(np.full((8, 9), 40 * n, np.uint8)) for n in range(5)]
        frames[0].save(path, "GIF", save_all=True, append_images=frames[1:])
    with pytest.raises(LViTError, match="more than"):
        pages_of(path)


def test_a_page_keeps_scale_colours_and_polarity(tmp_path: Path) -> None:
    path = tmp_path / "rgb.tif"
    rgb = CHANCE.integers(0, 256, (2, 20, 30, 3), np.uint8)
    tifffile.imwrite(path, rgb, photometric="rgb", resolution=(2e4, 4e4), resolutionunit=3)
    made = read(write_page(path, 2, tmp_path / "page"))
    assert np.array_equal(made.pixels, rgb[1])
    assert made.spacing_mm == pytest.approx((0.00025, 0.0005))
    path = tmp_path / "white.tif"
    dark = -CHANCE.random((2, 20, 30)).astype(np.float32)
    tifffile.imwrite(path, dark, photometric="miniswhite")
    made = read(write_page(path, 1, tmp_path / "white-1"))
    assert np.array_equal(made.pixels, dark[0])
    assert made.inverted


@pytest.mark.parametrize("count", [2, 5])
def test_pages_that_look_alike_keep_their_own_tags(tmp_path: Path, count: int) -> None:
    path = tmp_path / "alike.tif"
    grey = STACK[0, 0].astype(np.uint8)
    tables = CHANCE.integers(0, 256, (count, 3, 256), np.uint16) * 257
    with tifffile.TiffWriter(path) as file:
        for number, table in enumerate(tables):
            file.write(
                grey, photometric="palette", colormap=table, metadata=None,
                resolution=(500 * (number + 1), 500), resolutionunit="CENTIMETER",
                extratags=[(274, "H", 1, (1, 6, 3, 8, 1)[number], True)],
            )  # fmt: skip
    for one, number, table in zip(pages_of(path), range(1, count + 1), tables, strict=True):
        wanted = (table >> 8).astype(np.uint8).T[grey]
        turned = np.rot90(wanted, {2: -1, 3: 2, 4: 1}.get(number, 0))
        assert (one.height, one.width) == turned.shape[:2]
        assert np.array_equal(page(path, number), turned)
        size = (0.02, 0.02 / number)
        spacing = read(write_page(path, number, tmp_path / "page")).spacing_mm
        assert spacing == pytest.approx(size[::-1] if number in (2, 4) else size)


@pytest.mark.parametrize("described", [2, 3])
def test_every_picture_of_ome_has_its_own_scale(tmp_path: Path, described: int) -> None:
    path = tmp_path / "two.ome.tif"
    with tifffile.TiffWriter(path, ome=True) as file:
        for name, micrometres, pixels in (("macro", 8.0, STACK[0, 0]), ("cells", 0.5, STACK[0, 1])):
            size = {"PhysicalSizeX": micrometres, "PhysicalSizeY": micrometres}
            file.write(pixels, photometric="minisblack", metadata={"Name": name, **size})
    if described == 3:  # one of the images lies in another file: nobody knows which
        other = b'<Pixels PhysicalSizeX="3" PhysicalSizeY="3"/>'
        xml = tifffile.TiffFile(path).ome_metadata or ""
        tifffile.tiffcomment(path, xml.encode().replace(b"</OME>", other + b"</OME>"))
    expected = pytest.approx((0.0005, 0.0005)) if described == 2 else None
    assert np.array_equal(read(path).pixels, STACK[0, 1])
    assert (read(path).spacing_mm, probe(path).spacing_mm) == (expected, expected)


def test_the_same_page_is_the_same_file(tmp_path: Path) -> None:
    stack(tmp_path / "stack.tif", "pages")
    first, second = (
        write_page(tmp_path / "stack.tif", 3, tmp_path / name).read_bytes() for name in "ab"
    )
    assert first == second


@pytest.mark.parametrize("suffix", ["gif", "webp", "png", "avif"])
def test_every_picture_of_an_animation_is_as_pillow_shows_it(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"moving.{suffix}"
    grey = [np.full((20, 30), value, np.uint8) for value in (0, 90, 250)]
    for number, pixels in enumerate(grey):
        pixels[2 : 5 + number, 3:9] = 200 - 50 * number
    frames = [Picture.fromarray(np.stack([pixels] * 3, axis=2)) for pixels in grey]
    options = {"lossless": True} if suffix == "webp" else {}
    frames[0].save(path, save_all=True, append_images=frames[1:], duration=100, **options)
    assert [(one.height, one.width) for one in pages_of(path)] == [(20, 30)] * 3
    with Picture.open(path) as file:
        for number in range(3):
            file.seek(number)
            found = page(path, number + 1)
            wanted = np.asarray(file.convert("RGB"))
            assert np.array_equal(found if found.ndim == 3 else np.stack([found] * 3, 2), wanted)


@pytest.mark.parametrize(
    "name", ["examples_ybr_color.dcm", "rtdose.dcm", "SC_rgb_rle_16bit_2frame.dcm"]
)
def test_a_frame_keeps_the_header_and_the_patient(tmp_path: Path, name: str) -> None:
    path = Path(get_testdata_file(name))
    dataset = pydicom.dcmread(path)
    count = int(dataset.NumberOfFrames)
    assert len(pages_of(path)) == count
    made = write_page(path, 2, tmp_path / "frame")
    frame = pydicom.dcmread(made)
    assert np.array_equal(frame.pixel_array, dataset.pixel_array[1])
    assert read(made).pixels.shape[:2] == (dataset.Rows, dataset.Columns)
    assert frame.PatientID == dataset.PatientID
    assert frame.SOPInstanceUID != dataset.SOPInstanceUID


def test_a_file_with_one_picture_has_one_page(tmp_path: Path) -> None:
    Picture.fromarray(STACK[0, 0]).save(tmp_path / "one.png")
    assert [(one.number, one.height, one.width) for one in pages_of(tmp_path / "one.png")] == [
        (1, 20, 30)
    ]
