"""What a person wants of files that are added, and what became of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lvit_core.errors import LViTError
from lvit_core.imaging.pages import Page
from lvit_core.project.records import ImageRecord
from lvit_core.wording import counted, said

MOST_ENDINGS = 4  # of what is left out, named one by one


@dataclass(frozen=True)
class PageChoice:
    """Which pages a person wants of files that hold several pictures; none by default.

    Args:
        number: The page of that number, from 1, of every such file; 0 for none.
        every: All pages of every such file.
        of: The pages of the files named here.
    """

    number: int = 0
    every: bool = False
    of: Mapping[Path, Sequence[int]] = field(default_factory=dict)

    @classmethod
    def parsed(cls, text: str) -> PageChoice:
        """From a number or "all".

        Raises:
            LViTError: It is neither.
        """
        if text.strip().lower() == "all":
            return cls(every=True)
        if text.strip().isdecimal() and (number := int(text)) > 0:
            return cls(number)
        raise LViTError("'{text}' is no page.", "Give a number from 1 on, or all.", text=text)

    def wanted(self, file: Path, pages: Sequence[Page]) -> Sequence[int]:
        """The pages wanted of a file that has those ``pages``."""
        if file in self.of:
            return self.of[file]
        if self.every:
            return [page.number for page in pages]
        return [self.number] if self.number else []


@dataclass(frozen=True)
class Skipped:
    """A file that was not added, and what to do about it."""

    path: Path
    reason: str
    hint: str = ""
    pages: tuple[Page, ...] = ()  # of a file with several pictures, of which none was chosen


@dataclass(frozen=True)
class AddReport:
    """What became of the files that were to be added."""

    added: list[ImageRecord] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    already: list[Path] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)  # what to know of images that were added

    @property
    def text(self) -> str:
        """One sentence for a person."""
        added = counted(len(self.added), "image")
        if self.already and self.skipped:
            return said(
                "{added} added, {already} already in the project, {skipped} skipped.",
                added=added, already=len(self.already), skipped=len(self.skipped),
            )  # fmt: skip
        if self.already:
            already = len(self.already)
            return said(
                "{added} added, {already} already in the project.", added=added, already=already
            )
        if self.skipped:
            return said("{added} added, {skipped} skipped.", added=added, skipped=len(self.skipped))
        return said("{added} added.", added=added)

    @property
    def hint(self) -> str:
        """What to do next; empty where nothing was skipped."""
        if self.skipped:
            return said("The list says why for each of them.")
        return self.remarks[0] if len(self.remarks) == 1 else ""

    @property
    def several(self) -> list[Skipped]:
        """Files with several pictures, of which none was chosen."""
        return [one for one in self.skipped if one.pages]

    @property
    def refusals(self) -> tuple[str, ...]:
        """Each file that was skipped, and why; what to know of those that were added."""
        skipped = (
            said("{name}: {reason} {hint}", name=s.path.name, reason=s.reason, hint=s.hint)
            if s.hint
            else said("{name}: {reason}", name=s.path.name, reason=s.reason)
            for s in self.skipped
        )
        return (*skipped, *self.remarks)


@dataclass(frozen=True)
class Arrivals:
    """Files by what they are taken for.

    Args:
        images: Those that are looked at; files without an ending may be DICOM.
        labels: Number of files that look like labels or sentences of another program.
        left_out: Number of other files by ending, such as ``{".pdf": 3}``.
    """

    images: tuple[Path, ...]
    labels: int
    left_out: dict[str, int]

    @property
    def lines(self) -> tuple[str, ...]:
        """What will happen, one sentence each."""
        images = counted(len(self.images), "image")
        told = [said("{images} will be looked at and added.", images=images)]
        if self.labels:
            files = counted(self.labels, "file")
            told.append(
                said(
                    "{files} with labels or sentences will be left out: 'Import' brings them in "
                    "together with their images.",
                    files=files,
                )
            )
        if self.left_out:
            most = Counter(self.left_out).most_common()
            named = ", ".join(f"{count:,} {ending}" for ending, count in most[:MOST_ENDINGS])
            named += ", …" if len(most) > MOST_ENDINGS else ""
            others = counted(sum(self.left_out.values()), "other file")
            told.append(said("{others} will be left out ({named}).", others=others, named=named))
        return tuple(told)
