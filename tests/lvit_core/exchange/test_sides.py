"""Left and right on their way through a project: whatever the image and whoever speaks, a sentence
names the same side of the picture for the network, for training, in files and after an import."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import numpy as np
import pytest

from lvit_core.annotation.edit import Edit, ImageChange
from lvit_core.annotation.objects import Provenance
from lvit_core.cli.predict import _file_jobs, _project_jobs
from lvit_core.cli.text_table import _write
from lvit_core.data.folder import read_folder
from lvit_core.data.project_samples import read_project_samples
from lvit_core.errors import LViTError
from lvit_core.exchange import format_named, import_as_project
from lvit_core.exchange.reports import ImportReport
from lvit_core.exchange.sheets import read_sheet, write_sheet
from lvit_core.project.labels import store_labels
from lvit_core.project.project import Project
from lvit_core.project.records import ImageRecord, ProjectSettings
from lvit_core.prompt.laterality import restate
from lvit_core.prompt.templates import load_template
from tests.lvit_core.exchange.conftest import write_image

pytestmark = pytest.mark.exchange

DICOM = Path("formats") / "dicom" / "DX_thorax_mono1_small__dx_image.dcm"
CONVENTIONS = ("viewer", "patient")
ORIENTATIONS = ("L", "R", None)
BY_NAME = {"keep_identity": True}  # files of films are told apart by their names here
# The word a person writes for a lesion on the left of the picture, by hand.
ON_THE_LEFT = {
    ("viewer", "L"): "left",
    ("viewer", "R"): "left",
    ("viewer", None): "left",
    ("patient", "L"): "right",
    ("patient", "R"): "left",
    ("patient", None): "right",
}


@pytest.fixture(scope="module")
def _made(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The films and a project of each convention in one folder; it is copied, never changed."""
    folder = tmp_path_factory.mktemp("made")
    films = _write_films(shared_data, folder / "films")
    for convention in CONVENTIONS:
        settings = ProjectSettings("Ward", "chest-xray", convention)
        with Project.create(folder / f"ward-{convention}", settings, seed="x") as project:
            for record in project.images.add(list(films.values())).added:
                text = f"upper {ON_THE_LEFT[convention, record.orientation]} lung"
                finish(project, record, text)
    return folder


def _write_films(shared_data: Path, folder: Path) -> dict[str | None, Path]:
    from pydicom import dcmread

    found = {}
    for number, orientation in enumerate(ORIENTATIONS):
        dataset = dcmread(shared_data / DICOM)
        pixels = dataset.pixel_array.copy()
        pixels[:10] = pixels.max() // (number + 1)  # no two are the same picture
        dataset.PixelData = pixels.tobytes()
        dataset.PatientID = f"patient {orientation}"
        dataset.PatientOrientation = [orientation, "F"] if orientation else None
        found[orientation] = folder / f"film-{orientation}.dcm"
        folder.mkdir(exist_ok=True)
        dataset.save_as(found[orientation])
    return found


@pytest.fixture
def films(_made: Path, tmp_path: Path) -> dict[str | None, Path]:
    """One chest film, as a file that says it is shown the usual way, mirrored, or nothing."""
    folder = copytree(_made / "films", tmp_path / "films")
    return {orientation: folder / f"film-{orientation}.dcm" for orientation in ORIENTATIONS}


@pytest.fixture(params=CONVENTIONS)
def ward(
    request: pytest.FixtureRequest, tmp_path: Path, _made: Path, films: dict[str | None, Path]
) -> Iterator[Project]:
    """A project whose three films each have a lesion on the left of the picture, and say so."""
    name = f"ward-{request.param}"
    with Project.open(Path(copytree(_made / name, tmp_path / name))) as project:
        yield project


def finish(project: Project, record: ImageRecord, text: str) -> None:
    lesion = np.zeros((record.height, record.width), np.int32)
    lesion[20:40, 20:40] = 1
    store_labels(
        project, record.id, "lesion", lesion, classes="infection",
        provenance=Provenance("person", "ann", "", text), title="Draw",
    )  # fmt: skip
    changes = (ImageChange("state", "unlabeled", "labeled"), ImageChange("sentence", "", text))
    project.journal.append(record.id, Edit("Finish", "", image=changes))


def test_training_and_prediction_ask_how_the_image_lies(ward: Project) -> None:
    samples = read_project_samples(ward, "chest-xray", "lesion")
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
    sheet = read_sheet(tmp_path / "out" / "Train_text.xlsx")
    assert list(sheet.sentences.values()) == ["upper left lung"] * 3


def test_another_convention_leaves_the_words_of_a_mirrored_image(ward: Project) -> None:
    to = "patient" if ward.settings.laterality == "viewer" else "viewer"
    ward.change_laterality(to)
    for record in ward.images.all():
        assert record.sentence == f"upper {ON_THE_LEFT[to, record.orientation]} lung"


FORMATS_WITH_SENTENCES = ("lvit", "jsonl", "labelme", "coco", "png")


def on_the_picture(project: Project) -> dict[str, str]:
    """What each sentence, and that of each object, means on its picture."""
    chest, found = load_template("chest-xray"), {}
    for record in project.images.all():
        texts = [record.sentence]
        texts += [
            item.provenance.sentence for item in project.journal.load_objects(record.id, "lesion")
        ]
        stem = Path(record.name).stem
        for number, text in enumerate(texts):
            found[f"{stem} {number}"] = restate(text, chest, project.sides(record))
    return found


@pytest.mark.parametrize("asked", [None, *CONVENTIONS])
@pytest.mark.parametrize("name", FORMATS_WITH_SENTENCES)
def test_a_round_trip_keeps_the_side_of_the_picture(
    ward: Project, tmp_path: Path, name: str, asked: str | None
) -> None:
    """Whatever the option says: what our own files declare is believed and converted."""
    before = on_the_picture(ward)
    format_named(name).export(ward, tmp_path / "out", BY_NAME)
    report = import_as_project(name, tmp_path / "out", tmp_path / "again", {"laterality": asked})
    own = ward.settings.laterality
    with Project.open(tmp_path / "again") as again:
        assert on_the_picture(again) == before
        to = again.settings.laterality
        assert to == (asked or ("viewer" if name == "lvit" else own))
        orientations = {Path(record.name).stem: record.orientation for record in again.images.all()}
        assert orientations == {"film-L": "L", "film-R": "R", "film-None": None}
        for record in again.images.all():
            assert record.sentence == f"upper {ON_THE_LEFT[to, record.orientation]} lung"
    from_ = "viewer" if name == "lvit" else own
    turned = [] if from_ == to else ["film-L", "film-None"]  # in the mirrored one, both agree
    assert sorted(Path(one.image).stem for one in report.converted) == sorted(turned)
    told = " ".join(report.notes)
    assert (f"2 sentences are turned from the {from_}'s" in told) == bool(turned)


@pytest.mark.parametrize("name", FORMATS_WITH_SENTENCES)
@pytest.mark.parametrize("own", CONVENTIONS)
def test_a_round_trip_into_a_project_that_is_there(
    ward: Project, tmp_path: Path, name: str, own: str
) -> None:
    before = on_the_picture(ward)
    format_named(name).export(ward, tmp_path / "out", BY_NAME)
    Project.create(tmp_path / "other", ProjectSettings("o", "chest-xray", own), seed="x").close()
    wrong = "patient" if own == "viewer" else "viewer"
    import_as_project(name, tmp_path / "out", tmp_path / "other", {"laterality": wrong})
    with Project.open(tmp_path / "other") as other:
        assert other.settings.laterality == own
        assert on_the_picture(other) == before


@pytest.mark.parametrize("name", ["lvit", "jsonl", "labelme", "coco", "png", "nifti", "nnunet"])
def test_every_folder_says_whose_sides_its_sentences_mean(
    ward: Project, tmp_path: Path, name: str
) -> None:
    own = ward.settings.laterality
    report = format_named(name).export(ward, tmp_path / "out")
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    provenance = json.loads((tmp_path / "out" / "provenance.json").read_text())
    assert manifest["laterality"] == ("viewer" if name == "lvit" else own)
    assert provenance["laterality"] == own
    assert {image["orientation"] for image in provenance["images"]} == set(ORIENTATIONS)
    expected = 2 if (name, own) == ("lvit", "patient") else 0
    assert len(report.converted) == expected
    assert any("2 sentences are written with the viewer's" in line for line in report.losses) == (
        expected > 0
    )


def lines(folder: Path, declaration: dict[str, str], text: str = "upper left lung") -> Path:
    """A data set of JSON lines by another program, with one image."""
    write_image(folder / "a.png", 1)
    line = {"file_name": "a.png", "text": text, "template": "chest-xray", **declaration}
    (folder / "metadata.jsonl").write_text(json.dumps(line))
    return folder


def brought_in(data: Path, said: str | None) -> tuple[ImportReport, str, str]:
    folder = data.parent / f"project-{said}"
    report = import_as_project("jsonl", data, folder, {"laterality": said})
    with Project.open(folder) as project:
        return report, project.settings.laterality, project.images.all()[0].sentence


@pytest.mark.parametrize(
    ("declared", "said", "project", "sentence"),
    [
        ("viewer", None, "viewer", "upper left lung"),
        ("patient", None, "patient", "upper left lung"),
        ("viewer", "patient", "patient", "upper right lung"),
        ("patient", "viewer", "viewer", "upper right lung"),
        (None, "viewer", "viewer", "upper left lung"),
        (None, "patient", "patient", "upper left lung"),
        ("none", "patient", "patient", "upper left lung"),
        (" Viewer", "patient", "patient", "upper right lung"),
    ],
)
def test_the_declaration_wins_and_an_option_converts(
    tmp_path: Path, declared: str | None, said: str | None, project: str, sentence: str
) -> None:
    data = lines(tmp_path / "data", {} if declared is None else {"laterality": declared})
    report, convention, text = brought_in(data, said)
    assert (convention, text) == (project, sentence)
    assert [one.after for one in report.converted] == [text] * (text != "upper left lung")
    assert [one.line() in report.lines() for one in report.converted] == [True] * len(
        report.converted
    )


def test_where_nothing_says_whose_sides_they_are_it_is_asked(tmp_path: Path) -> None:
    data = lines(tmp_path / "data", {})
    with pytest.raises(LViTError, match="upper left lung") as refusal:
        brought_in(data, None)
    assert "the viewer's or the patient's" in refusal.value.hint
    assert not (tmp_path / "project-None").exists()
    both = lines(tmp_path / "both", {}, "both lungs")
    assert brought_in(both, None)[2] == "both lungs"  # it does not matter


def test_a_declaration_nobody_knows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LViTError, match="radiological"):
        brought_in(lines(tmp_path / "data", {"laterality": "radiological"}), "viewer")


def test_each_line_speaks_for_itself(tmp_path: Path) -> None:
    data = lines(tmp_path / "data", {"laterality": "viewer"})
    write_image(data / "b.png", 2)
    other = {"file_name": "b.png", "text": "upper left lung", "laterality": "patient",
             "template": "chest-xray"}  # fmt: skip
    with (data / "metadata.jsonl").open("a") as stream:
        stream.write("\n" + json.dumps(other))
    import_as_project("jsonl", data, tmp_path / "p", {"laterality": "viewer"})
    with Project.open(tmp_path / "p") as project:
        texts = {record.name: record.sentence for record in project.images.all()}
    assert texts == {"a.png": "upper left lung", "b.png": "upper right lung"}


@pytest.mark.parametrize("laterality", [None, *CONVENTIONS])
def test_training_on_a_folder_believes_its_declaration(
    tmp_path: Path, laterality: str | None
) -> None:
    write_image(tmp_path / "img" / "a.png", 1)
    write_sheet(tmp_path / "Train_text.xlsx", [("a.png", "upper left lung")])
    if laterality is not None:
        (tmp_path / "manifest.json").write_text(json.dumps({"laterality": laterality}))
    folder = read_folder(tmp_path)
    expected = "upper right lung" if laterality == "patient" else "upper left lung"
    assert folder.samples[0].sentence == expected
    assert any("turned" in note for note in folder.notes) == (laterality == "patient")


def test_a_table_drafted_in_the_patients_words_says_so(tmp_path: Path) -> None:
    rows = [("a.png", "upper left lung")]
    _write(tmp_path / "Train_text.xlsx", rows, "patient")
    assert read_sheet(tmp_path / "Train_text.xlsx").laterality == "patient"
    write_image(tmp_path / "img" / "a.png", 1)
    assert read_folder(tmp_path).samples[0].sentence == "upper right lung"
    (job,) = _file_jobs([tmp_path / "img"], "chest", None, tmp_path / "Train_text.xlsx", "viewer")
    assert job.sentence == "upper right lung"


def test_a_mirrored_file_as_it_is_found(shared_data: Path, tmp_path: Path) -> None:
    """A film whose PatientOrientation is R: the patient's left is on the left of the picture."""
    film = shared_data / "formats" / "dicom" / "CR_extremity_mono1_j2klossless__RG3_J2KR.dcm"
    settings = ProjectSettings("Ward", "chest-xray", "patient")
    with Project.create(tmp_path / "p", settings, seed="x") as project:
        (record,) = project.images.add([film]).added
        assert record.orientation == "R"
        finish(project, record, "upper left lung")
        samples = read_project_samples(project, "chest-xray", "lesion")
        (sample,) = (*samples.train, *samples.holdout)
        assert sample.sentence == "upper left lung"
        format_named("lvit").export(project, tmp_path / "out")
    assert list(read_sheet(tmp_path / "out" / "Train_text.xlsx").sentences.values()) == [
        "upper left lung"
    ]
    (job,) = _project_jobs(tmp_path / "p", "chest", None)
    assert job.sentence == "upper left lung"
