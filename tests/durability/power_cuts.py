"""Cuts the power at random points of a recording and looks at what a person then finds."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from random import Random

import pytest

from lvit_core.errors import LViTError
from lvit_core.model.checkpoint import load_model
from lvit_core.project.project import Project
from lvit_core.project.sqlite_file import FILE_NAME
from tests.durability.disk import Call, Disk, Kind, files_below, read_log
from tests.durability.gestures import State, digest, state_of, tree
from tests.durability.network import write_pictures

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]
# Not final names: unfinished files, caches, what SQLite and the lock keep beside a project, and the
# lines that a run tells: half a line is passed over.
NOT_FINAL = (
    ".part", "/.tmp", "/cache/", "-wal", "-shm", "-journal", ".project.lock", "/events.jsonl",
)  # fmt: skip


@dataclass
class Recording:
    """Everything a process did below ``root``, and what it promised meanwhile."""

    root: Path
    calls: list[Call]

    def marks(self) -> Iterator[tuple[int, dict[str, object]]]:
        """Each line the process said, with the number of its call."""
        for number, call in enumerate(self.calls):
            if call.kind == Kind.MARK and call.first.startswith(b"{"):
                yield number, json.loads(call.first)

    def promised(self, until: int) -> tuple[State | None, State | None, bool]:
        """What was promised before a call, what the gesture then going on leads to, and whether
        it may be found in the middle of that."""
        before = after = None
        steps = False
        for number, line in self.marks():
            if "begun" in line:
                if number < until:
                    steps = bool(line["steps"])
            elif number < until:
                before = line["state"]
            else:
                after = line["state"]
                break
        return before, after, steps

    def points(self, count: int, chance: Random) -> list[int]:
        """Half of them anywhere, half before something is synced or right after a promise."""
        hard = [number for number, call in enumerate(self.calls) if call.kind == Kind.SYNC]
        hard += [number + 1 for number, line in self.marks() if "done" in line]
        anywhere = range(1, len(self.calls) + 1)
        half = count // 2
        return sorted(chance.choices(hard, k=half) + chance.choices(anywhere, k=count - half))


def build_recorder(folder: Path) -> Path:
    """The library that is loaded below a program's feet; skips where it cannot be made."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if not sys.platform.startswith("linux") or compiler is None:
        pytest.skip("recording what a program writes needs Linux and a C compiler")
    library = folder / "recorder.so"
    flags = ["-O1", "-shared", "-fPIC", "-o", str(library)]
    command = [compiler, *flags, str(HERE / "recorder.c"), "-lpthread"]
    made = subprocess.run(command, check=False, capture_output=True, text=True)
    if made.returncode and "fatal error" in made.stderr:  # a compiler without the C library
        pytest.skip(f"the C compiler cannot be used: {made.stderr.splitlines()[0]}")
    assert made.returncode == 0, made.stderr
    return library


def record(folder: Path, rounds: int) -> Recording:
    """Runs the gestures in a process of their own with the recorder below its feet."""
    folder = folder.resolve()
    root, library = folder / "root", build_recorder(folder)
    root.mkdir()
    write_pictures(folder / "pictures")
    told = {
        "LD_PRELOAD": str(library),
        "POWER_ROOT": str(root),
        "POWER_LOG": str(folder / "log"),
        "PYTHONPATH": str(REPOSITORY),
    }
    program = [sys.executable, "-m", "tests.durability.gestures"]
    subprocess.run(
        [*program, str(root), str(folder / "pictures"), str(rounds)],
        env=os.environ | told, check=True, stdout=subprocess.DEVNULL, timeout=240,
    )  # fmt: skip
    return Recording(root, read_log(folder / "log"))


def differences(recording: Recording) -> list[str]:
    """Files that the log plays back otherwise than they lie there: none, or nothing is proved."""
    disk = Disk(recording.root)
    for call in recording.calls:
        disk.play(call)
    played = {path: bytes(file.seen) for path, file in files_below(disk.top, "")}
    real = {
        path.relative_to(recording.root).as_posix(): path.read_bytes()
        for path in recording.root.rglob("*")
        if path.is_file()
    }
    return sorted(
        path for path in played.keys() | real.keys() if played.get(path) != real.get(path)
    )


@dataclass
class Found:
    """What was found after the power was cut."""

    tried: int = 0
    promises: int = 0  # things that were promised, over all points
    faults: list[str] = field(default_factory=list)
    ways: Counter[str] = field(default_factory=Counter)

    def line(self) -> str:
        ways = ", ".join(f"{count} {way}" for way, count in sorted(self.ways.items()))
        return (
            f"power cut at {self.tried} points ({ways}): {self.promises} things promised, "
            f"{len(self.faults)} lost or broken"
        )


def cut_power(recording: Recording, count: int, seed: int, deaf: bool = False) -> Found:
    """Plays the recording to ``count`` random points, loses what may be lost, and looks."""
    chance, found, disk, at = Random(seed), Found(), Disk(recording.root, deaf), 0
    place = recording.root.with_name("found")
    for point in recording.points(count, chance):
        for call in recording.calls[at:point]:
            disk.play(call)
        at = point
        shutil.rmtree(place, ignore_errors=True)
        found.ways[disk.write_after_power_loss(place, chance)] += 1
        before, after, steps = recording.promised(point)
        faults = list(_half_files(disk, place))
        faults += lost_in(place, before, after, steps)
        found.tried += 1
        found.promises += len(before or ())
        found.faults += [f"point {point}: {fault}" for fault in faults]
    return found


def _half_files(disk: Disk, place: Path) -> Iterator[str]:
    """Files under final names whose content is none that was meant."""
    for path in sorted(place.rglob("*")):
        name = f"/{path.relative_to(place).as_posix()}"
        if path.is_dir() or any(sign in name for sign in NOT_FINAL):
            continue
        whole = disk.wholes.get(name[1:], set())
        if path.name == FILE_NAME and whole:
            continue  # goes on changing; it is opened
        if path.read_bytes() not in whole:
            yield f"half a file: {name}"


def lost_in(place: Path, before: State | None, after: State | None, steps: bool) -> Iterator[str]:
    """What was promised ``before`` and is neither that nor as it is ``after`` the gesture."""
    old, new = before or {}, after or before or {}
    now: State = {}
    try:
        for folder, prefix in (("project", ""), ("imported", "imported ")):
            promised = any(key.startswith(prefix or "image ") for key in old)
            if promised or Project.exists(place / folder):
                now |= {f"{prefix}{key}": one for key, one in _open(place / folder).items()}
    except (LViTError, sqlite3.Error, AssertionError) as error:
        yield f"cannot be opened: {error!r}"
        return
    kept = [key for key in old if not key.startswith("file ")]
    for key in old.keys() - now.keys():
        path = place / key.removeprefix("file ")
        if key.startswith("file ") and path.is_file():
            now[key] = digest(path.read_bytes())
    for key in old:
        if now.get(key) not in (old[key], new.get(key)):
            yield f"lost: {key}"
    if kept and not steps:
        sides = [all(now.get(key) == side.get(key) for key in kept) for side in (old, new)]
        if not any(sides):
            yield "half a gesture"


@lru_cache
def _load(model: str, files: str) -> object:
    """Loading takes a quarter of a second; the same files load again."""
    return load_model(model).digest


def _open(folder: Path) -> State:
    """Opens a project as its person would, works in it, and comes back with what is in it."""
    with Project.open(folder) as project:
        found = state_of(project)
        model = project.generations.model_in_force()
        if Path(model).is_absolute():
            _load(model, json.dumps(tree(Path(model), "")))
        project.state_licence("CC0")
    connection = sqlite3.connect(folder / FILE_NAME)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    finally:
        connection.close()
    with Project.open(folder) as project:
        assert project.settings.licence == "CC0" and state_of(project) == found
    return found
