"""A project whose rows lead elsewhere: nothing is written there, and commands end in words."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from lvit_core.model.catalogue import find_model, is_model
from lvit_core.project.paths import CONFIG_NAME, WEIGHTS_NAME
from lvit_core.project.project import Project
from tests.hostile.runs import everything_under, run_command

pytestmark = pytest.mark.hostile

AWAY = "../../away/x"
ROWS = {
    "names": ("images", "name", "patient_group", "split"),
    "content": ("images", "content_hash"),
    "template": ("images", "template"),
    "place": ("images", "path"),
    "objects": ("objects", "class_name", "layer"),
    "settings": ("settings", "value"),
}  # fmt: skip
COMMANDS = [
    "info X", "info X --names", "project check X", "project repair X", "project backup X",
    "project history X", "export X --format png --out out/png --skip-changed --skip-bad",
    "export X --format lvit --out out/lvit --skip-changed --skip-bad",
    "predict --backend eager --project X --out out/answers",
    "project restore X",
]  # fmt: skip


@pytest.mark.parametrize("what", ROWS)
def test_rows_that_lead_elsewhere(what: str, world: Path, tmp_path: Path) -> None:
    table, *columns = ROWS[what]
    home = tmp_path / "deep" / "deeper"
    shutil.copytree(world / "data", home / "data")
    shutil.copytree(world / "project", home / "project")
    (home.parent / "away").mkdir()
    connection = sqlite3.connect(home / "project" / "project.sqlite")
    where = " WHERE key IN ('name', 'template')" if table == "settings" else ""
    for column in columns:
        connection.execute(f"UPDATE {table} SET {column} = ?{where}", [AWAY])
    connection.commit()
    connection.close()
    (home / "out").mkdir()
    before = everything_under(tmp_path)
    for command in COMMANDS:
        words = [str(home / word) if word.startswith(("X", "out/")) else word
                 for word in command.replace("X", "project", 1).split(" ")]  # fmt: skip
        words = [str(home / "project") if word == "project" and number else word
                 for number, word in enumerate(words)]  # fmt: skip
        ending = run_command(words)
        answer = ("project check", "project repair")  # whose code says that something is wrong
        found = command.startswith(answer) and ending.code == 1 and not ending.broke
        assert found or not ending.complaint(), (command, ending.complaint())
    mine = (str(home / "project"), str(home / "out"))
    new = {path for path in everything_under(tmp_path) if path not in before}
    assert {path for path in new if not path.startswith(mine)} == set()
    strangers = {path for path in new if "away" in Path(path).parts or Path(path).name == ".."}
    assert strangers == set()


@pytest.fixture(scope="module")
def modelled(world: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project whose first generation, the program's own model, is in force."""
    home = tmp_path_factory.mktemp("home")
    shutil.copytree(world / "data", home / "data")
    shutil.copytree(world / "project", home / "project")
    shutil.copytree(find_model("nuclei"), home / "stolen")
    shutil.copytree(find_model("nuclei"), home / "project" / "models" / "own")
    with Project.open(home / "project") as project:
        models = home / "project" / "models"
        (models / "link").symlink_to(home / "stolen")
        for name, file in (("weights", WEIGHTS_NAME), ("config", CONFIG_NAME)):
            shutil.copytree(home / "stolen", models / name)
            (models / name / file).unlink()
            (models / name / file).symlink_to(home / "stolen" / file)
        made = project.generations.add(home / "project" / "models" / "own", "nuclei", None)
        project.generations.put_in_force(made.number)
    return home


def test_a_model_in_the_project_is_used_wherever_the_project_lies(
    modelled: Path, tmp_path: Path
) -> None:
    with Project.open(modelled / "project") as project:
        project.copy_to(tmp_path / "copy")
    (modelled / "project" / "models" / "own").rename(modelled / "away")
    for words in (["info", "X"], ["project", "check", "X"]):
        copied = [str(tmp_path / "copy") if word == "X" else word for word in words]
        assert run_command(copied).code == 0
    with Project.open(tmp_path / "copy") as project:
        assert project.generations.model_in_force() == str(tmp_path / "copy" / "models" / "own")
        assert is_model(project.generations.model_in_force())
    (modelled / "away").rename(modelled / "project" / "models" / "own")


AWAY_MODELS = (
    "absolute", "../stolen", "models/../../stolen", "models/link", "models/weights",
    "models/config", "", "models/own\0", "/dev/zero", "models/" + "x" * 300,
)  # fmt: skip


@pytest.mark.parametrize("place", AWAY_MODELS)
def test_no_model_outside_of_a_project_is_read(place: str, modelled: Path) -> None:
    stored = str(modelled / "stolen") if place == "absolute" else place
    connection = sqlite3.connect(modelled / "project" / "project.sqlite")
    connection.execute("UPDATE generations SET folder = ?", [stored])
    connection.commit()
    connection.close()
    project, out = str(modelled / "project"), str(modelled / "out")
    for words in (
        ["predict", "--any-kind", "--backend", "eager", "--project", project, "--out", out],
        ["train", "--project", project, "--out", out, "--epochs", "1"],
        ["info", project],
        ["project", "check", project],
    ):
        ending = run_command(words)
        if words[1] == "check":
            assert ending.code == 1 and not ending.broke, ending
        else:
            assert not ending.complaint()
            assert words[0] == "info" or ending.code == 1
    assert not Path(out).exists() or not list(Path(out).glob("*.png"))
