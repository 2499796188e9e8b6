"""The answers of the window's "What the text did" as the content of a figure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lvit_core.explain.answers import NAMES, Reading, Variant
from lvit_core.explain.explanation import (
    ASKED,
    WITHOUT,
    Explanation,
    Question,
    Shown,
    words_changed,
)
from lvit_core.explain.influence import sureness
from lvit_core.explain.slots import SIDE
from lvit_core.metrics.overlap import dice
from lvit_core.prompt.laterality import Sides
from lvit_core.prompt.template import Template

_SLOTS: dict[Variant, str] = {"with": ASKED, "without": WITHOUT, "swapped": SIDE}
_NO_LAYERS = "What the layers looked at was not asked: lvit explain draws that too."


@dataclass(frozen=True, eq=False)
class AskedImage:
    """What was asked about.

    Attributes:
        name: What the image is called where the figure leaves.
        rgb: uint8 (H, W, 3), of the size of the answers.
        um_per_px: As the image says; ``None`` where it does not.
        template: Kind of image.
        sides: Whose left and right the sentence means.
    """

    name: str
    rgb: NDArray[np.uint8]
    um_per_px: float | None
    template: Template
    sides: Sides


def explanation_of(reading: Reading, asked: AskedImage) -> Explanation:
    """Every answer beside the one with the sentence; of layers nothing was asked."""
    template, base = asked.template, reading.answers[0]
    first = base.proposal.inside()
    shown = []
    for answer in reading.answers:
        mask = answer.proposal.inside()
        question = Question(_SLOTS[answer.variant], NAMES[answer.variant], answer.sentence)
        removed, added = words_changed(base.sentence, answer.sentence)
        sure = sureness(answer.proposal.likeliest, mask)
        agree = dice(first, mask)
        shown.append(Shown(question, mask, answer.influence, sure, agree, removed, added))
    sided, origin = template.laterality, base.proposal.origin
    letters = asked.sides.letters if sided else None
    return Explanation(
        image=asked.name,
        rgb=asked.rgb,
        um_per_px=asked.um_per_px,
        template=template.name,
        whose=asked.sides.convention if sided else "",
        letters=(letters.left, letters.right) if letters is not None else None,
        model=origin.model if origin is not None else base.proposal.generation,
        weights=origin.weights if origin is not None else "",
        threshold=base.proposal.threshold,
        shown=tuple(shown),
        seen=(),
        remarks=(*reading.verdicts, _NO_LAYERS),
    )
