"""A mask of many small objects in words: where they stand closer, else how they are spread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from lvit_core.geometry import Rect
from lvit_core.prompt.compose import canonical_text
from lvit_core.prompt.density.measuring import (
    Density,
    dense_regions,
    distribution_of,
    measure_density,
)
from lvit_core.prompt.description import Description
from lvit_core.prompt.parser import parse
from lvit_core.prompt.sentence import Finding
from lvit_core.prompt.template import Template
from lvit_core.wording import said


@dataclass(frozen=True, eq=False)
class DensityDescription(Description):
    """What a mask of many objects shows."""

    density: Density

    @property
    def source(self) -> str:
        return said("quadrants of the image")

    def as_json(self) -> dict[str, Any]:
        return self.sentence.as_json() | {
            "objects": self.density.objects,
            "coverage": round(self.density.coverage, 4),
            "density": {key: round(v, 3) for key, v in self.density.relative.items()},
            "components": [],
        }

    def region_rect(self, region: str, template: Template) -> Rect:
        """The rectangle of a region; the whole image for ``around``."""
        height, width = self.shape
        y0, x0, y1, x1 = 0, 0, height, width
        words = region.split()
        y1 = height // 2 if template.levels[0] in words else y1
        y0 = height // 2 if template.levels[-1] in words else y0
        x1 = width // 2 if template.sides[0] in words else x1
        x0 = width // 2 if template.sides[1] in words else x0
        return Rect(y0, x0, y1, x1)


def describe_density(mask: npt.NDArray[np.generic], template: Template) -> DensityDescription:
    """See `lvit_core.prompt.describe.describe`."""
    shape = (int(mask.shape[0]), int(mask.shape[1]))
    density = measure_density(mask, template)
    dense = dense_regions(density, template)
    finding = Finding(
        distribution=None if dense else distribution_of(density, template),
        dense=dense,
        negative=density.objects == 0,
    )
    sentence = parse(canonical_text(finding, template), template)
    return DensityDescription(sentence, shape, density)
