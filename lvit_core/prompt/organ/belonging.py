"""Which places are told of findings, and which of a heart, a rib, a catheter or an effusion."""

from __future__ import annotations

from collections.abc import Sequence

from lvit_core.prompt.lexicon import Token

PLACE = ("side", "level")
FINDING = ("finding", "count_noun")
_SAYS_NOTHING = ("the", "is", "present")
_ABBREVIATION = 4  # letters
_OF_PLACES = (
    "ar",
    "al",
    "ac",
    "ic",
    "är",
    "feld",
    "lappen",
    "nah",
    "nahe",
)  # how words of place end


def without_others(clause: list[Token]) -> tuple[list[Token], list[Token]]:
    """The clause without places of what is no finding, and the words that go with them."""
    dropped: set[int] = set()
    if has(clause, ("other",)):
        for start, stop in _place_groups(clause):
            if _belongs_to(clause, start, stop) == "other":
                dropped.update(range(start, stop))
    if not dropped:
        return clause, []
    if not has(clause, FINDING):
        return [], clause
    kept = [token for i, token in enumerate(clause) if i not in dropped]
    ends = [i for i, token in enumerate(clause) if token.says("other") is not None]
    return kept, [clause[i] for i in sorted(dropped.union(ends))]


def beside_others(
    kept: list[Token], others: Sequence[Token], clause: Sequence[Token]
) -> tuple[list[Token], tuple[Token, ...]]:
    """A level beside something else has its side: "right effusion with atelectasis at the base".

    A catheter lends no side, and none is lent over a word that nobody knows: it may say another.

    Returns:
        The clause, with the side before the level where it had none of its own; and the words that
        were read so: levels, and the side last.
    """
    sides = [t for t in others if t.says("side") not in (None, "both") and len(t.meanings) == 1]
    levels = [t for t in kept if t.says("level") not in (None, "all") and len(t.meanings) == 1]
    one_side = len({token.says("side") for token in sides}) == 1
    own = has(kept, ("side", "laterality"))
    if own or not (one_side and levels and has(kept, FINDING) and has(kept, ("with",))):
        return kept, ()
    between = [
        t for t in clause if min(sides[0].start, levels[0].start) < t.start < levels[-1].start
    ]
    unsure = any(not token.known and token.text.isalpha() for token in between)
    if unsure or any(token.says("other") == "device" for token in clause):
        return kept, ()
    at = kept.index(levels[-1]) + 1
    return [*kept[:at], sides[0], *kept[at:]], (*levels, sides[0])


def has(tokens: Sequence[Token], roles: tuple[str, ...]) -> bool:
    """Whether one of the tokens has one of the roles."""
    return any(meaning.role in roles for token in tokens for meaning in token.meanings)


def without_strange(clause: list[Token], found_before: bool) -> tuple[list[Token], list[Token]]:
    """The clause without sides whose level may be a word that nobody knows, and those words.

    Read as the whole side, "right paracardiac opacity" would say more than it does. A side among
    unknown words is none at all ("turn left") unless a finding was named: ``found_before``.
    """
    strange: set[int] = set()
    organ = any(token.says("filler") == "lung" for token in clause)
    about = organ or found_before or has(clause, (*FINDING, "level", "number"))
    for index, token in enumerate(clause):
        if token.says("side") is None or len(token.meanings) > 1:
            continue
        beside = [i for i in (index - 1, index + 1) if 0 <= i < len(clause)]
        places = [i for i in beside if not clause[i].known and _may_be_a_place(clause[i])]
        level = has(
            [*clause[max(0, index - 1) : index], *clause[index + 1 : index + 4]], ("level",)
        )
        unknown = any(not one.known and one.text.isalpha() for one in clause)
        if (places and not level) or (unknown and not about):
            strange.update([index, *places])
    kept = [token for i, token in enumerate(clause) if i not in strange]
    return kept, [clause[i] for i in sorted(strange)]


def _may_be_a_place(token: Token) -> bool:
    word = token.text
    if word.isupper() and 1 < len(word) <= _ABBREVIATION:
        return True
    return bool(token.suggestions) or word.lower().endswith(_OF_PLACES)


def _place_groups(clause: Sequence[Token]) -> list[tuple[int, int]]:
    """First and last index (exclusive) of runs of words of place."""
    groups: list[tuple[int, int]] = []
    for index, token in enumerate(clause):
        if not has([token], (*PLACE, "laterality")):
            continue
        between = clause[groups[-1][1] : index] if groups else []
        if groups and all(one.says("filler") == "lung" for one in between):
            groups[-1] = groups[-1][0], index + 1
        else:
            groups.append((index, index + 1))
    return groups


def _belongs_to(clause: Sequence[Token], start: int, stop: int) -> str:
    """Of what a place is told: ``"finding"`` or ``"other"``.

    Of what follows at once ("over the right clavicle"); of what stands before it where a word
    leads from there ("opacity in the left base"); else of what follows, or stands before.
    """
    following = next((t for t in clause[stop:] if t.says("filler") != "ordinal"), None)
    if following is not None and has([following], ("other",)):
        return "other"
    backwards = clause[:start][::-1]
    before = _nearest(backwards)
    nearest = next(
        (token for token in backwards if token.says("filler") not in ("the", "is")), None
    )
    if before and nearest is not None and nearest.says("leading") is not None:
        return before
    return _nearest(clause[stop:], until=("leading", "join", "with")) or before or "finding"


def _nearest(tokens: Sequence[Token], until: tuple[str, ...] = ()) -> str:
    for token in tokens:
        if has([token], until):
            return ""
        if has([token], ("other",)):
            return "other"
        if has([token], FINDING):
            return "finding"
    return ""
