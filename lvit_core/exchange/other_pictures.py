"""Why labels of a picture of another size, or with other pixels, are not taken for an image."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lvit_core.exchange.bundle import Size
from lvit_core.imaging.spacing_kind import SpacingKind
from lvit_core.project.records import ImageRecord
from lvit_core.wording import said

_SAME_SIZE = 0.01  # what rounding in headers makes of the size of a pixel is far less


def other_mask(mask: Sequence[int], image: Size) -> str:
    """The reason for a mask of another height and width than its image."""
    return said(
        "The mask is {width} x {height} pixels, the image {image_width} x {image_height}; masks "
        "are not made smaller or larger here: bring it to the pixels of its image in the program "
        "that made it.",
        width=mask[1],
        height=mask[0],
        image_width=image[1],
        image_height=image[0],
    )


def other_picture(size: Size, record: ImageRecord) -> str:
    """The reason for shapes that were drawn on a picture of another size."""
    return said(
        "They were made on a picture of {width} x {height} pixels; {name} has {image_width} x "
        "{image_height}.",
        width=size[1],
        height=size[0],
        name=record.name,
        image_width=record.width,
        image_height=record.height,
    )


def other_pixels(spacing_mm: tuple[float, float] | None, record: ImageRecord) -> str:
    """Why a mask with pixels of another size than the image's is not taken; empty where it is.

    Sizes of projections differ by what they were measured on, so that they tell nothing here.
    """
    own = record.spacing_mm
    measured = record.spacing_kind in (None, SpacingKind.FILE, SpacingKind.PATIENT)
    if spacing_mm is None or own is None or not measured:
        return ""
    if np.allclose(spacing_mm, own, rtol=_SAME_SIZE, atol=0):
        return ""
    mask, image = (f"{height:.4g} x {width:.4g} mm" for height, width in (spacing_mm, own))
    return said(
        "Its pixels are {mask} high and wide, those of the image {image}, "
        "so that it shows another area; bring it to the pixels of its "
        "image in the program that made it.",
        mask=mask,
        image=image,
    )
