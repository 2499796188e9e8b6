"""Pixel values as every format gets them: high values are bright, whatever the source stores."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.exchange.content import Content
from lvit_core.imaging.image import Image
from lvit_core.project.records import ImageRecord


def bright_pixels(content: Content, image: ImageRecord) -> NDArray[Any]:
    """The pixels of an image of an export, high values bright; what was turned over is told."""
    picture = content.read(image)
    if picture.inverted:
        content.inverted.add(image.id)
    return bright(picture)


def bright(image: Image) -> NDArray[Any]:
    """The pixels, turned over where low values are meant to be bright (MONOCHROME1).

    Turned values stay in the range of the image: its lowest becomes its highest.
    """
    pixels = image.pixels
    if not image.inverted:
        return pixels
    if pixels.dtype == np.uint8:
        return np.asarray(255 - pixels)
    wide = pixels if pixels.dtype.kind == "f" else pixels.astype(np.int32)
    return np.asarray((wide.min() + wide.max() - wide).astype(pixels.dtype))
