"""What each stain of a picture alone would look like, and the stain of one object."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.plane import LabelPlane
from lvit_core.errors import LViTError
from lvit_core.geometry import Rect
from lvit_core.imaging.pyramid import PixelSource
from lvit_core.measurement.stains import WHITE, Floats, Stains, vector_of

MOST_PX = 300_000  # of a picture; larger images are shown by a coarser level
_MOST_OBJECT_PX = 4_000_000


def stain_pictures(source: PixelSource, stains: Stains) -> list[NDArray[np.uint8]]:
    """A picture of each stain in its own colour, (h, w, 3) uint8, white where there is none.

    By Beer and Lambert, I = 255 * 10^(-amount * vector) for each colour channel.
    """
    sizes = [source.shape(level)[0] * source.shape(level)[1] for level in range(source.levels)]
    level = next((n for n, pixels in enumerate(sizes) if pixels <= MOST_PX), source.levels - 1)
    step = max(1, round((sizes[level] / MOST_PX) ** 0.5))
    rgb = source.read(level, Rect(0, 0, *source.shape(level)))[::step, ::step]
    amounts = stains.amounts(rgb)
    found = []
    for number, vector in enumerate(stains.vectors):
        light = WHITE * 10.0 ** -(np.maximum(amounts[..., number, None], 0.0) * vector)
        found.append(np.round(light).astype(np.uint8))
    return found


def object_vector(plane: LabelPlane, number: int, source: PixelSource) -> Floats:
    """The stain vector of an object on which only one stain lies, (3,), length 1.

    Raises:
        LViTError: It has no pixels, is too large to be looked at whole, or hardly stained.
    """
    extent = plane.extents.get(number)
    if extent is None:
        raise LViTError("No object is selected.", "Select one on which only this stain lies.")
    box = extent.box
    if box.height * box.width > _MOST_OBJECT_PX:
        raise LViTError("The object is too large.", "Select a small one.")
    return vector_of(source.read(0, box)[plane.read(box) == number])
