"""Left and right on their way through a project: whatever the image and whoever speaks, a sentence
names the same side of the picture for the network, for training, in files and after an import."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from lvit_core.annotation.edit import Edit, ImageChange
from lvit_core.annotation.objects import Provenance
from lvit_core.cli.predict import _file_jobs, _project_jobs
from lvit_core.data.project_samples import read_project_samples
from lvit_core.exchange import format_named
from lvit_core.exchange.sheets import read_sheet
from lvit_core.project.labels import store_labels
from lvit_core.project.project import Project
from lvit_core.project.records import ImageRecord, ProjectSettings

pytestmark = pytest.mark.exchange

DICOM = Path("formats") / "dicom" / "DX_thorax_mono1_small__dx_image.dcm"
CONVENTIONS = ("viewer", "patient")
ORIENTATIONS = ("L", "R", None)
# The word a person writes for a lesion on the left of the picture, by hand.
ON_THE_LEFT = {
    ("viewer", "L"): "left",
    ("viewer", "R"): "left",
    ("viewer", None): "left",
    ("patient", "L"): "right",
    ("patient", "R"): "left",
    ("patient", None): "right",
}


@pytest.fixture
def films(shared_data: Path, tmp_path: Path) -> dict[str | None, Path]:
    """One chest film, as a file that says it is shown the usual way, mirrored, or nothing."""
    from pydicom import dcmread

    found = {}
    for orientation in ORIENTATIONS:
        dataset = dcmread(shared_data / DICOM)
        dataset.PatientID = f"patient {orientation}"
        dataset.PatientOrientation = [orientation, "F"] if orientation else None
        found[orientation] = tmp_path / "films" / f"film-{orientation}.dcm"
        found[orientation].parent.mkdir(exist_ok=True)
        dataset.save_as(found[orientation])
    return found


@pytest.fixture(params=CONVENTIONS)
def ward(
    request: pytest.FixtureRequest, tmp_path: Path, films: dict[str | None, Path]
) -> Iterator[Project]:
    """A project whose three films each have a lesion on the left of the picture, and say so."""
    settings = ProjectSettings("Ward", "chest-xray", request.param)
    with Project.create(tmp_path / f"ward-{request.param}", settings, seed="x") as project:
        for record in project.add_images(list(films.values())).added:
            text = f"upper {ON_THE_LEFT[request.param, record.orientation]} lung"
            finish(project, record, text)
        yield project


def finish(project: Project, record: ImageRecord, text: str) -> None:
    lesion = np.zeros((record.height, record.width), np.int32)
    lesion[20:40, 20:40] = 1
    store_labels(
        project, record.id, "lesion", lesion, classes="infection",
        provenance=Provenance("person", "ann", "", text), title="Draw",
    )  # fmt: skip
    changes = (ImageChange("state", "unlabeled", "labeled"), ImageChange("sentence", "", text))
    project.append_edit(record.id, Edit("Finish", "", image=changes))


def test_training_and_prediction_ask_how_the_image_lies(ward: Project) -> None:
    samples = read_project_samples(ward, "chest-xray", "lesion", sentences_needed=False)
    asked = [sample.sentence for sample in (*samples.train, *samples.holdout)]
    assert asked == ["upper left lung"] * 3
    ward.close()
    jobs = _project_jobs(ward.folder, "chest", None)
    assert [job.sentence for job in jobs] == ["upper left lung"] * 3


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_files_predicted_by_name_are_asked_how_they_lie(
    convention: str, films: dict[str | None, Path]
) -> None:
    for orientation, path in films.items():
        text = f"upper {ON_THE_LEFT[convention, orientation]} lung"
        (job,) = _file_jobs([path], "chest", text, None, convention)
        assert job.sentence == "upper left lung"


def test_the_sheet_of_the_lvit_layout_is_the_pictures(ward: Project, tmp_path: Path) -> None:
    format_named("lvit").export(ward, tmp_path / "out")
    sentences = read_sheet(tmp_path / "out" / "Train_text.xlsx")
    assert list(sentences.values()) == ["upper left lung"] * 3


def test_another_convention_leaves_the_words_of_a_mirrored_image(ward: Project) -> None:
    to = "patient" if ward.settings.laterality == "viewer" else "viewer"
    ward.change_laterality(to)
    for record in ward.images():
        assert record.sentence == f"upper {ON_THE_LEFT[to, record.orientation]} lung"
