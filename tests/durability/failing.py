"""Lets each call of each gesture fail in turn, as on a full or broken disk, and looks afterwards.

Run as a program with the recorder below its feet. A gesture is made in a project that was copied
for it; its first write fails, or all from the first on, then its second, and so on until it makes
no more writes. After each the project must be as before the gesture or as after it, a person must
have been told in words if it is not done, and the same gesture must succeed once the disk is well.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import numpy as np

from lvit_core.errors import LViTError, as_expected
from lvit_core.exchange.registry import import_as_project
from lvit_core.project.care.checking import check
from lvit_core.project.finishing import finish_all
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings
from tests.durability.gestures import Person, State, state_of

WRITING, SYNCING, NAMING, OPENING = 1, 2, 4, 8
LIBRARY = ctypes.CDLL(None)


@dataclass(frozen=True)
class Trouble:
    """How a disk fails."""

    kinds: int
    error: int
    lasting: bool  # from the first failure on, not once


TROUBLES = {
    "full": (Trouble(WRITING | NAMING, errno.ENOSPC, True),
             Trouble(WRITING | NAMING, errno.ENOSPC, False)),
    "unsynced": (Trouble(SYNCING, errno.EIO, True), Trouble(SYNCING, errno.EIO, False)),
    "read-only": (Trouble(WRITING | NAMING | OPENING, errno.EROFS, True),),
}  # fmt: skip


def fail(trouble: Trouble | None, first: int = 0) -> None:
    """From the ``first`` call on; ``None`` for a disk that is well, on which calls are counted."""
    if trouble is None:
        LIBRARY.fail_calls(0, ctypes.c_long(0), ctypes.c_long(0), 0)
    else:
        many = -1 if trouble.lasting else 1
        LIBRARY.fail_calls(trouble.kinds, ctypes.c_long(first), ctypes.c_long(many), trouble.error)


class Sweep:
    """Every gesture under every write that fails, as far as the time goes."""

    def __init__(self, root: Path, pictures: Path, kind: str, until: float, stride: int) -> None:
        self.root, self.until, self.kind, self.stride = root, until, kind, stride
        self.kept = root.with_name("kept")
        self.runs = count(1)
        self.person = Person(root, pictures, 0)
        self.steps = False
        self.tried = self.told = self.promised = 0
        self.lost: list[str] = []

    def run(self) -> dict[str, object]:
        person = self.person
        person.create()
        for image in (1, 2, 3):
            person.paint(image)
            person.say(image)
            person.propose(image)
        person.export(0)
        person.back_up(0)
        person.accept(1)
        person.project.close()
        shutil.copytree(self.root, self.kept)
        for name, gesture in self._gestures().items():
            self.steps = name == "train"  # more than one transaction, which may stand alone
            self._sweep(name, gesture)
        return {"tried": self.tried, "told": self.told, "lost": self.lost,
                "promised": self.promised}  # fmt: skip

    def _gestures(self) -> dict[str, Callable[[], object]]:
        person, made = self.person, self.root / "made"
        return {
            "paint": lambda: person.paint(2),
            "undo": lambda: person.undo(2),
            "say": lambda: person.say(2),
            "propose": lambda: person.propose(2),
            "accept": lambda: person.accept(2),
            "finish": lambda: finish_all(person.project),
            "back up": lambda: person.back_up(1),
            "add": lambda: person.project.images.add([self.root.with_name("more")]),
            "train": lambda: person.train(next(self.runs)),
            "export": lambda: person.export(4),
            "export masks": lambda: person.export(8),
            "restore": lambda: person.restore(2),
            "new": lambda: Project.create(made, ProjectSettings("n", "nuclei"), seed="n").close(),
            "import": lambda: import_as_project("png", self.root / "exports" / "0-png", made),
            "copy": lambda: person.project.copy_to(made),
        }

    def _sweep(self, name: str, gesture: Callable[[], object]) -> None:
        for trouble in TROUBLES[self.kind]:
            fail(trouble, 1 << 40)
            before, after, calls = self._undisturbed(gesture, trouble)
            for first in range(1, calls + 1, self.stride):
                if time.monotonic() > self.until:
                    return
                faults = self._disturbed(gesture, trouble, first, before, after)
                often = "from" if trouble.lasting else "only"
                where = f"{name}, {often} call {first} of {calls}"
                self.lost += [f"{where}: {fault}" for fault in faults]

    def _begin(self) -> None:
        """The same project, pictures and hand as at the beginning of each gesture."""
        fail(None)
        if self.person.project is not None:
            self.person.project.close()
        shutil.rmtree(self.root / "made", ignore_errors=True)
        for folder in ("project", "exports"):
            shutil.rmtree(self.root / folder, ignore_errors=True)
            shutil.copytree(self.kept / folder, self.root / folder)
        self.person.random = np.random.default_rng(1)
        self.person.project = Project.open(self.root / "project")

    def _undisturbed(
        self, gesture: Callable[[], object], trouble: Trouble
    ) -> tuple[State, State, int]:
        self._begin()
        before = _seen(self.person.project)
        fail(trouble, 1 << 40)
        gesture()
        calls = int(LIBRARY.calls_made())
        fail(None)
        return before, _seen(self.person.project), calls

    def _disturbed(
        self, gesture: Callable[[], object], trouble: Trouble, first: int, before: State,
        after: State,
    ) -> list[str]:  # fmt: skip
        self._begin()
        self.tried += 1
        self.promised += len(before)
        faults, done = [], True
        fail(trouble, first)
        try:
            gesture()
        except LViTError as error:
            done = False
            self.told += bool(error.message)
        except OSError as error:  # whoever called it tells it in these words
            done = False
            self.told += isinstance(as_expected(error), LViTError)
            if not isinstance(as_expected(error), LViTError):
                faults.append(f"not told in words: {error!r}")
        except BaseException as error:  # noqa: BLE001 - it is counted
            done = False
            faults.append(f"not told in words: {error!r}")
        fail(None)
        if not self.person.project.folder.is_dir():
            return [*faults, "the project's folder is gone"]
        found = self._look(faults)
        if found is not None:
            known = [after] if done else [before, after]
            mixed = self.steps and all(found[key] in (before[key], after[key]) for key in found)
            if not mixed and found not in known:
                faults.append(f"neither as before nor as after it, done: {done}")
        faults += self._again(gesture, after, done)
        return faults

    def _look(self, faults: list[str]) -> State | None:
        """The project, opened anew as after a crash."""
        try:
            self.person.project.close()
            with Project.open(self.root / "project") as project:
                found = _seen(project)
            faults += [f"check: {one.text}" for one in check(self.root / "project")
                       if one.kind not in ("thumbnail",)]  # fmt: skip
            return found
        except (LViTError, OSError) as error:
            faults.append(f"cannot be opened: {error!r}")
            return None

    def _again(self, gesture: Callable[[], object], after: State, done: bool) -> list[str]:
        """Whether what was refused succeeds when the disk is well."""
        self.person.project = Project.open(self.root / "project")
        if done or _seen(self.person.project) == after:
            return []
        self.person.random = np.random.default_rng(1)
        left = [path.name for path in self.root.rglob("*.part*")]
        try:
            gesture()
        except LViTError as error:
            return [f"cannot be done again: {error.message} {left}"]
        same = self.steps or _seen(self.person.project) == after
        return [] if same else ["differs when done again"]


def _seen(project: Project) -> State:
    """The state of a project without what tells a time."""
    seen = state_of(project)
    known = project.generations.all()
    return seen | {"generations": str([(one.number, one.in_force) for one in known])}


if __name__ == "__main__":
    place, pictures, kind, seconds, stride = sys.argv[1:]
    swept = Sweep(Path(place), Path(pictures), kind, time.monotonic() + float(seconds), int(stride))
    os.write(1, (json.dumps(swept.run()) + "\n").encode())
