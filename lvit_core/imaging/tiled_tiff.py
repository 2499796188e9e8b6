"""Slides and other large TIFFs, read by tiles or strips: memory follows the view, not the file."""

from __future__ import annotations

import math
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from cachetools import LRUCache
from numpy.typing import NDArray

from lvit_core.errors import LViTError
from lvit_core.geometry import Rect
from lvit_core.imaging import tiff as plain
from lvit_core.imaging import tiff_layout as layout
from lvit_core.imaging.image import Image
from lvit_core.imaging.levels import SMALLEST_LEVEL_PX, made_of_finer
from lvit_core.imaging.limits import unreadable
from lvit_core.imaging.sniff import format_of
from lvit_core.imaging.tiff_colours import pixel_type, stated_window, stays_inverted, to_pixels
from lvit_core.imaging.upright import stored_rect, upright, upright_pair

if TYPE_CHECKING:
    from tifffile import TiffPage, TiffPageSeries

CACHE_BYTES = 96 * 1024 * 1024
BLOCK_PX = 1024  # side of the pieces in which missing coarse levels are computed
_BAND_ROWS = 64  # of a piece where strips go across the page


def is_tiled(path: Path) -> bool:
    """True for a TIFF in tiles; raises `LViTError` when the file is no image at all."""
    if format_of(path) != "tiff":
        return False
    with plain.open_tiff(path) as tiff:
        return plain.reads_tiles(layout.keyframe(layout.main_series(path, tiff)))


class TiffSource:
    """A tiled TIFF as a `PixelSource`.

    The levels of the file come first; when the coarsest is still large, further ones are made of
    means of 2 x 2 pixels, piece by piece, the first time they are looked at.
    """

    def __init__(self, path: Path) -> None:
        self._info = plain.probe_tiff(path)
        self._path = path
        self._lock = threading.RLock()
        self._file = plain.open_file(path)  # `probe_tiff` has found it sound
        try:
            self._pages = _levels(path, layout.main_series(path, self._file))
            layout.check_levels(path, self._pages[-1])
            self._turn = layout.orientation(self._pages[0])
            self._dtype = pixel_type(self._pages[0])
        except BaseException:
            self._file.close()
            raise
        # A tile larger than the bound is kept too: several pieces are cut from it.
        room = max(CACHE_BYTES, *(_tile_bytes(page, self._dtype) for page in self._pages))
        self._cache: LRUCache[tuple[int, int], NDArray[Any]] = LRUCache(room, _bytes_of)
        self._shapes = [
            upright_pair((int(p.imagelength), int(p.imagewidth)), self._turn) for p in self._pages
        ]
        self._made: dict[int, NDArray[Any]] = {}
        while max(self._shapes[-1]) > 4 * SMALLEST_LEVEL_PX:
            height, width = self._shapes[-1]
            self._shapes.append(((height + 1) // 2, (width + 1) // 2))

    def close(self) -> None:
        """Closes the file; reading afterwards is an error."""
        with self._lock:
            self._file.close()

    @property
    def height(self) -> int:
        return self._info.height

    @property
    def width(self) -> int:
        return self._info.width

    @property
    def levels(self) -> int:
        return len(self._shapes)

    @property
    def dtype(self) -> np.dtype[Any]:
        return self._dtype

    @property
    def is_color(self) -> bool:
        return self._info.channels == 3

    @property
    def spacing_mm(self) -> tuple[float, float] | None:
        """Height and width of a pixel at level 0 in millimetres, or ``None``."""
        return self._info.spacing_mm

    def shape(self, level: int) -> tuple[int, int]:
        return self._shapes[level]

    def scale(self, level: int) -> float:
        return self.height / self._shapes[level][0]

    def read(self, level: int, rect: Rect) -> NDArray[Any]:
        inside = rect.intersect(Rect(0, 0, *self._shapes[level]))
        if inside.empty:
            return np.zeros((0, 0, 3) if self.is_color else (0, 0), self._dtype)
        with self._lock:
            if level >= len(self._pages):
                return self._coarse(level)[inside.slices]
            page = self._pages[level]
            stored_hw = int(page.imagelength), int(page.imagewidth)
            part = self._assemble(level, stored_rect(inside, stored_hw, self._turn))
            return upright(part, self._turn)

    def overview(self) -> Image:
        """The coarsest level as an image: for thumbnails and the automatic window."""
        height, width = self._shapes[-1]
        pixels = self.read(self.levels - 1, Rect(0, 0, height, width))
        spacing = self._info.spacing_mm
        scale = self.scale(self.levels - 1)
        coarse = None if spacing is None else (spacing[0] * scale, spacing[1] * scale)
        inverted = stays_inverted(self._pages[0])
        return Image(
            pixels, coarse, stated_window(self._pages[0], pixels), inverted, source=self._path.name
        )

    def _assemble(self, level: int, rect: Rect) -> NDArray[Any]:
        page = self._pages[level]
        tile_height, tile_width = plain.segment_size(page)
        result: NDArray[Any] | None = None
        for tile_y in range(rect.y0 // tile_height, (rect.y1 - 1) // tile_height + 1):
            for tile_x in range(rect.x0 // tile_width, (rect.x1 - 1) // tile_width + 1):
                tile = self._tile(level, tile_y, tile_x)
                place = Rect(0, 0, *tile.shape[:2]).moved(tile_y * tile_height, tile_x * tile_width)
                part = place.intersect(rect)
                if result is None:
                    result = np.zeros((rect.height, rect.width, *tile.shape[2:]), tile.dtype)
                target = part.moved(-rect.y0, -rect.x0).slices
                result[target] = tile[part.moved(-place.y0, -place.x0).slices]
        assert result is not None  # the rectangle is not empty
        return result

    def _tile(self, level: int, tile_y: int, tile_x: int) -> NDArray[Any]:
        page = self._pages[level]
        columns = -(-int(page.imagewidth) // plain.segment_size(page)[1])
        index = tile_y * columns + tile_x
        tile = self._cache.get((level, index))
        if tile is None:
            tile = self._decode(page, index)
            self._cache[level, index] = tile
        return tile

    def _decode(self, page: TiffPage, index: int) -> NDArray[Any]:
        planes = int(page.samplesperpixel) if int(page.planarconfig) == 2 else 1
        per_plane = len(page.dataoffsets) // planes
        parts = [
            plain.decode_segment(self._path, page, index + plane * per_plane)
            for plane in range(planes)
        ]
        found = [part for part in parts if part is not None]
        if len(found) < planes:  # a sparse slide leaves background tiles out
            shape = *plain.segment_size(page), int(page.samplesperpixel)
            found = [np.zeros(shape, page.dtype)]
        pixels = to_pixels(page, np.concatenate(found, axis=-1))
        return pixels.astype(self._dtype, copy=False)

    def _coarse(self, level: int) -> NDArray[Any]:
        """A level that the file lacks, made from the one below and kept."""
        if level in self._made:
            return self._made[level]
        by_tiles = self._pages[-1].is_tiled
        piece = (BLOCK_PX, BLOCK_PX) if by_tiles else (_BAND_ROWS, self._shapes[level][1])
        self._made[level] = made_of_finer(
            lambda below: self.read(level - 1, below), self._shapes[level], piece
        )
        return self._made[level]


def _bytes_of(tile: NDArray[Any]) -> int:
    return tile.nbytes


def _tile_bytes(page: TiffPage, dtype: np.dtype[Any]) -> int:
    """The most that a tile of a page takes once it is decoded; a palette becomes three colours."""
    return math.prod(plain.segment_size(page)) * max(3, int(page.samplesperpixel)) * dtype.itemsize


def _levels(path: Path, series: TiffPageSeries) -> list[TiffPage]:
    """The pages of a pyramid that are sound and of one kind, finest first.

    A damaged smaller level is left out: it can be made of the one below it.
    """
    pages: list[TiffPage] = []
    for level in series.levels:
        try:
            page = level.keyframe
            layout.check_page(path, page, by_tiles=True)
            if (page.is_tiled or plain.reads_tiles(page)) and _continues(pages, page):
                pages.append(page)
        except (LViTError, MemoryError):
            if not pages:
                raise
        except Exception as error:  # a damaged page may fail anywhere inside tifffile
            if not pages:
                raise unreadable(path, error) from error
    if not pages:
        raise unreadable(path, "it holds no image")
    return pages


def _continues(pages: list[TiffPage], page: TiffPage) -> bool:
    """Whether a page is a smaller picture of the same kind as those before it."""
    if not pages:
        return True
    alike = all(
        getattr(page, fact) == getattr(pages[0], fact)
        for fact in ("dtype", "samplesperpixel", "photometric", "planarconfig")
    )
    return alike and bool(page.imagewidth < pages[-1].imagewidth)
