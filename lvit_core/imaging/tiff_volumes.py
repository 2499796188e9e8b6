"""Planes of TIFF pages that hold several, one above the other (the tag ImageDepth).

Such a page is cut into blocks that may go through many planes. The blocks around the plane that
was asked for last are kept where they fit, so that a stack is decoded once and not once a plane.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.imaging import tiff as plain
from lvit_core.imaging.limits import LARGEST_TILE_BYTES
from lvit_core.imaging.tiff_layout import item_bytes

if TYPE_CHECKING:
    from tifffile import TiffFrame, TiffPage


class VolumePlanes:
    """The planes of a file's pages.

    Args:
        path: The file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._layer: tuple[object, NDArray[Any]] | None = None

    def plane(
        self, page: TiffPage, found: TiffPage | TiffFrame | None, number: int
    ) -> NDArray[Any]:
        """``(H, W, S)`` as stored; zeros for a page that the file leaves out.

        Args:
            page: What tells the layout of the stack.
            found: The page that holds the plane.
            number: Which of its planes, from 0.

        Raises:
            LViTError: It cannot be decoded.
        """
        thick = int(page.tiledepth) if page.is_tiled else 1
        if found is None:
            nothing: NDArray[Any] = self._zeros(page, 1)[0]
            return nothing
        layer, inside = divmod(number, thick)
        one = int(page.imagelength) * int(page.imagewidth) * int(page.samplesperpixel)
        if thick * one * item_bytes(page) > LARGEST_TILE_BYTES:
            plane: NDArray[Any] = self._planes(page, found, layer, slice(inside, inside + 1))[0]
            return plane
        key = (found.index, layer)
        if self._layer is None or self._layer[0] != key:
            self._layer = None  # the last one is let go before the next is made
            self._layer = key, self._planes(page, found, layer, slice(0, thick))
        plane = self._layer[1][inside]
        return plane

    def _zeros(self, page: TiffPage, thick: int) -> NDArray[Any]:
        size = int(page.imagelength), int(page.imagewidth), int(page.samplesperpixel)
        return np.zeros((thick, *size), page.dtype)

    def _planes(
        self, page: TiffPage, found: TiffPage | TiffFrame, layer: int, which: slice
    ) -> NDArray[Any]:
        """``(D, H, W, S)``: the planes ``which`` of a layer of blocks."""
        rows, columns = plain.segment_size(page)
        height, width = int(page.imagelength), int(page.imagewidth)
        down, across = -(-height // rows), -(-width // columns)
        thick = int(page.tiledepth) if page.is_tiled else 1
        layers = -(-int(page.imagedepth) // thick)
        out = self._zeros(page, which.stop - which.start)
        separate = int(page.planarconfig) == 2
        for sample in range(int(page.samplesperpixel) if separate else 1):
            for place in range(down * across):
                index = (sample * layers + layer) * down * across + place
                block = plain.decode_block(self._path, page, found, index)
                if block is None:  # a sparse file leaves blocks out
                    continue
                y, x = place // across * rows, place % across * columns
                block = block[which, : height - y, : width - x]
                samples = slice(sample, sample + 1) if separate else slice(None)
                deep, high, wide = block.shape[:3]
                out[:deep, y : y + high, x : x + wide, samples] = block
        return out
