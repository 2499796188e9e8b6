"""Contrastive labels drawn from the grammar: the mask a sentence alone describes (section 3.3).

The paper's bank has 14 hand-made entries; drawing the zones from the parsed sentence gives every
sentence of the grammar its own.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from lvit_core.prompt.grammars import grammar_of
from lvit_core.prompt.sentence import Sentence
from lvit_core.prompt.template import Template
from lvit_core.prompt.templates import load_template


def region_mask(
    sentence: Sentence,
    shape: tuple[int, int],
    lungs: npt.NDArray[np.generic] | None = None,
    template: Template | None = None,
) -> npt.NDArray[np.uint8]:
    """Where the sentence says something is.

    Args:
        sentence: In the viewer's left and right (``laterality.restate``).
        shape: (H, W) of the mask.
        lungs: (H, W) lung mask; without one the usual place of lungs is taken.
        template: The sentence's template; loaded by its name when not given.

    Returns:
        (H, W) uint8, 1 inside. A sentence that names no place covers everything that could
        be named; one that says there is nothing covers nothing.
    """
    template = template or load_template(sentence.template)
    if sentence.finding.negative:
        return np.zeros(shape, np.uint8)
    return grammar_of(template).region_mask(sentence.finding, shape, lungs, template)
