"""Words that name a side only by what they refer to: "both", "neither", "the contralateral lung".

"Both" may be two lesions instead of two lungs, "neither lung is clear" speaks of both lungs, and
"contralateral" of the side that was not named. What refers to nothing gets no side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lvit_core.prompt.clauses import clauses_of
from lvit_core.prompt.lexicon import Meaning, Token
from lvit_core.prompt.organ.belonging import FINDING, has

_SAYS_NOTHING = Meaning("filler", "the")
_DENYING = ("without", "negation")
_ENDING = ("level", "patient", "other", "side", *_DENYING)


def pronouns(clause: Sequence[Token]) -> set[int]:
    """Where "both" stands for two findings, or leads a pair: it is no side there."""
    return {
        index
        for index, token in enumerate(clause)
        if token.says("side") == "both"
        and len(token.meanings) == 1
        and _stands_for_findings(clause[index + 1 :])
    }


def _stands_for_findings(rest: Sequence[Token]) -> bool:
    """Judged by what follows "both": lungs and their parts, or lesions, a verb, another side."""
    sided = any(one.says("side") not in (None, "both") for one in rest)
    described = told = False  # by a kind ("both stable"), by a word of a finding
    for at, token in enumerate(rest):
        filler = token.says("filler")
        pair = token.says("level") is not None and _pair(rest[at:]) and sided
        leads = token.says("leading") is not None and token.text.lower() != "of"
        if has([token], ("count_noun",)) or _one_side(token) or pair or leads:
            return True
        if filler == "is":
            return not has(rest[at:], ("finding", *_DENYING))
        if filler == "lung" or has([token], _ENDING) or not token.known or filler == "finding":
            return filler == "lung" and described and sided
        told = told or has([token], FINDING)
        described = described or filler in ("stable", "ordinal", "present")
    return described and not told


def _pair(tokens: Sequence[Token]) -> bool:
    """ "Upper and lower"."""
    return has(tokens[1:2], ("join",)) and has(tokens[2:3], ("level",))


def _one_side(token: Token) -> bool:
    return len(token.meanings) == 1 and token.says("side") not in (None, "both")


def twice_denied(clause: Sequence[Token]) -> tuple[set[int], set[int]]:
    """Denials that deny a denial, so that something is there: "not clear", "neither lung is free".

    Returns:
        The words that say nothing then, and those that stand for both sides.
    """
    quiet, both = set[int](), set[int]()
    for index, token in enumerate(clause):
        if index in quiet or not has([token], ("without", "not", "gone")):
            continue
        if has([token], ("gone",)) and token.says("gone") != "no longer":
            continue
        inner = _denied_denial(clause, index)
        if inner is None:
            continue
        between = clause[index + 1 : inner]
        neither = token.says("without") == "neither" and not has(between, ("side",))
        quiet.update((index, inner))
        both |= {index} if neither else set()
    return quiet - both, both


def _denied_denial(clause: Sequence[Token], outer: int) -> int | None:
    """Where the denial stands that is denied: only places and empty words may lie between."""
    of_places = has([clause[outer]], ("without",))
    inners = (*_DENYING, "except") if of_places else _DENYING
    told = False
    for at in range(outer + 1, len(clause)):
        token = clause[at]
        if has([token], inners):
            nothing = not of_places or told
            return at if nothing else None
        place = has([token], ("level", "side", "patient")) or token.says("filler") == "lung"
        empty = token.says("filler") in ("the", "is", "ordinal")
        degree = has([token], ("extent", "almost"))
        leads = of_places and has([token], ("join", "leading"))
        told = told or place
        if not (empty or degree or leads or (place and of_places)):
            return None
    return None


def with_opposites(tokens: Sequence[Token], sides: Sequence[str]) -> list[Token]:
    """ "Contralateral" as the side that it means, where the sentence or the text names one only."""
    found: list[Token] = []
    here, before = list[str](), list[str]()
    for clause in clauses_of(tokens):
        for token in clause:
            if token.says("opposite") is not None:
                found.append(_opposite(token, here or before, sides))
                continue
            here += [side] if (side := _named(token)) is not None else []
            found.append(token)
        if clause[-1].says("break") == ".":
            here, before = [], [*before, *here]
    return found


def _named(token: Token) -> str | None:
    side = token.says("side")
    return None if side == "both" else side


def _opposite(token: Token, named: Sequence[str], sides: Sequence[str]) -> Token:
    others = [side for side in sides if side not in named]
    if len(set(named)) != 1 or len(others) != 1:
        return token
    return replace(token, meanings=(Meaning("side", others[0]),))
