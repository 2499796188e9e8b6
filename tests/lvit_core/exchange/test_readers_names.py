"""Who drew, accepted or read is told under other names, hashes of DICOM files are made anew: nobody
outside can tell the person or the picture, and the project that wrote them knows both again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from lvit_core.annotation.edit import Edit, ImageChange
from lvit_core.annotation.objects import Provenance
from lvit_core.exchange import format_named, formats, import_as_project
from lvit_core.exchange.identity import names_outside
from lvit_core.project.answer_origin import AnswerOrigin
from lvit_core.project.labels import store_labels
from lvit_core.project.project import Project
from lvit_core.project.readings import Reading, change_of, layer_of
from lvit_core.project.records import ImageState, ProjectSettings
from tests.lvit_core.exchange.conftest import write_image

pydicom = pytest.importorskip("pydicom")

pytestmark = pytest.mark.exchange

PEOPLE = ("Quentin^Annabel", "Bo Zacharias", "Dr. Whitby", "Zelda Exporter")
FORMATS = [name for name, item in formats().items() if item.exporter]


@pytest.fixture
def ward(tmp_path: Path) -> Iterator[Project]:
    """A film and a picture; drawn, accepted of a model and edited, and read by somebody else."""
    from pydicom.data import get_testdata_file

    film = tmp_path / "in" / "film.dcm"
    picture = write_image(tmp_path / "in" / "picture.png", 1)
    film.write_bytes(Path(get_testdata_file("CT_small.dcm")).read_bytes())
    settings = ProjectSettings("Ward", "nuclei")
    with Project.create(tmp_path / "project", settings) as project:
        project.person = PEOPLE[3]
        for record in project.images.add([film, picture]).added:
            answer = AnswerOrigin("0" * 64, "tiny", record.content_hash, "", 0.5, None, "eager")
            project.answers.keep([answer])
            labels = np.zeros((record.height, record.width), np.int32)
            labels[10:20, 10:20], labels[30:44, 30:40] = 1, 2
            drawn = Provenance("person", PEOPLE[0])
            accepted = Provenance(
                "model", PEOPLE[0], "tiny", answer=answer.key, edited_by=PEOPLE[1]
            )
            store_labels(
                project, record.id, "nuclei", labels, classes="nucleus",
                provenance={1: drawn, 2: accepted}, title="Draw",
            )  # fmt: skip
            read = Reading(PEOPLE[2], ImageState.LABELED)
            changes = (ImageChange("state", "unlabeled", "labeled"), change_of(None, read))
            project.journal.append(record.id, Edit("Finish", "", image=changes))
            store_labels(
                project, record.id, layer_of("nuclei", PEOPLE[2]), labels, classes="nucleus",
                provenance=Provenance("person", PEOPLE[2]), title="Draw",
            )  # fmt: skip
        yield project


def everything(folder: Path) -> bytes:
    return b"\n".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


@pytest.mark.parametrize(
    ("name", "reader"),
    [*((name, "") for name in FORMATS), ("coco", PEOPLE[2]), ("dicom-seg", PEOPLE[2])],
)
def test_no_export_names_a_reader_or_the_hash_of_a_film(
    ward: Project, tmp_path: Path, name: str, reader: str
) -> None:
    report = format_named(name).export(ward, tmp_path / "out", {"reader": reader})
    told = everything(tmp_path / "out")
    words = {word for person in PEOPLE for word in person.replace("^", " ").split()} - {"Dr.", "Bo"}
    words.add(ward.images.all()[0].content_hash)
    assert [word for word in words if word.encode() in told] == []
    assert any("names of readers become others" in line for line in report.losses)
    assert f"{PEOPLE[2]} ({ward.pseudonyms.reader(PEOPLE[2])})" in (
        " ".join([*report.losses, *report.persons])
    ), "a person here reads both"


def test_a_reader_is_the_same_in_every_export_and_the_project_knows_who(
    ward: Project, tmp_path: Path
) -> None:
    found = []
    for name in ("coco", "labelme"):
        format_named(name).export(ward, tmp_path / name)
        told = json.loads((tmp_path / name / "provenance.json").read_text())
        records = [one for image in told["images"] for one in image["layers"]["nuclei"]]
        found.append({one["provenance"]["person"] for one in records})
    assert found[0] == found[1] and len(found[0]) == 1
    names = names_outside(ward)
    assert {names[one] for one in found[0]} == {PEOPLE[0]}
    assert set(PEOPLE) <= set(names.values())


def test_names_leave_when_it_is_asked_for(ward: Project, tmp_path: Path) -> None:
    report = format_named("coco").export(ward, tmp_path / "out", {"keep_readers": True})
    told = everything(tmp_path / "out")
    assert PEOPLE[0].encode() in told and b"reader-" not in told
    assert any("because it was asked for" in line for line in report.losses)
    (image, _) = json.loads((tmp_path / "out" / "provenance.json").read_text())["images"]
    assert "content_hash" not in image, "patients are another matter"


def test_an_import_into_the_same_project_knows_everybody_again(
    ward: Project, tmp_path: Path
) -> None:
    format_named("coco").export(ward, tmp_path / "out")
    before = {one.id: list(ward.journal.load_objects(one.id, "nuclei"))
              for one in ward.images.all()}  # fmt: skip
    origins = ward.answers.origins()
    import_as_project("coco", tmp_path / "out", ward, {"onto": "same"})
    for record in ward.images.all():
        after = list(ward.journal.load_objects(record.id, "nuclei"))
        assert [replace(one.provenance, created="") for one in after] == [
            replace(one.provenance, created="") for one in before[record.id]
        ]
    assert ward.answers.origins() == origins, "what made them is not kept twice"


def test_a_reading_that_comes_back_is_offered_under_its_readers_name(
    ward: Project, tmp_path: Path
) -> None:
    format_named("coco").export(ward, tmp_path / "out", {"reader": PEOPLE[2]})
    here = import_as_project("coco", tmp_path / "out", ward)
    assert here.said_reader == PEOPLE[2]
    other = import_as_project("coco", tmp_path / "out", tmp_path / "other")
    assert other.said_reader == ward.pseudonyms.reader(PEOPLE[2])


def test_a_photograph_of_a_hidden_patient_is_hidden_with_the_film(
    ward: Project, tmp_path: Path
) -> None:
    ward.images.set_group([one.id for one in ward.images.all()], "Smith, John")
    format_named("png").export(ward, tmp_path / "out")
    assert b"Smith" not in everything(tmp_path / "out")
    rows = [json.loads(line) for line in (tmp_path / "out" / "images.jsonl").open()]
    assert len({row["patient"] for row in rows}) == 1
