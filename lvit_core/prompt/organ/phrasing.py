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
from lvit_core.prompt.organ.references import pronouns, twice_denied, with_opposites

_SAYS_NOTHING = Meaning("filler", "the")
_BOTH = Meaning("side", "both")
_OF_ANOTHER = Meaning("other", "device")
_EVERYWHERE = Meaning("level", "all")
_BETWEEN = 3  # words between "no" and "improvement", or "not" and "resolved"
_STRANGE_WORDS = 2  # from here on a text without a finding speaks of something else


def phrased(tokens: Sequence[Token], sides: Sequence[str]) -> list[Token]:
    """The tokens of a text, each with what it means where it stands; ``sides`` are the two."""
    told = with_opposites(tokens, sides)
    return [token for clause in clauses_of(told) for token in _clause(clause)]


def speaks_of_something_else(tokens: Sequence[Token]) -> bool:
    """Whether places stand among words that nobody knows, with nothing of an organ or a finding."""
    about = has(tokens, (*FINDING, "other", "laterality", "negation", "without"))
    organ = any(token.says("filler") == "lung" for token in tokens)
    short = any(len(token.meanings) > 1 for token in tokens)
    unknown = sum(not token.known and token.text.isalpha() for token in tokens)
    return unknown >= _STRANGE_WORDS and not (about or organ or short)


def _clause(clause: list[Token]) -> list[Token]:
    twice, both = twice_denied(clause)
    quiet = pronouns(clause) | _unchanged(clause) | _still_there(clause) | _partly(clause) | twice
    quiet |= {i for i, token in enumerate(clause) if token.says("course") is not None}
    quiet |= _degrees(clause) | _limits(clause)
    end = next((i for i, token in enumerate(clause) if token.says("except")), len(clause))
    placed = any(m.role == "level" and m.value != "all" for t in clause[:end] for m in t.meanings)
    # "Unable to inspire fully" is told of no lung.
    about = has(clause, (*FINDING, "side", "laterality")) or all(token.known for token in clause)
    told: list[Token] = []
    for index, token in enumerate(clause):
        if index in quiet:
            told.append(replace(token, meanings=(_SAYS_NOTHING,)))
        elif index in both:
            told.append(replace(token, meanings=(_BOTH,)))
        elif has([token], FINDING) and has(clause[max(0, index - 1) : index], ("other",)):
            told.append(replace(token, meanings=(_OF_ANOTHER,)))  # "a bony lesion"
        elif token.says("extent") is not None:
            says = _EVERYWHERE if about and not placed else _SAYS_NOTHING
            told.append(replace(token, meanings=(says,)))
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


def _limits(clause: Sequence[Token]) -> set[int]:
    """ "No longer confined to the left base": it is there, and nothing is denied of it."""
    found: set[int] = set()
    for index, token in enumerate(clause):
        if token.says("limit") is None:
            continue
        denied = [
            i
            for i in range(index)
            if has([clause[i]], ("not",)) or clause[i].says("gone") == "no longer"
        ]
        found.update((index, *denied[-1:]))
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


def _partly(clause: Sequence[Token]) -> set[int]:
    """ "Not completely regressed": so much of it is there still."""
    found: set[int] = set()
    for index, token in enumerate(clause[:-1]):
        degree = (
            has([clause[index + 1]], ("extent",)) or clause[index + 1].says("almost") == "almost"
        )
        if has([token], ("not",)) and degree:
            found.update((index, index + 1))
            found |= {index + 2} if has(clause[index + 2 : index + 3], ("gone",)) else set()
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
