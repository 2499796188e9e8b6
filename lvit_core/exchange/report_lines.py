"""Beginnings and ends that lines of reports share, so that all formats say it in the same words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from lvit_core.wording import Message, counted, listed, said, spoken

MOST_NAMES = 5


def some_names(names: Iterable[str]) -> str:
    """The first names and how many more there are, for a line of a report."""
    found = list(names)
    more = len(found) - MOST_NAMES
    named = listed(found[:MOST_NAMES]) if len(found) > 1 else "".join(found)
    return said("{names} and {more} more", names=named, more=more) if more > 0 else named


# What reports call a thing of a file; kept as plain text until it is told, as there may be many.
_THINGS = (
    said("a contour of {which}"),
    said("a sentence of {which}"),
    said("an object of {which}"),
    said("annotation {which}"),
    said("annotation number {which}"),
    said("feature {which}"),
    said("group {which}"),
    said("image number {which}"),
    said("layer {which}"),
    said("line {which}"),
    said("object {which}"),
    said("outline {which}"),
    said("region {which}"),
    said("row {which}"),
    said("segment {which}"),
    said("shape {which}"),
    said("shapes {which}"),
    said("tag {which}"),
    said("task {which}"),
    said("the caption {which}"),
    said("the mask {which}"),
    said("the text {which}"),
    said("track {which}"),
)
_LONGEST_FIRST = sorted((one.partition("{")[0] for one in _THINGS), key=len, reverse=True)


def spoken_what(what: str) -> str:
    """What reports call a thing of a file, as a message."""
    if isinstance(what, Message):
        return what
    start = next((one for one in _LONGEST_FIRST if what.startswith(one)), "")
    if not start or what == start:
        return spoken(what)
    return said(start + "{which}", which=_spoken_rest(what[len(start) :]))


def _spoken_rest(text: str) -> str:
    """``3 of shape 2`` is a thing of a thing; other rests are names and numbers."""
    number, of, whole = text.partition(" of ")
    if of and spoken_what(whole) is not whole and any(map(whole.startswith, _LONGEST_FIRST)):
        return said("{which} of {whole}", which=number, whole=spoken_what(whole))
    return spoken_what(text) if any(map(text.startswith, _LONGEST_FIRST)) else text


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
