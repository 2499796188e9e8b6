"""The names of the files of a training run, and where a project keeps its runs.

The run writes them, the window follows them, plots and later sessions read them: each asks here.
Nothing heavy is imported, because the window does so before it is painted.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from lvit_core.errors import LViTError
from lvit_core.files import make_below, make_folder, refuse_no_file
from lvit_core.inside import leads_inside


@dataclass(frozen=True)
class RunFolder:
    """One run's folder; see docs/EVENTS.md for what each file holds."""

    path: Path

    @property
    def events(self) -> Path:
        return self.path / "events.jsonl"

    @property
    def control(self) -> Path:
        """Written by others: what the run shall do."""
        return self.path / "control.json"

    @property
    def process(self) -> Path:
        """Written by the window: which process trains here."""
        return self.path / "process.json"

    @property
    def log(self) -> Path:
        """What the process said on its error stream."""
        return self.path / "log.txt"

    @property
    def recipe(self) -> Path:
        return self.path / "recipe.toml"

    @property
    def split(self) -> Path:
        return self.path / "split.json"

    @property
    def plan(self) -> Path:
        return self.path / "run.json"

    @property
    def checkpoint(self) -> Path:
        return self.path / "checkpoint.pt"

    @property
    def pseudo(self) -> Path:
        return self.path / "pseudo"

    @property
    def pseudo_history(self) -> Path:
        """Small pictures of the pseudo labels of every generation."""
        return self.path / "pseudo-history"

    def best(self, generation: int) -> Path:
        """The weights of the generation that won validation."""
        return self.path / f"best-{generation:05d}.pt"

    def all_best(self) -> list[Path]:
        return list(self.path.glob("best-*.pt"))

    @property
    def generations(self) -> Path:
        """Model folders of what was published to a project."""
        return self.path / "generations"

    def generation(self, number: int) -> Path:
        """The model folder of a generation of a project."""
        return self.generations / generation_name(number)

    def unused_generation(self, number: int) -> Path:
        """The same, or another name beside it where a generation was published already.

        A run that is killed goes on from an earlier save and comes to its last generations again:
        the weights of those that were recorded must stay what they are.
        """
        folder, again = self.generation(number), 1
        while folder.exists():
            again += 1
            folder = self.generations / f"{generation_name(number)}-{again}"
        return folder

    def recorded_as(self, recorded: Mapping[Path, int]) -> dict[int, int]:
        """A project's numbers of this run's generations by the run's own.

        Args:
            recorded: The project's number of each model folder that it knows.
        """
        return {
            own: number
            for folder, number in recorded.items()
            if folder.parent == self.generations and (own := number_of(folder)) is not None
        }

    def proposals(self, number: int) -> Path:
        """The folder of a generation's predictions, one ``.npz`` per image."""
        return self.path / "proposals" / generation_name(number)


def begin_run(out: Path, project: Path | None = None) -> Path:
    """Makes the folder of a run, or goes on in that of one; returns its place without links.

    Args:
        out: The run's folder.
        project: The folder of the project that it learns from, which is never made.

    Raises:
        LViTError: It is full of other things, which a run would be mixed with.
        OSError: The disk refuses, or the project has gone.
    """
    if project is not None and _led_out(Path(out), Path(project)):
        raise LViTError(
            "{name} lies in the project, and a link there leads out of it.",
            "Give a folder of your own for the training.",
            name=Path(out).name,
        )
    place = Path(os.path.realpath(out))  # links that turn in a circle are refused below
    make_run_folder(place, project)
    known = RunFolder(place)
    own = {one.name for one in (known.events, known.control, known.process, known.log)}
    found = {one.name for one in place.iterdir()}
    if found and not found & {*own, known.recipe.name, known.checkpoint.name}:
        raise LViTError(
            "{name} is not empty, and what lies there is no run.",
            "Give a new folder.",
            name=place.name,
        )
    files = (known.events, known.control, known.process, known.log, known.recipe, known.plan)
    for file in (*files, known.split, known.checkpoint):
        if not file.is_file() and os.path.lexists(file):  # a pipe would be waited for
            refuse_no_file(file)
    return place


def _led_out(out: Path, project: Path) -> bool:
    """Whether a folder that is named in a project lies elsewhere by a link, as a stranger's may."""
    named = Path(os.path.abspath(out))  # noqa: PTH100 - `..` is resolved, links are not
    home = Path(os.path.abspath(project))  # noqa: PTH100
    return named.is_relative_to(home) and not leads_inside(home, named)


def make_run_folder(place: Path, project: Path | None) -> None:
    """Makes the folder of a run; that of its project is never made.

    Raises:
        OSError: The disk refuses, or the project has gone.
    """
    home = None if project is None else Path(os.path.realpath(project))
    if home is not None and place.is_relative_to(home):
        make_below(home, place)
    else:
        make_folder(place)


def gone() -> LViTError:
    """Why a run ends whose folder went away: what it would write then belongs nowhere."""
    return LViTError(
        "The folder of this training was moved, renamed or deleted, so it was stopped.",
        "Where the folder is now, the training can go on from its last save.",
    )


@contextmanager
def refusing_gone(place: Path) -> Iterator[None]:
    """Says what is behind an error in the block where the run's folder is gone by then.

    Raises:
        LViTError: It is gone.
    """
    try:
        yield
    except (OSError, LViTError) as error:
        if place.is_dir():
            raise
        raise gone() from error


def generation_name(number: int) -> str:
    return f"gen-{number:04d}"


def number_of(generation: Path) -> int | None:
    """The run's own number of a generation, from the name of its folder."""
    found = re.fullmatch(r"gen-(\d+)(-\d+)?", generation.name)
    return None if found is None else int(found[1])


def runs_of(project: str | Path) -> list[Path]:
    """The runs of a project that have begun to tell something, oldest first."""
    project = Path(project)
    folders = (project / "models").glob("run-*")
    return sorted(folder for folder in folders if RunFolder(folder).events.is_file())


def newest_history(project: str | Path) -> Path | None:
    """Where the newest run that made pseudo labels keeps their course; ``None`` for no such run."""
    folders = (RunFolder(run).pseudo_history for run in reversed(runs_of(project)))
    return next((folder for folder in folders if folder.is_dir()), None)


def next_run(project: str | Path) -> Path:
    """A folder name no run of the project has."""
    project = Path(project)
    taken = [path.name for path in (project / "models").glob("run-*")]
    numbers = [int(name[4:]) for name in taken if name[4:].isdigit()]
    return project / "models" / f"run-{max(numbers, default=0) + 1:04d}"
