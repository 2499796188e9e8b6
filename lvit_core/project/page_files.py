"""Pages of files that hold several pictures, kept in the project as files of their own.

A page is an image like any other: it has a content that is checked, a name that says which page of
which file it is, and exports and predictions read it as they read every picture. The file that it
came from may change or go without touching what was drawn.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from lvit_core.errors import LViTError
from lvit_core.files import make_folder, writing
from lvit_core.imaging.readers import write_page
from lvit_core.project.paths import content_hash

PICTURES_FOLDER = "images"  # in the project folder: pictures that had no file of their own


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
