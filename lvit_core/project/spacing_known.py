"""What is known of pixels whose size is not: whether one number could be it at all."""

from __future__ import annotations

from lvit_core.imaging.spacing_kind import SpacingKind
from lvit_core.project.records import ImageRecord


def is_square(image: ImageRecord) -> bool:
    """Whether nothing says that the pixels of an image, of unknown size, are not square."""
    return image.spacing_kind is not SpacingKind.OBLONG
