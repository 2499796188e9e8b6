"""Two images with one DICOM number are named when they are added, and when labels leave."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pydicom
import pytest
from pydicom.data import get_testdata_file

from lvit_core.annotation.objects import Provenance
from lvit_core.exchange import format_named
from lvit_core.project.labels import store_labels
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "p", ProjectSettings("P", "nuclei", "none")) as made:
        yield made


def film(path: Path, change: int, patient: str = "P1") -> Path:
    data = pydicom.dcmread(get_testdata_file("CT_small.dcm"))
    data.PatientID = patient
    data.PixelData = (data.pixel_array + change).tobytes()
    data.save_as(path)
    return path


def test_it_is_told_at_add(project: Project, tmp_path: Path) -> None:
    first, second, third = (film(tmp_path / f"{n}.dcm", n) for n in range(3))
    assert project.images.add([first]).remarks == []
    report = project.images.add([second, third])
    assert len(report.added) == 2
    assert [line.split(":")[0] for line in report.remarks] == [
        *(
            f"{name} has the DICOM number (SOP Instance UID) of 0.dcm"
            for name in ("1.dcm", "2.dcm")
        ),
        "1.dcm and 2.dcm lie at the same place of their series.",
    ]
    assert report.refusals == tuple(report.remarks)
    assert project.images.add([film(tmp_path / "3.dcm", 3, "P2")]).remarks == []


@pytest.mark.parametrize("name", ["dicom-seg", "dicom-ann"])
def test_it_is_told_by_the_plan(project: Project, tmp_path: Path, name: str) -> None:
    files = [film(tmp_path / f"{n}.dcm", n) for n in range(2)]
    for image in project.images.add(files).added:
        labels = project.journal.load_plane(image.id, "nuclei").to_array()
        labels[10:20, 10:20] = 1
        store_labels(
            project, image.id, "nuclei", labels, classes={1: "nucleus"},
            provenance={1: Provenance("person", "ann")}, title="Draw",
        )  # fmt: skip
    chosen = format_named(name)
    options = {"images": "all", "keep_identity": True}
    told = chosen.export(project, tmp_path / "out", options).losses
    assert any(line.startswith("2 images have one DICOM number") for line in told)
    assert any("0.dcm" in line and "1.dcm" in line for line in told)
