"""Where the files beside the code lie, from a checkout and from a frozen program alike."""

from __future__ import annotations

import sys
from pathlib import Path

from lvit_core.errors import LViTError


def resource_root() -> Path:
    """The ``resources`` folder of the checkout or of the unpacked program."""
    frozen = getattr(sys, "_MEIPASS", None)
    base = Path(frozen) if frozen else Path(__file__).resolve().parent.parent
    return base / "resources"


def resource_path(*parts: str) -> Path:
    """The path of one resource.

    Raises:
        LViTError: The file is not there, which means the installation is incomplete.
    """
    path = resource_root().joinpath(*parts)
    if not path.exists():
        raise LViTError(
            "A file of the program is missing: {parts}.",
            "Install the program again.",
            parts="/".join(parts),
        )
    return path
