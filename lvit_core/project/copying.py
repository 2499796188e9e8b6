"""The models of a project that is saved elsewhere: a project uses none outside of its folder.

Published weights never change, so on one disk both projects share the files.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from lvit_core.files import make_folder, sync_folder, writing
from lvit_core.inside import place_inside
from lvit_core.project.paths import MODEL_FILES


@contextmanager
def bringing_models(source: sqlite3.Connection, home: Path, folder: Path) -> Iterator[None]:
    """Puts the models of all generations into another folder; gone again when the block raises.

    Args:
        source: The data base.
        home: The project's folder, which may be gone: then there is nothing to bring.
        folder: Where they lie in the same places afterwards.

    Raises:
        OSError: The disk refuses.
    """
    made: list[Path] = []
    try:
        for (stored,) in source.execute("SELECT folder FROM generations").fetchall():
            if place_inside(home, stored) is None or place_inside(folder, stored) is None:
                continue  # left where it is
            for name in MODEL_FILES:
                file, copy = home / stored / name, folder / stored / name
                if place_inside(home, f"{stored}/{name}") and file.is_file():
                    made += _missing(copy, folder)
                    _share(file, copy)
        yield
    except BaseException:
        for one in reversed(made):
            with suppress(OSError):
                one.rmdir() if one.is_dir() else one.unlink(missing_ok=True)
        raise


def _missing(copy: Path, folder: Path) -> list[Path]:
    """The file and the folders above it that are not there yet, outermost first."""
    above = [one for one in (copy, *copy.parents) if one.is_relative_to(folder) and one != folder]
    return [one for one in reversed(above) if not one.exists()]


def _share(file: Path, copy: Path) -> None:
    if copy.exists():
        return
    make_folder(copy.parent)
    try:
        os.link(file, copy, follow_symlinks=True)
    except OSError:  # another disk, or one without links
        with writing(copy) as partial:
            shutil.copyfile(file, partial)
    else:
        sync_folder(copy.parent)
