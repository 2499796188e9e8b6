"""Pages of files that hold several pictures, kept in the project as files of their own.

A page is an image like any other: it has a content that is checked, a name that says which page of
which file it is, and exports and predictions read it as they read every picture. The file that it
came from may change or go without touching what was drawn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from lvit_core.errors import LViTError
from lvit_core.files import make_folder, writing
from lvit_core.imaging.readers import pages_of, write_page
from lvit_core.project.paths import content_hash

PICTURES_FOLDER = "images"  # in the project folder: pictures that had no file of their own


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
        raise LViTError(f"'{text}' is no page.", "Give a number from 1 on, or all.")

    def pages(self, file: Path) -> list[int]:
        """The pages wanted of a file that holds several pictures.

        Raises:
            LViTError: Its pages cannot be listed.
        """
        if file in self.of:
            return list(self.of[file])
        if self.every:
            return [page.number for page in pages_of(file)]
        return [self.number] if self.number else []


def keep_page(file: Path, number: int, folder: Path) -> Path:
    """Writes a page into ``folder`` under a name that tells file and page; once for each content.

    Raises:
        LViTError: There is no such page, it cannot be decoded, or the disk refuses.
    """
    try:
        make_folder(folder)
        with TemporaryDirectory(prefix=".page-", dir=folder) as place:
            made = write_page(file, number, Path(place, f"{file.stem}-page-{number}"))
            target, count = folder / made.name, 1
            while target.exists() and content_hash(target) != content_hash(made):
                count += 1
                target = folder / f"{made.stem}-{count}{made.suffix}"
            if not target.exists():
                with writing(target) as partial:
                    made.replace(partial)
        return target
    except OSError as error:
        raise LViTError(
            f"Page {number} of {file.name} cannot be kept: {error.strerror or 'unknown reason'}.",
            "Check the rights and the disk.",
        ) from error
