"""Comparatives: which of them compare the two sides, so that both are affected.

"Right greater than left" and "more on the right" do. "Larger than 3 cm in the right apex", "two
more nodules on the left" and "larger than before" compare something else, and the place stays
what it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lvit_core.prompt.lexicon import Meaning, Token
from lvit_core.prompt.organ.belonging import FINDING, has

_EMPTY = ("the", "is", "stable", "present", "lung")


def compared(clause: Sequence[Token], told: Sequence[Token]) -> tuple[list[Token], bool]:
    """The clause without a comparison of sides, and whether there was one.

    ``told`` are the clauses before: once both sides are named, "more confluent on the right" is
    one of sides, whatever "confluent" means.

    Of "right greater than left" both are affected; after "more" a single side only says where it
    is worse.
    """
    kept = list(clause)
    at = next((i for i, token in enumerate(clause) if token.says("more") is not None), None)
    if at is None:
        return kept, False
    sides = [i for i, token in enumerate(clause) if _one_side(token) is not None]
    before = next((i for i in reversed(sides) if i < at), None)
    after = next((i for i in sides if i > at), None)
    gone = clause[at].says("more") == "more" and has(clause[:at], ("without",))
    if after is None or gone:  # "kein Infiltrat mehr rechts"
        alone = after is None and before is not None and not has(clause, FINDING)
        worse = alone and _names_both(told)
        # "Beidseits basal Verschattungen, rechts ausgeprägter."
        return [t for t in clause if _ends(t)] if worse else kept, worse
    if before is None:
        second = next((i for i in sides if _one_side(clause[i]) != _one_side(clause[after])), None)
        if second is not None and _compares(clause, at, second):
            return _of_both(clause, after, second)
        worse = _compares(clause, at, after, of_both=_names_both([*told, *clause[:at]]))
        return (kept[:at], True) if worse else (kept, False)
    if _one_side(clause[before]) == _one_side(clause[after]) or not _compares(clause, at, after):
        return kept, False
    return _of_both(clause, before, after)


def of_something_else(clause: Sequence[Token], told: Sequence[Token]) -> bool:
    """Whether sides are compared by words that nobody knows: "right lung better aerated than left".

    Where a finding was told before, it is that one that is compared.
    """
    than = any(token.says("more") == "than" for token in clause)
    unknown = any(not token.known and token.text.isalpha() for token in clause)
    return than and unknown and not has([*clause, *told], FINDING)


def _of_both(clause: Sequence[Token], first: int, second: int) -> tuple[list[Token], bool]:
    rest = [t for i, t in enumerate(clause) if i not in (first, second) and not t.says("more")]
    if not has(rest, ("level", *FINDING)):
        return [t for t in rest if not _ends(t)], True
    if _own_level(clause, first) and _own_level(clause, second):
        return [_joined(token) for token in clause], True
    both = replace(clause[first], meanings=(Meaning("side", "both"),))
    kept = [both if i == first else t for i, t in enumerate(clause) if i != second]
    return [token for token in kept if token.says("more") is None], True


def _own_level(clause: Sequence[Token], at: int) -> bool:
    return has([*clause[max(0, at - 1) : at], *clause[at + 1 : at + 2]], ("level",))


def _joined(token: Token) -> Token:
    """ "Left upper more than right lower" are two places."""
    return replace(token, meanings=(Meaning("join", "and"),)) if token.says("more") else token


def _compares(clause: Sequence[Token], more: int, side: int, *, of_both: bool = False) -> bool:
    """Whether what lies between the comparing word and a side leads from the one to the other."""
    than = [i for i in range(more, side) if clause[i].says("more") == "than"]
    last = max(i for i in range(more, side) if clause[i].says("more") is not None)
    between = [token for token in clause[last + 1 : side] if not _stands_for_it(token)]
    allowed = ("leading", "level", "extent", *(FINDING if than else ()))
    return all(
        has([token], allowed)
        or token.says("filler") in _EMPTY
        or (of_both and not than and not token.known and token.text.isalpha())
        for token in between
    )


def _names_both(tokens: Sequence[Token]) -> bool:
    return any(
        "both" in (m.value, m.role) or m.value == "bilateral" for t in tokens for m in t.meanings
    )


def _ends(token: Token) -> bool:
    return token.says("break") is not None and len(token.meanings) == 1


def _stands_for_it(token: Token) -> bool:
    """ "Than the one on the left"."""
    return token.text.lower() in ("one", "that", "those", "so")


def _one_side(token: Token) -> str | None:
    side = token.says("side") if len(token.meanings) == 1 else None
    return None if side == "both" else side
