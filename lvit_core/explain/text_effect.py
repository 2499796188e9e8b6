"""What the text did: the answer with the sentence beside those without, and with sides swapped.

A model may draw the same mask whatever is written, or draw wherever it is told to whatever the
image shows. Both look like an obedient model until the other answers are seen.
"""

from __future__ import annotations

from collections.abc import Sequence

from lvit_core.explain.answers import Answer, Reading, Variant
from lvit_core.explain.influence import DECIDED, influence, sureness
from lvit_core.model.prediction_job import PredictionResult
from lvit_core.project.records import Proposal
from lvit_core.prompt.flips import flip_sentence
from lvit_core.prompt.parser import parse
from lvit_core.prompt.template import Layer, Template
from lvit_core.wording import said

UNMOVED = 0.05  # influence up to which an answer counts as the same
AS_SURE = 0.9  # sureness of the swapped answer, as a share of the first one's


def reading(
    asked: Sequence[tuple[Variant, str]], results: Sequence[PredictionResult], layer: Layer
) -> Reading:
    """What the answers mean; the first is the one with the sentence.

    Args:
        asked: The questions, as ``variants`` gave them.
        results: The answers, in the same order.
        layer: The layer that they propose for.
    """
    first = results[0]
    answers = tuple(
        Answer(
            variant,
            sentence,
            result.as_proposal(layer),
            influence(first.probability, result.probability),
        )
        for (variant, sentence), result in zip(asked, results, strict=True)
    )
    told = verdicts(answers, uses_text=first.uses_text, places_ignored=first.places_ignored)
    return Reading(answers, told)


def verdicts(
    answers: tuple[Answer, ...], *, uses_text: bool, places_ignored: bool
) -> tuple[str, ...]:
    """What the answers mean, in sentences for a person.

    Args:
        answers: The first is the one with the sentence; one without it is among them.
        uses_text: Whether the model reads sentences at all.
        places_ignored: Whether words of place were left out, because the image is read in tiles.
    """
    if not uses_text:
        return (said("This model cannot read sentences: its answer is the same for all."),)
    told = []
    if places_ignored:
        told.append(
            said("The image is read in tiles, so words such as 'upper right' have no effect.")
        )
    by_variant = {answer.variant: answer for answer in answers}
    told.append(_about_text(by_variant["without"].influence))
    swapped = by_variant.get("swapped")
    if swapped is not None and not places_ignored:
        told.append(_about_sides(by_variant["with"].proposal, swapped))
    return tuple(told)


def _about_text(moved: float) -> str:
    if moved <= UNMOVED:
        return said("The sentence changes almost nothing: the model follows the image.")
    if moved < DECIDED:
        return said("The sentence changes part of the answer; most of it is the same without it.")
    return said("The sentence decides: without it most of the answer is different.")


def _about_sides(first: Proposal, swapped: Answer) -> str:
    if swapped.influence <= UNMOVED:
        return said("Swapping left and right changes nothing: the model ignores sides.")
    other_answer = swapped.proposal
    own = sureness(first.likeliest, first.inside())
    other = sureness(other_answer.likeliest, other_answer.inside())
    if not other:
        return said("With left and right swapped it finds nothing: the image counts too.")
    if own and other >= AS_SURE * own and swapped.influence >= DECIDED:
        return said(
            "With left and right swapped it draws elsewhere and is just as certain: it "
            "follows the words more than the image. Check its proposal."
        )
    return said("With left and right swapped it draws elsewhere and is less certain.")


def variants(sentence: str, template: Template) -> list[tuple[Variant, str]]:
    """What is to be asked and each sentence: as typed, none, and swapped if it names a side."""
    found: list[tuple[Variant, str]] = [("with", sentence), ("without", "")]
    swapped = flip_sentence(sentence, template, horizontal=True)
    meant = (parse(text, template).finding for text in (sentence, swapped))
    if next(meant) != next(meant):  # "both lungs" is the same either way
        found.append(("swapped", swapped))
    return found
