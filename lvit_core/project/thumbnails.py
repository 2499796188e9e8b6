"""Small pictures for the list of images, made once and kept in the project's cache."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.files import writing
from lvit_core.geometry import Rect
from lvit_core.imaging.pyramid import PixelSource, open_source, small_image
from lvit_core.imaging.window import initial_window, to_display
from lvit_core.project.project import Project
from lvit_core.project.records import PictureChange

THUMBNAIL_PX = 192  # the largest that the list shows, and a little for screens of fine pixels


def thumbnail(project: Project, image_id: int) -> Path:
    """The PNG of an image's thumbnail, made if it is not in the cache yet.

    Returns:
        Path of a PNG whose longer side is at most ``THUMBNAIL_PX`` pixels.

    Raises:
        LViTError: The image is missing or cannot be read, or another picture lies under its name.
    """
    path = project.thumbnail_path(image_id)
    if path.is_file() or project.read_only:
        return path
    with project.pictures.staying(image_id):
        picture = _small(open_source(project.images.path(image_id)))
    return _keep(picture, path, project.folder)


def with_pictures(project: Project, change: PictureChange) -> PictureChange:
    """The change with small pictures of both sides; the marked one only if it was seen before."""
    from PIL import Image as Picture  # noqa: PLC0415 - slow to import

    kept = project.thumbnail_path(change.image_id)
    before = np.asarray(Picture.open(kept)) if kept.is_file() else None
    now = np.asarray(_small(open_source(project.images.path(change.image_id))))
    return replace(change, before=before, now=now)


def write_thumbnail(source: PixelSource, path: Path, home: Path | None = None) -> Path:
    """Renders a source to ``path``; a crash leaves no half file behind, nor is ``home`` made."""
    return _keep(_small(source), path, home)


def _keep(picture: Any, path: Path, home: Path | None) -> Path:
    with writing(path, durable=False, home=home) as partial:
        picture.save(partial, format="PNG", compress_level=1)
    return path


def _small(source: PixelSource) -> Any:
    from PIL import Image as Picture  # noqa: PLC0415 - slow to import

    picture = Picture.fromarray(render(source))
    picture.thumbnail((THUMBNAIL_PX, THUMBNAIL_PX), Picture.Resampling.BOX)
    return picture


def render(source: PixelSource) -> NDArray[np.uint8]:
    """The coarsest useful level as grey or colour, window and inversion as the file asks."""
    level = source.levels - 1
    while level > 0 and max(source.shape(level)) < THUMBNAIL_PX:
        level -= 1
    whole = small_image(source)
    return to_display(_pixels(source, level), initial_window(whole), invert=whole.inverted)


def _pixels(source: PixelSource, level: int) -> NDArray[Any]:
    height, width = source.shape(level)
    return source.read(level, Rect(0, 0, height, width))
