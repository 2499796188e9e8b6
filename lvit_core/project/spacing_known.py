"""What is known of pixels whose size no file tells: what a person said, and whether it can be."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from lvit_core.imaging.spacing_kind import SpacingKind
from lvit_core.project.records import ImageRecord

_IN = "/"  # between a template and a folder


def is_square(image: ImageRecord) -> bool:
    """Whether nothing says that the pixels of an image, of unknown size, are not square."""
    return image.spacing_kind is not SpacingKind.OBLONG


def tells_none(image: ImageRecord, stated_um: float | None) -> bool:
    """Whether the file of an image tells no size, and one number would fit its pixels."""
    spacing = image.spacing_um
    told = spacing is not None and (
        stated_um is None or abs(spacing - stated_um) >= 1e-6 * stated_um
    )
    return is_square(image) and not told


def source_of(image: ImageRecord) -> str:
    """What an answer about an image is about: images of its kind in its folder."""
    return f"{image.template}{_IN}{posixpath.dirname(image.path)}"


def is_stated(sizes: Mapping[str, float | None], image: ImageRecord) -> bool:
    """Whether a person answered for the source of an image, or for its kind."""
    return source_of(image) in sizes or image.template in sizes


def stated_for(sizes: Mapping[str, float | None], image: ImageRecord) -> float | None:
    """Micrometres per pixel of an image whose file tells none; ``None`` where nobody knows."""
    source = source_of(image)
    return sizes[source] if source in sizes else sizes.get(image.template)
