"""Slides that are a small file and a folder of the same name, which holds the picture: MIRAX."""

from __future__ import annotations

from pathlib import Path, PurePath

MIRAX = ".mrxs"


def is_mirax(path: PurePath) -> bool:
    """Whether a file is named like a MIRAX slide; what it is itself is a small JPEG."""
    return path.suffix.lower() == MIRAX


def parts_of(path: Path) -> list[Path]:
    """All files that a picture consists of, in a stable order: mostly the file alone.

    Raises:
        OSError: The folder of a slide cannot be listed, or is not there.
    """
    if not is_mirax(path):
        return [path]
    return [path, *sorted(part for part in path.with_suffix("").iterdir() if part.is_file())]
