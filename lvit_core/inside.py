"""Paths made from what data say: none of them leaves the folder that it belongs to."""

from __future__ import annotations

import os
from pathlib import Path

from lvit_core.errors import LViTError


def path_inside(folder: str | Path, name: str) -> Path:
    """The file or folder ``name`` directly in ``folder``, for names that come from data.

    Raises:
        LViTError: The name would lead somewhere else: it is empty, ``.`` or ``..``, or has a
            separator, a drive or a control character.
    """
    if name in ("", ".", "..") or any(c in "/\\:" or ord(c) < 32 for c in name):
        raise LViTError(
            "A name in these data leads out of their folder, so it is not used.",
            "Do not trust the data: ask whoever gave them to you.",
        )
    return Path(folder) / name


def place_inside(folder: str | Path, told: str) -> Path | None:
    """Where something lies below ``folder`` by what data say; ``None`` for what lies elsewhere.

    Absolute paths, ``..`` and links that lead out of the folder lie elsewhere.
    """
    folder = Path(folder)
    place = folder / told
    try:
        real = Path(os.path.realpath(place))
    except (OSError, ValueError):  # no name of this system
        return None
    inside = real.is_relative_to(os.path.realpath(folder)) and not Path(told).is_absolute()
    return place if inside else None


def leads_inside(folder: str | Path, told: str | Path) -> bool:
    """Whether a path that data tell ends in ``folder`` or below, links followed.

    Args:
        folder: Where it must lie.
        told: An absolute path, or one from where the program was started.
    """
    try:
        return Path(os.path.realpath(told)).is_relative_to(os.path.realpath(folder))
    except (OSError, ValueError):  # no name of this system
        return False
