"""The slots of a sentence about a paired organ: laterality, number of areas, one place a side."""

from __future__ import annotations

from functools import partial

from lvit_core.prompt.chips import Chip, Option
from lvit_core.prompt.editing import negative_chip, set_negative
from lvit_core.prompt.organ import editing
from lvit_core.prompt.organ.writing import levels_text
from lvit_core.prompt.sentence import Sentence
from lvit_core.prompt.template import Template
from lvit_core.wording import said

_MOST_OFFERED = 6


def organ_chips(sentence: Sentence, template: Template) -> tuple[Chip, ...]:
    """All slots in the order of the canonical sentence."""
    if sentence.is_negative:
        return (negative_chip(),)
    chips = [_laterality_chip(sentence, template), _areas_chip(sentence, template)]
    chips += [_place_chip(side, sentence, template) for side in sentence.finding.sides]
    return tuple(chips)


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
    none = Option(said("Nothing to find"), set_negative)
    text = template.spelling(sentence.laterality).capitalize() if sentence.laterality else ""
    return Chip(
        "laterality",
        text or said("side"),
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


def _set_laterality(word: str | None, sentence: Sentence, template: Template) -> str:
    return editing.set_laterality(sentence, word, template)


def _set_areas(count: int | None, sentence: Sentence, template: Template) -> str:
    return editing.set_areas(sentence, count, template)


def _toggle_zone(side: str, level: str, sentence: Sentence, template: Template) -> str:
    return editing.toggle_zone(sentence, side, level, template)


def _set_side(side: str, levels: tuple[str, ...], sentence: Sentence, template: Template) -> str:
    return editing.set_side(sentence, side, levels, template)
