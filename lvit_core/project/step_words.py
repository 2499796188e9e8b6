"""Titles of steps as messages: the journal keeps plain English, which people read in their own."""

from __future__ import annotations

import re

from lvit_core.wording import said

IMPORTED = said("Import labels")
"""How a step begins that brings labels from elsewhere, whoever had drawn them there."""
_NUMBER = re.compile(r"\d+")
# Titles that hold a number or a name.
_COUNTED = (
    said("Delete {number} objects"),
    said("Merge {number} objects"),
    said("Return to step {number}"),
)
_OF_READER = f"{IMPORTED} of "


def step_words(title: str) -> str:
    """A stored title, which the window can translate though a number or a reader stands in it."""
    if title.startswith(_OF_READER):
        return said("Import labels of {reader}", reader=title.removeprefix(_OF_READER))
    found = _NUMBER.search(title)
    template = _NUMBER.sub("{number}", title)
    if found is not None and template in _COUNTED:
        return said(template, number=int(found[0]))
    return said(title)
