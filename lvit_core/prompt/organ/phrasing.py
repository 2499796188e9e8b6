"""Words of a report that mean something else beside certain others, settled before all else.

"Both" may be two findings and no side, "complete" an extent or a kind of collapse, "no" may deny
that anything changed. Only what stands near decides, so each rule looks at one clause and gives a
word another meaning; no word is taken away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lvit_core.prompt.clauses import clauses_of
from lvit_core.prompt.lexicon import Meaning, Token
from lvit_core.prompt.organ.belonging import FINDING, has

_SAYS_NOTHING = Meaning("filler", "the")
_OF_ANOTHER = Meaning("other", "effusion")
_EVERYWHERE = Meaning("level", "all")
_BETWEEN = 3  # words between "no" and "improvement", or "not" and "resolved"
_STRANGE_WORDS = 2  # from here on a text without a finding speaks of something else


def phrased(tokens: Sequence[Token]) -> list[Token]:
    """The tokens of a text, each with what it means where it stands."""
    return [token for clause in clauses_of(tokens) for token in _clause(clause)]


def speaks_of_something_else(tokens: Sequence[Token]) -> bool:
    """Whether places stand among words that nobody knows, with nothing of an organ or a finding."""
    about = has(tokens, (*FINDING, "other", "laterality", "negation", "without"))
    organ = any(token.says("filler") == "lung" for token in tokens)
    short = any(len(token.meanings) > 1 for token in tokens)
    unknown = sum(not token.known and token.text.isalpha() for token in tokens)
    return unknown >= _STRANGE_WORDS and not (about or organ or short)


def _clause(clause: list[Token]) -> list[Token]:
    quiet = _pronouns(clause) | _unchanged(clause) | _still_there(clause)
    quiet |= {i for i, token in enumerate(clause) if token.says("course") is not None}
    quiet |= _degrees(clause)
    placed = any(m.role == "level" and m.value != "all" for token in clause for m in token.meanings)
    told: list[Token] = []
    for index, token in enumerate(clause):
        if index in quiet:
            told.append(replace(token, meanings=(_SAYS_NOTHING,)))
        elif has([token], FINDING) and has(clause[max(0, index - 1) : index], ("other",)):
            told.append(replace(token, meanings=(_OF_ANOTHER,)))  # "a bony lesion"
        elif token.says("extent") is not None:
            told.append(replace(token, meanings=(_SAYS_NOTHING if placed else _EVERYWHERE,)))
        else:
            told.append(token)
    return told


def _degrees(clause: Sequence[Token]) -> set[int]:
    """ "Completely cleared" says how far it cleared, "more extensive" how much it is."""
    return {
        index
        for index, token in enumerate(clause)
        if token.says("extent") is not None
        and (
            has(clause[index + 1 : index + 2], ("gone",))
            or has(clause[max(0, index - 1) : index], ("more",))
        )
    }


def _pronouns(clause: Sequence[Token]) -> set[int]:
    """ "Both" that stands for two findings ("both in the right lower lobe") or leads a pair."""
    found = set()
    for index, token in enumerate(clause):
        if token.says("side") != "both" or len(token.meanings) > 1:
            continue
        rest = list(clause[index + 1 :])
        leads = bool(rest) and (has(rest[:1], ("leading",)) or rest[0].says("filler") == "the")
        sides = [one.says("side") for one in rest if one.says("side") not in (None, "both")]
        direct = next((one for one in rest if one.says("filler") != "the"), None)
        pair = direct is not None and direct.says("side") not in (None, "both")
        if sides and (leads or pair):
            found.add(index)
    return found


def _unchanged(clause: Sequence[Token]) -> set[int]:
    """ "No improvement" and "without any interval change": what is denied is a course."""
    found: set[int] = set()
    for index, token in enumerate(clause):
        if not has([token], ("without", "not")):
            continue
        for at in range(index + 1, min(index + 2 + _BETWEEN, len(clause))):
            if has([clause[at]], ("course", "gone")):
                found.update((index, at))
                break
            if has([clause[at]], (*FINDING, "other", "side", "level")):
                break
    return found


def _still_there(clause: Sequence[Token]) -> set[int]:
    """ "Has not yet resolved", "not all of it has cleared": it is there."""
    found: set[int] = set()
    for index, token in enumerate(clause):
        if not has([token], ("gone",)):
            continue
        near = range(max(0, index - _BETWEEN), index)
        denied = [i for i in near if has([clause[i]], ("not",))]
        partly = [i for i in range(index) if clause[i].says("almost") == "some"]
        if denied or partly:
            found.update((index, *denied, *partly))
    return found
