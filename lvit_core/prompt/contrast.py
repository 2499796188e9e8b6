"""Contrastive labels drawn from the grammar: the mask a sentence alone describes (section 3.3).

The paper's bank has 14 hand-made entries; drawing the zones from the parsed sentence gives every
sentence of the grammar its own.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from lvit_core.prompt.sentence import Sentence
from lvit_core.prompt.template import Template, load_template
from lvit_core.prompt.zones import lung_zones, quadrant_masks
from lvit_core.prompt.zones import region_mask as zones_mask


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
        (H, W) uint8, 1 inside. A sentence that names no place covers both organs (a density
        grammar: the whole image); one that says there is nothing covers nothing.
    """
    template = template or load_template(sentence.template)
    finding = sentence.finding
    if finding.negative:
        return np.zeros(shape, np.uint8)
    if template.grammar == "density":
        return _regions(finding.dense, shape, template)
    zones = finding.zones if finding.sides else dict.fromkeys(template.sides, template.levels)
    return zones_mask(zones, lung_zones(lungs, shape, template))


def _regions(
    dense: tuple[str, ...], shape: tuple[int, int], template: Template
) -> npt.NDArray[np.uint8]:
    if not dense:
        return np.ones(shape, np.uint8)
    masks = quadrant_masks(shape, template)
    result = np.zeros(shape, np.uint8)
    for region in dense:
        result[masks[region]] = 1
    return result
