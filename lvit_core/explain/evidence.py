"""What the image alone says to an answer: words can be followed without anything being there.

Sentence and mask agree whenever a model paints what is named, so their agreement shows nothing by
itself. The answer without a sentence tells whether the model sees it too.
"""

from __future__ import annotations

import numpy as np

from lvit_core.explain.answers import Reading
from lvit_core.project.records import Proposal
from lvit_core.prompt.grammars import grammar_of
from lvit_core.prompt.sentence import Sentence
from lvit_core.prompt.template import Template
from lvit_core.wording import said

SEEN = 0.5  # share of a mask that the answer without words has too: the image says so
UNSEEN = 0.1  # up to this share the image alone shows nothing there
EMPTY = 0.001  # share of the image up to which an answer is empty, as for interventions


def seen_alone(proposal: Proposal, reading: Reading | None) -> float | None:
    """Share of what is proposed that is found without words as well, 0..1.

    ``None`` where nothing is proposed or the model was not asked without words.
    """
    without = reading.of("without") if reading is not None else None
    mask = proposal.inside()
    if without is None or not mask.any() or without.proposal.likeliest.shape != mask.shape:
        return None
    return float(without.proposal.inside()[mask].mean())


def evidence(share: float | None) -> str:
    """What the agreement of a sentence with a proposal is worth, for a person."""
    if share is None:
        return said("Follows your words; what the image alone shows was not asked.")
    if share >= SEEN:
        return said("Agrees, and the image says so.")
    if share <= UNSEEN:
        return said("Follows your words; the image alone shows nothing there.")
    return said("Follows your words; the image alone shows {share:.0%} of it.", share=share)


def nothing_found(proposal: Proposal, sentence: Sentence, template: Template) -> str:
    """What is said of an answer that is empty although the sentence asks for something, else "".

    The certainty is how far the likeliest pixel is from certain.
    """
    inside = proposal.inside()
    if sentence.finding.negative or inside.mean() >= EMPTY:
        return ""
    if found_px := int(np.count_nonzero(inside)):
        return said("Hardly anything found of what was asked: {found_px:,} px.", found_px=found_px)
    certain = 1.0 - float(np.max(proposal.likeliest, initial=0)) / 255.0
    if not sentence.finding.sides:
        return said("Nothing found of what was asked (certainty {certain:.2f}).", certain=certain)
    places = grammar_of(template).clauses(sentence.finding, template)[-1]
    return said(
        "Nothing found in the {places} (certainty {certain:.2f}).", places=places, certain=certain
    )
