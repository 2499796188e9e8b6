"""What the size of a pixel was measured on: kept with the image, told in every export, and never
written as a length in the patient where it is none."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lvit_core.annotation.objects import Provenance
from lvit_core.exchange import format_named, import_as_project
from lvit_core.imaging.spacing_kind import SpacingKind
from lvit_core.project.labels import store_labels
from lvit_core.project.loaded_image import load_image
from lvit_core.project.project import Project
from lvit_core.project.records import ImageRecord, ProjectSettings
from tests.lvit_core.exchange.conftest import finish, write_image

pydicom = pytest.importorskip("pydicom")

pytestmark = pytest.mark.exchange

Ward = Callable[..., Project]
DETECTOR = {"ImagerPixelSpacing": [0.2, 0.1]}
CALIBRATED = {"PixelSpacing": [0.2, 0.1], "ImagerPixelSpacing": [0.3, 0.15]}


def film(path: Path, **facts: Any) -> Path:
    """A projection that says nothing of its pixels but ``facts``."""
    from pydicom.data import get_testdata_file
    from pydicom.uid import ComputedRadiographyImageStorage

    made = pydicom.dcmread(get_testdata_file("CT_small.dcm"))
    for keyword in ("FrameOfReferenceUID", "ImagePositionPatient", "ImageOrientationPatient",
                    "PixelSpacing"):  # fmt: skip
        del made[keyword]
    made.SOPClassUID = made.file_meta.MediaStorageSOPClassUID = ComputedRadiographyImageStorage
    made.Modality, made.PatientOrientation = "CR", ["L", "F"]
    for keyword, value in facts.items():
        setattr(made, keyword, value)
    made.save_as(path)
    return path


@pytest.fixture
def ward(tmp_path: Path) -> Ward:
    """Makes a project of files, each with a lesion."""

    def make(*files: Path, pixel_um: float | None = None) -> Project:
        settings = ProjectSettings("Ward", "chest-xray", "viewer")
        project = Project.create(tmp_path / "project", settings, seed="x")
        for record in project.images.add(list(files)).added:
            labels = np.zeros((record.height, record.width), np.int32)
            labels[20:60, 20:60] = 1
            store_labels(
                project, record.id, "lesion", labels, classes="infection",
                provenance=Provenance("person", "ann"), title="Draw",
            )  # fmt: skip
            finish(project, record.id, "")
        if pixel_um is not None:
            project.state_pixel_size("chest-xray", pixel_um)
        return project

    return make


def only(project: Project) -> ImageRecord:
    (record,) = project.images.all()
    return record


@pytest.mark.parametrize(
    ("facts", "kind"),
    [(DETECTOR, SpacingKind.DETECTOR), (CALIBRATED, SpacingKind.CALIBRATED), ({}, None)],
)
def test_it_is_kept_with_the_image(
    tmp_path: Path, ward: Ward, facts: dict[str, Any], kind: SpacingKind | None
) -> None:
    with ward(film(tmp_path / "a.dcm", **facts)) as project:
        assert only(project).spacing_kind is kind


def test_a_size_that_a_person_stated_is_called_so(tmp_path: Path, ward: Ward) -> None:
    with ward(write_image(tmp_path / "a.png", 1), pixel_um=250) as project:
        record = only(project)
        assert record.spacing_kind is SpacingKind.STATED
        assert load_image(project, record).spacing_remark == "as a person stated it"
        format_named("png").export(project, tmp_path / "out")
    assert "0.25 x 0.25 mm in 1 image (as a person stated it" in sheet(tmp_path / "out")


def sheet(folder: Path) -> str:
    return (folder / "README.md").read_text(encoding="utf-8")


def rows(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "images.jsonl").open(encoding="utf-8")]


@pytest.mark.parametrize(
    ("name", "older"),
    [("png", False), ("png", True), ("coco", False), ("jsonl", False), ("nifti", False)],
)
def test_every_export_tells_it_and_an_import_knows_it_again(
    tmp_path: Path, ward: Ward, name: str, older: bool
) -> None:
    with ward(film(tmp_path / "a.dcm", **DETECTOR)) as project:
        if older:  # projects of older versions did not record it
            with project._store.write() as connection:
                connection.exec_driver_sql("UPDATE images SET spacing_kind = NULL")
        format_named(name).export(project, tmp_path / "out")
    out = tmp_path / "out"
    (image,) = json.loads((out / "provenance.json").read_text())["images"]
    assert image["spacing_kind"] == "detector"
    assert [row["pixel_size_kind"] for row in rows(out)] == ["detector"]
    assert "0.2 x 0.1 mm in 1 image (at the detector" in sheet(out)
    import_as_project(name, out, tmp_path / "again", {"laterality": "viewer"})
    with Project.open(tmp_path / "again") as again:
        record = only(again)
        assert record.spacing_mm == pytest.approx((0.2, 0.1))
        assert record.spacing_kind is SpacingKind.DETECTOR
        for volume in ("nifti", "ome-tiff"):
            report = format_named(volume).export(again, tmp_path / volume)
            told = "The millimetres of 1 image are at the detector, not calibrated."
            assert told in report.losses


@pytest.mark.parametrize(("facts", "told"), [(DETECTOR, False), (CALIBRATED, True)])
def test_a_segmentation_never_calls_a_detectors_pixels_the_patients(
    tmp_path: Path, ward: Ward, facts: dict[str, Any], told: bool
) -> None:
    """Also where a projection has a thickness, with which readers take the spacing as it is."""
    pytest.importorskip("highdicom")
    spacing = {"PixelSpacing": [0.2, 0.1], "SliceThickness": "5"}
    with ward(film(tmp_path / "a.dcm", **spacing | facts)) as project:
        format_named("dicom-seg").export(project, tmp_path / "out")
    (file,) = (tmp_path / "out").glob("*.dcm")
    made = pydicom.dcmread(file)
    shared = made.SharedFunctionalGroupsSequence[0]
    if not told:
        assert "PixelMeasuresSequence" not in shared
        assert "PixelSpacing" not in made
    elif "PixelMeasuresSequence" in shared:
        assert list(shared.PixelMeasuresSequence[0].PixelSpacing) == [0.2, 0.1]
