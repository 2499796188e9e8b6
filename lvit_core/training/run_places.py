"""How the files of a run tell places: from its folder, so that a project can be moved.

What belongs to the project of a run is told that way. A place elsewhere, such as a model that a
person named, is told whole, and the name of a bundled model stays a name. Older runs told all
places whole.
"""

from __future__ import annotations

import os
from pathlib import Path

MODELS = "models"  # the folder of a project that holds its runs


def told_place(run: Path, place: str) -> str:
    """How a place is written into a file of the run; names stay as they are."""
    if not _is_place(place):
        return place
    absolute = os.path.abspath(place)  # noqa: PTH100 - `..` is to be resolved, and no link
    try:
        real, own = Path(os.path.realpath(place)), Path(os.path.realpath(run))
    except (OSError, ValueError):  # no name of this system
        return place
    home = own.parent if own.parent.name == MODELS else own
    if not real.is_relative_to(home):
        return absolute
    told = Path(os.path.relpath(real, own)).as_posix()
    return told if told.startswith("../") else f"./{told}"


def meant_place(run: Path, told: str) -> str:
    """Where that is by now; what older runs told is looked for with the run, if it has moved."""
    if not _is_place(told):
        return told
    try:
        here = os.path.normpath(run / told)
        if not Path(told).is_absolute():
            return here if os.path.lexists(here) else told
        parts = Path(told).parts
        if run.parent.name == MODELS and MODELS in parts and not os.path.lexists(told):
            last = len(parts) - parts[::-1].index(MODELS)
            moved = run.parent.joinpath(*parts[last:])
            return str(moved) if os.path.lexists(moved) else told
    except (OSError, ValueError):
        return told
    return told


def _is_place(told: str) -> bool:
    """Names of models hold no separators."""
    return "/" in told or os.sep in told
