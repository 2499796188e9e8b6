"""Two commands that write to one project at once: one is refused in words, nothing is lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from itertools import combinations_with_replacement
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Picture

from lvit_core.project.care.checking import check
from lvit_core.project.project import Project

pytestmark = [pytest.mark.hostile]
REPOSITORY = Path(__file__).parents[2]
# Both commands in one process each, which imports everything before it is told to begin.
PROGRAM = """
import os, sys
import lvit_core.exchange.registry, lvit_core.project.adding, lvit_core.project.care.repairing
from app.command_line import build_app
from lvit_core.cli.output import run
app = build_app()
print("ready", flush=True)
for line in sys.stdin:
    words = line.rstrip("\\n").split("\\t")
    try:
        run(app, words)
        code = 0
    except SystemExit as ended:
        code = ended.code or 0
    sys.stderr.flush()
    print(f"code {code}", flush=True)
"""
WRITING = {
    "add": "add project more-{n}", "import": "import project data --format png --onto reader R{n}",
    "compact": "project compact project", "repair": "project repair project",
    "backup": "project backup project", "export": "export project --format png --out out-{n}",
}  # fmt: skip


class Command:
    """A process that runs commands when it is told to."""

    def __init__(self, home: Path) -> None:
        self._said = (home / f"said-{id(self)}").open("w+")
        self._process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM], cwd=home, text=True, stderr=self._said,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        )  # fmt: skip
        assert "ready" in self._process.stdout.readline()

    def begin(self, words: str) -> None:
        self._said.seek(0)
        self._said.truncate()
        self._process.stdin.write(words.replace(" ", "\t") + "\n")
        self._process.stdin.flush()

    def end(self) -> tuple[int, str]:
        for line in self._process.stdout:
            if line.startswith("code "):
                self._said.seek(0)
                return int(line.split()[1]), self._said.read()
        self._said.seek(0)
        raise AssertionError(self._said.read())

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait(20)
        self._process.stdout.close()
        self._said.close()


def test_each_pair_of_commands_that_write(world: Path, tmp_path: Path) -> None:
    shutil.copytree(world / "project", tmp_path / "project")
    shutil.copytree(world / "data", tmp_path / "data")
    one, other = Command(tmp_path), Command(tmp_path)
    wanted, wrong, number = 1, [], 0
    for first, second in combinations_with_replacement(WRITING, 2):
        pair = []
        for command, what in ((one, first), (other, second)):
            number += 1
            if what == "add":
                folder = tmp_path / f"more-{number}"
                folder.mkdir()
                pixels = np.random.default_rng(number).integers(0, 255, (16, 16), np.uint8)
                Picture.fromarray(pixels).save(folder / f"m-{number}.png")
            command.begin(WRITING[what].format(n=number))
            pair.append((command, what))
        for command, what in pair:
            code, said = command.end()
            if "Traceback" in said or code not in (0, 1) or (code == 1 and "Error: " not in said):
                wrong.append(f"{what} beside {first}, {second}: {code} {said[-600:]}")
            wanted += what == "add" and code == 0
    one.close()
    other.close()
    assert not wrong, "\n".join(wrong)
    with Project.open(tmp_path / "project") as project:
        assert len(project.images.all()) == wanted
        assert len(project.journal.load_objects(1, "nuclei")) == 1
    assert [found for found in check(tmp_path / "project") if "@R" not in found.item] == []
