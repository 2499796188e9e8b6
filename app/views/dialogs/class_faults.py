"""What is wrong with the classes that somebody types for a new kind of image, in their words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from app.translation import tr
from lvit_core.prompt.new_kind import name_from
from lvit_core.prompt.template_faults import LONGEST_NAME


class ClassRow(NamedTuple):
    """One row as it is typed."""

    title: str
    layer: str
    key: str


class Fault(NamedTuple):
    """Which row, which field of it, and the words; no row where there is none at all."""

    row: int
    field: str
    words: str


def class_faults(rows: Sequence[ClassRow]) -> Iterator[Fault]:
    """Every fault, from the first row on."""
    if not rows:
        yield Fault(-1, "title", tr("Add a class: something has to be drawn."))
    titles: set[tuple[str, str]] = set()
    keys: set[tuple[str, str]] = set()
    for number, row in enumerate(rows):
        for field, words in _faults_of(row, number, titles, keys):
            yield Fault(number, field, words)
        titles.add((row.layer, row.title.casefold()))
        keys.add((row.layer, row.key))


def _faults_of(
    row: ClassRow, number: int, titles: set[tuple[str, str]], keys: set[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    title, most = row.title, LONGEST_NAME
    if not title:
        words = tr("Class {number} has no name: type one, or remove its row.", number=number + 1)
        yield "title", words
        return
    if (row.layer, title.casefold()) in titles:
        yield "title", tr("'{title}' stands twice: name each class once.", title=title)
    for field, text in (("title", title), ("layer", row.layer)):
        if len(text) > most:
            words = tr("'{text}' is too long: {most} letters at most.", text=text, most=most)
            yield field, words
    if not row.layer:
        yield "layer", tr("'{title}' has no layer: name the one it is drawn on.", title=title)
    elif not name_from(row.layer):
        yield "layer", tr("Use letters of the Latin alphabet in the name of the layer.")
    if row.key and (row.layer, row.key) in keys:
        words = tr(
            "The key {key} is taken: choose another for '{title}'.", key=row.key, title=title
        )
        yield "key", words
