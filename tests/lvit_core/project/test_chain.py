"""Everything that people decide is chained; what an older project holds, as it is found."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image

from lvit_core.annotation.edit import Edit, ImageChange
from lvit_core.project import chain
from lvit_core.project.chain import Act
from lvit_core.project.migrations.run import upgrade
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings
from lvit_core.project.sqlite_file import FILE_NAME
from tests.lvit_core.project.older import before_chains


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with two small images."""
    settings = ProjectSettings("Chained", "chest-xray", "viewer")
    with Project.create(tmp_path / "p", settings) as project:
        for number in (1, 2):
            Image.new("L", (16, 16), number * 60).save(tmp_path / f"{number}.png")
        project.images.add([tmp_path / "1.png", tmp_path / "2.png"])
    return tmp_path / "p"


def rows(folder: Path) -> list[chain.Link]:
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        return list(chain.links(connection.execute))


def acts(folder: Path) -> list[str]:
    return [link.act for link in rows(folder)]


def is_sealed(folder: Path) -> bool:
    before = chain.START
    for number, link in enumerate(rows(folder), 1):
        if link.number != number or link.hash != link.sealed(before):
            return False
        before = link.hash
    return True


def say(before: str, after: str) -> Edit:
    return Edit("Change sentence", "lesion", image=(ImageChange("sentence", before, after),))


def test_each_decision_is_a_row_with_a_name(folder: Path) -> None:
    with Project.open(folder) as project:
        project.person = "A. B."
        step = project.journal.append(1, say("", "left"))
        project.journal.amend(step, say("", "left lung"))
        project.journal.undo(step)
        project.journal.redo(step, why="it was right")
        project.images.set_split(
            1, "holdout" if project.images.get(1).split == "train" else "train"
        )
        project.change_laterality("patient")
        project.generations.put_in_force(0)
        project.images.remove([2])
    found = acts(folder)
    assert found[0] == Act.BEGUN and found.count(Act.IMAGE_ADDED) == 2
    assert found[found.index(Act.STEP) :] == [
        Act.STEP, Act.AMENDED, Act.UNDONE, Act.REDONE, Act.IMAGE_CHANGED, Act.IMAGE_CHANGED,
        Act.RESTATED, Act.IMAGE_CHANGED, Act.SETTING, Act.SETTING, Act.IN_FORCE, Act.IMAGE_REMOVED,
    ]  # fmt: skip
    assert {link.person for link in rows(folder)[found.index(Act.STEP) :]} == {"A. B."}
    assert rows(folder)[found.index(Act.REDONE)].told["why"] == "it was right"
    assert is_sealed(folder)


def test_an_older_project_is_chained_as_it_is_found(folder: Path) -> None:
    with Project.open(folder) as project:
        step = project.journal.append(1, say("", "left lung"))
        project.journal.undo(step)
    before_chains(folder / FILE_NAME)
    upgrade(folder / FILE_NAME, 11)
    assert is_sealed(folder)
    old = [link for link in rows(folder) if link.act == Act.AT_MIGRATION]
    kinds = [link.told["kind"] for link in old]
    assert kinds == ["image", "image", "step"]
    assert old[-1].told["status"] == "undone" and old[-1].digest is not None
    with Project.open(folder) as project:
        project.journal.redo(step)
    assert is_sealed(folder)


def test_a_gesture_costs_few_bytes(folder: Path) -> None:
    """The chain of 200 steps without words is small beside the smallest journal."""
    with Project.open(folder) as project:
        for number in range(200):
            project.journal.append(1, say(str(number), str(number + 1)))
    steps = [link for link in rows(folder) if link.act == Act.STEP]
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        query = (
            "SELECT sum(length(at) + length(act) + length(detail) + 80) FROM chain WHERE act = ?"
        )
        (nbytes,) = connection.execute(query, (Act.STEP,)).fetchone()
    assert nbytes / len(steps) < 200
