"""The answers that show what the text did, and what they are called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lvit_core.project.records import Proposal
from lvit_core.wording import said

Variant = Literal["with", "without", "swapped"]

NAMES: dict[Variant, str] = {
    "with": said("with the sentence"),
    "without": said("without it"),
    "swapped": said("sides swapped"),
}


@dataclass(frozen=True, eq=False)
class Answer:
    """One of the answers.

    Attributes:
        variant: Which question.
        sentence: What was asked, as a person would type it; empty without one.
        proposal: The answer.
        influence: How much it differs from the answer with the sentence, 0..1.
    """

    variant: Variant
    sentence: str
    proposal: Proposal
    influence: float


@dataclass(frozen=True)
class Reading:
    """All answers and what they mean.

    Attributes:
        answers: The first is the one with the sentence.
        verdicts: Sentences for a person.
    """

    answers: tuple[Answer, ...]
    verdicts: tuple[str, ...]

    def of(self, variant: Variant) -> Answer | None:
        """One of the answers, if it was asked for."""
        return next((answer for answer in self.answers if answer.variant == variant), None)
