"""Whose left and right the sentences in files mean: every exporter says it, every importer asks.

What the data declare is believed. What they do not declare, a person says; nothing is assumed where
a sentence names a side.
"""

from __future__ import annotations

import json
from pathlib import Path

from lvit_core.errors import LViTError
from lvit_core.prompt.laterality import CONVENTIONS
from lvit_core.reading_log import log_read
from lvit_core.wording import said

KEY = "laterality"
ORIENTATION_KEY = "orientation"
MANIFEST_NAME = "manifest.json"
# What our exports put beside the labels; readers that look through a folder pass over it.
SIDE_FILES = frozenset(
    {"provenance.json", MANIFEST_NAME, "croissant.json", "classes.json", "sentences.json"}
)
# How it is told in reports.
POSSESSIVES = {
    "viewer": said("viewer's"), "patient": said("patient's"), "none": said("picture's"),
}  # fmt: skip


def declared(value: object, where: str) -> str | None:
    """The convention that data declare; ``None`` where they declare none.

    Raises:
        LViTError: A declaration that this program does not know; guessing would confuse sides.
    """
    said = value.strip().lower() if isinstance(value, str) else value
    if said in (None, "", "none"):
        return None
    if said not in CONVENTIONS:
        raise LViTError(
            "{where} says its left and right are '{value}', which this program does not know.",
            "Write {conventions} there.",
            where=where,
            value=value,
            conventions=" or ".join(CONVENTIONS),
        )
    return str(said)


def declared_orientation(value: object) -> str | None:
    """How an image shows the patient, as data say: ``"L"``, ``"R"`` or ``None``."""
    return str(value) if value in ("L", "R") else None


def declared_in(folder: Path) -> str | None:
    """What the manifest of one of our exports declares for all its files.

    Raises:
        LViTError: See `declared`.
    """
    log_read(folder / MANIFEST_NAME)
    try:
        document = json.loads((folder / MANIFEST_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    value = document.get(KEY) if isinstance(document, dict) else None
    return declared(value, f"{folder.name}/{MANIFEST_NAME}")
