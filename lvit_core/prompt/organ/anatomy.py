"""Places whose side is not said because a patient has one only: the lingula is on the left.

That is the patient's left. A sentence alone does not tell whether its "left" is the patient's or
the viewer's, so such a place stays without a side, and the reader says so, unless `laterality`,
which knows, has given it one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lvit_core.prompt.clauses import clauses_of
from lvit_core.prompt.lexicon import Meaning, Token
from lvit_core.prompt.organ.belonging import FINDING, has

_EDGE = Meaning("break", "short")
_BOTH = "both"


def sided_here(token: Token, tokens: Sequence[Token], index: int) -> str | None:
    """The patient's side on which a place lies that does not say it, ``None`` for others."""
    side = token.says("patient")
    unsaid = side is not None and side != _BOTH and not _stands_by_a_side(tokens, index)
    return side if unsaid else None


def on_side(token: Token, side: str) -> Token:
    """The word with its side, as an abbreviation has one."""
    levels = tuple(meaning for meaning in token.meanings if meaning.role == "level")
    return replace(token, meanings=(_EDGE, *levels, Meaning("side", side), _EDGE))


def with_both_sides(tokens: Sequence[Token]) -> tuple[list[Token], list[str]]:
    """Words such as "bases" mean both, unless a side is said; others wait for their side.

    Returns:
        The tokens, and the words of places that have a side which is not known here.
    """
    found: list[Token] = []
    waiting: list[str] = []
    before = headed = False  # whether the sentence, or the heading of this clause, named a side
    for clause in clauses_of(tokens):
        own = any(_names_a_side(token) for token in clause)
        told = own or headed or (before and not has(clause, FINDING))
        for index, token in enumerate(clause):
            side = token.says("patient")
            level = tuple(m for m in token.meanings if m.role == "level")
            if side is None:
                found.append(token)
            elif _stands_by_a_side(clause, index) or (side == _BOTH and told):
                found.append(replace(token, meanings=level))
            elif side == _BOTH:
                found.append(on_side(token, _BOTH))
            else:
                waiting.append(token.text)
        before = (before or own) and clause[-1].says("break") != "."
        headed = own and clause[-1].text == ":"
    return found, waiting


def _names_a_side(token: Token) -> bool:
    return any(meaning.role in ("side", "laterality") for meaning in token.meanings)


def _stands_by_a_side(tokens: Sequence[Token], index: int) -> bool:
    """Whether the next word on either side, but for articles, names a side."""
    before = next((t for t in tokens[:index][::-1] if t.says("filler") is None), None)
    after = next((t for t in tokens[index + 1 :] if t.says("filler") is None), None)
    beside = (token for token in (before, after) if token is not None)
    return any(token.says("side") is not None and len(token.meanings) == 1 for token in beside)
