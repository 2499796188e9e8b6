"""Where a slide has tissue: the part of it that is worth looking at.

Stain takes light away, so tissue is where the optical density of the darkest channel reaches a
limit: 0.15, below which Macenko et al. (2009, "A method for normalizing histology slides for
quantitative analysis") call a pixel unstained. Judged on a small level of slides on bright ground.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lvit_core.errors import LViTError
from lvit_core.geometry import Rect
from lvit_core.imaging.image import Image
from lvit_core.imaging.pyramid import PixelSource
from lvit_core.imaging.window import model_rgb

TISSUE_OD = 0.15
_LONGEST_PX = 4096  # of the level that is judged
_WHITE = 255.0
_MOST_DARK = 0.98  # share of tissue from which there is no bright ground to tell it from


@dataclass(frozen=True, eq=False)
class Tissue:
    """Tissue on a small picture of a slide.

    Attributes:
        mask: (h, w) bool, on the level that was judged.
        scale: Pixels of the whole slide to one of the mask.
    """

    mask: NDArray[np.bool_]
    scale: float

    @property
    def share(self) -> float:
        """How much of the slide is tissue, 0..1."""
        return float(self.mask.mean())

    def touches(self, rect: Rect) -> bool:
        """Whether there is tissue in a part of the slide, given in its full pixels."""
        y0, x0 = int(rect.y0 / self.scale), int(rect.x0 / self.scale)
        y1, x1 = int(np.ceil(rect.y1 / self.scale)), int(np.ceil(rect.x1 / self.scale))
        return bool(self.mask[y0 : y1 + 1, x0 : x1 + 1].any())


def find_tissue(source: PixelSource, least_od: float = TISSUE_OD) -> Tissue:
    """The tissue of a slide.

    Args:
        source: The slide, in colour or grey, on bright ground.
        least_od: Optical density, -log10 of the light that passes, from which a pixel is tissue.

    Raises:
        LViTError: There is no bright ground, as in fluorescence, or no tissue at all.
    """
    level = source.levels - 1
    while level > 0 and max(source.shape(level - 1)) <= _LONGEST_PX:
        level -= 1
    pixels = model_rgb(Image(source.read(level, Rect(0, 0, *source.shape(level)))))
    density = -np.log10((pixels.min(axis=2).astype(np.float32) + 1) / (_WHITE + 1))
    found = Tissue(density >= least_od, source.scale(level))
    if found.share > _MOST_DARK:
        raise LViTError(
            "The slide has no bright ground from which tissue could be told.",
            "Ask for all of it, without --tissue, or name a higher density.",
        )
    if not found.mask.any():
        raise LViTError(
            "There is no tissue on the slide at an optical density of {least_od:g}.",
            "Name a lower density, or ask for all of it, without --tissue.",
            least_od=least_od,
        )
    return found
