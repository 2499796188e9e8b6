"""`lvit templates` and `lvit classes`: a kind of image of one's own, and its classes."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import typer
from PIL import Image

from lvit_core.annotation.objects import Provenance
from lvit_core.cli import classes, exchange, project, templates
from lvit_core.cli.output import run
from lvit_core.project.labels import store_labels
from lvit_core.project.many_images import say_state
from lvit_core.project.project import Project
from lvit_core.project.readings import layer_of
from lvit_core.project.records import ImageState, ProjectSettings
from lvit_core.prompt.parser import parse
from lvit_core.prompt.template_text import template_of
from lvit_core.prompt.templates import list_templates, load_template
from tests.lvit_core.prompt.own_kinds import BREAST


def call(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of one command."""
    app = typer.Typer(pretty_exceptions_enable=False)
    for group in (project, templates, classes, exchange):
        group.register(app)
    code = 0
    try:
        run(app, [str(argument) for argument in arguments])
    except SystemExit as error:
        code = int(error.code or 0)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_a_kind_is_made_checked_and_used(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "polyps.toml"
    code, out, _ = call(
        capsys, "templates", "new", file, "--title", "Polyps", "--noun", "polyp,polyps",
        "--class", "Flat polyp", "--class", "Stalked polyp #112233 7", "--modality", "endoscopy",
        "--slot", "shape=flat, stalked", "--slot", "colour=red,pale", "--flips",
    )  # fmt: skip
    assert code == 0 and "lvit new PROJECT --template" in out
    made = template_of(file.read_text(encoding="utf-8"), file.name)
    assert (made.name, made.title, made.model, made.modality) == (
        "polyps",
        "Polyps",
        "",
        "endoscopy",
    )
    assert [(item.name, item.key) for item in made.finding_layer.classes] == [
        ("flat polyp", ""), ("stalked polyp", "7")]  # fmt: skip
    said = parse("two flat red polyps at the upper left", made)
    assert said.canonical == "Two flat red polyps at the upper left."
    assert made.augmentation.quarter_turns and not said.unknown
    assert call(capsys, "templates", "new", file, "--title", "Polyps")[0] == 1
    assert call(capsys, "templates", "check", file)[:2] == (0, f"{file}: well.\n")
    code, out, _ = call(capsys, "new", tmp_path / "p", "--template", file, "--json")
    assert (code, json.loads(out)["template"]) == (0, "polyps")
    file.unlink()
    with Project.open(tmp_path / "p"):
        assert load_template("polyps") == made
    code, out, _ = call(capsys, "templates", "show", "polyps", "--project", tmp_path / "p")
    assert code == 0 and template_of(out, "t") == made


@pytest.mark.parametrize("name", list_templates())
def test_a_kind_begins_with_an_existing_one(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str
) -> None:
    file = tmp_path / "mine.toml"
    code, _, err = call(capsys, "templates", "new", file, "--title", "Mine", "--from", name)
    assert code == 0, err
    made, base = template_of(file.read_text(encoding="utf-8"), "m"), load_template(name)
    assert (made.words, made.model, made.layers) == (base.words, base.model, base.layers)
    assert not made.default and not made.sample


@pytest.mark.parametrize(
    ("more", "code", "told"),
    [
        (["--slot", "shape"], 1, "is no list of words for a slot"),
        (["--slot", "number=one"], 1, "is no list of words for a slot"),
        (["--slot", "shape=round", "--slot", "size=round"], 1, "cannot be read back"),
        (["--noun", "polyp"], 2, "--noun"),
        (["--class", "#112233"], 2, "--class"),
        (["--class", "A", "--class", "a"], 1, "stands twice"),
        (["--class", "A red"], 0, ""),
        (["--grammar", "prose"], 1, "There is no grammar 'prose'"),
        (["--grammar", "free-words", "--flips"], 0, ""),
    ],
)
def test_what_cannot_be_a_kind_is_told_and_makes_no_file(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, more: list[str], code: int, told: str
) -> None:
    file = tmp_path / "x.toml"
    got, _, err = call(capsys, "templates", "new", file, "--title", "X", *more)
    assert (got, told in err, file.exists()) == (code, True, not code)


def test_faults_are_listed_one_a_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "b.toml"
    broken = BREAST.replace("#D55E00", "red").replace('title = "Benign"', 'title = ""')
    file.write_text(broken, encoding="utf-8")
    code, out, _ = call(capsys, "templates", "check", file, tmp_path / "none.toml")
    lines = out.splitlines()
    assert code == 1 and len(lines) == 3
    assert lines[0].startswith(f"{file}: layers[1].classes[1].title is empty")
    code, out, _ = call(capsys, "templates", "list", "--json")
    assert {row["name"] for row in json.loads(out)["templates"]} == set(list_templates())


@pytest.fixture
def labeled(tmp_path: Path) -> Path:
    """A project of two images: two benign and one malignant tumor, one class that nobody knows."""
    (tmp_path / "breast.toml").write_text(BREAST, encoding="utf-8")
    settings = ProjectSettings("p", "breast", "none")
    with Project.create(tmp_path / "p", settings, seed="s", kind=BREAST) as made:
        for number, names in enumerate([("benign", "malignant"), ("benign", "cyst")]):
            Image.fromarray(np.full((16, 16), number, np.uint8)).save(tmp_path / f"{number}.png")
            (record,) = made.images.add([tmp_path / f"{number}.png"]).added
            plane = np.zeros((16, 16), np.int32)
            plane[2:6, 2:6], plane[8:12, 8:12] = 1, 2
            store_labels(
                made, record.id, "lesion", plane, classes={1: names[0], 2: names[1]},
                provenance=Provenance("person", "Ada", "", "", "2026-01-01T00:00:00+00:00"),
                title="Draw",
            )  # fmt: skip
    return tmp_path / "p"


def objects(folder: Path) -> list[list[str]]:
    with Project.open(folder, read_only=True) as opened:
        return [
            [item.class_name for item in opened.journal.load_objects(record.id, "lesion")]
            for record in opened.images.all()
        ]


def test_classes_change_in_the_whole_project(
    capsys: pytest.CaptureFixture[str], labeled: Path
) -> None:
    def do(*arguments: object) -> dict[str, object]:
        code, out, err = call(capsys, "classes", *arguments, "--json")
        assert code == 0, err
        found: dict[str, object] = json.loads(out)
        return found

    assert do("rename", labeled, "benign", "Harmless")["images"] == 2
    assert objects(labeled) == [["harmless", "malignant"], ["harmless", "cyst"]]
    do("add", labeled, "cyst", "--title", "Cyst", "--key", "3")
    do("restyle", labeled, "malignant", "--colour", "#123456", "--key", "3")
    do("merge", labeled, "harmless", "cyst")
    assert objects(labeled) == [["cyst", "malignant"], ["cyst", "cyst"]]
    rows = do("list", labeled)["classes"]
    assert rows == [
        {"name": "malignant", "title": "Malignant", "colour": "#123456", "key": "3",
         "objects": 1, "known": True},
        {"name": "cyst", "title": "Cyst", "colour": "#009E73", "key": "", "objects": 3,
         "known": True},
    ]  # fmt: skip
    code, _, err = call(capsys, "classes", "delete", labeled, "malignant")
    assert code == 1 and "1 object of the project is 'Malignant'." in err
    code, _, err = call(capsys, "classes", "rename", labeled, "cyst", "Malignant")
    assert code == 1 and "There is a class 'malignant' already." in err
    do("add", labeled, "scar")
    do("delete", labeled, "scar")


def test_exports_follow_the_classes(
    capsys: pytest.CaptureFixture[str], labeled: Path, tmp_path: Path
) -> None:
    for change in (
        ("rename", labeled, "benign", "Harmless"),
        ("merge", labeled, "malignant", "harmless"),
    ):
        assert call(capsys, "classes", *change)[0] == 0
    code, _, err = call(
        capsys, "export", labeled, "--format", "coco", "--out", tmp_path / "out", "--all"
    )
    assert code == 0, err
    (file,) = [one for one in (tmp_path / "out").rglob("*.json") if "categories" in one.read_text()]
    told = json.loads(file.read_text(encoding="utf-8"))
    assert [one["name"] for one in told["categories"]] == ["harmless", "cyst"]
    numbers = [one["category_id"] for one in told["annotations"]]
    assert sorted(numbers) == [1, 1, 1, 2]


def test_other_readers_keep_their_classes_and_are_named(
    capsys: pytest.CaptureFixture[str], labeled: Path
) -> None:
    with Project.open(labeled) as opened:
        (record, *_) = opened.images.all()
        plane = np.zeros((16, 16), np.int32)
        plane[3:5, 3:5] = 1
        store_labels(
            opened, record.id, layer_of("lesion", "Ben"), plane, classes="benign",
            provenance=Provenance("person", "Ben", "", "", "2026-01-01T00:00:00+00:00"),
            title="Draw",
        )  # fmt: skip
    code, _, err = call(capsys, "classes", "rename", labeled, "benign", "Harmless")
    assert code == 0 and "Ben: the objects of this reader keep the class" in err


def test_a_class_that_nobody_knows_is_listed(
    capsys: pytest.CaptureFixture[str], labeled: Path
) -> None:
    _, out, _ = call(capsys, "classes", "list", labeled)
    assert "cyst" in out and "not in the list: add it" in out


def test_a_project_for_the_record_asks_why(
    capsys: pytest.CaptureFixture[str], labeled: Path
) -> None:
    with Project.open(labeled) as opened:
        say_state(opened, [opened.images.all()[0].id], ImageState.LABELED)
        opened.change_settings(for_the_record=True)
    code, _, err = call(capsys, "classes", "rename", labeled, "benign", "Harmless")
    assert code == 1 and "--reason" in err
    assert objects(labeled)[0] == ["benign", "malignant"]
    assert call(capsys, "classes", "list", labeled)[1].startswith("benign")
    code, *_ = call(
        capsys, "classes", "rename", labeled, "benign", "Harmless", "--reason", "better word"
    )
    assert code == 0


def test_a_file_that_lacks_a_layer_with_objects_is_not_carried(
    capsys: pytest.CaptureFixture[str], labeled: Path, tmp_path: Path
) -> None:
    file = tmp_path / "new.toml"
    file.write_text(BREAST.replace('name = "lesion"', 'name = "mass"'), encoding="utf-8")
    code, _, err = call(capsys, "templates", "carry", labeled, file)
    assert code == 1 and "Objects are drawn in lesion" in err
    file.write_text(BREAST.replace('"Lesions"', '"Masses"'), encoding="utf-8")
    assert call(capsys, "templates", "carry", labeled, file)[0] == 0
