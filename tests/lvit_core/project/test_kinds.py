"""A project opens anywhere: the kind of image it was made for travels inside of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from lvit_core.errors import LViTError
from lvit_core.project.care.checking import check
from lvit_core.project.kinds import CLASSES_KEY, KEY, MOST_KINDS
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings
from lvit_core.prompt.template import LabelClass
from lvit_core.prompt.template_text import template_of
from lvit_core.prompt.templates import default_name, list_templates, load_template
from tests.lvit_core.prompt.own_kinds import BREAST, POLYPS


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of templates that only this machine has."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "breast.toml").write_text(BREAST, encoding="utf-8")
    (folder / "polyps.toml").write_text(POLYPS, encoding="utf-8")
    monkeypatch.setenv("LVIT_TEMPLATES", str(folder))
    return folder


def made(folder: Path, template: str = "breast", kind: str = "") -> Project:
    return Project.create(folder, ProjectSettings("p", template, "none"), seed="s", kind=kind)


def elsewhere(site: Path) -> None:
    for file in site.iterdir():
        file.unlink()


def test_a_project_opens_where_nobody_has_its_template(tmp_path: Path, site: Path) -> None:
    made(tmp_path / "p").close()
    elsewhere(site)
    with pytest.raises(LViTError, match="no template 'breast'"):
        load_template("breast")
    with Project.open(tmp_path / "p", read_only=True):
        assert load_template("breast") == template_of(BREAST, "b")
        assert "breast" in list_templates() and default_name() != "breast"
    assert "breast" not in list_templates()


def test_the_projects_own_copy_wins_over_a_file(tmp_path: Path, site: Path) -> None:
    with made(tmp_path / "p") as project:
        (site / "breast.toml").write_text(BREAST.replace("Breast ultra", "Other ultra"))
        assert load_template("breast").title == "Breast ultrasound"
        project.kinds.carry(BREAST.replace("Breast ultra", "New ultra"))
        assert load_template("breast").title == "New ultrasound"
    assert load_template("breast").title == "Other ultrasound"


def test_the_newest_open_project_decides_a_name(tmp_path: Path, site: Path) -> None:
    with made(tmp_path / "p"):
        with made(tmp_path / "q", kind=BREAST.replace("Breast ultra", "Second ultra")):
            assert load_template("breast").title == "Second ultrasound"
        assert load_template("breast").title == "Breast ultrasound"


def test_templates_of_the_program_are_not_carried(tmp_path: Path) -> None:
    with made(tmp_path / "p", default_name()) as project:
        assert project.kinds.texts() == {}


def test_an_older_project_takes_its_template_in_when_it_is_opened(
    tmp_path: Path, site: Path
) -> None:
    text = BREAST.replace('name = "breast"', 'name = "older"')
    made(tmp_path / "p", "older").close()
    (site / "older.toml").write_text(text, encoding="utf-8")
    with Project.open(tmp_path / "p", read_only=True) as project:
        assert project.kinds.texts() == {}
    with Project.open(tmp_path / "p") as project:
        assert project.kinds.texts() == {"older": text}
        assert check(project.folder) == []
    elsewhere(site)
    with Project.open(tmp_path / "p"):
        assert load_template("older").title == "Breast ultrasound"


def test_images_of_another_kind_bring_theirs(tmp_path: Path, site: Path) -> None:
    Image.fromarray(np.zeros((8, 8), np.uint8)).save(tmp_path / "a.png")
    with made(tmp_path / "p") as project:
        project.images.add([tmp_path / "a.png"], template="polyps")
        assert set(project.kinds.texts()) == {"breast", "polyps"}
        assert project.kinds.followed() == {"polyps"}


def test_a_copy_that_cannot_be_used_is_told_when_it_is_needed(tmp_path: Path, site: Path) -> None:
    broken = BREAST.replace("#56B4E9", "red")
    with made(tmp_path / "p") as project, project._store.write() as connection:
        project._store.set_value(connection, KEY + "breast", broken)
    with Project.open(tmp_path / "p") as project:
        with pytest.raises(LViTError, match="is no colour") as caught:
            load_template("breast")
        assert "lvit templates carry" in caught.value.hint
        (finding,) = check(project.folder)
        assert finding.item == "kind breast" and "is no colour" in finding.problem
        project.kinds.carry(BREAST)
        assert load_template("breast").title == "Breast ultrasound"


def test_classes_of_the_project_stand_in_every_template(tmp_path: Path) -> None:
    name = default_name()
    with made(tmp_path / "p", name) as project:
        template = load_template(name)
        layer = template.finding_layer
        more = [*layer.classes, LabelClass("scar", "Scar", "#112233", key="7")]
        project.kinds.change_classes(template, {layer.name: more})
        changed = load_template(name).finding_layer
        assert changed.classes == tuple(more)
        assert changed.coded_as(layer.classes[1].name) == layer.coded_as(layer.classes[1].name)
        assert project.kinds.texts() == {}
        for wrong in ([], [replace(more[0], colour="red")], [more[0], more[0]]):
            with pytest.raises(LViTError):
                project.kinds.change_classes(template, {layer.name: wrong})
        assert load_template(name).finding_layer.classes == tuple(more)
    assert load_template(name) == template
    with Project.open(tmp_path / "p"):
        assert load_template(name).finding_layer.classes == tuple(more)


@pytest.mark.parametrize(
    "stored",
    [
        "[]",
        "{",
        "{}",
        '{"lesion": 1}',
        '{"lesion": [{"name": 1}]}',
        '{"lesion": [{"name": "a", "title": "a", "colour": "red"}]}',
        "[" * 2000,
        '{"lesion": "' + "x" * (5 << 20) + '"}',
    ],
    ids=range(8),
)
def test_a_table_of_classes_that_makes_no_sense_costs_itself(
    tmp_path: Path, site: Path, stored: str
) -> None:
    with made(tmp_path / "p") as project:
        with project._store.write() as connection:
            project._store.set_value(connection, CLASSES_KEY + "breast", stored)
        project.kinds.bring()
        try:
            assert load_template("breast").finding_layer.classes
        except LViTError as error:
            assert "class" in error.message


def test_of_very_many_kinds_only_some_are_read(tmp_path: Path) -> None:
    with made(tmp_path / "p", default_name()) as project:
        with project._store.write() as connection:
            for number in range(MOST_KINDS + 1):
                text = POLYPS.replace('name = "polyps"', f'name = "k{number:02}"')
                project._store.set_value(connection, f"{KEY}k{number:02}", text)
        project.kinds.bring()
        assert load_template("k00").title == "Polyps"
        assert len(project.kinds.faults()) == 1
