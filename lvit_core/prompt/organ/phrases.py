"""What may come next in a sentence about a paired organ."""

from __future__ import annotations

from collections.abc import Iterator

from lvit_core.prompt.compose import filled
from lvit_core.prompt.lexicon import Token
from lvit_core.prompt.organ.writing import count_text, place_text
from lvit_core.prompt.sentence import Sentence
from lvit_core.prompt.template import Template

_MOST_COUNTED = 6


def organ_phrases(sentence: Sentence, template: Template) -> Iterator[str]:
    """What may follow the sentence so far, the likeliest first."""
    form = template.sentence
    last = sentence.last
    finding = sentence.finding
    if last is None:
        for laterality in ("bilateral", "unilateral", *template.words["laterality"]):
            if laterality in template.words["laterality"]:
                yield filled(form.finding, laterality=template.spelling(laterality))
        yield form.negative.rstrip(".") + "."
    elif last.says("laterality") is not None:
        yield form.finding.split("{laterality}", 1)[1].strip()
    elif last.says("number") is not None:
        value = list(template.words["number"]).index(last.says("number") or "")
        yield count_text(value, template).split(" ", 1)[1]
    elif last.says("level") is not None:
        yield from _after_level(last, template)
    elif last.says("side") is not None:
        yield form.place.split("{side}", 1)[1].strip()
    else:
        if finding.areas is None and not finding.negative:
            yield from _counts(sentence, template)
        if not finding.negative:
            yield from _places(sentence, template)


def _counts(sentence: Sentence, template: Template) -> Iterator[str]:
    words = tuple(template.words["laterality"])
    implied = words.index(sentence.laterality) + 1 if sentence.laterality in words else 1
    least = max(1, implied, len(sentence.finding.sides))
    for value in range(least, _MOST_COUNTED + 1):
        yield count_text(value, template)


def _places(sentence: Sentence, template: Template) -> Iterator[str]:
    zones = sentence.zones
    open_sides = [side for side in template.sides if not zones.get(side)]
    one_sided = next(iter(template.words["laterality"]))
    one_only = sentence.laterality == one_sided or sentence.areas == 1
    if one_only and len(open_sides) == 1:
        open_sides = []
    for side in open_sides:
        for level in template.levels:
            yield place_text(side, (level,), template)
        yield place_text(side, template.levels, template)


def _after_level(last: Token, template: Template) -> Iterator[str]:
    place = template.sentence.place.split("{levels}", 1)[1].strip()
    for side in template.sides:
        yield filled(place, side=template.spelling(side))
    if last.says("level") in template.levels:
        index = template.levels.index(last.says("level") or "")
        for level in template.levels[index + 1 :]:
            yield template.spelling(level)


def continued_phrases(sentence: Sentence, template: Template) -> Iterator[str]:
    """Phrases after a finished word, with the comma, blank or "and" that leads to them."""
    last = sentence.last
    if last is None:
        return
    inside = any(last.says(role) for role in ("laterality", "number", "level", "side"))
    joint = " " if inside else ", "
    if not inside and sentence.finding.sides:
        joint = f" {template.sentence.join} "
    counted = inside or sentence.finding.areas is not None
    counts = () if counted else tuple(_counts(sentence, template))
    nothing_more = True
    for phrase in organ_phrases(sentence, template):
        nothing_more = False
        yield (", " if phrase in counts else joint) + phrase
    if nothing_more and not sentence.finding.empty:
        yield "."
