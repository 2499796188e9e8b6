"""Values of a paired organ as words: laterality, count, and the levels of each side."""

from __future__ import annotations

from collections.abc import Sequence

from lvit_core.prompt.compose import filled, join_words, number_text
from lvit_core.prompt.sentence import Finding
from lvit_core.prompt.template import Template


def organ_clauses(finding: Finding, template: Template) -> list[str]:
    """The canonical clauses of a finding."""
    if finding.empty:
        return []
    laterality = template.spelling(finding.laterality) if finding.laterality else ""
    clauses = [filled(template.sentence.finding, laterality=laterality)]
    if finding.areas is not None:
        clauses.append(count_text(finding.areas, template))
    places = [place_text(side, finding.zones[side], template) for side in finding.sides]
    return [*clauses, join_words(places, template)]


def levels_text(levels: Sequence[str], template: Template) -> str:
    """``upper middle``; the template's word for the whole when every level is there."""
    if tuple(levels) == template.levels and "all" in template.words["level"]:
        return template.spelling("all")
    return " ".join(template.spelling(level) for level in levels)


def place_text(side: str, levels: Sequence[str], template: Template) -> str:
    """``upper middle left lung``."""
    return filled(
        template.sentence.place,
        levels=levels_text(levels, template),
        side=template.spelling(side),
    )


def count_text(areas: int, template: Template) -> str:
    """``two infected areas``."""
    singular, plural = template.sentence.nouns
    return filled(
        template.sentence.count,
        count=number_text(areas, template),
        noun=singular if areas == 1 else plural,
    )
