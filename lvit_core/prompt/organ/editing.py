"""Changing what a sentence about a paired organ says: zones, sides, laterality, number of areas."""

from __future__ import annotations

from dataclasses import replace

from lvit_core.prompt.editing import rewritten, set_negative
from lvit_core.prompt.sentence import Finding, Sentence
from lvit_core.prompt.template import Template


def toggle_zone(sentence: Sentence, side: str, level: str, template: Template) -> str:
    """Names a zone, or no longer names it; side and count follow where they would contradict."""
    old = _zones(sentence.finding, template)
    chosen = set(old[side]) ^ {level}
    zones = {**old, side: tuple(name for name in template.levels if name in chosen)}
    return rewritten(sentence, _consistent(sentence.finding, zones, template), template)


def set_side(sentence: Sentence, side: str, levels: tuple[str, ...], template: Template) -> str:
    """Names exactly these levels of one side (none: the side is no longer named)."""
    zones = {**_zones(sentence.finding, template), side: levels}
    return rewritten(sentence, _consistent(sentence.finding, zones, template), template)


def set_laterality(sentence: Sentence, laterality: str | None, template: Template) -> str:
    """Says another laterality; the count is raised where it would be too small."""
    finding = sentence.finding
    least = _sides_of(laterality, template)
    areas = None if finding.areas is None else max(finding.areas, least)
    changed = replace(finding, laterality=laterality, areas=areas, negative=False)
    return rewritten(sentence, changed, template)


def set_areas(sentence: Sentence, areas: int | None, template: Template) -> str:
    """Says another number of areas; nought makes the sentence say there is nothing."""
    if areas == 0:
        return set_negative(sentence, template)
    return rewritten(sentence, replace(sentence.finding, areas=areas, negative=False), template)


def _zones(finding: Finding, template: Template) -> dict[str, tuple[str, ...]]:
    return {side: finding.zones.get(side, ()) for side in template.sides}


def _consistent(finding: Finding, zones: dict[str, tuple[str, ...]], template: Template) -> Finding:
    """Laterality and count that go with the zones, if they were said or nothing was said at all."""
    before = len([side for side in template.sides if finding.zones.get(side)])
    sides = len([side for side in template.sides if zones[side]])
    fresh = finding.empty or finding.negative
    laterality, areas = finding.laterality, finding.areas
    if sides and (fresh or laterality is not None):
        laterality = tuple(template.words["laterality"])[sides - 1]
    if sides and fresh:
        areas = sides
    elif areas is not None and sides:
        # A count that merely mirrored the sides follows them down; others are only raised.
        areas = sides if areas == before and sides < before else max(areas, sides)
    return replace(finding, laterality=laterality, areas=areas, zones=zones, negative=False)


def _sides_of(laterality: str | None, template: Template) -> int:
    words = tuple(template.words["laterality"])
    return words.index(laterality) + 1 if laterality in words else 0
