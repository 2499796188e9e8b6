"""DICOM in its many ways: values, colours, scale and window as the standard and pydicom say."""

from __future__ import annotations

import logging
import zlib
from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
import pydicom
import pytest
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.pixels.processing import apply_voi_lut
from pydicom.sequence import Sequence
from pydicom.uid import (
    MPEG2MPML,
    DeflatedExplicitVRLittleEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGBaseline8Bit,
    RLELossless,
    SecondaryCaptureImageStorage,
    generate_uid,
)

from lvit_core.errors import LViTError
from lvit_core.imaging.readers import probe, read
from lvit_core.imaging.spacing_kind import SpacingKind
from lvit_core.imaging.window import initial_window, to_display
from lvit_core.project.loaded_image import load_image
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings

VALUES = np.random.default_rng(0).integers(0, 4096, (32, 48), np.uint16)
RGB = np.random.default_rng(1).integers(0, 256, (32, 48, 3), np.uint8)


def dataset_of(pixels: np.ndarray[Any, Any], **facts: Any) -> Dataset:
    dataset = Dataset()
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset.file_meta.MediaStorageSOPClassUID = SecondaryCaptureImageStorage
    dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID = generate_uid()
    dataset.SOPClassUID = SecondaryCaptureImageStorage
    dataset.Modality, dataset.PatientID = "OT", "1"
    dataset.Rows, dataset.Columns = pixels.shape[:2]
    bits = 8 * pixels.dtype.itemsize
    dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit = bits, bits, bits - 1
    dataset.PixelRepresentation = int(pixels.dtype.kind == "i")
    dataset.SamplesPerPixel = 3 if pixels.ndim == 3 else 1
    dataset.PhotometricInterpretation = "RGB" if pixels.ndim == 3 else "MONOCHROME2"
    if pixels.ndim == 3:
        dataset.PlanarConfiguration = 0
    if pixels.dtype.kind == "f":
        del dataset.PixelRepresentation
        setattr(dataset, "FloatPixelData" if bits == 32 else "DoubleFloatPixelData",
                pixels.tobytes())  # fmt: skip
    else:
        dataset.PixelData = pixels.tobytes()
        dataset["PixelData"].VR = "OB" if bits == 8 else "OW"
    for keyword, value in facts.items():
        setattr(dataset, keyword, value)
    return dataset


def saved(folder: Path, dataset: Dataset, **options: Any) -> Path:
    path = folder / "image.dcm"
    dataset.save_as(path, enforce_file_format=True, **options)
    return path


def item(**facts: Any) -> Dataset:
    dataset = Dataset()
    for keyword, value in facts.items():
        setattr(dataset, keyword, value)
    return dataset


def shown(path: Path) -> np.ndarray[Any, Any]:
    image = read(path)
    return to_display(image.pixels, initial_window(image), invert=image.inverted)


@pytest.mark.parametrize(
    ("modality", "facts", "spacing", "kind"),
    [
        ("CT", {"PixelSpacing": [0.5, 0.25]}, (0.5, 0.25), SpacingKind.PATIENT),
        ("DX", {"ImagerPixelSpacing": [0.2, 0.1]}, (0.2, 0.1), SpacingKind.DETECTOR),
        ("DX", {"PixelSpacing": [0.2, 0.1]}, (0.2, 0.1), SpacingKind.DETECTOR),
        ("CR", {"PixelSpacing": [0.2, 0.2], "ImagerPixelSpacing": [0.2, 0.2]}, (0.2, 0.2),
         SpacingKind.DETECTOR),
        ("CR", {"PixelSpacing": [0.1, 0.1], "ImagerPixelSpacing": [0.2, 0.2]}, (0.1, 0.1),
         SpacingKind.CALIBRATED),
        ("DX", {"PixelSpacing": [0.1, 0.1], "PixelSpacingCalibrationType": "FIDUCIAL"}, (0.1, 0.1),
         SpacingKind.CALIBRATED),
        ("DX", {"ImagerPixelSpacing": [0.3, 0.3],
                "EstimatedRadiographicMagnificationFactor": "1.5"}, (0.2, 0.2),
         SpacingKind.ESTIMATED),
        ("OT", {"NominalScannedPixelSpacing": [0.3, 0.3]}, (0.3, 0.3), SpacingKind.FILM),
        ("CR", {"PixelSpacing": [0, 0]}, None, None),
        ("CR", {}, None, None),
    ],
)  # fmt: skip
def test_what_a_pixel_size_was_measured_on(
    tmp_path: Path, modality: str, facts: dict[str, Any], spacing: Any, kind: Any
) -> None:
    path = saved(tmp_path, dataset_of(VALUES, Modality=modality, **facts))
    info, image = probe(path), read(path)
    assert info.spacing_mm == image.spacing_mm == (pytest.approx(spacing) if spacing else None)
    assert info.spacing_kind is image.spacing_kind is kind


def test_the_open_image_says_what_its_pixel_size_was_measured_on(tmp_path: Path) -> None:
    saved(tmp_path, dataset_of(VALUES, Modality="DX", ImagerPixelSpacing=[0.2, 0.2]))
    with Project.create(tmp_path / "project", ProjectSettings("p", "chest-xray")) as project:
        (record,) = project.images.add([tmp_path / "image.dcm"]).added
        assert load_image(project, record).spacing_remark == "at the detector, not calibrated"


def _region(delta: float, **facts: Any) -> Dataset:
    plain = {"RegionSpatialFormat": 1, "RegionDataType": 1, "PhysicalDeltaX": delta,
             "PhysicalDeltaY": -2 * delta} | dict.fromkeys(
                 ("PhysicalUnitsXDirection", "PhysicalUnitsYDirection"), 3)  # fmt: skip
    return item(**plain | facts)


def test_ultrasound_regions_give_the_size_they_agree_about(tmp_path: Path) -> None:
    doppler = _region(0.5, RegionSpatialFormat=3, PhysicalUnitsXDirection=4)
    for regions, spacing in (
        ([_region(0.01), _region(0.01), doppler], (0.2, 0.1)),
        ([_region(0.01), _region(0.01 + 1e-9)], (0.2, 0.1)),
        ([_region(0.01), _region(0.02)], None),
        ([doppler], None),
        ([], None),
    ):
        dataset = dataset_of(RGB, Modality="US", SequenceOfUltrasoundRegions=Sequence(regions))
        assert probe(saved(tmp_path, dataset)).spacing_mm == (
            pytest.approx(spacing) if spacing else None
        )
    two = Sequence([_region(0.01), _region(0.02)])
    dataset = dataset_of(RGB, Modality="US", SequenceOfUltrasoundRegions=two, PixelSpacing=[1, 1])
    assert probe(saved(tmp_path, dataset)).spacing_mm is None  # that of one region, at best


@pytest.mark.parametrize("groups", ["SharedFunctionalGroupsSequence",
                                    "PerFrameFunctionalGroupsSequence"])  # fmt: skip
def test_functional_groups_hold_what_the_image_does_not(tmp_path: Path, groups: str) -> None:
    group = item(
        PixelMeasuresSequence=[item(PixelSpacing=[0.5, 0.25])],
        FrameVOILUTSequence=[item(WindowCenter=100, WindowWidth=50)],
        PixelValueTransformationSequence=[item(RescaleSlope=2, RescaleIntercept=-7)],
        PlaneOrientationSequence=[item(ImageOrientationPatient=[-1, 0, 0, 0, 1, 0])],
    )
    dataset = dataset_of(VALUES, Modality="CT", NumberOfFrames=1, **{groups: Sequence([group])})
    image = read(saved(tmp_path, dataset))
    assert image.spacing_mm == (0.5, 0.25)
    assert image.orientation == "R"
    assert image.window is not None
    assert (image.window.center, image.window.width) == (100, 50)
    assert np.array_equal(image.pixels, VALUES * 2.0 - 7)


@pytest.mark.parametrize("function", [None, "LINEAR", "LINEAR_EXACT", "SIGMOID"])
@pytest.mark.parametrize(("center", "width"), [(2000, 1500), (100, 2)])
def test_window_functions_show_what_the_standard_says(
    tmp_path: Path, function: str | None, center: float, width: float
) -> None:
    facts = {"VOILUTFunction": function} if function else {}
    dataset = dataset_of(VALUES, WindowCenter=center, WindowWidth=width, BitsStored=12, HighBit=11)
    for keyword, value in facts.items():
        setattr(dataset, keyword, value)
    expected = apply_voi_lut(VALUES, dataset) / 4095 * 255
    assert np.abs(shown(saved(tmp_path, dataset)) - expected).max() <= 1


@pytest.mark.parametrize(
    ("centers", "widths", "found"),
    [([10, 20], [30, 40], (10, 30)), (10, 0, None), (10, -5, None), (None, 7, None)],
)
def test_the_first_window_counts_and_one_without_width_does_not(
    tmp_path: Path, centers: Any, widths: Any, found: tuple[float, float] | None
) -> None:
    window = read(saved(tmp_path, dataset_of(VALUES, WindowCenter=centers, WindowWidth=widths)))
    assert (window.window and (window.window.center, window.window.width)) == found


def test_tables_of_values_are_followed_and_empty_ones_are_not(tmp_path: Path) -> None:
    curve = (np.linspace(0, 1, 1000) ** 3 * 255).astype(np.uint16)
    table = item(LUTDescriptor=[1000, 500, 8], LUTData=curve.tolist())
    table["LUTDescriptor"].VR = "US"
    table["LUTData"].VR = "US"
    path = saved(tmp_path, dataset_of(VALUES, VOILUTSequence=[table]))
    expected = curve[np.clip(VALUES.astype(int) - 500, 0, 999)]
    assert np.abs(shown(path).astype(int) - expected).max() <= 1
    for keyword in ("VOILUTSequence", "ModalityLUTSequence"):
        short = item(LUTDescriptor=[1000, 500, 8], LUTData=curve[:9].tobytes())
        short["LUTDescriptor"].VR, short["LUTData"].VR = "US", "OW"
        for empty in ([], [Dataset()], [item(LUTExplanation="nothing")], [short]):
            dataset = dataset_of(VALUES, RescaleIntercept=-5, RescaleSlope=1)
            setattr(dataset, keyword, Sequence(empty))
            image = read(saved(tmp_path, dataset))
            assert np.array_equal(image.pixels, VALUES.astype(int) - 5)
            assert image.window is None


@pytest.mark.parametrize("before", [[], [Dataset()], [item(LUTExplanation="nothing")]])
def test_a_modality_table_gives_the_values(tmp_path: Path, before: list[Dataset]) -> None:
    table = item(LUTDescriptor=[4096, 0, 16], LUTData=list(range(8192, 0, -2)),
                 ModalityLUTType="US")  # fmt: skip
    table["LUTDescriptor"].VR = table["LUTData"].VR = "US"
    path = saved(tmp_path, dataset_of(VALUES, ModalityLUTSequence=Sequence([*before, table])))
    assert np.array_equal(read(path).pixels, 8192 - 2 * VALUES.astype(int))


def test_a_table_for_values_below_zero_may_begin_there(tmp_path: Path) -> None:
    curve = np.linspace(65535, 0, 4096).astype(np.uint16)
    table = item(LUTDescriptor=[4096, 65536 - 1000, 16], LUTData=curve.tobytes())
    table["LUTDescriptor"].VR, table["LUTData"].VR = "US", "OW"
    facts = {"RescaleIntercept": -1000, "RescaleSlope": 1, "VOILUTSequence": Sequence([table])}
    expected = curve[VALUES] / 65535 * 255
    assert np.abs(shown(saved(tmp_path, dataset_of(VALUES, **facts))) - expected).max() <= 1


def test_padding_does_not_set_the_window(tmp_path: Path) -> None:
    values = VALUES.astype(np.int16) % 100 + 1000
    values[:16] = -2000
    dataset = dataset_of(values, PixelPaddingValue=-2000, RescaleIntercept=-24, RescaleSlope=1)
    dataset["PixelPaddingValue"].VR = "SS"
    window = read(saved(tmp_path, dataset)).window
    assert window is not None
    assert window.low > 970


@pytest.mark.parametrize("signed", [False, True])
def test_bits_above_the_stored_ones_do_not_count(tmp_path: Path, signed: bool) -> None:
    values = VALUES | np.uint16(0x8000)  # an overlay in an unused bit
    dataset = dataset_of(values, BitsStored=12, HighBit=11, PixelRepresentation=int(signed))
    path = saved(tmp_path, dataset)
    pixels = read(path).pixels
    assert np.array_equal(pixels, pydicom.dcmread(path).pixel_array)
    assert pixels.max() < 4096


@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.int8, np.int16, np.uint32])
def test_numbers_of_every_kind(tmp_path: Path, dtype: type) -> None:
    values = (VALUES.astype(dtype) if dtype is not np.int8 else VALUES.astype(np.int8)) // dtype(2)
    path = saved(tmp_path, dataset_of(values))
    assert np.array_equal(read(path).pixels, values.astype(np.float64))
    assert probe(path).dtype == np.dtype(dtype).name


@pytest.mark.parametrize("photometric", ["RGB", "YBR_FULL", "MONOCHROME2"])
def test_colours_are_those_that_pydicom_gives(tmp_path: Path, photometric: str) -> None:
    path = saved(tmp_path, dataset_of(RGB, PhotometricInterpretation=photometric))
    assert np.array_equal(read(path).pixels, pydicom.dcmread(path).pixel_array)
    deep = saved(tmp_path, dataset_of(RGB.astype(np.uint16) * 16, BitsStored=12, HighBit=11))
    image = read(deep)
    assert np.array_equal(image.pixels, RGB.astype(np.uint16) * 16)
    assert np.abs(shown(deep).astype(int) - RGB).max() <= 1


def test_a_palette_gives_its_colours(tmp_path: Path) -> None:
    table = np.random.default_rng(3).integers(0, 65536, (3, 256), np.uint16)
    dataset = dataset_of(RGB[:, :, 0], PhotometricInterpretation="PALETTE COLOR")
    for name, entries in zip(("Red", "Green", "Blue"), table, strict=True):
        setattr(dataset, f"{name}PaletteColorLookupTableDescriptor", [256, 0, 16])
        dataset[f"{name}PaletteColorLookupTableDescriptor"].VR = "US"
        setattr(dataset, f"{name}PaletteColorLookupTableData", entries.tobytes())
    path = saved(tmp_path, dataset)
    expected = (np.moveaxis(table, 0, -1) >> 8)[RGB[:, :, 0]]
    assert np.array_equal(read(path).pixels, expected)
    assert probe(path).channels == 3


@pytest.mark.parametrize("options", [{"implicit_vr": True}, {"deflated": True}, {"bare": True}])
def test_ways_of_writing_the_same_image(tmp_path: Path, options: dict[str, bool]) -> None:
    dataset = dataset_of(VALUES)
    if "implicit_vr" in options:
        dataset.file_meta.TransferSyntaxUID = ImplicitVRLittleEndian
    if "deflated" in options:
        dataset.file_meta.TransferSyntaxUID = DeflatedExplicitVRLittleEndian
    path = saved(tmp_path, dataset)
    if "bare" in options:
        path.write_bytes(path.read_bytes()[132:])
    assert np.array_equal(read(path).pixels, VALUES)
    assert probe(path).height == 32


@pytest.mark.parametrize("pixels", [VALUES, VALUES.astype(np.int16) - 2000, RGB])
@pytest.mark.parametrize("syntax", [RLELossless, JPEG2000Lossless])
def test_compressed_pixels_are_the_same_ones(
    tmp_path: Path, pixels: np.ndarray[Any, Any], syntax: str
) -> None:
    dataset = dataset_of(pixels)
    if syntax == RLELossless:
        dataset.compress(RLELossless, encoding_plugin="pydicom")
    else:
        code = imagecodecs.jpeg2k_encode(pixels, codecformat="j2k", reversible=True, level=0)
        dataset.PixelData = encapsulate([code])
        dataset.file_meta.TransferSyntaxUID = JPEG2000Lossless
        if pixels.ndim == 3:
            dataset.PhotometricInterpretation = "YBR_RCT"
    path = saved(tmp_path, dataset)
    assert np.array_equal(read(path).pixels, pixels)
    assert probe(path).dtype == pixels.dtype.name


def _refused(path: Path, words: str) -> None:
    for function in (probe, read):
        with pytest.raises(LViTError, match=words) as caught:
            function(path)
        assert caught.value.hint


@pytest.mark.parametrize(
    ("pixels", "facts", "words"),
    [
        (VALUES, {"BitsStored": 17}, "kind of pixel"),
        (VALUES, {"PhotometricInterpretation": "PALETTE COLOR"}, "colours"),
        (RGB, {"PhotometricInterpretation": "HSV"}, "colours"),
        (RGB, {"PixelRepresentation": 7}, "damaged"),
    ],
)
def test_headers_that_contradict_themselves_are_refused_when_added(
    tmp_path: Path, pixels: np.ndarray[Any, Any], facts: dict[str, Any], words: str
) -> None:
    _refused(saved(tmp_path, dataset_of(pixels, **facts)), words)


@pytest.mark.parametrize("photometric", ["RGB", "YBR_FULL", "SOMETHING"])
def test_one_sample_is_grey_whatever_the_header_calls_it(tmp_path: Path, photometric: str) -> None:
    path = saved(tmp_path, dataset_of(VALUES, PhotometricInterpretation=photometric))
    try:
        assert np.array_equal(read(path).pixels, VALUES)
        assert probe(path).channels == 1
    except LViTError:
        _refused(path, "damaged")  # also when it is added


@pytest.mark.hostile
def test_a_frame_of_another_size_than_told_is_not_decoded(tmp_path: Path) -> None:
    dataset = dataset_of(RGB[:, :, 0])
    dataset.PixelData = encapsulate([imagecodecs.jpeg_encode(np.zeros((6000, 6000), np.uint8))])
    dataset.file_meta.TransferSyntaxUID = JPEGBaseline8Bit
    _refused(saved(tmp_path, dataset), "another size")
    dataset.file_meta.TransferSyntaxUID = MPEG2MPML
    _refused(saved(tmp_path, dataset), "compressed in a way")


@pytest.mark.hostile
@pytest.mark.parametrize("damage", ["offsets", "count", "short"])
def test_damaged_run_lengths_are_refused_when_added(tmp_path: Path, damage: str) -> None:
    dataset = dataset_of(VALUES)
    dataset.compress(RLELossless, encoding_plugin="pydicom")
    path = saved(tmp_path, dataset)
    data = bytearray(path.read_bytes())
    start = data.index((2).to_bytes(4, "little") + (64).to_bytes(4, "little"))
    if damage == "short":
        data[start + 8 : start + 12] = (len(data) - start - 40).to_bytes(4, "little")
    else:
        data[start + (0 if damage == "count" else 8)] = 9
    path.write_bytes(data)
    _refused(path, "cut off|run lengths")


@pytest.mark.hostile
def test_a_deflated_bomb_is_refused_before_it_unfolds(tmp_path: Path) -> None:
    dataset = dataset_of(VALUES)
    dataset.file_meta.TransferSyntaxUID = DeflatedExplicitVRLittleEndian
    path = saved(tmp_path, dataset)
    pack = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    body = b"".join(pack.compress(bytes(10_000_000)) for _ in range(32)) + pack.flush()
    meta = path.read_bytes()
    start = 132 + 12 + int(pydicom.dcmread(path).file_meta.FileMetaInformationGroupLength)
    path.write_bytes(meta[:start] + body)
    _refused(path, "too large: it unfolds")


@pytest.mark.hostile
def test_refusals_quote_nothing_of_the_header(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    secret = "Secret^Name"
    dataset = dataset_of(VALUES, Modality=secret, PatientName=secret, StudyDescription=secret)
    del dataset.PixelData
    path = saved(tmp_path, dataset)
    caplog.clear()
    capfd.readouterr()
    with caplog.at_level(logging.DEBUG), pytest.raises(LViTError) as caught:
        probe(path)
    captured = capfd.readouterr()
    assert "Secret" not in str(caught.value) + caplog.text + captured.out + captured.err


@pytest.mark.hostile
def test_cases_of_dicom(shared_cases: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = shared_cases / "images"
    with pytest.raises(LViTError) as caught:
        read(folder / "header_leak.dcm")
    assert str(caught.value).startswith("header_leak.dcm holds no pixel data.")
    try:
        image = read(folder / "rle_panic.dcm")
    except LViTError as error:
        assert "rle_panic.dcm" in error.message
    else:
        assert image.pixels.shape == (64, 64)
    assert "panicked" not in capfd.readouterr().err
