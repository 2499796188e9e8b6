"""Words of a sentence that a model was measured not to react to, and what is said of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from lvit_core.explain.slots import COUNT, DISTRIBUTION, PLACE, SIDE, ZONE, said_slots
from lvit_core.model.word_effects import SENTENCE
from lvit_core.prompt.chips import Chip
from lvit_core.prompt.lexicon import Token
from lvit_core.prompt.sentence import Sentence
from lvit_core.wording import said

_SLOTS = {
    "laterality": (SIDE,),
    "side": (SIDE,),
    "level": (ZONE, PLACE),
    "number": (COUNT,),
    "count_noun": (COUNT,),
    "distribution": (DISTRIBUTION,),
    "high": (PLACE,),
    "low": (PLACE,),
    "around": (PLACE,),
}
"""Role of a word -> the slots it may fill; other roles are slots of a template themselves."""

_HINTS = {
    SIDE: said("This model does not react to words of side."),
    ZONE: said("This model does not react to words of height, such as upper or lower."),
    COUNT: said("This model does not react to number words."),
    PLACE: said("This model does not react to words of place."),
    DISTRIBUTION: said("This model does not react to words of distribution."),
}
_CHIPS = {"laterality": SIDE, "areas": COUNT, "number": COUNT, "region": PLACE}
"""Kind of a chip -> its slot; others are called alike."""

NO_WORDS = said("This model follows the image alone: no words are needed.")


def silent_words(sentence: Sentence, silent: Collection[str]) -> tuple[Token, ...]:
    """The words of a sentence that fill slots the model does not react to.

    Args:
        sentence: As typed.
        silent: Slots, see `WordEffects.silent`.
    """
    filled = said_slots(sentence)
    return tuple(
        token
        for token in sentence.tokens
        if any(slot in silent and slot in filled for slot in _slots_of(token))
    )


def hints(sentence: Sentence, silent: Collection[str]) -> tuple[str, ...]:
    """What is said of them, one short sentence for each slot; one alone where all are of no use."""
    filled = said_slots(sentence)
    idle = [slot for slot in filled if slot in silent]
    if idle and len(idle) == len(filled):
        return (NO_WORDS,)
    return tuple(_hint(slot) for slot in idle)


def asked_for(chips: Iterable[Chip], silent: Collection[str]) -> tuple[Chip, ...]:
    """The chips without those that ask for words the model does not react to.

    What a sentence says already can still be changed and removed.
    """
    return tuple(chip for chip in chips if chip.said or not is_silent(chip.kind, silent))


def is_silent(kind: str, silent: Collection[str]) -> bool:
    """Whether a model does not react to the words of a kind of chip, or to no words at all."""
    return SENTENCE in silent or _CHIPS.get(kind, kind) in silent


def places_idle(silent: Collection[str]) -> bool:
    """Whether a model reacts to no words of place, so that no diagram need be clicked."""
    return SENTENCE in silent or (SIDE in silent and not {ZONE, PLACE}.isdisjoint(silent))


def _hint(slot: str) -> str:
    if slot in _HINTS:
        return _HINTS[slot]
    return said("This model does not react to words of '{slot}'.", slot=slot.replace("_", " "))


def _slots_of(token: Token) -> tuple[str, ...]:
    return tuple(
        slot for meaning in token.meanings for slot in _SLOTS.get(meaning.role, (meaning.role,))
    )
