"""Sentences that are kept beyond a project, each with whose left and right it means.

A favourite of a project of the viewer's left would name the other lung in one of the patient's. So
it is kept with its convention and turned when it is offered elsewhere; one of an older version,
which says nothing of it, is offered only where no side is named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import TypeAlias

from lvit_core.prompt.laterality import Sides, names_a_side, restate
from lvit_core.prompt.template import Template

Entry: TypeAlias = "str | list[str]"
"""The sentence, or its convention and the sentence where it names a side."""


def offered(entries: object, template: Template, sides: Sides) -> list[str]:
    """What is kept, in the left and right of ``sides``, in its order.

    Args:
        entries: As they were stored; what is none of ours is passed over.
        template: Whose sentences they are.
        sides: Of the image they are offered for.
    """
    found = (_offered(entry, template, sides) for entry in _entries(entries))
    return list(dict.fromkeys(text for text in found if text))


def kept(entries: object, text: str, template: Template, sides: Sides) -> list[Entry]:
    """The entries with a sentence in front, which means ``sides``."""
    convention = sides.convention
    entry: Entry = [convention, text] if names_a_side(text, template) else text
    return [entry, *dropped(entries, text, template, sides)]


def dropped(entries: object, text: str, template: Template, sides: Sides) -> list[Entry]:
    """The entries without a sentence; those that are not offered here stay."""
    return [entry for entry in _entries(entries) if _offered(entry, template, sides) != text]


def latest_and_common(latest: list[str], said: Iterable[str], most: int) -> list[str]:
    """So many sentences at most: the latest, then those that are said most often."""
    counts = Counter(text for one in said if (text := one.strip()))
    common = [text for text, _ in counts.most_common(most)]
    return list(dict.fromkeys([*latest, *common]))[:most]


def _entries(stored: object) -> list[Entry]:
    return [entry for entry in stored if _is_entry(entry)] if isinstance(stored, list) else []


def _is_entry(entry: object) -> bool:
    match entry:
        case str() | [("viewer" | "patient" | "none"), str()]:
            return True
    return False


def _offered(entry: Entry, template: Template, sides: Sides) -> str:
    if isinstance(entry, str):
        return "" if names_a_side(entry, template) else entry
    convention, text = entry
    if convention == sides.convention:
        return text
    return restate(text, template, replace(sides, convention=convention), sides)
