"""Beginnings and ends that lines of reports share, so that all formats say it in the same words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from lvit_core.wording import counted, said

MOST_NAMES = 5


def some_names(names: Iterable[str]) -> str:
    """The first names and how many more there are, for a line of a report."""
    found = list(names)
    more = len(found) - MOST_NAMES
    named = ", ".join(found[:MOST_NAMES])
    return said("{names} and {more} more", names=named, more=more) if more > 0 else named


def sentences_are(count: int) -> str:
    """The beginning of a line about one or many sentences."""
    return counted(count, "sentence is", "sentences are")


def left_out(count: int, what: Literal["image", "DICOM image"] = "image") -> str:
    """The beginning of a line about what an export does not write."""
    if what == "image":
        return counted(count, "image is left out", "images are left out")
    return counted(count, "DICOM image is left out", "DICOM images are left out")


def no_file(names: list[str]) -> str:
    """The line about images for which a format that holds objects writes nothing."""
    have = counted(
        len(names), "image without objects has no file", "images without objects have no file"
    )
    return said("{have}: {names}.", have=have, names=some_names(names))


def as_png(count: int) -> str:
    """The line about pictures that other programs cannot read as they are."""
    written = counted(count, "image is", "images are")
    return said("{written} written as PNG with 8 bits, without pixel spacing.", written=written)
