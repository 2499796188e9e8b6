"""The grammar of many small objects: how they are spread and where they stand closer together."""

from __future__ import annotations

from collections.abc import Sequence

from lvit_core import wording
from lvit_core.prompt.clauses import said_clauses
from lvit_core.prompt.density.regions import regions_of
from lvit_core.prompt.grammar import Reading
from lvit_core.prompt.lexicon import Meaning, Token
from lvit_core.prompt.sentence import Finding
from lvit_core.prompt.template import Template


def read_density(tokens: Sequence[Token], template: Template) -> Reading:
    """The finding, the complaints, and the tokens that turned out to say nothing (none here)."""
    words = tuple(template.words.get("distribution", {}))  # even, sparse, irregular
    sparse = words[1] if len(words) > 1 else None
    said = said_clauses(tokens, opposed=("high", "low", "distribution"), sparse=sparse)
    meanings = [meaning for token in said.tokens for meaning in token.meanings]
    spreads = list(dict.fromkeys(m.value for m in meanings if m.role == "distribution"))
    named = _regions(meanings, template)
    dense = tuple(region for region in regions_of(template) if region in named)
    negative = said.denies_all and not spreads and not dense
    finding = Finding(distribution=spreads[0] if spreads else None, dense=dense, negative=negative)

    complaints = []
    if len(spreads) > 1:
        complaints.append(
            wording.said(
                "says both {spreads} and {spreads_2} distributed",
                spreads=spreads[0],
                spreads_2=spreads[1],
            )
        )
    even = words[0] if words else None
    if even in spreads and dense:
        complaints.append(
            wording.said(
                "{even} distributed, but denser: {dense}", even=even, dense=", ".join(dense)
            )
        )
    if said.denies_all and not negative:
        complaints.append(wording.said("says there is nothing, but also names a finding"))
    return finding, complaints + said.complaints(), frozenset()


def _regions(meanings: Sequence[Meaning], template: Template) -> set[str]:
    """Level and side words that stand together make a corner, alone they are a half."""
    found: set[str] = set()
    level = side = ""
    for meaning in [*meanings, Meaning("break", ".")]:
        role, value = meaning.role, meaning.value
        closes = (
            role in ("break", "join") or (role == "level" and level) or (role == "side" and side)
        )
        if closes:
            found.add(" ".join(word for word in (level, side) if word))
            level = side = ""
        if role == "level":
            level = value
        elif role == "side":
            side = value
        elif role == "around":
            found.add("around")
    return found & set(regions_of(template))
