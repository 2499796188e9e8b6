"""Finds the files of a data set by how their names end, in capital letters too."""

from __future__ import annotations

import os
from pathlib import Path

_COPIED_BY_SYSTEMS = frozenset({"__MACOSX"})


def files_ending(folder: Path, *endings: str, depth: int | None = None) -> list[Path]:
    """The files in a folder and below, in the order of their paths; hidden ones are passed over.

    Args:
        folder: Where to look; links to folders are not followed.
        endings: In small letters, with the dot.
        depth: How many folders down; 0 for the folder itself, everything when omitted.
    """
    found: list[Path] = []
    for parent, folders, names in os.walk(folder):
        place = Path(parent)
        deep = len(place.relative_to(folder).parts)
        folders[:] = [
            name
            for name in folders
            if not name.startswith(".") and name not in _COPIED_BY_SYSTEMS
            and (depth is None or deep < depth)
        ]  # fmt: skip
        found += [
            place / name
            for name in names
            if name.lower().endswith(endings) and not name.startswith(".")
        ]
    return sorted(found)
