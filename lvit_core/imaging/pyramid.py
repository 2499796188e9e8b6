"""One way to ask for pixels at any zoom, whether the image fits in memory or is a slide.

The canvas, the thumbnails and the tiled predictor read through `PixelSource` and never know which
of the two they have.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from lvit_core.geometry import Rect
from lvit_core.imaging.image import Image
from lvit_core.imaging.levels import SMALLEST_LEVEL_PX, half_size
from lvit_core.imaging.window import Window, auto_window, initial_window, model_rgb
from lvit_core.reading_log import log_read


@runtime_checkable
class PixelSource(Protocol):
    """Pixels of one image at several zoom levels; level 0 is full resolution."""

    @property
    def height(self) -> int: ...

    @property
    def width(self) -> int: ...

    @property
    def levels(self) -> int: ...

    @property
    def dtype(self) -> np.dtype[Any]: ...

    @property
    def is_color(self) -> bool: ...

    def shape(self, level: int) -> tuple[int, int]:
        """Height and width of a level."""
        ...

    def scale(self, level: int) -> float:
        """Full-resolution pixels per pixel of the level, 1.0 at level 0."""
        ...

    def read(self, level: int, rect: Rect) -> NDArray[Any]:
        """``(h, w)`` or ``(h, w, 3)`` pixels of the part of ``rect`` inside the level."""
        ...


class ArraySource:
    """A pyramid over an image in memory; a level is the mean of 2 x 2 pixels, made when asked."""

    def __init__(self, image: Image) -> None:
        self.image = image
        self._levels: list[NDArray[Any]] = [image.pixels]
        longest, count = max(image.height, image.width), 1
        while longest > SMALLEST_LEVEL_PX:
            longest, count = (longest + 1) // 2, count + 1
        self.levels = count

    @property
    def height(self) -> int:
        return self.image.height

    @property
    def width(self) -> int:
        return self.image.width

    @property
    def dtype(self) -> np.dtype[Any]:
        return self.image.pixels.dtype

    @property
    def is_color(self) -> bool:
        return self.image.is_color

    def shape(self, level: int) -> tuple[int, int]:
        factor = 1 << level
        return -(-self.height // factor), -(-self.width // factor)

    def scale(self, level: int) -> float:
        return float(1 << level)

    def read(self, level: int, rect: Rect) -> NDArray[Any]:
        height, width = self.shape(level)
        inside = rect.intersect(Rect(0, 0, height, width))
        if inside.empty:
            return np.zeros((0, 0, *self.image.pixels.shape[2:]), self.dtype)
        return self._level(level)[inside.slices]

    def _level(self, level: int) -> NDArray[Any]:
        levels = list(self._levels)  # a private list: two threads may only do the same work twice
        while len(levels) <= level:
            levels.append(half_size(levels[-1]))
        if len(levels) > len(self._levels):
            self._levels = levels
        return levels[level]


def open_source(path: str | Path) -> PixelSource:
    """Opens any image for viewing: tile by tile when the file allows it, else in memory.

    Raises:
        LViTError: The file cannot be read; the message says why.
    """
    path = Path(path)
    from lvit_core.imaging import readers  # noqa: PLC0415 - formats are slow to load

    log_read(path)
    kind = readers.reader_of(path).name
    if kind == "slide":
        from lvit_core.imaging import slide  # noqa: PLC0415

        return slide.SlideSource(path)
    if kind == "tiff":
        from lvit_core.imaging import tiled_tiff  # noqa: PLC0415

        if tiled_tiff.is_tiled(path):
            return tiled_tiff.TiffSource(path)
    return ArraySource(readers.read(path))


def network_pixels(source: PixelSource, place: Rect | None = None) -> NDArray[np.uint8]:
    """uint8 (H, W, 3) as the network sees the image, or a part of it.

    Independent of how a person views it, and of which part is asked about.
    """
    if not isinstance(source, ArraySource):
        pixels = source.read(0, place or Rect(0, 0, source.height, source.width))
        if pixels.dtype == np.uint8:  # shown as it is, whatever the rest of the image holds
            return model_rgb(Image(pixels))
        whole = small_image(source)
    else:
        whole = source.image
        pixels = whole.pixels if place is None else whole.pixels[place.slices]
    return model_rgb(replace(whole, pixels=pixels, window=initial_window(whole)))


def small_image(source: PixelSource) -> Image:
    """The image itself; of one that is never read as a whole, its coarsest level.

    With what the file states of how it looks: the first window is taken from it.
    """
    if isinstance(source, ArraySource):
        return source.image
    from lvit_core.imaging.tiled_tiff import TiffSource  # noqa: PLC0415 - brings its format

    if isinstance(source, TiffSource):
        return source.overview()
    coarse = source.levels - 1
    return Image(source.read(coarse, Rect(0, 0, *source.shape(coarse))))


def window_of_values(source: PixelSource) -> Window:
    """A window over the values of an image, from a coarse level where the image is large."""
    level = max(0, source.levels - 2)
    return auto_window(Image(source.read(level, Rect(0, 0, *source.shape(level)))))
