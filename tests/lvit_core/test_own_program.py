"""A child of this program runs this program, whatever lies in the folder a person works in."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from lvit_core.model.catalogue import bundled_folder, find_model
from lvit_core.own_program import start_own_program

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture
def working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_modules_of_strangers_are_not_run(working_folder: Path) -> None:
    """Python looks for `lvit_core` and `json` in the working folder first."""
    for name in ("lvit_core", "json", "numpy", "sitecustomize", "runpy"):
        text = f"open({str(working_folder / 'it-ran')!r}, 'w')\n"
        (working_folder / f"{name}.py").write_text(text, encoding="utf-8")
    with (working_folder / "log").open("wb") as log:
        child = start_own_program("cli", ["templates", "list"], {}, log)
        assert child.wait(60) == 0, (working_folder / "log").read_text()
    assert not (working_folder / "it-ran").exists()


def test_nothing_else_starts_python() -> None:
    """Whoever did would have to think of the working folder too."""
    starts = {
        path.relative_to(REPOSITORY).as_posix()
        for folder in ("app", "lvit_core")
        for path in (REPOSITORY / folder).rglob("*.py")
        if re.search(r"sys\.executable|multiprocessing\.Process", path.read_text(encoding="utf-8"))
    }
    assert starts == {"lvit_core/own_program.py"}


def test_a_known_model_is_no_folder_that_lies_here(working_folder: Path) -> None:
    own = bundled_folder() / "chest"
    shutil.copytree(own, working_folder / "chest")
    assert find_model("chest") == own
    assert find_model("./chest") == Path("chest")
    assert find_model(working_folder / "chest") == working_folder / "chest"
    shutil.copytree(own, working_folder / "mine")
    assert find_model("mine") == Path("mine")
