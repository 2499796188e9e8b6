"""The slots of a sentence of attributes to click: the number, each attribute, each place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from lvit_core.prompt.attributes.slots import regions_of, slots_of
from lvit_core.prompt.attributes.writing import region_text
from lvit_core.prompt.chips import Chip, Option
from lvit_core.prompt.editing import negative_chip, rewritten, set_negative
from lvit_core.prompt.sentence import Sentence
from lvit_core.prompt.template import Template
from lvit_core.wording import said

_MOST_OFFERED = 6


def attribute_chips(sentence: Sentence, template: Template) -> tuple[Chip, ...]:
    """All slots in the order of the canonical sentence; places that are said, then one more."""
    if sentence.is_negative:
        return (negative_chip(),)
    chips = [_slot_chip(slot, sentence, template) for slot in slots_of(template)]
    return (_number_chip(sentence, template), *chips, *_place_chips(sentence, template))


def _number_chip(sentence: Sentence, template: Template) -> Chip:
    singular, plural = template.sentence.nouns
    known = len(template.words.get("number", {}))
    most = min(known - 1, max(_MOST_OFFERED, sentence.areas or 0))
    options = tuple(
        Option(f"{n} {singular if n == 1 else plural}", partial(_set_areas, n), n == sentence.areas)
        for n in range(1, most + 1)
    )
    none = Option(said("Nothing to find"), set_negative)
    if sentence.areas is None:
        return Chip("number", plural, False, (*options, none))
    noun = singular if sentence.areas == 1 else plural
    text = f"{sentence.areas} {noun}"
    return Chip("number", text, True, (*options, none), partial(_set_areas, None))


def _slot_chip(slot: str, sentence: Sentence, template: Template) -> Chip:
    chosen = sentence.finding.attributes.get(slot)
    options = tuple(
        Option(template.spelling(word), partial(_set_slot, slot, word), word == chosen)
        for word in template.words[slot]
    )
    if chosen is None:
        return Chip(slot, slot, False, options)
    return Chip(slot, template.spelling(chosen), True, options, partial(_set_slot, slot, None))


def _place_chips(sentence: Sentence, template: Template) -> Iterator[Chip]:
    for region in sentence.dense:
        toggle = partial(_toggle_place, region)
        yield Chip("place", region_text(region, template), True, (), toggle)
    options = tuple(
        Option(region_text(region, template), partial(_toggle_place, region))
        for region in regions_of(template)
        if region not in sentence.dense
    )
    if options:
        yield Chip("place", said("place"), False, options)


def _set_areas(count: int | None, sentence: Sentence, template: Template) -> str:
    return rewritten(sentence, replace(sentence.finding, areas=count), template)


def _set_slot(slot: str, word: str | None, sentence: Sentence, template: Template) -> str:
    said = {name: value for name, value in sentence.finding.attributes.items() if name != slot}
    if word is not None:
        said[slot] = word
    return rewritten(sentence, replace(sentence.finding, attributes=said), template)


def _toggle_place(region: str, sentence: Sentence, template: Template) -> str:
    chosen = set(sentence.dense) ^ {region}
    dense = tuple(name for name in regions_of(template) if name in chosen)
    return rewritten(sentence, replace(sentence.finding, dense=dense), template)
