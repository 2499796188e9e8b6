"""Reading attributes: words in any order, each of which fills one slot."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from lvit_core import wording
from lvit_core.prompt.attributes.slots import regions_of, slots_of
from lvit_core.prompt.clauses import said_clauses
from lvit_core.prompt.grammar import Reading
from lvit_core.prompt.lexicon import Meaning, Token
from lvit_core.prompt.sentence import Finding
from lvit_core.prompt.template import Template


def read_attributes(tokens: Sequence[Token], template: Template) -> Reading:
    """The finding, the complaints, and the tokens that turned out to say nothing."""
    said = said_clauses(tokens)
    measures = _measures(said.tokens)
    counting = [token for token in said.tokens if token not in measures]
    meanings = [meaning for token in counting for meaning in token.meanings]
    attributes: dict[str, str] = {}
    complaints = []
    for slot in slots_of(template):
        values = _values(meanings, slot)
        if values:
            attributes[slot] = values[0]
        if len(values) > 1:
            complaints.append(
                wording.said(
                    "says both {values} and {values_2}", values=values[0], values_2=values[1]
                )
            )
    words = _values(meanings, "number")
    numbers = tuple(template.words.get("number", {}))
    areas = numbers.index(words[0]) if words else None
    if len(words) > 1:
        complaints.append(
            wording.said("counts both {words} and {words_2}", words=words[0], words_2=words[1])
        )
    dense = _places(meanings, template)

    says_more = bool(attributes or dense or areas)
    nothing = said.denies_all or areas == 0
    if nothing and says_more:
        complaints.append(wording.said("says there is nothing, but also names a finding"))
        areas = areas or None
    finding = Finding(areas=areas, dense=dense, attributes=attributes)
    if nothing and not says_more:
        finding = Finding(negative=True)
    return finding, complaints + said.complaints(), measures


def _values(meanings: Sequence[Meaning], role: str) -> list[str]:
    """Different values of a role in order."""
    return list(dict.fromkeys(m.value for m in meanings if m.role == role))


def _measures(tokens: Sequence[Token]) -> frozenset[Token]:
    """Numbers before a unit: "12 mm" counts nothing."""
    pairs = pairwise(tokens)
    return frozenset(one for one, unit in pairs if one.says("number") and unit.says("unit"))


def _places(meanings: Sequence[Meaning], template: Template) -> tuple[str, ...]:
    """Level and side that stand together are a corner, alone they are a half."""
    found: set[str] = set()
    level = side = ""
    for meaning in [*meanings, Meaning("break", ".")]:
        role, value = meaning.role, meaning.value
        if role in ("break", "join") or (role == "level" and level) or (role == "side" and side):
            found.add(" ".join(filter(None, (level, side))))
            level = side = ""
        if role == "level":
            level = value
        elif role == "side":
            side = value
        elif role == "center":
            found.add("center")
    return tuple(region for region in regions_of(template) if region in found)
