"""Slices of a NIfTI volume are annotated and exported; every label lies where its voxel lies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from lvit_core.annotation.objects import Provenance
from lvit_core.exchange import format_named
from lvit_core.imaging.readers import read
from lvit_core.project.additions import PageChoice
from lvit_core.project.labels import store_labels
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings
from tests.lvit_core.exchange.conftest import finish

nib = pytest.importorskip("nibabel", reason="nibabel is not installed")

pytestmark = pytest.mark.exchange

VOXEL_MM = (0.7, 0.8, 4.0)


@pytest.fixture
def volume(tmp_path: Path) -> Path:
    """An oblique volume with a bright box; the array runs to the left, the front and the head."""
    values = np.full((40, 30, 6), -900, np.int16)
    values[5:12, 20:26, 1:4] = 60
    turn = np.array([[1, 0, 0], [0, np.cos(0.2), -np.sin(0.2)], [0, np.sin(0.2), np.cos(0.2)]])
    affine = np.eye(4)
    affine[:3, :3] = turn @ np.diag(VOXEL_MM) @ np.diag([-1, 1, 1])
    affine[:3, 3] = (80, -60, 15)
    nib.save(nib.Nifti1Image(values, affine), path := tmp_path / "sub-3_ct.nii.gz")
    return path


@pytest.fixture
def labeled(tmp_path: Path, volume: Path) -> Iterator[Project]:
    settings = ProjectSettings("Ward", "chest-xray", "patient")
    with Project.create(tmp_path / "p", settings, seed="x") as project:
        report = project.images.add([volume], pages=PageChoice(every=True))
        assert len(report.added) == 6 and not report.skipped
        assert len({record.group for record in report.added}) == 1
        assert {record.split for record in report.added} in ({"train"}, {"holdout"})
        for record in report.added:
            pixels = read(project.images.path(record.id)).pixels
            store_labels(
                project, record.id, "lesion", (pixels > 0).astype(np.int32),
                classes="infection", provenance=Provenance("person", "ann"), title="Draw",
            )  # fmt: skip
            finish(project, record.id, "")
        yield project


def places(values: np.ndarray, affine: np.ndarray) -> set[tuple[int, ...]]:
    """Where in the patient something is marked, in tenths of a millimetre."""
    found = np.argwhere(values > 0)
    at = np.c_[found[:, :3], np.ones(len(found))] @ affine.T
    return set(map(tuple, np.rint(at[:, :3] * 10).astype(int)))


def test_nifti_maps_lie_on_the_grid_of_the_volume(
    labeled: Project, volume: Path, tmp_path: Path
) -> None:
    report = format_named("nifti").export(labeled, tmp_path / "out", {})
    assert report is not None
    source = nib.load(volume)
    found: set[tuple[int, ...]] = set()
    maps = sorted((tmp_path / "out" / "lesion" / "instances").glob("*.nii.gz"))
    assert len(maps) == 6
    for file in maps:
        one = nib.load(file)
        found |= places(np.asarray(one.dataobj), one.affine)
        assert np.allclose(sorted(one.header.get_zooms()[:2]), [0.7, 0.8])
    assert found == places(np.asarray(source.dataobj), source.affine)


def test_segmentations_lie_on_the_grid_of_the_volume(
    labeled: Project, volume: Path, tmp_path: Path
) -> None:
    hd = pytest.importorskip("highdicom", reason="highdicom is not installed")
    format_named("dicom-seg").export(labeled, tmp_path / "out", {})
    source = nib.load(volume)
    found: set[tuple[int, ...]] = set()
    for file in sorted((tmp_path / "out").rglob("*.dcm")):
        try:
            seg = hd.seg.segread(file)
        except ValueError:
            continue  # a slice itself
        lps = seg.get_volume(combine_segments=True)
        affine = np.diag([-1.0, -1.0, 1.0, 1.0]) @ lps.affine
        found |= places(lps.array, affine)
    assert found == places(np.asarray(source.dataobj), source.affine)
