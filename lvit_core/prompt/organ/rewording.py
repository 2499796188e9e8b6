"""Findings in a paired organ said in other forms, and findings that contradict them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from lvit_core.prompt.compose import filled, join_words
from lvit_core.prompt.organ.writing import count_text, levels_text, place_text
from lvit_core.prompt.sentence import Finding
from lvit_core.prompt.template import Template

_NOTHING = ("there is {}", "{} is seen", "{} in the lungs", "{} is present", "{} on either side")


def organ_forms(finding: Finding, template: Template) -> Iterator[str]:
    """Texts that may say the finding, the places in another order or before the rest."""
    if finding.negative:
        nothing = _lowered(template.sentence.negative.rstrip("."))
        yield from (form.format(nothing) for form in _NOTHING)
        return
    laterality = template.spelling(finding.laterality) if finding.laterality else ""
    head = filled(template.sentence.finding, laterality=laterality)
    count = count_text(finding.areas, template) if finding.areas is not None else ""
    yield f"there is {_lowered(head)}, {count}" if count else f"there is {_lowered(head)}"
    yield f"{head} with {count}" if count else f"{head} is seen"
    for places in _places(finding, template):
        if not count:
            yield f"{head} in the {places}"
            yield f"{places}: {head}"
            continue
        yield f"{head}, {count}, {places}"
        yield f"{head}: {count} in the {places}"
        yield f"{head} with {count} in the {places}"
        yield f"{places}: {head}, {count}"


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def _places(finding: Finding, template: Template) -> Iterator[str]:
    """The places from either side, with the level before the side and after it."""
    for sides in (finding.sides, finding.sides[::-1]):
        if sides:
            yield join_words([place_text(s, finding.zones[s], template) for s in sides], template)
            yield join_words([_side_first(s, finding, template) for s in sides], template)


def _side_first(side: str, finding: Finding, template: Template) -> str:
    """``left upper lung``."""
    return filled(
        template.sentence.place,
        levels=template.spelling(side),
        side=levels_text(finding.zones[side], template),
    )


def organ_changes(finding: Finding, template: Template) -> Iterator[tuple[str, Finding]]:
    """Zones that the finding leaves out on a side, and the other laterality where no side is said.

    The new zones share none with the old ones, so that nothing of them is true.
    """
    for side in finding.sides:
        free = [level for level in template.levels if level not in finding.zones[side]]
        for size in range(1, len(free) + 1):
            for levels in combinations(free, size):
                yield "zone", replace(finding, zones={**finding.zones, side: levels})
    if finding.laterality and not finding.sides:
        for other in template.words.get("laterality", {}):
            yield "side", replace(finding, laterality=other)


def organ_findings(template: Template) -> Iterator[Finding]:
    """One finding in each zone, and all of each side."""
    unilateral = next(iter(template.words.get("laterality", {})), None)
    free: dict[str, tuple[str, ...]] = dict.fromkeys(template.sides, ())
    for side in template.sides:
        for levels in (*((level,) for level in template.levels), template.levels):
            yield Finding(unilateral, 1, {**free, side: levels})
