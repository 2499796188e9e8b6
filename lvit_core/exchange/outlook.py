"""What data hold, image by image, told before anything of it is drawn; a picture of one on request.

Drawing all of a large data set takes minutes; its names and counts are there as soon as it is read.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.errors import LViTError
from lvit_core.exchange.bundle import UNREADABLE, Bundle, BundleItem
from lvit_core.exchange.reports import on_one_line
from lvit_core.geometry import Rect
from lvit_core.imaging.image import Image
from lvit_core.imaging.pyramid import ArraySource, PixelSource, open_source
from lvit_core.imaging.window import initial_window, model_rgb
from lvit_core.stopping import refuse_stopped

_MOST_SHAPES = 2000  # of one image, drawn for its picture
_MARK = np.array([255, 176, 0], np.float32)  # amber, as what waits for a person
_SHARE = 0.45  # of the mark over the picture


@dataclass(frozen=True)
class OutlookRow:
    """One image of the data.

    Args:
        name: Of the picture.
        file: Of the labels.
        objects: Told by outlines.
        masks: Files or layers of masks; how many objects they hold, only drawing tells.
        sentence: Whether it has one.
        found: Whether its picture is among the data.
    """

    name: str
    file: str
    objects: int
    masks: int
    sentence: bool
    found: bool


class Outlook:
    """The rows of a data set that was read.

    Args:
        bundle: What its reader found.
    """

    def __init__(self, bundle: Bundle) -> None:
        self._items = bundle.items
        self._reading = threading.Lock()  # items wait in one file
        self.rows = [_row(item) for item in bundle.items]

    def picture(self, place: int, side_px: int) -> NDArray[np.uint8] | None:
        """``(h, w, 3)``, at most ``side_px`` a side, with what is drawn on it in amber.

        ``None`` where the picture or its labels cannot be shown; the import says why.
        """
        with self._reading:
            item = self._items[place]
        try:
            with TemporaryDirectory(prefix="lvit-outlook-") as folder:
                return _drawn(item, Path(folder), side_px)
        except (LViTError, *UNREADABLE):
            return None


def _row(item: BundleItem) -> OutlookRow:
    refuse_stopped()
    found = item.embedded is not None or item.found
    name, file = on_one_line(item.image.name), on_one_line(item.source)
    return OutlookRow(
        name, file, len(item.shapes), len(item.layers), bool(item.sentence), found
    )  # fmt: skip


def _drawn(item: BundleItem, folder: Path, side_px: int) -> NDArray[np.uint8] | None:
    file = item.image
    if item.embedded is not None:
        file = folder / item.image.name
        file.write_bytes(item.embedded())
    elif not item.found:
        return None
    source = open_source(file)
    size = source.height, source.width
    picture = _small(source, side_px)
    inside = _inside(item, size, picture.shape[:2])
    marked = picture[inside] * (1 - _SHARE) + _MARK * _SHARE
    picture[inside] = marked.astype(np.uint8)
    return picture


def _small(source: PixelSource, side_px: int) -> NDArray[np.uint8]:
    """The coarsest level that is not smaller than wanted, thinned out, in RGB."""
    level = max(
        (n for n in range(source.levels) if max(source.shape(n)) >= side_px), default=0
    )  # fmt: skip
    height, width = source.shape(level)
    step = max(1, -(-max(height, width) // side_px))
    pixels = source.read(level, Rect(0, 0, height, width))
    image = source.image if isinstance(source, ArraySource) else Image(pixels)
    thin = np.ascontiguousarray(pixels[::step, ::step])
    return model_rgb(replace(image, pixels=thin, window=initial_window(image))).copy()


def _inside(item: BundleItem, size: tuple[int, int], small: tuple[int, ...]) -> NDArray[np.bool_]:
    """Where labels lie on the small picture."""
    rows = np.linspace(0, size[0] - 1, small[0]).astype(int)
    columns = np.linspace(0, size[1] - 1, small[1]).astype(int)
    found = np.zeros((small[0], small[1]), bool)
    for layer in item.layers:
        labels: NDArray[Any] = layer.look().labels if layer.look is not None else layer.load()
        if labels.shape == size:
            found |= labels[np.ix_(rows, columns)] > 0
    for shape in list(item.shapes)[:_MOST_SHAPES]:
        try:
            rect, mask, *_ = shape.draw(size)
        except (LViTError, *UNREADABLE):  # the import names it
            continue
        y, x = (rows >= rect.y0) & (rows < rect.y1), (columns >= rect.x0) & (columns < rect.x1)
        if y.any() and x.any():
            part = mask[np.ix_(rows[y] - rect.y0, columns[x] - rect.x0)]
            found[np.ix_(y, x)] |= part
    return found
