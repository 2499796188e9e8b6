"""Files as hospitals hand them out: read right, or refused in words."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import imagecodecs
import numpy as np
import pydicom
import pytest
import tifffile
from PIL import Image as Picture
from pydicom.data import get_testdata_file

from lvit_core.errors import LViTError
from lvit_core.imaging.readers import find_images, probe, read
from lvit_core.imaging.window import Window, model_rgb


def _write_png_header(path: Path, width: int, height: int) -> None:
    def chunk(kind: bytes, body: bytes) -> bytes:
        crc = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + crc

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
    path.write_bytes(data + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b""))


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
@pytest.mark.parametrize("shape", [(7, 5), (7, 5, 3)])
def test_png_keeps_every_bit(tmp_path: Path, dtype: type, shape: tuple[int, ...]) -> None:
    pixels = np.random.default_rng(0).integers(0, np.iinfo(dtype).max, shape).astype(dtype)
    path = tmp_path / "a.png"
    path.write_bytes(imagecodecs.png_encode(pixels))
    info, image = probe(path), read(path)
    assert np.array_equal(image.pixels, pixels)
    assert (info.height, info.width, info.channels) == (7, 5, 3 if len(shape) == 3 else 1)
    assert info.dtype == np.dtype(dtype).name


@pytest.mark.parametrize("mode", ["P", "1", "LA", "RGBA"])
def test_png_of_any_colour_type_becomes_grey_or_rgb(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "a.png"
    Picture.fromarray(np.arange(64, dtype=np.uint8).reshape(8, 8) * 4).convert(mode).save(path)
    image, info = read(path), probe(path)
    assert image.is_color == (info.channels == 3) == (mode in ("P", "RGBA"))
    assert image.pixels.dtype == np.uint8


@pytest.mark.parametrize(
    ("dtype", "expected"),
    [
        ("uint8", "uint8"),
        ("uint16", "uint16"),
        ("int16", "int16"),
        ("int8", "int16"),
        ("uint32", "uint16"),
        ("float32", "float32"),
        ("float64", "float32"),
    ],
)
def test_tiff_of_any_number_type(tmp_path: Path, dtype: str, expected: str) -> None:
    pixels = (np.arange(60).reshape(6, 10) - (30 if dtype.startswith("int") else 0)).astype(dtype)
    path = tmp_path / "a.tif"
    tifffile.imwrite(path, pixels)
    image = read(path)
    assert image.pixels.dtype == expected
    assert np.array_equal(image.pixels, pixels)


def test_float_tiff_without_numbers_gets_the_smallest_value(tmp_path: Path) -> None:
    pixels = np.array([[1.5, np.nan], [np.inf, -2.0]], np.float32)
    tifffile.imwrite(tmp_path / "a.tif", pixels)
    assert read(tmp_path / "a.tif").pixels.tolist() == [[1.5, -2.0], [1.5, -2.0]]


def test_tiff_spacing_only_where_the_file_really_knows(tmp_path: Path) -> None:
    pixels = np.zeros((4, 4), np.uint8)
    tifffile.imwrite(tmp_path / "known.tif", pixels, resolution=(50, 25), resolutionunit=3)
    tifffile.imwrite(tmp_path / "screen.tif", pixels, resolution=(72, 72), resolutionunit=2)
    assert probe(tmp_path / "known.tif").spacing_mm == pytest.approx((0.4, 0.2))
    assert probe(tmp_path / "screen.tif").spacing_mm is None


def test_jpeg_is_shown_upright(tmp_path: Path) -> None:
    picture = Picture.fromarray(np.zeros((20, 40, 3), np.uint8))
    exif = picture.getexif()
    exif[0x0112] = 6
    picture.save(tmp_path / "a.jpg", exif=exif)
    info, image = probe(tmp_path / "a.jpg"), read(tmp_path / "a.jpg")
    assert (info.height, info.width) == (image.height, image.width) == (40, 20)


@pytest.mark.hostile
def test_a_decompression_bomb_is_refused_by_its_header(tmp_path: Path) -> None:
    path = tmp_path / "bomb.png"
    _write_png_header(path, 50_000, 50_000)
    for function in (probe, read):  # the file ends after its header: nothing else is looked at
        with pytest.raises(LViTError, match="50000 x 50000") as caught:
            function(path)
        assert caught.value.hint


def test_a_large_image_below_the_limit_is_not_called_a_bomb(tmp_path: Path) -> None:
    path = tmp_path / "large.png"
    _write_png_header(path, 20_000, 20_000)
    assert probe(path).width == 20_000


@pytest.mark.hostile
@pytest.mark.parametrize("kind", ["png", "jpg", "tif", "bmp"])
def test_truncated_files_are_refused(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"a.{kind}"
    noise = np.random.default_rng(0).integers(0, 255, (200, 200), np.uint8)
    Picture.fromarray(noise).save(path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])
    for function in (probe, read):
        with pytest.raises(LViTError, match="cut off"):
            function(path)


def test_a_flipped_byte_in_a_png_is_noticed_without_decoding(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    Picture.fromarray(np.zeros((50, 50), np.uint8)).save(path)
    data = bytearray(path.read_bytes())
    data[45] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(LViTError, match="checksum"):
        probe(path)


@pytest.mark.hostile
@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.png", b"", "empty"),
        ("notes.txt", b"Hello, this is no picture.", "not an image"),
        ("fake.png", b"This is text with a wrong name.", "not an image"),
        ("report.pdf", b"%PDF-1.7 ...", "PDF"),
        ("short.png", b"\x89PNG\r\n\x1a\n", "cut off"),
        ("head.dcm", b"\0" * 128 + b"DICM", "no pixel data"),
        ("head.tif", b"II*\0", "damaged|cut off"),
        ("head.jpg", b"\xff\xd8\xff\xe0", "damaged|cut off"),
    ],
)
def test_what_is_no_image_is_refused(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(LViTError, match=words) as caught:
        probe(path)
    assert caught.value.hint
    with pytest.raises(LViTError):
        read(path)


def test_missing_files_and_folders_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(LViTError, match="does not exist"):
        probe(tmp_path / "nothing.png")
    with pytest.raises(LViTError, match="folder"):
        probe(tmp_path)


def test_stacks_are_refused(tmp_path: Path) -> None:
    tifffile.imwrite(tmp_path / "stack.tif", np.zeros((5, 20, 20), np.uint8))
    with pytest.raises(LViTError, match="stack of 5"):
        probe(tmp_path / "stack.tif")


def test_find_images_goes_below_folders_and_leaves_clutter(tmp_path: Path) -> None:
    for name in ("b/2.png", "a/1.png", "a/.hidden/x.png", "a/Thumbs.db", ".DS_Store", "z.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_bytes(b"x")
    found = find_images([tmp_path, tmp_path / "a"])
    assert [path.name for path in found] == ["z.txt", "1.png", "2.png"]
    with pytest.raises(LViTError):
        find_images([tmp_path / "nothing"])


DICOM_FACTS = {
    "CR_chest_PA_mono1_16bit_j2k__RG1_J2KI.dcm": (1955, 1841, 1, None, "L", True),
    "CR_extremity_mono1_j2klossless__RG3_J2KR.dcm": (1760, 1760, 1, None, "R", True),
    "CR_modalityLUT_mono1_jpegll__CR-ModalitySequenceLUT.dcm": (
        1576, 1976, 1, (0.15, 0.15), None, True,
    ),
    "DX_thorax_mono1_small__dx_image.dcm": (169, 211, 1, (1.2, 1.2012), "L", True),
    "CT_small__ct_image.dcm": (128, 128, 1, (0.661468, 0.661468), "L", False),
    "US_palette__OBXXXX1A.dcm": (600, 800, 3, (0.262288, 0.262288), None, False),
    "pydicom__examples_rgb_color.dcm": (240, 320, 3, None, None, False),
    "pydicom__no_meta.dcm": (128, 128, 1, (0.661468, 0.661468), "L", False),
}  # fmt: skip


@pytest.mark.parametrize(
    ("said", "cosines", "orientation"),
    [
        (None, [1, 0, 0, 0, 1, 0], "L"),
        (None, [-1, 0, 0, 0, 1, 0], "R"),
        (None, [0.8, 0.6, 0, 0, 0, -1], "L"),  # turned by 37 degrees
        (None, [-0.8, 0.6, 0, 0, 0, -1], "R"),
        (None, [0.6, 0.8, 0, 0, 0, -1], None),  # by 53 degrees: more from front to back
        (None, [0, 1, 0, 0, 0, -1], None),  # sagittal
        (None, None, None),
        (["R", "F"], [1, 0, 0, 0, 1, 0], "R"),  # words count before directions
        (["A", "F"], [0, -1, 0, 0, 0, -1], None),
    ],
)
def test_a_dicom_file_says_how_it_shows_the_patient(
    shared_data: Path,
    tmp_path: Path,
    said: list[str] | None,
    cosines: list[float] | None,
    orientation: str | None,
) -> None:
    from pydicom import dcmread

    dataset = dcmread(shared_data / "formats" / "dicom" / "DX_thorax_mono1_small__dx_image.dcm")
    for keyword, value in (("PatientOrientation", said), ("ImageOrientationPatient", cosines)):
        if value is not None:
            setattr(dataset, keyword, value)
        elif keyword in dataset:
            delattr(dataset, keyword)
    dataset.save_as(tmp_path / "image.dcm")
    assert probe(tmp_path / "image.dcm").orientation == orientation
    assert read(tmp_path / "image.dcm").orientation == orientation


@pytest.mark.parametrize("name", DICOM_FACTS)
def test_real_dicom_files(shared_data: Path, name: str) -> None:
    height, width, channels, spacing, orientation, inverted = DICOM_FACTS[name]
    path = shared_data / "formats" / "dicom" / name
    info, image = probe(path), read(path)
    assert (info.height, info.width, info.channels) == (height, width, channels)
    assert (image.height, image.width, image.is_color) == (height, width, channels == 3)
    assert info.orientation == image.orientation == orientation
    assert image.inverted is inverted
    if spacing is None:
        assert image.spacing_mm is None
    else:
        assert image.spacing_mm == pytest.approx(spacing)
    assert model_rgb(image).std() > 5


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("dicom/SEG_binary_of_CT__seg_image_ct_binary.dcm", "segmentation"),
        ("dicom/pydicom__MR_truncated.dcm", "cut off"),
        ("wsi/openslide_unopenable.tiff", "compressed in a way"),
        ("nifti/anatomical.nii", "volume of 25 slices"),
    ],
)
def test_real_files_that_cannot_be_opened(shared_data: Path, name: str, words: str) -> None:
    with pytest.raises(LViTError, match=words):
        probe(shared_data / "formats" / name)


def test_every_other_shared_file_reads_as_it_was_probed(shared_data: Path) -> None:
    files = [
        file
        for folder in ("tiff16", "xray_png", "wsi", "dicom")
        for file in sorted((shared_data / "formats" / folder).iterdir())
        if "SEG" not in file.name and "truncated" not in file.name and "unopen" not in file.name
    ]
    assert len(files) >= 20
    for file in files:
        info, image = probe(file), read(file)
        assert (info.height, info.width) == (image.height, image.width), file.name
        assert info.channels == (3 if image.is_color else 1), file.name


def test_ct_values_are_hounsfield_units() -> None:
    path = Path(get_testdata_file("CT_small.dcm"))
    image = read(path)
    dataset = pydicom.dcmread(path)
    expected = dataset.pixel_array.astype(int) * dataset.RescaleSlope + dataset.RescaleIntercept
    assert image.pixels.dtype == np.int16
    assert np.array_equal(image.pixels, expected)
    assert image.pixels.min() < -800


def test_the_window_of_a_dicom_file_is_kept() -> None:
    assert read(Path(get_testdata_file("MR_small.dcm"))).window == Window(600, 1600)


def test_monochrome1_is_shown_with_bright_bone(shared_data: Path) -> None:
    path = shared_data / "formats" / "dicom" / "DX_thorax_mono1_small__dx_image.dcm"
    image = read(path)
    shown = model_rgb(image)[:, :, 0].astype(int)
    stored = image.pixels.astype(int)
    assert np.corrcoef(shown.ravel(), stored.ravel())[0, 1] < -0.9


def test_multi_frame_is_refused() -> None:
    with pytest.raises(LViTError, match="30 frames"):
        probe(Path(get_testdata_file("examples_ybr_color.dcm")))


def test_files_of_one_patient_share_a_group_without_naming_it(tmp_path: Path) -> None:
    dataset = pydicom.dcmread(get_testdata_file("CT_small.dcm"))
    groups = []
    for number, patient in enumerate(["Secret^Name", "Secret^Name", "Other"]):
        dataset.PatientID = patient
        dataset.save_as(tmp_path / f"{number}.dcm")
        groups.append(probe(tmp_path / f"{number}.dcm").patient_group)
    assert groups[0] == groups[1] != groups[2]
    assert "Secret" not in str(groups)


def test_groups_come_from_the_names_of_public_collections(tmp_path: Path) -> None:
    names = ["sub-S08047_ses-E1_cr.png", "sub-S08047_ses-E2_cr.png", "TCGA-21-5784-01Z-00-DX1.png",
             "TCGA-21-5784-02A.png", "scan.png"]  # fmt: skip
    groups = []
    for name in names:
        Picture.fromarray(np.zeros((4, 4), np.uint8)).save(tmp_path / name)
        groups.append(probe(tmp_path / name).patient_group)
    assert groups[0] == groups[1] != groups[2]
    assert groups[2] == groups[3]
    assert groups[4] is None


@pytest.mark.hostile
def test_damaged_dicom_never_quotes_the_header(tmp_path: Path) -> None:
    path = tmp_path / "a.dcm"
    dataset = pydicom.dcmread(get_testdata_file("CT_small.dcm"))
    dataset.PatientName = "Secret^Name"
    dataset.save_as(path)
    data = path.read_bytes()
    path.write_bytes(data.replace(b"(\x00\x10\x00US", b"(\x00\x10\x00PN"))
    with pytest.raises(LViTError) as caught:
        read(path)
    assert "Secret" not in str(caught.value)
