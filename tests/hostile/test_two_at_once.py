"""Two commands that write to one project at once: one is refused in words, nothing is lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from itertools import combinations_with_replacement
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Picture

from lvit_core.model.checkpoint import save_model
from lvit_core.project.care.audit import audit
from lvit_core.project.care.backups import Why, list_backups
from lvit_core.project.care.checking import check
from lvit_core.project.project import Project
from lvit_core.project.sqlite_file import FILE_NAME
from tests.hostile.runs import run_command

pytestmark = [pytest.mark.hostile]
REPOSITORY = Path(__file__).parents[2]
# Both commands in one process each, which imports everything before it is told to begin.
PROGRAM = """
import os, sys
import lvit_core.exchange.registry, lvit_core.project.adding, lvit_core.project.care.repairing
import lvit_core.training.project_run, lvit_core.inference
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
LONG = {
    "train": "train --project project --model small --out project/models/run-{n} --epochs 1"
             " --steps-per-generation 1 --threads 1 --device cpu",
    "predict": "predict --any-kind --project project --model small --backend eager --threads 1"
               " --out out-{n}",
    "restore": "project restore project {backup}",
    "history": "project history project a.png --restore 0",
    "measure": "measure project --out out-{n}.csv", "audit": "project audit project",
}  # fmt: skip
# What meets: two of the long ones, and each of them what people do meanwhile.
MEETING = (
    ("train", "train"), ("train", "predict"), ("predict", "predict"), ("train", "export"),
    ("train", "restore"), ("train", "compact"), ("predict", "restore"), ("predict", "compact"),
    ("restore", "restore"), ("restore", "export"), ("restore", "import"), ("restore", "compact"),
    ("history", "history"), ("history", "restore"), ("history", "import"), ("train", "history"),
    ("measure", "restore"), ("audit", "history"), ("audit", "restore"), ("train", "repair"),
)  # fmt: skip


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


@pytest.mark.durability
@pytest.mark.timeout(600)
def test_long_work_beside_what_people_do_meanwhile(world: Path, tmp_path: Path) -> None:
    """Each works or says in words who holds the project; the project is whole after each."""
    from tests.durability.network import small_model

    shutil.copytree(world / "project", tmp_path / "project")
    shutil.copytree(world / "data", tmp_path / "data")
    model = small_model()
    model.config = replace(model.config, template="nuclei", layer="nuclei")
    save_model(tmp_path / "small", model, "# Small")
    one, other = Command(tmp_path), Command(tmp_path)
    one.begin("project backup project")
    assert one.end()[0] == 0
    (backup,) = (made.name for made in list_backups(tmp_path / "project" / FILE_NAME)
                 if made.why is Why.ASKED)  # fmt: skip
    wrong, number, worked = [], 0, set()
    for pair in MEETING:
        running = []
        for command, what in zip((one, other), pair, strict=True):
            number += 1
            words = (WRITING | LONG)[what].format(n=number, backup=backup)
            command.begin(words)
            running.append((command, what))
        for command, what in running:
            code, said = command.end()
            worked |= {what} if code == 0 else set()
            if "Traceback" in said or code not in (0, 1) or (code == 1 and "Error: " not in said):
                wrong.append(f"{what} of {pair}: {code} {said[-900:]}")
        bad = [found.text for found in check(tmp_path / "project") if "@R" not in found.item]
        bad += [found.text for found in audit(tmp_path / "project").findings]
        wrong += [f"after {pair}: {text}" for text in bad]
        with Project.open(tmp_path / "project") as project:
            steps = [one for one in project.journal.history(1) if one.status == "done"]
            if steps and not project.journal.load_objects(1, "nuclei"):  # it was brought to its
                project.journal.undo(steps[-1].id)  # beginning
    one.close()
    other.close()
    assert not wrong, "\n".join(wrong)
    assert len(worked) > 3  # or nothing was tried; who comes first is nobody's to say
    assert not list(tmp_path.rglob("*.part*"))


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


# What a window that is open refuses, and what goes on beside it.
REFUSED = [
    "add X data",
    "import X data --format png",
    "code X nucleus --category 1:SCT:a --type 2:SCT:b",
    "project restore X {backup}",
    "project repair X",
    "project compact X",
    "project record X on",
    "project set X a.png --split train",
    "project history X a.png --restore 0",
]
BESIDE = [
    "info X",
    "export X --format png --out {n}",
    "measure X --out {n}.csv",
    "project backup X",
    "project check X",
    "project audit X",
    "project history X",
    "project restore X",
    "project record X",
    "code X",
]


def test_a_window_that_is_open_is_named_to_whoever_would_write(world: Path, tmp_path: Path) -> None:
    folder = tmp_path / "project"
    shutil.copytree(world / "project", folder)
    shutil.copytree(world / "data", tmp_path / "data")
    assert run_command(["project", "backup", folder]).code == 0
    backup = list_backups(folder / FILE_NAME)[0].name
    with Project.open(folder) as window:
        before = window.chain.head()
        for number, command in enumerate([*REFUSED, *BESIDE]):
            filled = command.format(n=tmp_path / f"out-{number}", backup=backup)
            words = filled.replace("X", str(folder)).split(" ")
            ending = run_command([word if word != "data" else tmp_path / "data" for word in words])
            assert ending.complaint() == "", command
            if command in REFUSED:
                assert ending.code == 1 and "already open in another window" in ending.said, ending
                assert window.chain.head() == before
            else:
                assert ending.code == 0, ending
        assert window.chain.head() == before
        assert len(window.journal.load_objects(1, "nuclei")) == 1
