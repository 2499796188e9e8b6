"""What exporters and importers are asked for and what they answer."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from lvit_core.errors import Cancelled
from lvit_core.exchange.file_account import FileAccount
from lvit_core.exchange.report_lines import some_names, spoken_what
from lvit_core.files import write_text
from lvit_core.wording import Message, counted, reworded, said, spoken

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Conversion:
    """A sentence that was rewritten so that it names the same side of the picture as before."""

    image: str
    before: str
    after: str

    def line(self) -> str:
        """For a person to read."""
        return as_line(
            said(
                "{image}: '{before}' became '{after}'.",
                image=self.image,
                before=self.before,
                after=self.after,
            )
        )


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
    findings: list[str] = field(default_factory=list)  # what the check of the files measured

    def lines(self) -> list[str]:
        """For a person to read."""
        images, objects = counted(self.images, "image"), counted(self.objects, "object")
        head = said(
            "{images} with {objects} in {files}.",
            images=images,
            objects=objects,
            files=counted(self.files, "file"),
        )
        who = [said("person: {persons}", persons=", ".join(self.persons))] if self.persons else []
        return [head, *who, *self.losses, *self.findings, *(one.line() for one in self.converted)]


@dataclass(frozen=True)
class Loss:
    """Something that an import found and could not bring in.

    Args:
        file: The file that holds it.
        what: What it is there, such as "annotation 12"; empty for the whole file.
        reason: Why, as a sentence.
        objects: How many objects are lost with it; 0 where nobody could count them.
        sentences: How many sentences are lost with it.
        images: 1 where the whole picture is lost with it.
        kept: True where it would come in if what the project has already did not stay.
    """

    file: str
    what: str
    reason: str
    objects: int = 0
    sentences: int = 0
    images: int = 0
    kept: bool = False

    def line(self) -> str:
        """For a person to read."""
        file, what, reason = on_one_line(self.file), self.what, spoken(self.reason)
        if isinstance(reason, Message) and reason.startswith(f"{self.file} "):  # said just now
            it = f"It {reason[len(self.file) + 1 :]}"
            reason = Message(it, reason.template, reason.values, reason.number)
        was = said("were" if what[:1].isdecimal() and what.split()[0] != "1" else "was")
        told = said("{file} {was} left out: {reason}", file=file, was=was, reason=reason)
        if what:
            told = said(
                "{what} of {file} {was} left out: {reason}",
                what=reworded(spoken_what(what), on_one_line), file=file, was=was, reason=reason,
            )  # fmt: skip
        return as_line(told)


@dataclass
class Tally:
    """What one import found, what it brought in, and by name what it did not.

    Every picture that was found is one of `images`, `onto`, `unchanged`, `twins` or of those in
    `losses`; every object one of `objects`, `already` or of those in `losses`; every sentence one
    of `sentences`, `sentences_already` or of those in `losses`.
    """

    images: int = 0
    onto: int = 0
    unchanged: int = 0
    twins: int = 0
    objects: int = 0
    already: int = 0
    sentences: int = 0
    sentences_already: int = 0
    losses: list[Loss] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def lose(self, loss: Loss) -> None:
        """Names what does not come in."""
        self.losses.append(loss)

    def remark(self, text: str) -> None:
        """Tells of what came in otherwise than it was, or was taken for granted."""
        self.remarks.append(as_line(text))


@dataclass(frozen=True)
class ImportReport:
    """What was found, what was brought in, and every single thing that was not.

    Args:
        images: Pictures that are new in the project.
        objects: Objects that are in the project now because of this import.
        sentences: Sentences that were set.
        onto: Pictures that were in the project already and got labels or a sentence.
        unchanged: Pictures that were in the project already and got nothing new.
        twins: Pictures that are the same as another one of the data.
        already: Objects that were in the project already just as they are in the data.
        sentences_already: Sentences that were there already.
        losses: What was found and is not in the project.
        remarks: What came in otherwise than it was, or was taken for granted.
        converted: Sentences that were rewritten.
        reader: Whose labels they are, where they are kept apart from those of the project.
        files: What became of the files.
        said_reader: Whose the data say they are, where the import does not keep them apart.
    """

    format: str
    folder: Path
    images: int
    objects: int
    sentences: int
    onto: int = 0
    unchanged: int = 0
    twins: int = 0
    already: int = 0
    sentences_already: int = 0
    losses: list[Loss] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    converted: list[Conversion] = field(default_factory=list)
    reader: str = ""
    said_reader: str = ""
    files: FileAccount = field(default_factory=FileAccount)

    @property
    def keeps(self) -> bool:
        """Whether something did not come in because labels that are there already stay."""
        return any(loss.kept for loss in self.losses)

    @property
    def brings(self) -> bool:
        """Whether anything came in, or would."""
        return bool(self.images or self.onto or self.objects or self.sentences)

    @property
    def images_found(self) -> int:
        """All pictures that the data name."""
        lost = sum(loss.images for loss in self.losses)
        return self.images + self.onto + self.unchanged + self.twins + lost

    @property
    def objects_found(self) -> int:
        """All objects that the data hold, as far as they could be counted."""
        return self.objects + self.already + sum(loss.objects for loss in self.losses)

    @property
    def sentences_found(self) -> int:
        """All sentences that the data hold."""
        lost = sum(loss.sentences for loss in self.losses)
        return self.sentences + self.sentences_already + lost

    @property
    def files_lost(self) -> int:
        """Files of labels that nothing could be made of."""
        return sum(not loss.what and not loss.images for loss in self.losses)

    @property
    def files_lines(self) -> list[str]:
        """How many files were found and read, and which were not; none where nobody counted."""
        files = self.files
        if not files.seen:
            return []
        head = said(
            "{seen} found, {read:,} read",
            seen=counted(files.seen, "file was", "files were"),
            read=files.read,
        )
        if not files.left:
            return [said("{head}.", head=head)]
        # Some are of this format, but what they say is known from elsewhere.
        rest = said("{left} left unread", left=counted(len(files.left), "was", "were"))
        return [
            as_line(
                said("{head}; {rest}: {left}.", head=head, rest=rest, left=some_names(files.left))
            )
        ]

    @property
    def notes(self) -> list[str]:
        """All there is to tell: remarks, then losses, one sentence each."""
        return [*self.remarks, *(loss.line() for loss in self.losses)]

    def lines(self) -> list[str]:
        """For a person to read."""
        images, objects = counted(self.images, "image"), counted(self.objects, "object")
        head = said(
            "{images}, {objects}, {sentences}.",
            images=images,
            objects=objects,
            sentences=counted(self.sentences, "sentence"),
        )
        more = []
        if self.onto:
            more.append(
                said(
                    "{onto} in the project already.",
                    onto=counted(self.onto, "image was", "images were"),
                )
            )
        if self.unchanged:
            were = counted(self.unchanged, "image was", "images were")
            more.append(said("{were} in the project already and got nothing new.", were=were))
        if self.already:
            were = counted(self.already, "object was", "objects were")
            more.append(said("{were} there already, just like that.", were=were))
        if lost := self.objects_found - self.objects - self.already:
            were = counted(self.objects_found, "object was", "objects were")
            more.append(said("{were} found; {lost:,} did not come in.", were=were, lost=lost))
        if self.files_lost:
            more.append(
                said("{files_lost} could not be read.", files_lost=counted(self.files_lost, "file"))
            )
        more += self.files_lines
        return [head, *more, *self.notes, *(one.line() for one in self.converted)]

    def save(self, path: str | Path) -> None:
        """Writes the whole report: JSON where the name ends so, else lines to read."""
        path = Path(path)
        if path.suffix.lower() == ".json":
            text = json.dumps(self.to_dict(), ensure_ascii=False, indent=1)
        else:
            text = "\n".join([*self.lines(), ""])
        write_text(path, text, private=True)

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON: what was found came in, was there already, or is lost."""
        told = {item.name: getattr(self, item.name) for item in fields(self)}
        del told["folder"], told["remarks"]
        return {
            **told,
            "project": str(self.folder),
            "images_found": self.images_found,
            "objects_found": self.objects_found,
            "sentences_found": self.sentences_found,
            "files": asdict(self.files),
            "files_lost": self.files_lost,
            "losses": [asdict(one) for one in self.losses],
            "notes": self.notes,
            "converted": [asdict(one) for one in self.converted],
        }


LONGEST_NAME = 120


def on_one_line(name: str) -> str:
    """A name from data as it can be told: no signs that steer a terminal, and not endless."""
    shown = as_line(name)
    return shown if len(shown) <= LONGEST_NAME else f"{shown[: LONGEST_NAME - 1]}…"


def as_line(text: str) -> str:
    """A sentence of a report in one line: what steers a terminal, and line ends, become "?"."""
    return reworded(
        text, lambda words: "".join(s if s.isprintable() else "?" for s in printable(words))
    )


def printable(text: str) -> str:
    """The text with a sign in place of broken characters, which no file or screen takes."""
    return text.encode("utf-8", "replace").decode("utf-8")


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
