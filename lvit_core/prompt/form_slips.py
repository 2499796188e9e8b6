"""Slips in a sentence of the template's own form, however many: places tell what words are.

"Bilateqal pulmonary infeition, twy infecqed areas, ..." has one way to be read, because the form
says which words may stand where. A text is laid over the form word by word (a Viterbi path over its
places, each word at the cost of the letters that differ), and only a text that fits it well is read
so: "lower wight lung" is the right one here and nowhere else. Words that the template knows stay
what they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from lvit_core.prompt.spelling import OTHER_PARTS, REAL_WORDS, distance, negates
from lvit_core.prompt.template import Template

_SLOT = re.compile(r"\{(\w+)\}|[^\W\d_]+")
_ROLES = {"laterality": "laterality", "count": "number", "levels": "level", "side": "side"}
_WELL = 0.25  # share of all letters that may differ
_FIXED = 0.7  # share of the letters of a word that says nothing
_WORD = 0.6  # share of the letters of one word with a meaning
_LONG_WORD = 0.4  # the same where these are more than two letters: "ipsilateral" is no slip
_FEW = 2  # letters
_FEWEST = 5  # words
_OPPOSITE = 2  # letters by which the other side must be further away
_NEVER = 99
_DOUBT = 0.1
LOST = ""  # what a word is told as that names a place of which nobody knows the side
_MOST_AREAS = 6  # "tsn" is not read as ten
_LONGEST = 40  # words: no sentence of the form is longer


@dataclass(frozen=True)
class Place:
    """Where a word stands in the form: the words that may, and the places that may follow.

    ``means`` is false for fixed text, which says nothing; a sentence may begin where ``first`` is.
    """

    words: tuple[str, ...]
    means: bool
    side: bool = False
    level: bool = False
    first: bool = False
    after: list[int] = field(default_factory=list)


def form_of(template: Template) -> tuple[Place, ...]:
    """The places of a form that names sides and levels; empty for other templates."""
    form = template.sentence
    slots = ("{laterality}" in form.finding, "{levels}" in form.place, "{side}" in form.place)
    if not all(slots):
        return ()
    places: list[Place] = []
    spans = []
    for text in (form.finding, form.count, form.place):
        start = len(places)
        places += [_place(match, template) for match in _SLOT.finditer(text)]
        for at in range(start, len(places) - 1):
            places[at].after.append(at + 1)
        spans.append((start, len(places) - 1))
    (_, finding_end), (count, count_end), (place, place_end) = spans
    levels = next(i for i in range(place, place_end + 1) if places[i].level)
    places[levels].after.append(levels)
    starts = [place, levels + 1] if levels == place else [place]  # a side may have no level
    join = len(places)
    places.append(Place((form.join,), means=False, after=starts))
    places[place_end].after.extend([join, *starts])
    places[finding_end].after.extend([count, *starts])
    for at in (0, count, *starts):
        places[at] = replace(places[at], first=True)
    places[count_end].after.extend(starts)
    return tuple(places)


def _place(match: re.Match[str], template: Template) -> Place:
    slot = match.group(1)
    if slot is None:
        return Place((match.group().lower(),), means=False)
    if slot == "noun":
        return Place(tuple(noun.lower() for noun in template.sentence.nouns), means=False)
    if slot == "levels":
        return Place(_levels(template), means=True, level=True)
    words = template.words.get(_ROLES.get(slot, ""), {})
    keys = [key for key in words if key not in ("zero", "both")]
    keys = keys[:_MOST_AREAS] if slot == "count" else keys
    told = tuple(template.spelling(key).lower() for key in keys)
    return Place(told, means=True, side=slot == "side")


def _levels(template: Template) -> tuple[str, ...]:
    return tuple(template.spelling(key).lower() for key in template.words.get("level", {}))


def words_of_form(
    words: Sequence[str], sure: Sequence[bool], form: Sequence[Place], denying: Sequence[str]
) -> list[str | None] | None:
    """Each word of a text as the form has it, ``None`` where it cannot tell.

    Args:
        words: In small letters.
        sure: Whether a word is understood as it stands; it then fits only where it may stand.
        form: As `form_of` gives it.
        denying: Words that deny; what is as near to one of them is not told, and neither is fixed
            text that is nearer to one.

    Returns:
        ``None`` where the text is none of that form. ``LOST`` for the words of a place whose side
        cannot be told.
    """
    if not form or not _FEWEST <= len(words) <= _LONGEST:
        return None
    costs = [
        [_cost(word, place, stands) for place in form]
        for word, stands in zip(words, sure, strict=True)
    ]
    best = [cost if place.first else _NEVER for cost, place in zip(costs[0], form, strict=True)]
    paths: list[list[int]] = []
    before = [[at for at, one in enumerate(form) if i in one.after] for i in range(len(form))]
    for row in costs[1:]:
        chosen = [min(b, key=best.__getitem__, default=0) for b in before]
        reach = [best[c] if b else _NEVER for c, b in zip(chosen, before, strict=True)]
        best = [min(_NEVER * len(words), r + c) for r, c in zip(reach, row, strict=True)]
        paths.append(chosen)
    at = min(range(len(form)), key=best.__getitem__)
    if best[at] > _WELL * sum(map(len, words)):
        return None
    path = [at]
    for chosen in reversed(paths):
        path.append(chosen[path[-1]])
    places = [form[place] for place in reversed(path)]
    told = [
        _word(word, place) if stands else _unless_denying(word, place, denying)
        for word, stands, place in zip(words, sure, places, strict=True)
    ]
    return _without_lost_places(told, places)


def _without_lost_places(told: list[str | None], places: Sequence[Place]) -> list[str | None]:
    """Levels before a side that cannot be told are told of nobody: never of the next side."""
    for index, (word, place) in enumerate(zip(told, places, strict=True)):
        if place.side and word is None:
            told[index] = LOST
            before = index - 1
            while before >= 0 and places[before].level:
                told[before] = LOST
                before -= 1
    return told


def _cost(word: str, place: Place, sure: bool) -> float:
    """Letters that differ; of two places as near, fixed text comes first."""
    if sure:
        return 0 if word in place.words else _NEVER
    slips, near = min((distance(word, other, _NEVER), other) for other in place.words)
    if not place.means and slips > _FIXED * len(near):
        return _NEVER
    return slips + _DOUBT * place.means


def _unless_denying(word: str, place: Place, denying: Sequence[str]) -> str | None:
    right = _word(word, place)
    if right is None or word in OTHER_PARTS or negates(word, right):
        return None
    slips = distance(word, right, _NEVER)
    # No lung is "light": in the form's own place of a side, one letter is a slip all the same.
    if word in REAL_WORDS and place.means and not place.level and (slips > 1 or not place.side):
        return None
    slips -= not place.means
    denies = any(distance(word, other, max(0, slips)) <= slips for other in denying)
    return None if denies else right


def _word(word: str, place: Place) -> str | None:
    """The word of a place that this one is; ``None`` where two are about as near."""
    ranked = sorted((distance(word, other, _NEVER), other) for other in place.words)
    slips, best = ranked[0]
    if not place.means or slips == 0:
        return best
    if slips > min(_WORD * len(best), max(_FEW, _LONG_WORD * len(best))):
        return None
    margin = _OPPOSITE if place.side else 1
    return best if len(ranked) == 1 or ranked[1][0] >= slips + margin else None
