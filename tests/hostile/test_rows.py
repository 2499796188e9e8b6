"""A project whose rows lead elsewhere: nothing is written there, and commands end in words."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

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
