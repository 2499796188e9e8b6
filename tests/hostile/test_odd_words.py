"""What the walk over all options found, by name, so that the everyday tests try it too."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hostile.runs import run_command

pytestmark = pytest.mark.hostile


@pytest.mark.parametrize(
    "words",
    [
        ["measure", "project", "--out", ""],
        ["measure", "project", "--out", "."],
        ["new", "new", "--template", "a\n\x1b[2Jb"],
        ["export", "project", "--format", "a\n\x1b[2Jb", "--out", "new"],
        ["classes", "list", "a\n\x1b[2Jb"],
    ],
)
def test_what_stands_there_is_refused_and_steers_no_terminal(words: list[str], world: Path) -> None:
    ending = run_command(words)
    assert ending.complaint() == "" and ending.code in (1, 2)
    assert "\x1b" not in ending.said


def test_a_project_in_a_folder_whose_name_is_no_text(world: Path) -> None:
    ending = run_command(["import", "\udcff", "data", "--format", "png", "--template", "nuclei"])
    assert ending.complaint() == "" and ending.code == 0
    assert run_command(["info", "\udcff"]).code == 0
