"""How much the words of each slot move a model's answers: measured once, kept beside weights."""

from __future__ import annotations

from dataclasses import dataclass, field

SENTENCE = "sentence"
"""Instead of a slot: the whole sentence, against none."""

BOUND = 0.05
"""Mean change of Dice up to which an answer counts as the same, as in "What the text did"."""

FEWEST_IMAGES = 10
"""Of fewer images nothing is claimed."""


@dataclass(frozen=True)
class WordEffects:
    """What was measured; empty where nothing was.

    Attributes:
        weights: SHA-256 of the weights that were measured, hexadecimal; it says nothing of others.
        data: What was asked about, for people.
        slots: Slot -> mean over images of 1 - Dice between the answer to a sentence and those to
            sentences in which this slot alone says something else, 0..1.
        images: Slot -> how many images told.
    """

    weights: str = ""
    data: str = ""
    slots: dict[str, float] = field(default_factory=dict)
    images: dict[str, int] = field(default_factory=dict)

    def silent(self, weights: str) -> tuple[str, ...]:
        """Slots whose words these weights do not react to, as far as enough images say so.

        Args:
            weights: SHA-256 of the weights that answer.
        """
        if not self.weights or weights != self.weights:
            return ()
        return tuple(
            slot
            for slot, effect in self.slots.items()
            if effect <= BOUND and self.images.get(slot, 0) >= FEWEST_IMAGES
        )
