"""Places whose side is not said because a patient has one only: the lingula is on the left.

That is the patient's left. A sentence alone does not tell whether its "left" is the patient's or
the viewer's, so the reader of sentences leaves such a place without a side and says so; who knows
the convention spells it out first (`spelled_out`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lvit_core.prompt.clauses import clauses_of
from lvit_core.prompt.laterality import Sides
from lvit_core.prompt.lexicon import LONGEST, Meaning, Token, lexicon
from lvit_core.prompt.organ.belonging import FINDING, has
from lvit_core.prompt.template import Template

_EDGE = Meaning("break", "short")
_BOTH = "both"


def spelled_out(text: str, template: Template, sides: Sides) -> str:
    """The text with the side of such places, in the left and right of ``sides``.

    "lingular opacity" becomes "middle left opacity" where the patient's left is meant, and "middle
    right opacity" where it is the viewer's.
    """
    if len(text) > LONGEST:
        return text
    viewers = Sides("patient", sides.orientation).crossed != sides.crossed
    parts: list[str] = []
    done = 0
    tokens = lexicon(template).tokens(text)
    for index, token in enumerate(tokens):
        side = token.says("patient")
        if side in (None, _BOTH) or _stands_by_a_side(tokens, index):
            continue
        named = template.sides[::-1][template.sides.index(str(side))] if viewers else str(side)
        words = (template.spelling(token.says("level") or ""), template.spelling(named))
        parts += [text[done : token.start], " ".join(words)]
        done = token.end
    return "".join([*parts, text[done:]])


def with_both_sides(tokens: Sequence[Token]) -> tuple[list[Token], list[str]]:
    """Words such as "bases" mean both, unless a side is said; others wait for their side.

    Returns:
        The tokens, and the words of places that have a side which is not known here.
    """
    found: list[Token] = []
    waiting: list[str] = []
    before = False  # whether the sentence has named a side
    for clause in clauses_of(tokens):
        own = any(_names_a_side(token) for token in clause)
        told = own or (before and not has(clause, FINDING))
        for index, token in enumerate(clause):
            side = token.says("patient")
            level = tuple(m for m in token.meanings if m.role == "level")
            if side is None:
                found.append(token)
            elif _stands_by_a_side(clause, index) or (side == _BOTH and told):
                found.append(replace(token, meanings=level))
            elif side == _BOTH:
                both = (_EDGE, *level, Meaning("side", _BOTH), _EDGE)
                found.append(replace(token, meanings=both))
            else:
                waiting.append(token.text)
        before = (before or own) and clause[-1].says("break") != "."
    return found, waiting


def _names_a_side(token: Token) -> bool:
    return any(meaning.role in ("side", "laterality") for meaning in token.meanings)


def _stands_by_a_side(tokens: Sequence[Token], index: int) -> bool:
    """Whether the next word on either side, but for articles, names a side."""
    before = next((t for t in tokens[:index][::-1] if t.says("filler") is None), None)
    after = next((t for t in tokens[index + 1 :] if t.says("filler") is None), None)
    beside = (token for token in (before, after) if token is not None)
    return any(token.says("side") is not None and len(token.meanings) == 1 for token in beside)
