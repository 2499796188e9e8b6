"""What may come next in a sentence: phrases that fit what stands before the cursor.

Whole phrases come before single words, because a sentence of the grammar is mostly fixed text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lvit_core.prompt.compose import count_text, place_text, region_text
from lvit_core.prompt.density_grammar import regions_of
from lvit_core.prompt.lexicon import Token, lexicon
from lvit_core.prompt.parser import parse
from lvit_core.prompt.sentence import Sentence
from lvit_core.prompt.template import Template

_PARTIAL = re.compile(r"[^\W_]*\Z", re.UNICODE)
_MOST_COUNTED = 6
_WORD_LETTERS = 3  # "l" may mean a side, but who types it is likelier to be on the way to a word


@dataclass(frozen=True)
class Completion:
    """``text`` replaces ``sentence[start:end]`` (what was typed of the word so far)."""

    text: str
    start: int
    end: int


def completions(
    text: str, cursor: int, template: Template, limit: int = 8
) -> tuple[Completion, ...]:
    """Phrases and words that fit at the cursor, the likeliest first.

    With nothing typed of a word yet, only phrases the grammar expects here are returned.
    """
    before = text[:cursor]
    match = _PARTIAL.search(before)
    start = match.start() if match else cursor
    typed = before[start:]
    said = before[:start]
    found: dict[str, None] = {}
    for phrase in _phrases(said, template):
        if phrase.lower().startswith(typed.lower()) and phrase.lower() != typed.lower():
            found.setdefault(phrase)
    if len(typed) >= _WORD_LETTERS and lexicon(template).meanings(typed):
        for phrase in _continued(before, template):
            found.setdefault(typed + phrase)
    elif typed:
        for word in _words(typed, template):
            if not any(phrase.lower().split()[0] == word for phrase in found):
                found.setdefault(word)
    fits = [_fitted(phrase, said, typed) for phrase in found]
    return tuple(Completion(phrase, start, cursor) for phrase in fits[:limit])


def ghost(text: str, cursor: int, template: Template) -> str:
    """The rest of the likeliest phrase, to be shown faintly after the cursor; "" for none.

    Only at the end of the text: in the middle it would cover what stands there.
    """
    if text[cursor:].strip():
        return ""
    for option in completions(text, cursor, template, limit=1):
        return option.text[option.end - option.start :]
    return ""


def _continued(before: str, template: Template) -> Iterator[str]:
    """Phrases after a finished word, with the comma, blank or "and" that leads to them."""
    sentence = parse(before, template)
    last = _last(sentence)
    if last is None or template.grammar == "density":
        return
    inside = any(last.says(role) for role in ("laterality", "number", "level", "side"))
    joint = " " if inside else ", "
    if not inside and sentence.finding.sides:
        joint = f" {template.sentence.join} "
    counted = inside or sentence.finding.areas is not None
    counts = () if counted else tuple(_counts(sentence, template))
    nothing_more = True
    for phrase in _phrases(before, template):
        nothing_more = False
        yield (", " if phrase in counts else joint) + phrase
    if nothing_more and not sentence.finding.empty:
        yield "."


def _phrases(said: str, template: Template) -> Iterator[str]:
    sentence = parse(said, template)
    if template.grammar == "density":
        yield from _density_phrases(said, sentence, template)
    else:
        yield from _organ_phrases(sentence, template)


def _organ_phrases(sentence: Sentence, template: Template) -> Iterator[str]:
    form = template.sentence
    last = _last(sentence)
    finding = sentence.finding
    if last is None:
        for laterality in ("bilateral", "unilateral", *template.words["laterality"]):
            if laterality in template.words["laterality"]:
                yield form.finding.format(laterality=template.spelling(laterality))
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
        yield place.format(side=template.spelling(side))
    if last.says("level") in template.levels:
        index = template.levels.index(last.says("level") or "")
        for level in template.levels[index + 1 :]:
            yield template.spelling(level)


def _density_phrases(said: str, sentence: Sentence, template: Template) -> Iterator[str]:
    form = template.sentence
    last = _last(sentence)
    if last is not None and (last.says("distribution") or last.says("around")):
        yield form.distribution.split("{distribution}", 1)[1].strip() + "."
    elif last is not None and last.says("level") is not None:
        yield from (template.spelling(side) for side in template.sides)
    else:
        typed = " ".join(said.lower().split())
        for option in _density_sentences(template):
            if option.lower().startswith(typed):
                yield option[len(typed) :].lstrip()


def _density_sentences(template: Template) -> Iterator[str]:
    form = template.sentence
    for word in template.words["distribution"]:
        yield _sentence(form.distribution.format(distribution=template.spelling(word)))
    for region in regions_of(template):
        if region != "around":
            yield _sentence(form.dense.format(regions=region_text(region, template)))
    if form.around:
        yield _sentence(form.around)
    yield form.negative


def _sentence(clause: str) -> str:
    return clause[0].upper() + clause[1:] + "."


def _last(sentence: Sentence) -> Token | None:
    """The last word that matters; a comma or "and" after it means something new may begin."""
    return sentence.tokens[-1] if sentence.tokens else None


def _words(typed: str, template: Template) -> list[str]:
    """Canonical words first, then synonyms, that begin with what was typed."""
    typed = typed.lower()
    canonical: list[str] = []
    synonyms: list[str] = []
    for role, entries in template.words.items():
        if role in ("short", "filler"):
            continue
        for key, others in entries.items():
            canonical.append(template.spelling(key))
            synonyms.extend(other for other in others if len(other) >= _WORD_LETTERS)
    fits = [word for word in (*canonical, *synonyms) if word.startswith(typed) and word != typed]
    return list(dict.fromkeys(fits))


def _fitted(phrase: str, said: str, typed: str) -> str:
    """A capital at the beginning of the text, else lower case; typed letters stay as typed."""
    first = phrase[:1].lower() if said.strip() else phrase[:1].upper()
    return typed + (first + phrase[1:])[len(typed) :]
