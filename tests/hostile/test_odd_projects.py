"""A folder that calls itself a project costs every command one sentence, never a hang.

Nothing outside of it is written, whatever it links to.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from lvit_core.errors import LViTError
from lvit_core.project.care.odd_values import odd_values
from lvit_core.project.chain import Act, Deed, extend_file, head_of_file
from tests.hostile.odd_projects import FILE, ODD
from tests.hostile.runs import everything_under, run_command

pytestmark = pytest.mark.hostile
EVERY = 41  # of the pairs is tried in the everyday tests, the others with the slow ones
ACTING = [
    "images without end", "settings without end", "a chain without end", "steps without end",
    "a step that deletes", "a change that never ends",
]  # fmt: skip
# X is the project; what these found wrong is their result.
TELLING = ("project check", "project repair", "project audit")
COMMANDS = [
    "info X --json", "info X --names", "project check X", "project repair X", "project backup X",
    "project restore X", "project compact X", "project history X", "project history X a.png",
    "project audit X", "project audit X --prov OUT", "project record X on",
    "project set X a.png --split train", "classes list X", "classes add X other",
    "classes match X a nucleus", "classes rename X nucleus cell", "classes merge X nucleus cell",
    "classes delete X nucleus", "classes restyle X nucleus --color #ff0000",
    "templates show nuclei --project X", "templates carry X kind.toml", "code X", "code X nucleus",
    "measure X --out OUT.csv --all", "export X --format png --out OUT --all",
    "export X --format coco --out OUT --all", "export X --format jsonl --out OUT --all",
    "add X image.png", "train --project X --out X/models/run-0009 --epochs 1 --model none",
    "import X data --format png --onto same", "predict --project X --model none --out OUT",
]  # fmt: skip


def try_pairs(world: Path, folder: Path, first: int, every: int) -> None:
    shutil.copytree(world / "data", folder / "data")
    shutil.copytree(world / "project", folder / "sound")
    (folder / "bait").mkdir()
    (folder / "bait" / "mine.txt").write_text("mine", encoding="utf-8")
    bait, outside = everything_under(folder / "bait"), everything_under(world)
    pairs = [(kind, command) for kind in ODD for command in COMMANDS]
    wrong = []
    for kind, command in pairs[first::every]:
        odd = folder / "project"
        shutil.copytree(folder / "sound", odd)
        ODD[kind](odd)
        words = [word.replace("OUT", str(folder / "out")) for word in command.split(" ")]
        words = [str(odd) + word[1:] if word[:1] == "X" else word for word in words]
        ending = run_command(words)
        told = command.startswith(TELLING) and not ending.broke and ending.code == 1
        if complaint := "" if told else ending.complaint():
            wrong.append(f"{kind}, {command}: {complaint}")
        left = {one.name for one in folder.iterdir()} - {"data", "sound", "bait", "project"}
        wrong += [f"{kind}, {command}: wrote {one}" for one in left if not one.startswith("out")]
        for one in (folder / name for name in (*left, "project")):
            shutil.rmtree(one) if one.is_dir() and not one.is_symlink() else one.unlink()
        if everything_under(folder / "bait") != bait:
            wrong.append(f"{kind}, {command}: it wrote elsewhere")
            bait = everything_under(folder / "bait")
    assert not wrong, "\n".join(wrong)
    assert everything_under(world) == outside


@pytest.mark.parametrize("kind", ACTING)
def test_nothing_in_a_project_acts_by_itself(kind: str, world: Path, tmp_path: Path) -> None:
    """A check of such a project, and a stroke in it, never ended; SQLite hears no Ctrl+C."""
    folder = shutil.copytree(world / "project", tmp_path / "project")
    ODD[kind](folder)
    for command in ("info", "project check", "project history", "project compact"):
        ending = run_command([*command.split(" "), folder])
        assert ending.code == 1 and "acts by itself" in ending.said, (command, ending)
    with pytest.raises(LViTError, match="acts by itself"):
        extend_file(folder / FILE, "ann", [Deed(Act.REPAIRED)])
    assert head_of_file(folder / FILE) is None and odd_values(folder / FILE) == []


def test_some_odd_projects_with_every_command(world: Path, tmp_path: Path) -> None:
    try_pairs(world, tmp_path, 7, EVERY)


@pytest.mark.durability
@pytest.mark.parametrize("first", range(8))
def test_every_odd_project_with_every_command(first: int, world: Path, tmp_path: Path) -> None:
    try_pairs(world, tmp_path, first, 8)
