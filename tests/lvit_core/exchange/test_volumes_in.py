"""Volumes of labels come in with their pictures, slice by slice, each voxel where it lies."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from lvit_core.errors import LViTError
from lvit_core.exchange import format_named, import_as_project
from lvit_core.exchange.reports import ImportReport
from lvit_core.project.project import Project
from tests.lvit_core.exchange.test_volume_slices import places

nib = pytest.importorskip("nibabel", reason="nibabel is not installed")

pytestmark = pytest.mark.exchange

AFFINE = np.array([[-0.7, 0, 0, 40], [0, 0.8, 0, -30], [0, 0, 5, 10], [0, 0, 0, 1.0]])


def labels() -> np.ndarray:
    made = np.zeros((30, 20, 4), np.uint8)
    made[3:9, 10:15, 1:3] = 1
    made[20:25, 4:8, 2] = 2
    return made


def save(path: Path, values: np.ndarray, affine: np.ndarray = AFFINE) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    image = nib.Nifti1Image(values, affine)
    image.header.set_xyzt_units("mm")
    nib.save(image, path)
    return path


def bring(name: str, tmp_path: Path) -> ImportReport:
    options = {"template": "chest-xray", "laterality": "viewer"}
    return import_as_project(name, tmp_path / "d", tmp_path / "p", options)


def found_again(tmp_path: Path) -> dict[str, set[tuple[int, ...]]]:
    """Where in the patient objects of each class lie, by what an export says."""
    with Project.open(tmp_path / "p") as project:
        format_named("nifti").export(project, tmp_path / "out", {})
    lesions = tmp_path / "out" / "lesion"
    names = json.loads((tmp_path / "out" / "classes.json").read_text())
    found: dict[str, set[tuple[int, ...]]] = {}
    for file in (lesions / "class").glob("*.nii.gz"):
        one = nib.load(file)
        values = np.asarray(one.dataobj)
        for number in np.unique(values[values > 0]):
            found.setdefault(str(number), set()).update(places(values == number, one.affine))
    assert names
    return found


@pytest.mark.parametrize("turned", [False, True])
def test_nnunet_of_volumes(tmp_path: Path, *, turned: bool) -> None:
    root = tmp_path / "d" / "Dataset001_Lung"
    affine = AFFINE[:, [1, 2, 0, 3]] if turned else AFFINE

    def stored(values: np.ndarray) -> np.ndarray:
        return values.transpose(1, 2, 0) if turned else values

    for case in ("a", "b"):
        pixels = np.random.default_rng(ord(case)).integers(-900, 900, labels().shape, np.int16)
        save(root / "imagesTr" / f"{case}_0000.nii.gz", stored(pixels), affine)
        save(root / "labelsTr" / f"{case}.nii.gz", stored(labels()), affine)
    described = {
        "channel_names": {"0": "CT"}, "file_ending": ".nii.gz", "numTraining": 2,
        "labels": {"background": 0, "infection": 1, "consolidation": 2},
    }  # fmt: skip
    (root / "dataset.json").write_text(json.dumps(described))
    report = bring("nnunet", tmp_path)
    assert not report.losses
    with Project.open(tmp_path / "p") as project:
        records = project.images.all()
        assert len(records) == 8 and {one.state for one in records} == {"labeled"}
        groups = {one.group for one in records}
        assert len(groups) == 2 and "" not in groups
        classes = {
            record.class_name
            for one in records
            for record in project.journal.load_objects(one.id, "lesion")
        }
    assert classes == {"infection", "consolidation"}
    both = found_again(tmp_path)
    wanted = [places(labels() == number, AFFINE) for number in (1, 2)]
    assert sorted(both.values(), key=len) == sorted(wanted, key=len)


def test_a_folder_of_volumes_and_maps(tmp_path: Path) -> None:
    save(tmp_path / "d" / "labels" / "ct.nii.gz", labels())
    save(tmp_path / "d" / "images" / "ct.nii.gz", labels().astype(np.int16) * 100 - 3)
    report = bring("nifti", tmp_path)
    assert report.images == 4 and not report.losses
    found = found_again(tmp_path)
    assert set.union(*found.values()) == places(labels(), AFFINE)


def test_a_map_on_another_grid_is_told_and_not_laid_over(tmp_path: Path) -> None:
    save(tmp_path / "d" / "images" / "ct.nii.gz", labels().astype(np.int16) * 100 - 3)
    moved = AFFINE.copy()
    moved[2, 3] += 5  # a slice higher
    save(tmp_path / "d" / "labels" / "ct.nii.gz", labels(), moved)
    with pytest.raises(LViTError, match="another grid of voxels"):
        bring("nifti", tmp_path)
    save(tmp_path / "d" / "images" / "two.nii.gz", labels().astype(np.int16))
    save(tmp_path / "d" / "labels" / "two.nii.gz", labels())
    save(tmp_path / "d" / "images" / "bare.nii.gz", labels().astype(np.int16) + 7)
    report = bring("nifti", tmp_path)
    told = {loss.file: loss.reason for loss in report.losses}
    assert set(told) == {"ct.nii.gz", "bare.nii.gz"} and report.images == 4
    assert "another grid of voxels" in told["ct.nii.gz"] and "no labels" in told["bare.nii.gz"]


@pytest.mark.parametrize("value", [1 / 3, np.nan, np.inf, -1.0, float(1 << 24)])
def test_what_is_no_map_of_labels_is_told(tmp_path: Path, value: float) -> None:
    """Neither a fraction, nor what nobody knows, nor what two numbers would share is a label."""
    save(tmp_path / "d" / "images" / "ct.nii.gz", labels().astype(np.int16) * 100 - 3)
    wrong = labels().astype(np.float64)
    wrong[25, 15, 3] = value
    save(tmp_path / "d" / "labels" / "ct.nii.gz", wrong)
    with pytest.raises(LViTError, match="numbers that are no labels"):
        bring("nifti", tmp_path)
