"""What a sentence asserts and what it denies.

"Left lung clear, lower right lung infected" must not be read as a finding in the left lung. A
denial reaches as far as its clause; a clause that denies only a part cannot be expressed by the
grammars, so it is left out and the person is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lvit_core.prompt.lexicon import Token

_DENYING = ("negation", "low")
_SPECIFIC = ("laterality", "side", "level", "number", "around", "distribution")
_UNSPECIFIC_VALUES = ("both", "all", "zero")


@dataclass(frozen=True)
class Said:
    """The tokens of all asserted clauses (with their breaks), and what was denied.

    ``denies_all`` is true for "no infection"; ``denied_parts`` are the texts of clauses that deny
    something particular.
    """

    tokens: tuple[Token, ...]
    denies_all: bool
    denied_parts: tuple[str, ...]

    def complaints(self) -> list[str]:
        return [
            f'"{part}" is left out: only what is there can be named' for part in self.denied_parts
        ]


def said_clauses(
    tokens: Sequence[Token], opposed: tuple[str, ...] = (), sparse: str | None = None
) -> Said:
    """Separates assertions from denials.

    Args:
        opposed: Roles of which one clause can hold one word; at a join, a second one begins a new
            clause ("high in the left and low in the right").
        sparse: The word for few objects; of a place ("the nuclei in the left are sparse") it denies
            that there are many, unless the clause also says so ("sparse, dense on the left").
    """
    said: list[Token] = []
    parts: list[str] = []
    denies_all = False
    for clause in clauses_of(tokens, opposed):
        denies = any(_has(token, _DENYING) for token in clause)
        if not denies and not _is_sparse_somewhere(clause, sparse):
            said.extend(clause)
        elif any(_specific(token) for token in clause):
            words = [t for t in clause if t.says("break") is None]
            words = words[1:] if words and words[0].says("join") else words
            parts.append(" ".join(token.text for token in words).replace(" - ", "-"))
            said.extend(token for token in clause if token.says("break") is not None)
        else:
            denies_all = denies_all or any(_has(token, ("negation",)) for token in clause)
    return Said(tuple(said), denies_all, tuple(parts))


def clauses_of(tokens: Sequence[Token], opposed: tuple[str, ...] = ()) -> list[list[Token]]:
    """The tokens clause by clause, each with the break that ends it; see `said_clauses`."""
    clauses: list[list[Token]] = [[]]
    for token in tokens:
        ends_here = token.says("break") is not None and len(token.meanings) == 1
        begins_new = token.says("join") is not None and any(_has(t, opposed) for t in clauses[-1])
        if begins_new and _opposed_follows(tokens, token, opposed):
            clauses.append([])
        clauses[-1].append(token)
        if ends_here:
            clauses.append([])
    return [clause for clause in clauses if clause]


def _opposed_follows(tokens: Sequence[Token], join: Token, opposed: tuple[str, ...]) -> bool:
    for token in tokens:
        if token.start <= join.start:
            continue
        if _has(token, opposed):
            return True
        if token.says("break") is not None:
            return False
    return False


def _is_sparse_somewhere(clause: Sequence[Token], sparse: str | None) -> bool:
    said_sparse = any(token.says("distribution") == sparse for token in clause)
    places = any(_has(token, ("side", "level", "around")) for token in clause)
    return (
        sparse is not None
        and said_sparse
        and places
        and not any(_has(token, ("high",)) for token in clause)
    )


def _has(token: Token, roles: tuple[str, ...]) -> bool:
    return any(meaning.role in roles for meaning in token.meanings)


def _specific(token: Token) -> bool:
    return any(
        meaning.role in _SPECIFIC and meaning.value not in _UNSPECIFIC_VALUES
        for meaning in token.meanings
    )
