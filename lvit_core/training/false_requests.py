"""Sentences that ask for what is not there, beside those that are true: what interventions ask.

Sides are those of the picture. Only grammars of a paired organ have zones to ask for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from lvit_core.prompt.compose import canonical_text, number_text
from lvit_core.prompt.flips import flip_sentence
from lvit_core.prompt.organ.writing import place_text
from lvit_core.prompt.organ.zones import ZoneMap
from lvit_core.prompt.parser import parse
from lvit_core.prompt.sentence import Finding
from lvit_core.prompt.template import Template

Zones = Mapping[str, tuple[str, ...]]

FREE = 0.0003
"""A zone whose finding covers less than this share of the image counts as free of it."""

WRONG_LETTERS = 0.1
"""Share of the letters that a misspelt sentence has wrong."""


@dataclass(frozen=True)
class Places:
    """Which zones of one image hold a finding and which are free: side -> levels."""

    held: Zones
    free: Zones


def places_of(mask: NDArray[np.bool_], zone_map: ZoneMap) -> Places:
    """Looks into each zone of an image, (H, W) bool, of a zone map of the same size."""
    held: dict[str, tuple[str, ...]] = dict.fromkeys(zone_map.sides, ())
    free = dict(held)
    for side, level, zone in zone_map.zone_masks():
        inside = np.count_nonzero(mask & zone)
        found = free if inside < FREE * mask.size else held
        found[side] = (*found[side], level)
    return Places(held, free)


def zones_sentence(zones: Zones, template: Template, areas: int | None = None) -> str:
    """The canonical sentence that asks for these zones; by default with one area for each side."""
    named = [side for side, levels in zones.items() if levels]
    laterality = "bilateral" if len(named) > 1 else "unilateral"
    return canonical_text(Finding(laterality, areas or len(named), dict(zones)), template)


def absent_requests(places: Places, template: Template) -> list[str]:
    """One sentence for each free zone, and one for each side that is free as a whole."""
    asked: list[Zones] = []
    for side, levels in places.free.items():
        asked += [_only(template, side, (level,)) for level in levels]
        if levels == template.levels:
            asked.append(_only(template, side, levels))
    return [zones_sentence(zones, template) for zones in asked]


def false_findings(template: Template) -> list[str]:
    """What is false of a healthy image: all of both sides, and all of each."""
    everywhere = dict.fromkeys(template.sides, template.levels)
    each = [_only(template, side, template.levels) for side in template.sides]
    return [zones_sentence(zones, template) for zones in (everywhere, *each)]


def whole_sides(places: Places, template: Template) -> Iterator[tuple[str, str]]:
    """Each side that holds a finding, with the sentence that asks for all of it."""
    for side, levels in places.held.items():
        if levels:
            yield side, zones_sentence(_only(template, side, template.levels), template)


def wrong_place(sentence: str, places: Places, template: Template) -> str | None:
    """The sentence with its place exchanged: the other side, or the free zones of equal sides.

    ``None`` where the finding is everywhere, so that no place is wrong.
    """
    flipped = flip_sentence(sentence, template, horizontal=True)
    if parse(flipped, template).finding != parse(sentence, template).finding:
        return flipped
    if not any(places.free.values()):
        return None
    return zones_sentence(places.free, template)


def counted(sentence: str, areas: int, template: Template) -> str:
    """The sentence with another number of areas."""
    return canonical_text(replace(parse(sentence, template).finding, areas=areas), template)


def rewordings(sentence: str, template: Template) -> tuple[str, ...]:
    """Five other ways to say the same."""
    finding = parse(sentence, template).finding
    places = [place_text(side, finding.zones[side], template) for side in finding.sides]
    areas = finding.areas or len(places)
    noun = template.sentence.nouns[0 if areas == 1 else 1]
    first, *rest = sentence.rstrip(".").split(", ")
    return (
        sentence.lower().rstrip("."),
        sentence.upper(),
        f"{', '.join([*rest, first.lower()])}.",
        f"{areas} {noun}: {', '.join(places)}",
        f"there {'is' if areas == 1 else 'are'} {number_text(areas, template)} {noun} in the "
        f"{' and in the '.join(reversed(places))}.",
    )


def misspelt(sentence: str, rng: Generator) -> str:
    """The sentence with a tenth of its letters replaced by others."""
    letters = [at for at, letter in enumerate(sentence) if letter.isalpha()]
    wrong = max(1, round(WRONG_LETTERS * len(letters)))
    text = list(sentence)
    for at in rng.choice(letters, size=min(wrong, len(letters)), replace=False):
        others = [letter for letter in "abcdefghijklmnopqrstuvwxyz" if letter != text[at].lower()]
        text[at] = others[int(rng.integers(len(others)))]
    return "".join(text)


def _only(template: Template, side: str, levels: Sequence[str]) -> Zones:
    return {name: tuple(levels) if name == side else () for name in template.sides}
