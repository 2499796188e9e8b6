"""From values back to words: the one way a sentence is written.

The canonical text of a finding is read back as the same finding by the parser; that round trip is
what lets diagrams, chips and drafts edit a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lvit_core.prompt.sentence import Finding
from lvit_core.prompt.template import Template

_BLANKS = re.compile(r"\s+")


def canonical_text(finding: Finding, template: Template, extra: Sequence[str] = ()) -> str:
    """The finding in the template's own words, as one sentence; "" when it says nothing.

    Args:
        extra: Further clauses as they are (words nobody understood), added at the end.
    """
    if finding.negative and not finding.located:
        clauses = [template.sentence.negative.rstrip(".")]
    elif template.grammar == "density":
        clauses = _density_clauses(finding, template)
    else:
        clauses = _organ_clauses(finding, template)
    clauses += [clause.strip() for clause in extra if clause.strip()]
    text = ", ".join(clause for clause in clauses if clause)
    if not text:
        return ""
    return text[0].upper() + text[1:].rstrip(".") + "."


def join_words(words: Sequence[str], template: Template) -> str:
    """``a``, ``a and b``, ``a and b and c``: commas would start a new clause."""
    return f" {template.sentence.join} ".join(words)


def levels_text(levels: Sequence[str], template: Template) -> str:
    """``upper middle``; the template's word for the whole when every level is there."""
    if tuple(levels) == template.levels and "all" in template.words["level"]:
        return template.spelling("all")
    return " ".join(template.spelling(level) for level in levels)


def place_text(side: str, levels: Sequence[str], template: Template) -> str:
    """``upper middle left lung``."""
    return _filled(
        template.sentence.place,
        levels=levels_text(levels, template),
        side=template.spelling(side),
    )


def number_text(value: int, template: Template) -> str:
    """``two``; digits beyond the numbers the template has words for."""
    words = tuple(template.words.get("number", {}))
    return template.spelling(words[value]) if value < len(words) else str(value)


def count_text(areas: int, template: Template) -> str:
    """``two infected areas``."""
    singular, plural = template.sentence.nouns
    return _filled(
        template.sentence.count,
        count=number_text(areas, template),
        noun=singular if areas == 1 else plural,
    )


def region_text(region: str, template: Template) -> str:
    """``the upper right``."""
    words = " ".join(template.spelling(word) for word in region.split())
    return _filled(template.sentence.region, region=words)


def _organ_clauses(finding: Finding, template: Template) -> list[str]:
    if finding.empty:
        return []
    laterality = template.spelling(finding.laterality) if finding.laterality else ""
    clauses = [_filled(template.sentence.finding, laterality=laterality)]
    if finding.areas is not None:
        clauses.append(count_text(finding.areas, template))
    places = [place_text(side, finding.zones[side], template) for side in finding.sides]
    return [*clauses, join_words(places, template)]


def _density_clauses(finding: Finding, template: Template) -> list[str]:
    form = template.sentence
    clauses = []
    if finding.distribution:
        word = template.spelling(finding.distribution)
        clauses.append(_filled(form.distribution, distribution=word))
    regions = [region for region in finding.dense if region != "around"]
    if regions:
        texts = [region_text(region, template) for region in regions]
        clauses.append(_filled(form.dense, regions=join_words(texts, template)))
    if "around" in finding.dense:
        clauses.append(form.around)
    return clauses


def _filled(pattern: str, **slots: str) -> str:
    return _BLANKS.sub(" ", pattern.format(**slots)).strip()
