"""What a person does in a project, one gesture after another, and what is then to be found there.

Run as a program it works below the folder it is given and says on its output what it begins, and
what is promised when a gesture is done. The recorder keeps these lines in the order of the calls.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from lvit_core.annotation.edit import Edit, ImageChange
from lvit_core.annotation.objects import ObjectChange, ObjectRecord, Provenance
from lvit_core.annotation.patch import EMPTY_PATCH, PatchBuilder
from lvit_core.exchange.registry import format_named, import_as_project
from lvit_core.geometry import Rect
from lvit_core.project.accepted import Accepted
from lvit_core.project.care.backups import Why, back_up, list_backups
from lvit_core.project.care.restoring import restore
from lvit_core.project.finishing import finish_all
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings
from lvit_core.project.sqlite_file import FILE_NAME
from lvit_core.training.recording import record_generation, record_proposal
from tests.durability.network import (
    LAYER,
    SIZE,
    SmallPredictor,
    answer,
    publish,
    small_model,
)

State = dict[str, str]


def digest(*values: object) -> str:
    found = hashlib.sha256()
    for value in values:
        found.update(value if isinstance(value, bytes) else repr(value).encode())
    return found.hexdigest()[:20]


def state_of(project: Project) -> State:
    """Everything a person could miss in an open project, a short value each."""
    found: State = {"generations": digest(*project.generations.all())}
    for image in project.images.all():
        plane = project.journal.load_plane(image.id, LAYER).to_array()
        objects = list(project.journal.load_objects(image.id, LAYER))
        proposal = project.proposals.load(image.id)
        asked = None if proposal is None else (proposal.generation, proposal.probability.tobytes())
        found[f"image {image.id}"] = digest(
            image.name, image.sentence, image.state, plane.tobytes(), objects, asked,
            [(one.title, one.status) for one in project.journal.history(image.id)],
            project.acceptances.waiting(image.id),
        )  # fmt: skip
    return found


def tree(folder: Path, name: str) -> State:
    """Each file of a folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {f"file {name}/{one.relative_to(folder)}": digest(one.read_bytes()) for one in files}


class Person:
    """Works in the project ``project`` below ``root`` and tells after each gesture."""

    def __init__(self, root: Path, pictures: Path, rounds: int) -> None:
        self.root, self.pictures, self.rounds = root, pictures, rounds
        self.folder = root / "project"
        self.project: Project | None = None
        self.files: State = {}
        self.random = np.random.default_rng(1)
        self.model, self.predictor = small_model(), SmallPredictor()

    def do(self, name: str, gesture: Callable[[], object], *, steps: bool = False) -> None:
        """One gesture; with ``steps`` it is more than one transaction."""
        self._say({"begun": name, "steps": steps})
        gesture()
        self._say({"done": name, "state": self.state()})

    def state(self) -> State:
        assert self.project is not None
        return state_of(self.project) | self.files

    @staticmethod
    def _say(line: dict[str, object]) -> None:
        os.write(1, (json.dumps(line) + "\n").encode())

    def work(self) -> None:
        self.do("new", self.create)
        for number in range(self.rounds):
            image = 1 + number % 3
            self.do("paint", lambda image=image: self.paint(image))
            self.do("paint", lambda image=image: self.paint(image))
            self.do("undo", lambda image=image: self.undo(image))
            self.do("say", lambda image=image: self.say(image))
            self.do("propose", lambda image=image: self.propose(image))
            self.do("accept", lambda image=image: self.accept(image))
            self.do("finish", lambda: finish_all(self.project))
            if number % 4 == 0:
                self.do("train", lambda number=number: self.train(number + 1), steps=True)
                self.do("export", lambda number=number: self.export(number))
            if number % 3 == 1:
                self.do("back up", lambda number=number: self.back_up(number))
                self.do("open again", self.open_again)
            if number % 6 == 5:
                self.do("restore", lambda number=number: self.restore(number))
        self.do("import", self.import_exported, steps=True)
        self.project.close()

    def create(self) -> None:
        settings = ProjectSettings("Power", "chest-xray", "viewer")
        self.project = Project.create(self.folder, settings, seed="power")
        self.project.images.add(sorted(self.pictures.glob("*.png")))
        record_generation(self.project, publish(self.project, self._run(0), self.model))

    def _run(self, number: int) -> Path:
        return self.folder / "models" / f"run-{number:04d}"

    def open_again(self) -> None:
        self.project.close()
        self.project = Project.open(self.folder)

    def paint(self, image: int) -> None:
        plane = self.project.journal.load_plane(image, LAYER)
        known = list(self.project.journal.load_objects(image, LAYER))
        number = max((one.id for one in known), default=0) + 1
        builder = PatchBuilder(plane)
        for y, x in self.random.integers(0, (SIZE[0] - 8, SIZE[1] - 8), (40, 2)):
            builder.write(Rect(int(y), int(x), int(y) + 8, int(x) + 5), number)
        record = ObjectRecord(number, LAYER, "infection", Provenance("person", "ann"))
        change = ObjectChange(None, record)
        self.project.journal.append(
            image, Edit(f"Paint {number}", LAYER, builder.finish(), (change,))
        )

    def undo(self, image: int) -> None:
        done = [one for one in self.project.journal.history(image) if one.status == "done"]
        self.project.journal.undo(done[-1].id)

    def say(self, image: int) -> None:
        before = self.project.images.get(image).sentence
        side = "left" if "right" in before or not before else "right"
        after = f"Unilateral pulmonary infection, one infected area, upper {side} lung."
        change = ImageChange("sentence", before, after)
        self.project.journal.append(image, Edit("Say", LAYER, EMPTY_PATCH, (), (change,)))

    def propose(self, image: int) -> None:
        self.project.proposals.save(answer(self.project, image, self.predictor))

    def accept(self, image: int) -> None:
        self.project.acceptances.keep(Accepted(image, self.project.proposals.load(image)))

    def train(self, number: int) -> None:
        """Publishes a generation with its predictions and records it, as a run and a window do."""
        published = publish(self.project, self._run(number), self.model)
        folder = published.folder
        generation = record_generation(self.project, published)
        assert generation.in_force
        for path in published.proposal_files():
            record_proposal(self.project, path, generation)
        self.files |= tree(folder, folder.relative_to(self.root).as_posix())

    def export(self, number: int) -> None:
        name = ("png", "coco", "lvit")[number // 4 % 3]
        folder = self.root / "exports" / f"{number}-{name}"
        format_named(name).export(self.project, folder, {"images": "all"})
        self.files |= tree(folder, folder.relative_to(self.root).as_posix())

    def back_up(self, number: int) -> None:
        at = datetime(2026, 1, 1 + number, tzinfo=UTC)
        made = back_up(self.folder / FILE_NAME, Why.ASKED, at)
        key = f"file {made.file.relative_to(self.root).as_posix()}"
        self.files[key] = digest(made.file.read_bytes())

    def restore(self, number: int) -> None:
        self.project.close()
        name = list_backups(self.folder / FILE_NAME)[0].name  # work and closings lie between
        restore(self.folder, name, datetime(2026, 2, 1 + number, tzinfo=UTC))
        self.project = Project.open(self.folder)

    def import_exported(self) -> None:
        import_as_project("png", self.root / "exports" / "0-png", self.root / "imported")
        with Project.open(self.root / "imported") as made:
            self.files |= {f"imported {key}": one for key, one in state_of(made).items()}


if __name__ == "__main__":
    Person(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])).work()
