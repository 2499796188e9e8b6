"""The grammar of findings in a paired organ: which side, how many areas, which levels.

Words may come in any order ("upper left lung", "left lung, upper zone", "both lower lobes"), so
nothing here follows the canonical sentence: sides are the anchors, and levels are given to the side
they belong to by the words between them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lvit_core import wording
from lvit_core.prompt.grammar import Reading
from lvit_core.prompt.lexicon import Meaning, Token
from lvit_core.prompt.organ.anatomy import with_both_sides
from lvit_core.prompt.organ.belonging import FINDING, has
from lvit_core.prompt.organ.phrasing import phrased
from lvit_core.prompt.organ.scope import Scoped, scoped
from lvit_core.prompt.sentence import Finding
from lvit_core.prompt.template import Template

_EMPTY = Meaning("filler", "the")
_OF_NUMBERS = ("-", "to", "of", "von", "bis", "out")


@dataclass
class _Place:
    """One side word; ``runs`` are the levels that follow it, cut by "and" or a comma."""

    side: str
    runs: list[list[str]] = field(default_factory=lambda: [[]])
    levels: list[str] = field(default_factory=list)


def read_organ(tokens: Sequence[Token], template: Template) -> Reading:
    """The finding, the complaints, and the tokens that turned out to say nothing."""
    sided, waiting = with_both_sides(phrased(tokens, template.sides))
    said = scoped(sided)
    meanings = [meaning for token in said.tokens for meaning in token.meanings]
    lateralities = _values(meanings, "laterality")
    laterality = lateralities[0] if lateralities else None
    counts, ignored = _counts(said.tokens, template)
    if laterality is None and said.uneven and not _values(meanings, "side"):
        laterality = "bilateral"
    zones, homeless = _zones(meanings, laterality, template)
    less = bool(said.spared or said.cleared)
    if less and laterality == "bilateral" and not any(zones.values()):
        zones = dict.fromkeys(template.sides, template.levels)
    elif said.spared and homeless == ["all"]:  # "diffuse, sparing the left apex"
        zones, homeless = dict.fromkeys(template.sides, template.levels), []
    zones = _without_spared(zones, said.spared, meanings, template)
    for part in said.cleared:
        zones = _without_spared(zones, part, meanings, template)
    if said.cleared and laterality == "bilateral" and not all(zones.values()):
        laterality = None
    areas = counts[0] if counts else None
    nothing_else = laterality is None and not any(zones.values())
    if areas is None and nothing_else and said.denies_all:
        areas = 0
    negative = areas == 0 and nothing_else
    finding = Finding(laterality, areas, zones, negative=negative)

    complaints = [] if negative else _complaints(finding, said, template)
    if len(lateralities) > 1:
        complaints.append(
            wording.said(
                "says both {lateralities} and {lateralities_2}",
                lateralities=lateralities[0],
                lateralities_2=lateralities[1],
            )
        )
    if len(counts) > 1:
        complaints.append(
            wording.said(
                "counts both {counts} and {counts_2} areas", counts=counts[0], counts_2=counts[1]
            )
        )
    complaints += [
        wording.said('"{word}" is on one side of the patient: say left or right', word=word)
        for word in waiting
    ]
    if homeless:
        complaints.append(
            wording.said("names {homeless} without a side", homeless=" and ".join(homeless))
        )
    return finding, complaints + said.left_out, frozenset(ignored)


def _values(meanings: Sequence[Meaning], role: str) -> list[str]:
    """Different values of a role in order."""
    return list(dict.fromkeys(m.value for m in meanings if m.role == role))


def _counts(tokens: Sequence[Token], template: Template) -> tuple[list[int], list[Token]]:
    """Different numbers of areas in order, and the numbers that count something else."""
    numbers = tuple(template.words.get("number", {}))
    counts: list[int] = []
    ignored: list[Token] = []
    apart: list[int] = []  # how many of them lie in a place: "one on the left"
    measures = _measures(tokens)
    for index, token in enumerate(tokens):
        word = token.says("number")
        if word is None:
            continue
        rest = [t for i, t in enumerate(tokens) if i > index and i not in measures]
        sure = index not in measures and not _is_a_bound(tokens[:index], rest)
        if sure and _is_of_one_place(rest):
            ignored.append(token)
        elif sure and _counts_areas(tokens[:index], rest):
            counts.append(numbers.index(word))
        else:
            ignored.append(token)
            apart += [numbers.index(word)] * (_places_of(rest) if sure else 0)
    told_apart = len(apart) > 1 and sum(apart) in counts
    if apart and not told_apart:  # "two nodules on the right and one on the left"
        counts = []
    return list(dict.fromkeys(counts)), ignored


def _is_a_bound(before: Sequence[Token], rest: Sequence[Token]) -> bool:
    """ "More than three", "two or three", "three of five": how many there are is not said."""
    told = [token for token in before if token.says("filler") != "the"]
    if told and told[-1].says("more") is not None:
        return True
    return _leads_to_number(told[::-1]) or _leads_to_number(rest)


def _leads_to_number(tokens: Sequence[Token]) -> bool:
    between, number = next(iter(tokens), None), next(iter(tokens[1:]), None)
    if between is None or number is None:
        return False
    counted = number.says("number") is not None or number.text.isdecimal()
    leads = between.says("join") is not None or between.text.lower() in _OF_NUMBERS
    return counted and leads


def _is_of_one_place(rest: Sequence[Token]) -> bool:
    """ "Two nodules on the right and a nodule on the left": two are not all."""
    noun = next((i for i, t in enumerate(rest) if t.says("count_noun") is not None), None)
    if noun is None:
        return False
    end = next((i for i, t in enumerate(rest) if i > noun and t.says("break") == "."), len(rest))
    place = next((i for i in range(noun, end) if _one_side(rest[i]) is not None), end)
    join = next((i for i in range(noun, end) if has([rest[i]], ("join", "break", "with"))), end)
    if join < place:
        return False
    after = next((i for i in range(place, end) if has([rest[i]], ("join", "with"))), end)
    others = rest[after + 1 : end]
    another = any(
        has([t], (*FINDING, "more", "number")) or not t.known or t.text.lower() == "third"
        for t in others
    )
    sides = {side for t in others if (side := _one_side(t)) is not None}
    return another and bool(sides) and _one_side(rest[place]) not in sides


def _one_side(token: Token) -> str | None:
    side = token.says("side") if len(token.meanings) == 1 else None
    return None if side == "both" else side


def _places_of(rest: Sequence[Token]) -> int:
    """In how many places a number stands at once: one "on the left", two "in each lung"."""
    following = [t for t in rest if t.says("leading") is None and t.says("filler") != "the"]
    roles = {m.role for token in following[:1] for m in token.meanings}
    if not roles & {"side", "level"}:
        return 0
    return 2 if following[0].says("side") == "both" else 1


def _measures(tokens: Sequence[Token]) -> set[int]:
    """Places of numbers with their unit: "22 x 14 mm" counts nothing."""
    found: set[int] = set()
    for index, token in enumerate(tokens):
        if token.says("unit") is None:
            continue
        found.add(index)
        for before in range(index - 1, -1, -1):
            if not tokens[before].text[:1].isdigit() and tokens[before].says("unit") is None:
                break
            found.add(before)
    return found


def _counts_areas(before: Sequence[Token], rest: Sequence[Token]) -> bool:
    """A number counts areas if a noun for them follows, or if it is a clause of its own.

    What begins a list ("1. Pneumonia.") is no count.
    """
    begins_clause = not before or before[-1].says("break") is not None
    for distance, token in enumerate(rest):
        if token.says("count_noun") is not None:
            return True
        if token.says("break") is not None:
            heads = token.text == "." and distance + 1 < len(rest)
            return begins_clause and distance == 0 and not heads
        if token.known and not _is_beside_the_count(token):
            return False
    return begins_clause and not rest


def _is_beside_the_count(token: Token) -> bool:
    """Whether a word may stand between a number and what it counts: "two infected areas"."""
    return any(token.says(role) is not None for role in ("filler", "finding", "more"))


def _zones(
    meanings: Sequence[Meaning], laterality: str | None, template: Template
) -> tuple[dict[str, tuple[str, ...]], list[str]]:
    """Levels of each side, and the levels that no side claims."""
    leading, places = _places(meanings, template)
    homeless: list[str] = []
    if not places and leading:
        if laterality == "bilateral":
            places = [_Place("both", levels=leading)]
        else:
            homeless = list(dict.fromkeys(leading))
    else:
        _share_levels(leading, places)
    named: dict[str, set[str]] = {side: set() for side in template.sides}
    whole: set[str] = set()  # sides named without a level: all of them, if nothing else is said
    for place in places:
        levels = set(place.levels)
        for side in template.sides if place.side == "both" else (place.side,):
            named[side] |= set(template.levels) if "all" in levels else levels
            whole |= set() if levels else {side}
    for side in whole:
        named[side] = named[side] or set(template.levels)
    zones = {
        side: tuple(level for level in template.levels if level in levels)
        for side, levels in named.items()
    }
    return zones, homeless


def _without_spared(
    zones: dict[str, tuple[str, ...]],
    spared: Sequence[Token],
    meanings: Sequence[Meaning],
    template: Template,
) -> dict[str, tuple[str, ...]]:
    """What is left once the spared places are taken away; without a side, of the last one named."""
    if not spared:
        return zones
    sides = [meaning for meaning in meanings if meaning.role in ("side", "laterality")]
    last = sides[-1] if sides and sides[-1].role == "side" else Meaning("side", "both")
    told = [meaning for token in spared for meaning in token.meanings]
    if not any(meaning.role == "side" for meaning in told):
        told = [*told, last]
    taken, _ = _zones(told, None, template)
    return {
        side: tuple(level for level in levels if level not in taken[side])
        for side, levels in zones.items()
    }


def _places(meanings: Sequence[Meaning], template: Template) -> tuple[list[str], list[_Place]]:
    """Levels before the first side, and every side with what follows it up to the next."""
    leading: list[str] = []
    places: list[_Place] = []
    meanings = [meaning for meaning in meanings if meaning != _EMPTY]
    for index, meaning in enumerate(meanings):
        if meaning.role == "side":
            joined = index >= 2 and meanings[index - 1].role == "join"
            if joined and meanings[index - 2].role == "side":
                places[-1] = _Place(_together(places[-1].side, meaning.value))
            else:
                places.append(_Place(meaning.value))
        elif meaning.role == "level" and places:
            places[-1].runs[-1].append(meaning.value)
        elif meaning.role == "level":
            leading.append(meaning.value)
        elif meaning.role in ("break", "join", "with") and places:
            places[-1].runs.append([])
    return leading, places


def _together(first: str, second: str) -> str:
    return first if first == second else "both"


def _share_levels(leading: list[str], places: list[_Place]) -> None:
    """Gives each level between two sides to one of them.

    "upper left lung and lower right lung" puts levels before the side, "left upper, right lower"
    after it; a side that already has levels leaves the ones behind it to the next side.
    """
    before = leading
    for index, place in enumerate(places):
        following = places[index + 1] if index + 1 < len(places) else None
        flat = [level for run in place.runs for level in run]
        own, rest = flat, list[str]()
        if following is None:
            pass
        elif following.runs[0]:
            own, rest = (place.runs[0], flat[len(place.runs[0]) :]) if before else (flat, [])
        elif before:
            own, rest = [], flat
        else:
            rest = place.runs[-1]
            own = flat[: len(flat) - len(rest)]
        place.levels = before + own
        before = rest


def _complaints(finding: Finding, said: Scoped, template: Template) -> list[str]:
    organ, organs = template.sentence.organ
    sides = finding.sides
    complaints = []
    if finding.laterality == "unilateral" and len(sides) == 2:
        complaints.append(wording.said("unilateral, but names both {organs}", organs=organs))
    if finding.laterality == "bilateral" and len(sides) == 1:
        complaints.append(
            wording.said(
                "bilateral, but names only the {sides} {organ}", sides=sides[0], organ=organ
            )
        )
    implied = {"unilateral": 1, "bilateral": 2}.get(finding.laterality or "", 0)
    if finding.areas is not None and finding.areas < max(len(sides), implied):
        count = (
            wording.said("no area")
            if finding.areas == 0
            else wording.said("{areas} area", areas=finding.areas)
        )
        why = (
            wording.said("names both {organs}", organs=organs)
            if len(sides) == 2
            else wording.said("is {laterality}", laterality=finding.laterality)
        )
        if len(sides) == 1 and finding.laterality != "bilateral":
            why = wording.said("names the {sides} {organ}", sides=sides[0], organ=organ)
        complaints.append(wording.said("{count}, but {why}", count=count, why=why))
    if said.contradicts and not finding.empty:
        complaints.append(wording.said("says there is nothing, but also names a finding"))
    return complaints
