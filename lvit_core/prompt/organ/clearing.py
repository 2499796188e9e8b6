"""What cleared of a finding that was told of both sides, and what was there only before.

"Bilateral infiltrates, the left now clear" leaves the right lung; "it was on the left before" and
"the left was clear before" say nothing of what the image shows.
"""

from __future__ import annotations

from collections.abc import Sequence

from lvit_core.prompt.lexicon import Token
from lvit_core.prompt.organ.belonging import FINDING, has

_WERE = ("was", "were", "had", "war", "waren", "lag", "lagen")
_STILL = ("is", "are", "remains", "remain", "persists", "persist", "still", "again", "has", "ist",
          "sind", "noch", "weiterhin", "jetzt", "now")  # fmt: skip
_THEN = ("had", "hatte", "earlier", "formerly", "früher")  # beside what templates call so


def cleared(part: Sequence[Token], told: Sequence[Token], *, gone: bool) -> bool:
    """Whether a denied part takes its place away from what was told before.

    It does of both sides only: of one alone, "clear" would deny all that was told, and a person
    has to look.  What is almost clear, or was clear before, takes nothing away.

    Args:
        part: The words of the denial.
        told: What was told before it.
        gone: It says that something went away, and may name what.
    """
    if has(part, ("other", "otherwise", "past", "without", "not", "almost")) or _was_then(part):
        return False
    if has(part, FINDING) and not gone:
        return False
    return len(_sides(part)) == 1 and len(_sides(told)) == 2 and has(told, FINDING)


def _sides(tokens: Sequence[Token]) -> set[str]:
    """The sides that are named, each of "both"."""
    meanings = [meaning for token in tokens for meaning in token.meanings]
    both = any("both" in (m.value, m.role) or m.value == "bilateral" for m in meanings)
    named = {m.value for m in meanings if m.role == "side"}
    return {"first", "second"} if both else named


def _was_then(part: Sequence[Token]) -> bool:
    """ "The left was clear before": of an earlier image, which today is not compared with."""
    words = {token.text.lower() for token in part}
    earlier = has(part, ("earlier",)) or not words.isdisjoint(_THEN)
    return earlier and not has(part, ("unlike",)) and words.isdisjoint(_STILL)


def was_before(clause: Sequence[Token]) -> bool:
    """ "This was on the left before", "previously left": told of an earlier image alone."""
    words = [token.text.lower() for token in clause]
    past = next((i for i, word in enumerate(words) if word in _WERE), len(words))
    then = has(clause[past:], ("earlier",)) or _was_only_then(clause)
    other = has(clause, ("more", "course", "not", "without", "gone")) or any(
        token.says("filler") == "stable" for token in clause[past:]
    )
    return then and not other and not set(words) & set(_STILL)


def _was_only_then(clause: Sequence[Token]) -> bool:
    """ "Previously left": a place alone; "previously described opacity" may be there today."""
    begins = bool(clause) and clause[0].says("earlier") is not None
    unsure = any(
        (token.says("filler") == "stable" and token.text.lower() != "also")
        or (not token.known and token.text.isalpha())
        for token in clause
    )
    return begins and not unsure and not has(clause, (*FINDING, "negation"))
