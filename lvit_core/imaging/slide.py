"""Slides in the formats of scanners' makers, read by OpenSlide: NDPI, SCN, BIF, MIRAX and others.

Our own reader (`tiled_tiff`) keeps what it reads as well: tiled TIFF, pyramids, Aperio's SVS.
OpenSlide is a shared library under the LGPL; it is loaded with the first file it may have to read.
Pictures that lie beside the tissue in the file, such as the label with a patient's name, are never
read here.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.errors import LViTError
from lvit_core.geometry import Rect
from lvit_core.imaging.image import Image
from lvit_core.imaging.info import ImageInfo
from lvit_core.imaging.levels import SMALLEST_LEVEL_PX, made_of_finer
from lvit_core.imaging.limits import check_size, unreadable
from lvit_core.imaging.slide_parts import is_mirax
from lvit_core.imaging.spacing_kind import SpacingKind, oblong

if TYPE_CHECKING:
    from openslide import OpenSlide

CACHE_BYTES = 96 * 1024 * 1024
PIECE_PX = 1024  # side of the pieces in which missing coarse levels are computed
_OWN = frozenset({"aperio", "generic-tiff"})  # `tiled_tiff` reads these
_WHITE = "FFFFFF"
_BYTES_A_PIXEL = 4 + 3  # what OpenSlide gives, and what is kept
_LARGEST_UM = 1000.0  # a pixel of a slide that is larger is a unit misread


def is_scanners(path: Path) -> bool:
    """Whether a file is a slide that OpenSlide reads and no reader of ours does as well."""
    status = path.stat()
    return _is_scanners(path, status.st_size, status.st_mtime_ns)


@lru_cache(maxsize=4096)
def _is_scanners(path: Path, _size: int, _changed: int) -> bool:
    from openslide import OpenSlide, OpenSlideError  # noqa: PLC0415 - loads a library

    try:
        vendor = OpenSlide.detect_format(path)
    except OpenSlideError:  # it knows the maker, and the file is damaged
        return True
    return vendor is not None and vendor not in _OWN


def probe_slide(path: Path) -> ImageInfo:
    """Size and scale of the tissue at full resolution; its first pixel is decoded as a trial.

    Raises:
        LViTError: It is damaged, or of a kind that OpenSlide does not know.
    """
    with _opened(path) as slide:
        width, height = slide.dimensions
        check_size(path, height, width, by_tiles=True)
        _read(path, slide, 0, Rect(0, 0, 1, 1))
        spacing, kind = _spacing(slide)
    return ImageInfo(
        height, width, 3, "uint8", spacing, format="slide", tiled=True, spacing_kind=kind
    )


def read_slide(path: Path) -> Image:
    """The tissue at full resolution.

    Raises:
        LViTError: As `probe_slide`, or it has to be read part by part.
    """
    with _opened(path) as slide:
        width, height = slide.dimensions
        check_size(path, height, width, pixel_bytes=_BYTES_A_PIXEL)
        pixels = _read(path, slide, 0, Rect(0, 0, height, width))
        return Image(pixels, spacing_mm=_spacing(slide)[0], source=path.name)


class SlideSource:
    """A slide as a `PixelSource`, three channels of 8 bits.

    The levels of the file come first; where the coarsest is still large, further ones are made of
    means of 2 x 2 pixels the first time they are looked at. What was never scanned has the
    background that the file names, else white. OpenSlide may be asked by several threads.
    """

    dtype: np.dtype[Any] = np.dtype(np.uint8)
    is_color = True

    def __init__(self, path: Path) -> None:
        from openslide import OpenSlideCache  # noqa: PLC0415 - as above

        self._path = path
        self._slide = _opened(path)
        self._slide.set_cache(OpenSlideCache(CACHE_BYTES))
        self._shapes = [(height, width) for width, height in self._slide.level_dimensions]
        self._own = len(self._shapes)
        self._made: dict[int, NDArray[Any]] = {}
        while max(self._shapes[-1]) > 4 * SMALLEST_LEVEL_PX:
            height, width = self._shapes[-1]
            self._shapes.append(((height + 1) // 2, (width + 1) // 2))

    def close(self) -> None:
        """Closes the file; reading afterwards is an error."""
        self._slide.close()

    @property
    def height(self) -> int:
        return self._shapes[0][0]

    @property
    def width(self) -> int:
        return self._shapes[0][1]

    @property
    def levels(self) -> int:
        return len(self._shapes)

    @property
    def spacing_mm(self) -> tuple[float, float] | None:
        """Height and width of a pixel at level 0 in millimetres, or ``None``."""
        return _spacing(self._slide)[0]

    def shape(self, level: int) -> tuple[int, int]:
        return self._shapes[level]

    def scale(self, level: int) -> float:
        return self.height / self._shapes[level][0]

    def read(self, level: int, rect: Rect) -> NDArray[Any]:
        inside = rect.intersect(Rect(0, 0, *self._shapes[level]))
        if inside.empty:
            return np.zeros((0, 0, 3), self.dtype)
        if level < self._own:
            return _read(self._path, self._slide, level, inside)
        if level not in self._made:
            self._made[level] = made_of_finer(
                lambda below: self.read(level - 1, below),
                self._shapes[level],
                (PIECE_PX, PIECE_PX),
            )
        return self._made[level][inside.slices]


def _opened(path: Path) -> OpenSlide:
    from openslide import OpenSlide, OpenSlideError  # noqa: PLC0415 - as above

    if is_mirax(path) and not path.with_suffix("").is_dir():
        raise LViTError(
            "{name} is the small part of a MIRAX slide; its folder {folder} is not beside it.",
            "Copy the folder to the same place.",
            name=path.name,
            folder=path.stem,
        )
    try:
        return OpenSlide(path)
    except (OpenSlideError, ValueError) as error:
        raise unreadable(path, error) from error


def _read(path: Path, slide: OpenSlide, level: int, rect: Rect) -> NDArray[np.uint8]:
    """Pixels (h, w, 3) of a part of a level, over the slide's background."""
    from openslide import OpenSlideError  # noqa: PLC0415 - as above

    factor = slide.level_downsamples[level]
    place = int(rect.x0 * factor), int(rect.y0 * factor)  # OpenSlide counts on the finest level
    try:
        picture = slide.read_region(place, level, (rect.width, rect.height))
    except OpenSlideError as error:
        raise unreadable(path, error) from error
    rgba = np.asarray(picture)
    alpha = rgba[:, :, 3:].astype(np.uint16)
    if (alpha == 255).all():
        return np.ascontiguousarray(rgba[:, :, :3])
    ground = np.array(_background(slide), np.uint16)
    mixed = rgba[:, :, :3] * alpha + ground * (255 - alpha)
    return ((mixed + 127) // 255).astype(np.uint8)


def _background(slide: OpenSlide) -> tuple[int, int, int]:
    """The colour of what was not scanned."""
    told = slide.properties.get("openslide.background-color", _WHITE)
    red, green, blue = bytes.fromhex(told)
    return red, green, blue


def _spacing(slide: OpenSlide) -> tuple[tuple[float, float] | None, SpacingKind | None]:
    """Height and width of a pixel in millimetres, if the file says them, and how it knows."""
    try:
        across, down = (float(slide.properties[f"openslide.mpp-{axis}"]) for axis in "xy")
    except (KeyError, ValueError):
        return None, None
    if 0 < across <= _LARGEST_UM and 0 < down <= _LARGEST_UM:
        return (down / 1000, across / 1000), SpacingKind.FILE
    return None, oblong(down, across)
