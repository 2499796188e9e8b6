"""What the text did: the answer with the sentence beside those without, and with sides swapped.

A model may draw the same mask whatever is written, or draw wherever it is told to whatever the
image shows. Both look like an obedient model until the other answers are seen.
"""

from __future__ import annotations

from collections.abc import Sequence

from lvit_core.explain.answers import Answer, Reading, Variant
from lvit_core.explain.influence import influence, sureness
from lvit_core.explain.verdicts import NO_TEXT, PLACES_IGNORED, about_sides, about_text
from lvit_core.model.prediction_job import PredictionResult
from lvit_core.project.records import Proposal
from lvit_core.prompt.flips import flip_sentence
from lvit_core.prompt.parser import parse
from lvit_core.prompt.template import Layer, Template


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
        return (NO_TEXT,)
    told = [PLACES_IGNORED] if places_ignored else []
    by_variant = {answer.variant: answer for answer in answers}
    told.append(about_text(by_variant["without"].influence))
    swapped = by_variant.get("swapped")
    if swapped is not None and not places_ignored:
        own, other = _sure(by_variant["with"].proposal), _sure(swapped.proposal)
        told.append(about_sides(swapped.influence, own, other))
    return tuple(told)


def _sure(proposal: Proposal) -> float:
    return sureness(proposal.likeliest, proposal.inside())


def variants(sentence: str, template: Template) -> list[tuple[Variant, str]]:
    """What is to be asked and each sentence: as typed, none, and swapped if it names a side."""
    found: list[tuple[Variant, str]] = [("with", sentence), ("without", "")]
    swapped = flip_sentence(sentence, template, horizontal=True)
    meant = (parse(text, template).finding for text in (sentence, swapped))
    if next(meant) != next(meant):  # "both lungs" is the same either way
        found.append(("swapped", swapped))
    return found
