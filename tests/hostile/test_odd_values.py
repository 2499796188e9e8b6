"""What another program wrote into a project costs one sentence, never a traceback."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import Boolean, Float, Integer

from lvit_core.annotation.edit import Edit
from lvit_core.errors import LViTError
from lvit_core.project import schema
from lvit_core.project.accepted import Accepted
from lvit_core.project.answer_origin import AnswerOrigin
from lvit_core.project.care.odd_values import odd_values
from lvit_core.project.finishing import finish_all
from lvit_core.project.loaded_image import load_image
from lvit_core.project.project import Project
from lvit_core.project.readings import Reading, change_of, layer_of
from lvit_core.project.records import ImageState, Proposal
from tests.hostile.runs import run_command

pytestmark = pytest.mark.hostile
TABLES = [table.name for table in schema.metadata.sorted_tables]


@pytest.fixture(scope="module")
def sound(world: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a proposal, beside what was imported."""
    folder = tmp_path_factory.mktemp("odd") / "project"
    shutil.copytree(world / "project", folder)
    shutil.copytree(world / "data", folder.with_name("data"))
    with Project.open(folder) as project:
        answer = np.full((1, 32, 32), 200, np.uint8)
        origin = AnswerOrigin("w", "nuclei", "image", "", 0.5, None, "eager", insisted=True)
        made = Proposal(1, "nuclei", ("nucleus",), answer, 0.5, "", "model", origin=origin)
        project.proposals.save(made)
        for _ in range(2):
            project.acceptances.keep(Accepted(1, made))
        project.generations.add(folder / "models" / "one", "nuclei", None)
        reading = change_of(None, Reading("Otto", ImageState.LABELED))
        project.journal.append(1, Edit("Import", layer_of("nuclei", "Otto"), image=(reading,)))
    return folder


@pytest.fixture
def spoiled(sound: Path, tmp_path: Path) -> Callable[[str, str, object], Path]:
    """A copy in which one value was replaced."""

    def spoil(table: str, column: str, value: object) -> Path:
        folder = shutil.copytree(sound.parent, tmp_path / "copy", dirs_exist_ok=True) / "project"
        file = sqlite3.connect(folder / "project.sqlite")
        first = f'SELECT min(rowid) FROM "{table}"'
        file.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = ({first})', [value])
        file.commit()
        file.close()
        return folder

    return spoil


def test_nothing_is_odd_in_a_sound_project(sound: Path) -> None:
    assert odd_values(sound / "project.sqlite") == []


@pytest.mark.parametrize("name", TABLES)
def test_every_column_is_looked_at(name: str, sound: Path, tmp_path: Path) -> None:
    file = tmp_path / "project.sqlite"
    shutil.copy(sound / "project.sqlite", file)
    opened = sqlite3.connect(file, isolation_level=None)
    if opened.execute(f'SELECT count(*) FROM "{name}"').fetchone() == (0,):
        return
    for column in schema.metadata.tables[name].columns:
        if column.primary_key and isinstance(column.type, Integer):
            continue  # SQLite itself refuses what is no number
        numbers = isinstance(column.type, Integer | Float | Boolean) or column.foreign_keys
        opened.execute("BEGIN")
        odd = "../x" if numbers else 3.5 if "Binary" in str(type(column.type)) else b"\xff\x00"
        first = f'WHERE rowid = (SELECT min(rowid) FROM "{name}")'
        opened.execute(f'UPDATE "{name}" SET "{column.name}" = ? {first}', [odd])
        opened.execute("COMMIT")
        found = [one.item for one in odd_values(file)]
        assert f"{name}.{column.name}" in found, (column, found)
    opened.close()


CELLS = [
    ("images", "height", "../../etc/passwd"), ("images", "reason", b"\xff"),
    ("images", "name", 7.5), ("images", "width", 2**62), ("objects", "edited_by", b""),
    ("objects", "class_name", b"\x00"), ("tiles", "data", "text"), ("journal", "data", 5),
    ("proposals", "threshold", "x"), ("answers", "insisted", 2),
    ("images", "spacing_y_mm", float("inf")), ("images", "spacing_y_mm", 0.5),
    ("readings", "state", "done"), ("generations", "created_at", "yesterday"),
    ("journal", "created_at", "2459000"), ("chain", "detail", "[" * 9000),
    ("object_ids", "next_id", 2**62), ("acceptances", "facts", "[" * 9000),
]  # fmt: skip
COMMANDS = [
    "project history X", "export X --format coco --all --out OUT",
    "measure X --all --out OUT.csv", "project check X", "project audit X", "info X --effort",
    "info X",
]  # fmt: skip


@pytest.mark.parametrize(("table", "column", "value"), CELLS)
def test_commands_say_what_is_odd(
    table: str, column: str, value: object, spoiled: Callable[[str, str, object], Path]
) -> None:
    folder = spoiled(table, column, value)
    for number, command in enumerate(COMMANDS):
        filled = command.replace("OUT", str(folder.with_name(f"out-{number}")))
        ending = run_command([str(folder) if one == "X" else one for one in filled.split(" ")])
        looked = command.startswith(("project check", "project audit")) and not ending.broke
        assert looked or ending.complaint() == "", command


@pytest.mark.parametrize(
    ("column", "value"),
    [("facts", "1e308"), ("facts", "[]"), ("facts", '{"a":'), ("probability", b"\xff" * 9),
     ("within", b"R"), ("objects", b"\x02\xff")],
)  # fmt: skip
def test_an_acceptance_that_makes_no_sense_costs_itself(
    column: str, value: object, spoiled: Callable[[str, str, object], Path]
) -> None:
    """The one after it becomes labels, and it is named once and never asked about again."""
    folder = spoiled("acceptances", column, value)
    with Project.open(folder) as project:
        first, second = finish_all(project)
        assert first.refusal and first.record.name in first.refusal
        assert not second.refusal and project.acceptances.waiting() == []


@pytest.mark.parametrize(
    ("column", "value"), [("classes", "5"), ("probability", b"\xff"), ("threshold", "x")]
)
def test_a_prediction_that_makes_no_sense_is_replaced_by_the_next(
    column: str, value: object, spoiled: Callable[[str, str, object], Path]
) -> None:
    folder = spoiled("proposals", column, value)
    with Project.open(folder) as project:
        with pytest.raises(LViTError):
            project.proposals.load(1)
        record = project.images.get(1)
        assert load_image(project, record).proposal is None  # and yet it opens
        answer = np.full((1, 32, 32), 90, np.uint8)
        project.proposals.save(Proposal(1, "nuclei", ("nucleus",), answer, 0.3, "", "other"))
        assert project.proposals.load(1).generation == "other"


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [("object_ids", "next_id", "x"), ("tiles", "tile_x", "x"), ("tiles", "tile_y", 2**40)],
)
def test_labels_that_make_no_sense_are_told_in_words(
    table: str, column: str, value: object, spoiled: Callable[[str, str, object], Path]
) -> None:
    """The window reported a bug of the program."""
    folder = spoiled(table, column, value)
    with Project.open(folder) as project, pytest.raises(LViTError, match="restore"):
        load_image(project, project.images.get(1))
