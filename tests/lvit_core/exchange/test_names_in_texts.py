"""Names of readers and patients in what people wrote are told by the plan, without the name."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pydicom
import pytest
from PIL import Image as Picture
from pydicom.data import get_testdata_file

from lvit_core.annotation.edit import Edit, ImageChange
from lvit_core.annotation.objects import Provenance
from lvit_core.exchange import format_named
from lvit_core.exchange.export_options import ExportOptions
from lvit_core.exchange.names_in_texts import words_of
from lvit_core.measurement.options import MeasureOptions
from lvit_core.measurement.project import measure_project
from lvit_core.project.labels import store_labels
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings

READER, PATIENT = "Dr. Zoë Quark", "Müller^Änne"


def made(folder: Path, texts: dict[str, str], state: str = "labeled") -> Project:
    """A project of pictures, one DICOM file of a patient, and a reader."""
    project = Project.create(folder / "p", ProjectSettings("P", "nuclei", "none"))
    files = []
    for number, name in enumerate(texts):
        file = folder / name
        if name.endswith(".dcm"):
            data = pydicom.dcmread(get_testdata_file("CT_small.dcm"))
            data.SpecificCharacterSet = "ISO_IR 192"
            data.PatientName, data.PatientID = PATIENT, "HOSP4711"
            data.save_as(file)
        else:
            pixels = np.random.default_rng(number).integers(0, 255, (20, 30), np.uint8)
            Picture.fromarray(pixels).save(file)
        files.append(file)
    for image in project.images.add(files).added:
        labels = np.zeros((image.height, image.width), np.int32)
        labels[2:6, 2:6] = 1
        store_labels(
            project, image.id, "nuclei", labels, classes={1: "nucleus"},
            provenance={1: Provenance("person", READER)}, title="Draw",
        )  # fmt: skip
        now = project.images.get(image.id)
        changes = [ImageChange("state", now.state.value, "in_progress" if
                               image.name.endswith(".dcm") else state)]  # fmt: skip
        changes.append(ImageChange("sentence", "", texts[image.name]))
        kept = tuple(one for one in changes if one.before != one.after)
        project.journal.append(image.id, Edit("Finish", "", image=kept))
    return project


TEXTS = {
    "a.png": "Quark saw few nuclei.",
    "b.png": "Few nuclei, as in HOSP4711.",
    "c.png": "The nuclei are evenly distributed; mueller.",
    "film.dcm": "änne has few nuclei.",
}


@pytest.mark.parametrize("images", ["all", "labeled"])
def test_names_are_told_by_image(tmp_path: Path, images: str) -> None:
    with made(tmp_path, TEXTS) as project:
        report = format_named("jsonl").export(project, tmp_path / "out", {"images": images})
        told = [line for line in report.losses if "a word of" in line]
        everywhere = " ".join([*report.lines(), (tmp_path / "out" / "manifest.json").read_text()])
    patients = 2 if images == "all" else 1
    assert sum("a patient's name or number" in line for line in told) == 1
    assert sum("a reader's name" in line for line in told) == 1
    assert any(line.startswith(f"{patients} image") and "b.png" in line for line in told)
    assert any(line.startswith("1 image has") and "a.png" in line for line in told)
    for secret in ("Quark", "Zoë", "Müller", "Änne", "änne", "HOSP4711"):
        assert secret not in "".join(told)
    assert "HOSP4711" not in json.dumps(everywhere)


def test_what_is_asked_for_is_not_told(tmp_path: Path) -> None:
    with made(tmp_path, TEXTS) as project:
        options = {"images": "all", "keep_readers": True, "keep_identity": True}
        report = format_named("jsonl").export(project, tmp_path / "out", options)
    assert not [line for line in report.losses if "a word of" in line]


def test_plain_words_are_no_names() -> None:
    assert words_of("The left lung of the patient, two areas") == set()
    assert words_of("Dr. Li^Wei O'Neil-Strauß 李明") >= {"wei", "neil", "strauss", "李明"}


@pytest.mark.parametrize(
    ("typed", "told"),
    [("Müller, Änne", True), ("HOSP-4711", True), ("7", False), ("patient 12", False),
     ("P7", False), ("", False)],
)  # fmt: skip
def test_a_patient_that_was_typed_is_told_where_it_may_be_a_name(
    tmp_path: Path, typed: str, told: bool
) -> None:
    with made(tmp_path, {"a.png": "Few nuclei."}) as project:
        project.images.set_group([1], typed)
        plan = format_named("jsonl").losses_of(project)
        kept = format_named("jsonl").losses_of(project, {"keep_identity": True})
        measured = measure_project(project, tmp_path / "t.csv", MeasureOptions(ExportOptions()))
    lines = [line for line in plan if "as it was typed here" in line]
    assert [typed in line or "a.png" in line for line in lines] == [True] * told
    assert not any("as it was typed here" in line for line in kept)
    assert any("as it was typed here" in line for line in measured.notes) == told
    assert not any("Müller" in line for line in lines)
