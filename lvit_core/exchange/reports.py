"""What exporters and importers are asked for and what they answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from lvit_core.errors import Cancelled, LViTError

Progress = Callable[[int, int, str], None]


def _choice(title: str, tip: str) -> bool:
    """A choice that is off unless asked for, with its words for a dialog."""
    found: bool = field(default=False, metadata={"title": title, "tip": tip})
    return found


@dataclass(frozen=True)
class ExportOptions:
    """What to write; which of the choices a format heeds, its `Format.options` say.

    Args:
        images: ``"labeled"`` for images a person has finished, ``"all"`` for every image.
        machine: True also writes objects that no person has accepted, always apart from the
            others: in a folder of their own, or marked one by one where a format can.
        polygons: True prefers polygons to masks in formats that know both.
        probabilities: True also writes waiting predictions where a format can.
        skip_changed: True leaves out images whose file is another picture than the one that was
            marked; otherwise they stop the export.
    """

    images: str = "labeled"
    machine: bool = _choice(
        "Also what only a model has drawn",
        "Objects that nobody has accepted, always told apart",
    )
    polygons: bool = _choice(
        "Polygons instead of masks", "Outlines to edit; objects with holes or parts stay masks"
    )
    probabilities: bool = _choice(
        "Also waiting predictions", "How sure the model is of each pixel, as files of their own"
    )
    skip_changed: bool = False

    def __post_init__(self) -> None:
        if self.images not in ("labeled", "all"):
            raise LViTError(f"There is no choice '{self.images}'.", "Use labeled or all.")


MOST_NAMES = 5


def some_names(names: Iterable[str]) -> str:
    """The first names and how many more there are, for a line of a report."""
    found = list(names)
    more = len(found) - MOST_NAMES
    return ", ".join(found[:MOST_NAMES]) + (f" and {more} more" if more > 0 else "")


def sentences_are(count: int) -> str:
    """The beginning of a line about one or many sentences."""
    return "1 sentence is" if count == 1 else f"{count} sentences are"


@dataclass(frozen=True)
class Conversion:
    """A sentence that was rewritten so that it names the same side of the picture as before."""

    image: str
    before: str
    after: str

    def line(self) -> str:
        """For a person to read."""
        return f"{self.image}: '{self.before}' became '{self.after}'."


@dataclass(frozen=True)
class ExportReport:
    """What was written, and what could not be."""

    format: str
    folder: Path
    images: int
    objects: int
    files: int
    losses: list[str] = field(default_factory=list)
    converted: list[Conversion] = field(default_factory=list)
    persons: list[str] = field(default_factory=list)  # who drew, accepted or edited, by name

    def lines(self) -> list[str]:
        """For a person to read."""
        head = f"{self.images} images with {self.objects} objects in {self.files} files."
        who = [f"person: {', '.join(self.persons)}"] if self.persons else []
        return [head, *who, *self.losses, *(one.line() for one in self.converted)]


@dataclass(frozen=True)
class ImportReport:
    """What was brought in, and what was not."""

    format: str
    folder: Path
    images: int
    objects: int
    sentences: int
    notes: list[str] = field(default_factory=list)
    converted: list[Conversion] = field(default_factory=list)

    def lines(self) -> list[str]:
        """For a person to read."""
        head = f"{self.images} images, {self.objects} objects, {self.sentences} sentences."
        return [head, *self.notes, *(one.line() for one in self.converted)]


@dataclass
class Steps:
    """Counts the steps of long work, tells them, and stops it when asked."""

    total: int
    progress: Progress | None = None
    cancelled: Callable[[], bool] | None = None
    done: int = 0

    def next(self, name: str) -> None:
        """One step begins; raises `Cancelled` when a person asked to stop."""
        if self.cancelled is not None and self.cancelled():
            raise Cancelled
        if self.progress is not None:
            self.progress(min(self.done, self.total), self.total, name)
        self.done += 1
