"""Kills an annotator at random moments and looks whether what the program claimed is true."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from lvit_core.project.care.checking import check
from lvit_core.project.finishing import finish_all
from lvit_core.project.project import Project
from tests.durability.annotator import READER, Order, stored
from tests.durability.gestures import State
from tests.durability.power_cuts import lost_in

REPOSITORY = Path(__file__).parents[2]
IMAGES = (1, 2, 3)
LONGEST_S = 15.0


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


@dataclass
class Said:
    """What an annotator said until it was ended, put in order.

    Attributes:
        start: What each image looked like when it began.
        states: What it was to look like after each thing that was done.
        promised: How many of these were claimed to be stored.
        steps: The image and the number of its states, of what is not claimed yet.
        open: Images of which something was about to be done when the end came.
        found: What each image looked like when the project was first opened.
    """

    start: dict[int, str]
    states: dict[int, list[str]] = field(default_factory=lambda: {one: [] for one in IMAGES})
    promised: dict[int, int] = field(default_factory=lambda: dict.fromkeys(IMAGES, 0))
    steps: dict[int, tuple[int, int]] = field(default_factory=dict)
    early: set[int] = field(default_factory=set)
    generations: list[int] = field(default_factory=list)
    in_force: int = 0
    exported: list[str] = field(default_factory=list)
    unfinished: list[str] = field(default_factory=list)
    brought_in: bool = False
    told: list[str] = field(default_factory=list)
    bugs: list[str] = field(default_factory=list)
    gestures: int = 0
    promises: int = 0
    open: dict[int, set[int]] = field(default_factory=dict)
    found: dict[int, str] = field(default_factory=dict)

    def take(self, line: dict) -> None:
        if "about" in line:
            self.open.setdefault(line["about"], set()).add(line["image"])
            self.gestures += 1
        elif "did" in line:
            number = line["did"]
            (image,) = list(self.open.pop(number))[:1] or [0]
            if "words" in line:
                before = (self.states[image] or [self.start[image]])[-1]
                line["state"] = f"{before.split()[0]} {line['words'].split()[1]}"
            if "state" in line:
                self.states[image].append(line["state"])
                self.steps[number] = (image, len(self.states[image]))
            if number in self.early:
                self._promise(number)
            for key, state in line.get("states", {}).items():
                self.states[int(key)].append(state)
        elif "stored" in line:
            self.early.add(line["stored"])  # it may be faster than who tells what it was
            self._promise(line["stored"])
        elif "generations" in line:
            self.generations, self.in_force = line["generations"], line["in_force"]
        elif "exporting" in line:
            self.unfinished.append(line["exporting"])
        elif "told" in line:
            self.told.append(line["text"])
            if line["text"].startswith("Exported to "):
                name = line["text"].removeprefix("Exported to ").rstrip(".")
                self.exported += [one for one in self.unfinished if Path(one).name == name]
        elif "brought_in" in line:
            self.brought_in = True
        elif "found" in line:
            self.found = self.found or {int(key): one for key, one in line["found"].items()}
            if not any(self.states.values()):
                self.start = dict(self.found)
        elif "bug" in line:
            self.bugs.append(line["bug"])

    def _promise(self, number: int) -> None:
        if number in self.steps:
            image, count = self.steps.pop(number)
            self.promised[image] = max(self.promised[image], count)
            self.promises += 1

    def allowed(self, image: int) -> list[str]:
        """Every state in which an image may be found."""
        known = [self.start[image], *self.states[image]]
        return known[self.promised[image] :]


class Zygote:
    """A process that has imported everything and forks the annotators."""

    def __init__(self, preload: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.durability.annotator"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            text=True, cwd=REPOSITORY,
            env=os.environ | preload | {"PYTHONPATH": str(REPOSITORY)},
        )  # fmt: skip
        assert "ready" in self._process.stdout.readline()

    def run(
        self,
        order: Order,
        lines: int = 0,
        after_s: float = LONGEST_S,
        opened: Callable[[], object] | None = None,
    ) -> Iterator[dict]:
        """What a process says; it is killed after so many lines, or after so many seconds.

        With ``opened`` these count from when the project is open, and it is called then.
        """
        self._process.stdin.write(json.dumps(asdict(order)) + "\n")
        self._process.stdin.flush()
        pid, said, bomb = 0, 0, None
        for text in self._process.stdout:
            line = json.loads(text)
            if "ended" in line:
                if bomb is not None:
                    bomb.cancel()
                if line["ended"] != signal.SIGKILL:
                    yield {"over": line["ended"]}
                return
            yield line
            if bomb is None and ("pid" in line if opened is None else "found" in line):
                bomb = threading.Timer(after_s, _kill, (line.get("pid", pid),))
                bomb.start()
                if opened is not None:
                    opened()
            if "pid" in line:
                pid = line["pid"]
                continue
            said += 1
            if said == lines:
                _kill(pid)

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait(20)
        self._process.stdout.close()


def look(folder: Path, said: Said) -> Iterator[str]:
    """What is not as it was claimed; afterwards all that was accepted is finished."""
    unsure = {image for images in said.open.values() for image in images}
    with Project.open(folder) as project:
        for image in IMAGES:
            found, allowed = stored(project, image), said.allowed(image)
            if found not in allowed and not (image in unsure and found):
                where = "an older one" if found in said.states[image] else "no known one"
                yield f"image {image} is in {where} of {len(said.states[image])} states"
        known = [one.number for one in project.generations.all()]
        if said.generations != known[: len(said.generations)]:
            yield f"generations {said.generations} became {known}"
        if said.in_force and not project.generations.in_force():
            yield "no generation is in force any more"
        for one in finish_all(project):
            if one.refusal:
                yield f"what was accepted is refused: {one.refusal}"
    for one in check(folder):
        # A reader's labels may be covered by later ones.
        if one.kind != "thumbnail" and f"@{READER}" not in one.item:
            yield f"check: {one.text}"
    for path in said.exported:
        if not (Path(path) / "provenance.json").is_file():
            yield f"export {path} is gone"
    for path in said.unfinished:
        if Path(path).exists() and not (Path(path) / "provenance.json").is_file():
            yield f"half an export: {path}"


def states_of(folder: Path) -> dict[int, str]:
    with Project.open(folder) as project:
        return {image: stored(project, image) for image in IMAGES}


def kill_annotator(zygote: Zygote, order: Order, lines: int) -> tuple[Said, list[str]]:
    """One annotator, killed; what it said, and what is not as it said."""
    said = Said(states_of(Path(order.folder)))
    for line in zygote.run(order, lines):
        said.take(line)
    faults = [*look(Path(order.folder), said), *(f"bug: {one}" for one in said.bugs)]
    return said, faults


# How many of the images and lists of a project a gesture that was cut off may have changed already.
MAY_CHANGE = {"paint": 1, "undo": 1, "say": 1, "propose": 1, "accept": 1, "finish": 1, "train": 4}


def kill_person(zygote: Zygote, order: Order, lines: int) -> tuple[int, list[str]]:
    """One who makes a project, works in it, exports, trains, backs up, restores and imports.

    Returns:
        How many things were promised, and what is not as it was.
    """
    promised: State = {}
    backed_up: State = {}
    going_on, bugs = "", []
    for line in zygote.run(order, lines):
        if "begun" in line:
            going_on = line["begun"]
        elif "done" in line:
            promised, going_on = line["state"], ""
            backed_up = promised if line["done"] == "back up" else backed_up
        elif "bug" in line or "over" in line:
            bugs.append(f"bug: {line}")
    place = Path(order.folder)
    if not promised:
        if Project.exists(place / "project"):
            Project.open(place / "project").close()
        return 0, bugs
    faults = list(lost_in(place, promised, None, steps=True))
    if len(faults) <= MAY_CHANGE.get(going_on, 0) and not any("file " in one for one in faults):
        faults = []
    if going_on == "restore":
        faults = faults and list(lost_in(place, promised, backed_up | promised, steps=False))
    return len(promised), [*(f"{one} ({going_on})" for one in faults), *bugs]
