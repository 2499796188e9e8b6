"""The sentence a mask would have: measured, put into values, written in the template's words."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from lvit_core.prompt.description import Description
from lvit_core.prompt.grammars import grammar_of
from lvit_core.prompt.laterality import PICTURE, Sides
from lvit_core.prompt.template import Template


def describe(
    mask: npt.NDArray[np.generic],
    template: Template,
    lungs: npt.NDArray[np.generic] | None = None,
    sides: Sides = PICTURE,
    smallest: float | None = None,
) -> Description:
    """Drafts the sentence of a mask.

    Args:
        mask: (H, W) mask or label plane of the findings; non-zero is inside.
        lungs: (H, W) mask of the organs, ``None`` to take their usual place.
        sides: In whose left and right the result is named.
        smallest: Smallest area in pixels; 0.1 % of the image when not given.
    """
    return grammar_of(template).describe(mask, template, lungs, sides, smallest)
