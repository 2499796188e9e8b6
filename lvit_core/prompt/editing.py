"""Changing what a sentence says: the operations behind chips, diagrams and "Add to sentence".

Each takes a parsed sentence and returns new text: the canonical sentence of the changed finding,
followed by the words nobody understood, because a click must not delete what a person typed.
"""

from __future__ import annotations

from dataclasses import replace

from lvit_core.prompt.compose import canonical_text
from lvit_core.prompt.density_grammar import regions_of
from lvit_core.prompt.sentence import Finding, Sentence
from lvit_core.prompt.template import Template


def rewritten(sentence: Sentence, finding: Finding, template: Template) -> str:
    """The sentence saying ``finding`` instead; unknown words are kept at the end."""
    if finding.empty and not sentence.unknown:
        return ""
    return canonical_text(finding, template, _unknown_runs(sentence))


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


def set_negative(sentence: Sentence, template: Template) -> str:
    """Says that there is nothing to find."""
    zones = dict.fromkeys(template.sides, ()) if template.grammar != "density" else {}
    areas = None if template.grammar == "density" else 0
    return rewritten(sentence, Finding(areas=areas, zones=zones, negative=True), template)


def nothing_said(template: Template) -> Finding:
    """The finding of a sentence that says nothing."""
    return Finding(zones={} if template.grammar == "density" else dict.fromkeys(template.sides, ()))


def toggle_region(sentence: Sentence, region: str, template: Template) -> str:
    """Says a region is dense, or no longer; "evenly" goes when a region is named."""
    chosen = set(sentence.dense) ^ {region}
    dense = tuple(name for name in regions_of(template) if name in chosen)
    even = next(iter(template.words.get("distribution", {})), None)
    spread = sentence.distribution
    if dense and spread == even:
        spread = None
    return rewritten(sentence, Finding(distribution=spread, dense=dense), template)


def set_distribution(sentence: Sentence, distribution: str | None, template: Template) -> str:
    """Says another spread; "evenly" takes the dense regions away."""
    even = next(iter(template.words.get("distribution", {})), None)
    dense = () if distribution is not None and distribution == even else sentence.dense
    return rewritten(sentence, Finding(distribution=distribution, dense=dense), template)


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


def _unknown_runs(sentence: Sentence) -> list[str]:
    """Unknown words, those that stood together as one piece of text."""
    runs: list[tuple[int, int]] = []
    for index, token in enumerate(sentence.tokens):
        if token.known:
            continue
        if runs and index and not sentence.tokens[index - 1].known:
            runs[-1] = (runs[-1][0], token.end)
        else:
            runs.append((token.start, token.end))
    return [sentence.text[start:end] for start, end in runs]
