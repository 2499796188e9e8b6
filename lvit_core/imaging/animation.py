"""The pictures of an animation (GIF, WebP, AVIF, PNG), as Pillow puts them together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from lvit_core.imaging.image import Image
from lvit_core.imaging.limits import check_size, unreadable
from lvit_core.imaging.pages import (
    MOST_PAGES,
    OpenPages,
    Page,
    no_such_page,
    too_many_pages,
    write_picture,
)
from lvit_core.imaging.raster import GREY_MODES, open_picture

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

_FRAME_BYTES = 8  # of a pixel: the picture so far and the one that is laid over it


def pages_of_animation(path: Path, kind: str) -> list[Page]:
    """All pictures of a file; they have one size.

    Args:
        path: The file.
        kind: As `raster.open_picture` takes it.
    """
    with path.open("rb") as stream:
        picture = _open(path, stream, kind)
        width, height = picture.size
        return [Page(number, height, width) for number in range(1, _count(path, picture) + 1)]


class AnimationPages(OpenPages):
    """The pictures of a file as they are shown, in grey or RGB, each written as a TIFF.

    Args:
        path: The file.
        kind: As `raster.open_picture` takes it.
    """

    def __init__(self, path: Path, kind: str) -> None:
        self._path = path
        self._stream = path.open("rb")
        try:
            self._picture = _open(path, self._stream, kind)
            self._count = _count(path, self._picture)
        except BaseException:
            self._stream.close()
            raise

    def write(self, number: int, target: Path) -> None:
        """See `OpenPages.write`."""
        if not 1 <= number <= self._count:
            raise no_such_page(self._path, number, self._count)
        picture = self._picture
        try:
            picture.seek(number - 1)
            picture.load()
            grey = picture.mode in GREY_MODES
            pixels = np.array(picture.convert("L" if grey else "RGB"))
        except MemoryError:
            raise
        except Exception as error:  # a damaged file may fail anywhere inside a decoder
            raise unreadable(self._path, error) from error
        title = f"page {number} of {self._path.name}"
        write_picture(Image(pixels, source=self._path.name), target, title)

    def close(self) -> None:
        """Closes the file."""
        self._stream.close()


def _open(path: Path, stream: BinaryIO, kind: str) -> ImageFile:
    picture = open_picture(path, stream, kind)
    check_size(path, picture.height, picture.width, pixel_bytes=_FRAME_BYTES)
    return picture


def _count(path: Path, picture: ImageFile) -> int:
    try:
        found = int(getattr(picture, "n_frames", 1))
    except Exception as error:  # a GIF is walked through up to its end
        raise unreadable(path, error) from error
    if found > MOST_PAGES:
        raise too_many_pages(path)
    return found
