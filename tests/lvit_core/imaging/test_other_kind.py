"""Images of another kind: told by the file where it says so, else by the picture."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from lvit_core.imaging.kind import CHEST, STAINED, like_a_chest
from lvit_core.imaging.other_kind import reason_against
from lvit_core.imaging.phantom import chest_phantom
from lvit_core.imaging.readers import read
from lvit_core.imaging.window import model_rgb

FORMATS = Path(__file__).resolve().parents[4] / "shared" / "data" / "formats"
HERE = Path(__file__)


def pixels(path):
    return model_rgb(read(path))


@pytest.mark.parametrize("seed", range(4))
def test_a_chest_is_like_a_chest_whatever_its_window_and_size(seed):
    rgb = model_rgb(chest_phantom(seed).image)
    assert reason_against(HERE, rgb, CHEST) is None
    assert like_a_chest(rgb // 2) == pytest.approx(like_a_chest(rgb), abs=0.02)
    assert like_a_chest(rgb[::5, ::5]) == pytest.approx(like_a_chest(rgb), abs=0.05)
    assert "not look like a chest" in reason_against(HERE, rgb[::-1].copy(), CHEST)
    assert -1 <= like_a_chest(rgb[:3, :2]) <= 1


def test_of_other_kinds_nothing_is_refused():
    assert reason_against(HERE, np.zeros((9, 9, 3), np.uint8), STAINED) is None


@pytest.mark.skipif(not FORMATS.is_dir(), reason="shared/data is not there")
@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("dicom/CT_small__ct_image.dcm", "file says"),
        ("dicom/pydicom__MR_small.dcm", "file says"),
        ("dicom/US_palette__OBXXXX1A.dcm", "file says"),
        ("dicom/CR_extremity_mono1_j2klossless__RG3_J2KR.dcm", "file says"),
        ("dicom/pydicom__no_meta.dcm", "not look like a chest"),
        ("dicom/DX_thorax_mono1_small__dx_image.dcm", None),
        ("dicom/CR_chest_PA_mono1_16bit_j2k__RG1_J2KI.dcm", None),
        ("xray_png/00000001_000.png", None),
        ("xray_png/tbx11k_tb0005.png", None),
        ("wsi/skimage_ihc.png", "colour"),
    ],
)
def test_real_files_are_told_apart(name, word):
    path = FORMATS / name
    try:
        rgb = pixels(path)
    except ImportError:
        pytest.skip("this form of compression needs an extra")
    reason = reason_against(path, rgb, CHEST)
    assert (reason is None) == (word is None)
    assert word is None or word in reason


def stated(folder: Path, modality: str, part: str) -> Path:
    from pydicom.dataset import Dataset, FileMetaDataset
    from pydicom.uid import ExplicitVRLittleEndian

    dataset = Dataset()
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset.SpecificCharacterSet = "ISO_IR 192"
    dataset.Modality, dataset.BodyPartExamined = modality, part
    dataset.preamble = bytes(128)
    dataset.save_as(folder / "x.dcm", enforce_file_format=False)
    return folder / "x.dcm"


@pytest.fixture(scope="module")
def chest():
    return model_rgb(chest_phantom(0, 256).image)


@pytest.mark.parametrize("modality", ["CR", "XR", "DR", "", "NEW"])
@pytest.mark.parametrize(
    "part",
    ["UNKNOWN", "N/A", "OTHER", "BRUST", "TORACE", "POITRINE", "PECHO", "TRUNK", "WHOLEBODY",
     "WHOLE BODY", "THORAX AP", "LUNGE", "CHEST^ABDOMEN", "", "XYZ"],
)  # fmt: skip
def test_what_a_file_says_in_other_words_is_no_other_kind(modality, part, chest, tmp_path):
    path = stated(tmp_path, modality, part)
    assert reason_against(path, chest, CHEST) is None
    if part in ("UNKNOWN", "N/A", "OTHER", "TRUNK", "XYZ", ""):  # the picture decides
        assert "not look like a chest" in reason_against(path, chest[::-1].copy(), CHEST)


@pytest.mark.parametrize(
    ("modality", "part"),
    [("CT", "CHEST"), ("MR", ""), ("US", "UNKNOWN"), ("MG", "BRUST"), ("DX", "HAND"),
     ("CR", "LOWEREXTREMITY"), ("XR", "KNIE LINKS"), ("DX", "CRANEO"), ("", "ABDOMEN")],
)  # fmt: skip
def test_what_a_file_says_of_another_kind_counts(modality, part, chest, tmp_path):
    reason = reason_against(stated(tmp_path, modality, part), chest, CHEST)
    assert reason is not None and "file says" in reason
