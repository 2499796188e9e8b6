"""Labels of another reader lie beside those of the project and are never taken for its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from lvit_core.cli import build_app
from lvit_core.data.project_samples import read_project_samples
from lvit_core.errors import LViTError
from lvit_core.exchange import format_named, import_as_project
from lvit_core.project.project import Project
from lvit_core.project.readings import Reading, layer_of
from lvit_core.project.records import ImageState
from tests.lvit_core.exchange.conftest import write_image
from tests.lvit_core.exchange.test_foreign_outlines import CORNERS, labelme, shape
from tests.lvit_core.exchange.test_importing import areas, bring, item, square

pytestmark = pytest.mark.exchange

B = {"onto": "reader", "reader": "Dr. B"}
THEIRS = layer_of("nuclei", "Dr. B")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A project with one labeled image and one that nobody has looked at."""
    one, two = (write_image(tmp_path / f"{name}.png", seed) for seed, name in enumerate("ab"))
    bring(tmp_path / "p", [item(one, square("1", 2, 2, 4), sentence="One nucleus."), item(two)])
    return tmp_path / "p"


def test_labels_of_a_reader_leave_those_of_the_project_alone(place: Path, tmp_path: Path) -> None:
    more = [
        item(tmp_path / "a.png", square("x", 4, 4, 6, "mitosis"), sentence="A mitosis."),
        item(tmp_path / "b.png", state="labeled"),
        item(write_image(tmp_path / "c.png", 9), square("y", 3, 3, 3)),
    ]
    report = bring(place, more, B)
    assert (report.images, report.onto, report.objects, report.sentences) == (1, 2, 2, 1)
    assert (report.losses, report.reader) == ([], "Dr. B")
    assert areas(place) == {"nucleus": [16]}
    assert areas(place, layer=THEIRS) == {"mitosis": [36]}
    with Project.open(place) as project:
        first, second, third = project.images.all()
        assert (first.sentence, first.state) == ("One nucleus.", ImageState.LABELED)
        assert (second.state, third.state) == (ImageState.UNLABELED,) * 2
        assert project.readings.readers() == {"Dr. B": 3}
        assert project.readings.of(1) == [Reading("Dr. B", ImageState.LABELED, "A mitosis.")]
        assert project.readings.of(2) == [Reading("Dr. B", ImageState.LABELED)]
        assert project.journal.labeled_layers(1) == ["nuclei"]
        assert [kind.class_name for kind in project.journal.object_kinds()] == ["nucleus"]
        assert ("nuclei", "mitosis") in project.journal.used_classes()
        (theirs,) = project.journal.load_objects(1, THEIRS)
        assert theirs.provenance.person == "Dr. B"
    again = bring(place, more, B)
    assert (again.objects, again.already, again.unchanged, again.losses) == (0, 2, 3, [])


def test_what_a_reader_said_is_replaced_only_when_asked_and_in_one_step(
    place: Path, tmp_path: Path
) -> None:
    first = [item(tmp_path / "a.png", square("x", 4, 4, 6), sentence="Six.")]
    other = [item(tmp_path / "a.png", square("x", 9, 9, 3), sentence="Three.")]
    bring(place, first, B)
    left = bring(place, other, B)
    assert (left.objects, left.objects_found, left.sentences_found) == (0, 1, 1)
    assert "labels of Dr. B already" in left.losses[0].reason
    bring(place, other, {"onto": "same", "reader": "Dr. B"})
    assert areas(place, layer=THEIRS) == {"nucleus": [9]}
    assert areas(place) == {"nucleus": [16]}
    with Project.open(place) as project:
        newest = project.journal.history(1)[-1]
        assert newest.title == "Import labels of Dr. B"
        project.journal.undo(newest.id)
        assert project.readings.by("Dr. B", 1) == Reading("Dr. B", ImageState.LABELED, "Six.")
        older = project.journal.history(1)[-2]
        project.journal.undo(older.id)
        assert project.readings.of(1) == []
        project.journal.redo(older.id)
    assert areas(place, layer=THEIRS) == {"nucleus": [36]}
    bring(place, other, {"onto": "merge", "reader": "Dr. C"})
    with Project.open(place) as project:
        assert project.readings.readers() == {"Dr. B": 1, "Dr. C": 1}


def test_a_reader_is_no_truth_for_training(place: Path, tmp_path: Path) -> None:
    bring(place, [item(tmp_path / "b.png", square("x", 4, 4, 6), sentence="Six.")], B)
    with Project.open(place, read_only=True) as project:
        found = read_project_samples(project, "nuclei", "nuclei")
        labeled = {one.key for one in (*found.train, *found.holdout) if one.labeled}
        assert labeled == {"1"}
        assert set(found.sentences.values()) == {"One nucleus.", ""}


def test_an_export_says_whose_labels_it_holds(place: Path, tmp_path: Path) -> None:
    bring(place, [item(tmp_path / "a.png", square("x", 4, 4, 6), sentence="Six.")], B)
    coco = format_named("coco")
    with Project.open(place, read_only=True) as project:
        told = f"Dr. B ({project.pseudonyms.reader('Dr. B')}) on 1 image stay here"
        assert any(told in line for line in coco.losses_of(project))
        coco.export(project, tmp_path / "own")
        done = coco.export(project, tmp_path / "theirs", {"reader": "Dr. B", "keep_readers": True})
        with pytest.raises(LViTError, match="called Dr"):
            coco.export(project, tmp_path / "none", {"reader": "Dr. D"})
    assert done.persons == ["Dr. B"]
    for name, area, sentence in (("own", 16, "One nucleus."), ("theirs", 36, "Six.")):
        told = json.loads((tmp_path / name / "annotations.json").read_text())
        assert [one["area"] for one in told["annotations"]] == [area]
        assert told["images"][0]["sentence"] == sentence
        for file in ("manifest.json", "provenance.json"):
            facts = json.loads((tmp_path / name / file).read_text())
            assert facts.get("reader") == ("Dr. B" if name == "theirs" else None)

    sheet = next(file for file in (tmp_path / "theirs").glob("*.md")).read_text()
    assert "those of the reader Dr. B" in sheet
    back = import_as_project("coco", tmp_path / "theirs", tmp_path / "q", {"template": "nuclei"})
    assert any("labels of the reader Dr. B" in note for note in back.notes)
    assert back.said_reader == "Dr. B"


def test_sides_of_a_reader_turn_with_those_of_the_project(tmp_path: Path) -> None:
    left = "Unilateral pulmonary infection, one infected area, upper left lung."
    chest = {"template": "chest-xray", "laterality": "patient"}
    data = [item(write_image(tmp_path / "a.png", 1), sentence=left, laterality="viewer")]
    report = bring(tmp_path / "p", data, {**chest, **B})
    assert [one.after for one in report.converted] == [left.replace("left", "right")]
    with Project.open(tmp_path / "p") as project:
        project.change_laterality("viewer")
        assert project.readings.of(1)[0].sentence == left
        project.journal.undo(project.journal.history(1)[-1].id)
        project.journal.redo(project.journal.history(1)[-1].id)
        assert project.readings.of(1)[0].sentence == left


def test_the_command_line_takes_the_name_behind_the_word(tmp_path: Path) -> None:
    write_image(tmp_path / "d" / "a.png", 1)
    labelme(tmp_path / "d" / "a.json", [shape(CORNERS)])
    import_as_project("labelme", tmp_path / "d", tmp_path / "p", {"template": "nuclei"})
    place, data = str(tmp_path / "p"), str(tmp_path / "d")
    run = CliRunner().invoke
    fixed = ["--format", "labelme", "--json"]
    for words in (["--onto", "reader", "Ann"], ["--onto", "reader", "--reader", "Ann"]):
        result = run(build_app(), ["import", *words, place, data, *fixed])
        assert result.exit_code == 0, result.output
        told = json.loads(result.stdout)
        assert told["reader"] == "Ann"
        assert told["objects"] + told["already"] == told["objects_found"] == 1
    for words in (["--onto", "reader"], ["--onto", "reader", "  "]):
        assert run(build_app(), ["import", place, data, *fixed, *words]).exit_code in (1, 2)
