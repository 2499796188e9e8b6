"""What lies in a folder is guessed right for every kind of file that is read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from lvit_core.exchange import likely_formats
from tests.lvit_core.exchange import test_dicom_seg_in as seg
from tests.lvit_core.exchange import test_label_studio_in as studio
from tests.lvit_core.exchange import test_nifti_in as nifti
from tests.lvit_core.exchange import test_rtstruct_in as structures

pytestmark = pytest.mark.exchange


def write_seg(folder: Path) -> None:
    described = [seg.segment(number, "a") for number in (1, 2, 3)]
    slices = seg.write_slices(folder)
    seg.segmentation(slices, seg.blocks(), described).save_as(folder / "seg.dcm")


def write_structures(folder: Path) -> None:
    image = seg.write_slices(folder)[0]
    ring = structures.contour(image, structures.circle(60, 50, 20))
    structures.save(folder / "rs.dcm", image, {"a": [ring]}, {})


def write_nifti(folder: Path) -> None:
    nifti.save(folder / "images" / "a.nii.gz", nifti.PICTURE, nifti.FILM)


def write_nnunet(folder: Path) -> None:
    nifti.save(folder / "imagesTr" / "a_0000.nii.gz", nifti.PICTURE, nifti.FILM)
    nifti.save(folder / "labelsTr" / "a.nii.gz", nifti.MASK, nifti.FILM)


def write_studio(folder: Path) -> None:
    folder.mkdir()
    task = studio.task([studio.rectangle(5, 5, 10, 20)])
    (folder / "project.json").write_text(json.dumps([task]))


def write_short_studio(folder: Path) -> None:
    folder.mkdir()
    region = studio.rectangle(5, 5, 10, 20)
    told = {**region["value"], "original_width": 130, "original_height": 90}
    (folder / "project.json").write_text(json.dumps([{"image": "a.png", "label": [told]}]))


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("dicom-seg", write_seg), ("rtstruct", write_structures), ("nifti", write_nifti),
        ("nnunet", write_nnunet), ("label-studio", write_studio),
        ("label-studio", write_short_studio),
    ],
)  # fmt: skip
def test_the_likeliest_format_comes_first(
    name: str, write: Callable[[Path], None], tmp_path: Path
) -> None:
    write(tmp_path / "d")
    assert likely_formats(tmp_path / "d")[0] == name
