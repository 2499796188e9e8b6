"""Slips of the keyboard: near words, and when it is safe to read one for the other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

_SHORT = 6  # below this many letters a changed letter makes another word: "light" is not "right"
_LONG = 9  # from here on two slips still leave no doubt
_SMALLEST = 4
_MARGIN = 2  # the nearest opposite must be at least this many slips further away

# Words people write that are near to a side or a level: no slips of them.
_REAL = """
    light night might tight fight sight eight bright slight height weight flight fright plight rigid
    rift lift loft last list lost lest let lent less heft theft cleft
"""
REAL_WORDS = frozenset(re.findall(r"\w+", _REAL))


def distance(a: str, b: str, at_most: int) -> int:
    """Damerau-Levenshtein distance (neighbours swapped count once), ``at_most + 1`` if larger."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - only a word that nobody knows needs it

    return int(OSA.distance(a, b, score_cutoff=at_most))


def corrected(
    word: str,
    known: Iterable[str],
    meaning: Callable[[str], object],
    role: Callable[[str], object],
) -> str | None:
    """The known word that ``word`` surely is, or ``None`` when it may be something else.

    One slip is forgiven, two from nine letters on. In a word of fewer than six letters a letter
    may be missing, doubled or swapped with its neighbour, but not replaced. A word stays unknown
    when a word of another meaning is as near, or of the same role (its opposite) almost as near.
    """
    if len(word) < _SMALLEST or not word.isalpha():
        return None
    allowed = 2 if len(word) >= _LONG else 1
    reach = allowed + _MARGIN
    near = sorted(
        (distance(word, other, reach), other) for other in known if len(other) >= _SMALLEST
    )
    if not near or near[0][0] > allowed:
        return None
    slips, best = near[0]
    if len(word) < _SHORT and not _same_letters_but_one_moved(word, best):
        return None
    for other_slips, other in near[1:]:
        if other_slips >= slips + _MARGIN:
            break
        tied = other_slips == slips or role(other) == role(best)
        if tied and meaning(other) != meaning(best):
            return None
    return best


def suggestions(word: str, known: Iterable[str], limit: int) -> tuple[str, ...]:
    """Known words that begin with ``word`` or are at most a third of its letters away."""
    if len(word) < 2:
        return ()
    reach = max(1, len(word) // 3)
    ranked = []
    for other in known:
        if other.startswith(word):
            ranked.append((0, len(other), other))
        elif len(other) >= 3 and (slips := distance(word, other, reach)) <= reach:
            ranked.append((slips, len(other), other))
    return tuple(other for _, _, other in sorted(ranked)[:limit])


def _same_letters_but_one_moved(a: str, b: str) -> bool:
    if len(a) == len(b):
        return sorted(a) == sorted(b)
    return True
