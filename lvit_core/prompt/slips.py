"""Slips that the rest of a sentence settles: "lxft" is nothing, "lower lxft lung" may be left.

`spelling` forgives what leaves no doubt in any text. Here a word nobody knows is compared with the
closed list of words that the template's own sentence is made of: in a sentence of that form by its
place (`form_slips`), in a report only if it names a place and its first letter is right. What is
read so is marked and told like every other correction.

What never happens, however near: a side for the other one, a word for one that denies, and, in a
report, a word people really write ("light") for a side.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lvit_core.prompt.form_slips import LOST, Place, words_of_form
from lvit_core.prompt.spelling import REAL_WORDS, distance

_KNOWN = 0.6  # share of the words of a report that must be understood
_FEWEST = 3  # words: fewer are no context
_SHORTEST = 4  # letters
_LONG = 7  # letters: from here on two slips
_OPPOSITE = 2  # slips by which a word of another meaning must be further away


@dataclass(frozen=True)
class Slips:
    """The words a slip may stand for.

    Args:
        form: The places of the template's own sentence.
        own: What a word means -> the word that the form has for it.
        placing: Canonical words of side, level and laterality -> what they mean.
        denying: Words that deny; what is as near to one of them stays unknown.
    """

    form: Sequence[Place]
    own: Mapping[object, str]
    placing: Mapping[str, object]
    denying: Sequence[str]

    def own_word(self, word: str, meanings: object) -> str:
        """The form's own word for one that means the same: "area" for "areal"."""
        of_form = any(word in place.words for place in self.form)
        return word if of_form else self.own.get(meanings, word)

    def settled(self, words: Sequence[str], sure: Sequence[bool]) -> list[str | None]:
        """For each word of a text the word that it is read as, if there is one.

        Args:
            words: All words of the text in small letters, without numbers and signs.
            sure: Whether a word is understood as it stands, without a correction.
        """
        told = words_of_form(words, sure, self.form, self.denying)
        if told is None and (len(words) < _FEWEST or sum(sure) < _KNOWN * len(words)):
            return [None] * len(words)
        if told is None:
            told = [self._in_report(word) for word in words]
        return [
            None if stands and right != LOST else right
            for stands, right in zip(sure, told, strict=True)
        ]

    def _in_report(self, word: str) -> str | None:
        """The word of place that is near enough, if none of another meaning is about as near."""
        if len(word) < _SHORTEST - 1 or word in REAL_WORDS:
            return None
        ranked = sorted((distance(word, other, len(other)), other) for other in self.placing)
        slips, best = ranked[0]
        most = 1 if len(best) < _LONG else 2
        if slips > most or word[0] != best[0] or len(best) < _SHORTEST:
            return None
        if len(best) < _LONG and len(word) == len(best) and sorted(word) != sorted(best):
            return None  # a changed letter of a short word makes another word
        meant = self.placing[best]
        if any(distance(word, other, slips) <= slips for other in self.denying):
            return None
        others = [near for near, other in ranked if self.placing[other] != meant]
        return best if not others or others[0] >= slips + _OPPOSITE else None
