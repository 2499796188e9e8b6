"""Pages of files that hold several pictures, kept in the project as files of their own.

A page is an image like any other: it has a content that is checked, a name that says which page of
which file it is, and exports and predictions read it as they read every picture. The file that it
came from may change or go without touching what was drawn.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from lvit_core.errors import LViTError
from lvit_core.files import make_below, writing
from lvit_core.imaging.readers import PageWriter, plain_name
from lvit_core.project.paths import content_hash

PICTURES_FOLDER = "images"  # in the project folder: pictures that had no file of their own


class PageKeeper:
    """Keeps pages of one file, which is held open as long as the context lasts.

    Args:
        file: The file with several pictures.
        folder: Where pages are kept; the folder above it is there.

    Raises:
        LViTError: The file cannot be read.
    """

    def __init__(self, file: Path, folder: Path) -> None:
        self._file, self._folder = file, folder
        self._writer = PageWriter(file)
        self._aside: TemporaryDirectory[str] | None = None  # made with the first page

    def __enter__(self) -> PageKeeper:
        return self

    def __exit__(self, *_: object) -> None:
        self._writer.__exit__()
        if self._aside is not None:
            self._aside.cleanup()

    def keep(self, number: int) -> Path:
        """Writes a page under a name that tells file and page; once for each content.

        Raises:
            LViTError: There is no such page, it cannot be decoded, or the disk refuses.
        """
        file, folder = self._file, self._folder
        try:
            if self._aside is None:
                make_below(folder.parent, folder)
                self._aside = TemporaryDirectory(prefix=".page-", dir=folder)
            aside = Path(self._aside.name, f"{plain_name(file)}-page-{number}")
            made = self._writer.write(number, aside)
            target, count = folder / made.name, 1
            while target.exists() and content_hash(target) != content_hash(made):
                count += 1
                target = folder / f"{made.stem}-{count}{made.suffix}"
            if not target.exists():
                with writing(target, home=folder) as partial:
                    made.replace(partial)
            made.unlink(missing_ok=True)
            return target
        except OSError as error:
            why = error.strerror or "unknown reason"
            raise LViTError(
                "A page of {name} cannot be kept: {why}.",
                "Check the rights and the disk.",
                name=file.name,
                why=why,
            ) from error
