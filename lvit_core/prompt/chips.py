"""The slots of a sentence as small pieces to click: what each says, and what else it could say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from lvit_core.prompt import editing
from lvit_core.prompt.compose import levels_text
from lvit_core.prompt.sentence import Sentence
from lvit_core.prompt.template import Template

_MOST_OFFERED = 6

Change = Callable[[Sentence, Template], str]


@dataclass(frozen=True)
class Option:
    """One thing a slot could say; ``change`` makes the sentence say it."""

    title: str
    change: Change
    chosen: bool = False


@dataclass(frozen=True)
class Chip:
    """One slot. ``said`` is false for a slot the sentence leaves open; ``remove`` empties it."""

    kind: str
    text: str
    said: bool
    options: tuple[Option, ...]
    remove: Change | None = None


def chips_of(sentence: Sentence, template: Template) -> tuple[Chip, ...]:
    """All slots in the order of the canonical sentence; places only where they are said."""
    if template.grammar == "density":
        return _density_chips(sentence, template)
    return _organ_chips(sentence, template)


def _organ_chips(sentence: Sentence, template: Template) -> tuple[Chip, ...]:
    if sentence.is_negative:
        return (_negative_chip(),)
    chips = [_laterality_chip(sentence, template), _areas_chip(sentence, template)]
    chips += [_place_chip(side, sentence, template) for side in sentence.finding.sides]
    return tuple(chips)


def _negative_chip() -> Chip:
    return Chip("negative", "nothing to find", True, (), _cleared)


def _laterality_chip(sentence: Sentence, template: Template) -> Chip:
    words = tuple(template.words["laterality"])
    options = tuple(
        Option(
            template.spelling(word).capitalize(),
            partial(_set_laterality, word),
            word == sentence.laterality,
        )
        for word in words
    )
    none = Option("Nothing to find", editing.set_negative)
    text = template.spelling(sentence.laterality).capitalize() if sentence.laterality else "side"
    return Chip(
        "laterality",
        text,
        sentence.laterality is not None,
        (*options, none),
        partial(_set_laterality, None) if sentence.laterality else None,
    )


def _areas_chip(sentence: Sentence, template: Template) -> Chip:
    singular, plural = template.sentence.nouns
    options = tuple(
        Option(
            f"{count} {singular if count == 1 else plural}",
            partial(_set_areas, count),
            count == sentence.areas,
        )
        for count in range(1, max(_MOST_OFFERED, sentence.areas or 0) + 1)
    )
    if sentence.areas is None:
        return Chip("areas", plural, False, options)
    noun = singular if sentence.areas == 1 else plural
    return Chip("areas", f"{sentence.areas} {noun}", True, options, partial(_set_areas, None))


def _place_chip(side: str, sentence: Sentence, template: Template) -> Chip:
    levels = sentence.zones[side]
    options = tuple(
        Option(
            f"{template.spelling(level)} {template.spelling(side)}",
            partial(_toggle_zone, side, level),
            level in levels,
        )
        for level in template.levels
    )
    text = f"{levels_text(levels, template)} {template.spelling(side)}"
    return Chip("place", text, True, options, partial(_set_side, side, ()))


def _density_chips(sentence: Sentence, template: Template) -> tuple[Chip, ...]:
    if sentence.is_negative:
        return (_negative_chip(),)
    spreads = tuple(
        Option(template.spelling(word), partial(_set_spread, word), word == sentence.distribution)
        for word in template.words["distribution"]
    )
    said = sentence.distribution is not None
    none = Option("Nothing to find", editing.set_negative)
    text = template.spelling(sentence.distribution or "") if said else "spread"
    remove = partial(_set_spread, None) if said else None
    chips = [Chip("distribution", text, said, (*spreads, none), remove)]
    for region in sentence.dense:
        words = " ".join(template.spelling(word) for word in region.split())
        chips.append(Chip("region", f"dense: {words}", True, (), partial(_toggle_region, region)))
    return tuple(chips)


def _cleared(sentence: Sentence, template: Template) -> str:
    return editing.rewritten(sentence, editing.nothing_said(template), template)


def _set_laterality(word: str | None, sentence: Sentence, template: Template) -> str:
    return editing.set_laterality(sentence, word, template)


def _set_areas(count: int | None, sentence: Sentence, template: Template) -> str:
    return editing.set_areas(sentence, count, template)


def _toggle_zone(side: str, level: str, sentence: Sentence, template: Template) -> str:
    return editing.toggle_zone(sentence, side, level, template)


def _set_side(side: str, levels: tuple[str, ...], sentence: Sentence, template: Template) -> str:
    return editing.set_side(sentence, side, levels, template)


def _set_spread(word: str | None, sentence: Sentence, template: Template) -> str:
    return editing.set_distribution(sentence, word, template)


def _toggle_region(region: str, sentence: Sentence, template: Template) -> str:
    return editing.toggle_region(sentence, region, template)
