"""What is wrong with a template of attributes: missing lists, and words that do not read back."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, pairwise

from lvit_core.prompt.attributes.reading import read_attributes
from lvit_core.prompt.attributes.slots import RESERVED, SIZE, regions_of, slots_of
from lvit_core.prompt.attributes.writing import attribute_clauses
from lvit_core.prompt.lexicon import lexicon
from lvit_core.prompt.sentence import Finding
from lvit_core.prompt.template import Template

MOST_SLOTS = 12
_MOST_TOLD = 5


def attribute_problems(template: Template) -> list[str]:
    """In plain words, the key first; empty where all is well."""
    found = [*_missing(template), *_sizes(template)]
    return found or list(islice(_unreadable(template), _MOST_TOLD))


def _missing(template: Template) -> Iterator[str]:
    form, slots = template.sentence, slots_of(template)
    yield from form.missing({"finding": ("{noun}",)})
    if len(form.nouns) != 2:
        yield "sentence.nouns must hold two words, such as lesion and lesions"
    if not form.negative:
        yield "sentence.negative must say that there is nothing, such as 'No lesion.'"
    if len(slots) > MOST_SLOTS:
        yield f"sentence.finding has {len(slots)} slots: keep at most {MOST_SLOTS}"
    for slot in slots:
        if slot in RESERVED:
            yield f"sentence.finding: the slot {{{slot}}} must have another name"
        elif not template.words.get(slot):
            yield f"words.{slot} must list the words of the slot {{{slot}}}"
    if "{count}" in form.finding and len(template.words.get("number", {})) < 2:
        yield "words.number must list number words in order, from nought"
    if "{place}" in form.finding:
        yield from form.missing({"place": ("{places}",)})
        if not regions_of(template):
            yield "words.side must name two sides and words.level two levels, for {place}"


def _sizes(template: Template) -> Iterator[str]:
    limits, words = template.sentence.sizes, template.words.get(SIZE, {})
    if not limits:
        return
    if len(limits) != len(words) - 1:
        yield f"sentence.sizes must hold {max(0, len(words) - 1)} limits, one between two sizes"
    rising = all(a < b for a, b in pairwise((0.0, *limits, 1.0)))
    if not rising:
        yield "sentence.sizes must rise, each a share of the image between 0 and 1"


def _unreadable(template: Template) -> Iterator[str]:
    """What the template would write and not understand."""
    words = lexicon(template)
    for key, finding in _findings(template):
        (clause,) = attribute_clauses(finding, template)
        again, complaints, _ = read_attributes(words.tokens(clause), template)
        if again != finding or complaints:
            yield f"{key} cannot be read back from '{clause}': use a word that stands nowhere else"
    negative = template.sentence.negative
    if not read_attributes(words.tokens(negative), template)[0].negative:
        yield "sentence.negative must contain a word of words.negation, and no other finding"


def _findings(template: Template) -> Iterator[tuple[str, Finding]]:
    for slot in slots_of(template):
        for word in template.words[slot]:
            yield f"words.{slot}.{word}", Finding(attributes={slot: word})
    if "{count}" in template.sentence.finding:
        for number, word in enumerate(template.words["number"]):
            if number:
                yield f"words.number.{word}", Finding(areas=number)
    for region in regions_of(template):
        yield f"the place '{region}'", Finding(dense=(region,))
