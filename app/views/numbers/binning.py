"""Objects counted in bins, so that a plot of a million of them paints as fast as one of ten."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_MOST_BINS, _FEWEST_BINS = 60, 8
_FAINTEST = 0.4  # of a cell with a single object


@dataclass(frozen=True)
class Gate:
    """A range of one measure, or a rectangle of two; the ends belong to it."""

    x: tuple[float, float]
    y: tuple[float, float] | None = None

    @classmethod
    def spanning(cls, first: tuple[float, float], last: tuple[float, float], *, flat: bool) -> Gate:
        """Between two points (x, y) in any order; ``flat`` leaves y out."""
        (x0, y0), (x1, y1) = first, last
        return cls((min(x0, x1), max(x0, x1)), None if flat else (min(y0, y1), max(y0, y1)))

    def inside(self, x: Floats, y: Floats | None) -> NDArray[np.bool_]:
        """Which objects lie in it; one whose measure is not known does not."""
        found = (x >= self.x[0]) & (x <= self.x[1])
        if self.y is not None and y is not None:
            found &= (y >= self.y[0]) & (y <= self.y[1])
        return found


def span(values: Floats) -> tuple[float, float]:
    """Lowest and highest known value; (0, 1) where none is known, never empty."""
    known = values[np.isfinite(values)]
    if not known.size:
        return 0.0, 1.0
    low, high = float(known.min()), float(known.max())
    margin = abs(low) * 0.05 or 0.5
    return (low, high) if high > low else (low - margin, high + margin)


def bin_edges(values: Floats, *, whole: bool = False) -> Floats:
    """Edges of equal bins over all known values; about the square root of their number.

    Args:
        values: (n,).
        whole: They count something: each number keeps a bin of its own, where there is room.
    """
    low, high = span(values)
    if whole and high - low < _MOST_BINS:
        return np.arange(np.floor(low) - 0.5, np.ceil(high) + 1.0)
    count = int(np.isfinite(values).sum())
    bins = min(_MOST_BINS, max(_FEWEST_BINS, round(1.5 * count**0.5)))
    return np.linspace(low, high, bins + 1)


def cell_picture(
    x: Floats, y: Floats, kinds: NDArray[np.int64], colours: NDArray[np.uint8],
    spans: tuple[tuple[float, float], tuple[float, float]], cells_hw: tuple[int, int],
) -> NDArray[np.uint32]:  # fmt: skip
    """Points as a picture of small cells, each in the colour of the kind most of it is.

    Args:
        x, y: (n,); points of which one is not known are left out.
        kinds: (n,) index into ``colours``.
        colours: (k, 3) red, green, blue.
        spans: Of x and of y, over the whole picture.
        cells_hw: Rows and columns of cells.

    Returns:
        (h, w) premultiplied 0xAARRGGBB; more objects are less see-through.
    """
    height, width = cells_hw
    (x0, x1), (y0, y1) = spans
    known = np.isfinite(x) & np.isfinite(y)
    known &= (x >= x0) & (x <= x1) & (y >= y0) & (y <= y1)
    column = np.clip(((x[known] - x0) / (x1 - x0) * width).astype(int), 0, width - 1)
    row = np.clip(((y1 - y[known]) / (y1 - y0) * height).astype(int), 0, height - 1)
    cell = row * width + column
    total = np.bincount(cell, minlength=height * width)
    filled = np.flatnonzero(total)  # mostly few of all: nothing is worked out for the others
    place = np.empty(height * width, np.int32)
    place[filled] = np.arange(filled.size)
    where, kind_of = place[cell], kinds[known]
    counts = np.stack([
        np.bincount(where[kind_of == kind], minlength=filled.size)
        for kind in range(len(colours))
    ])  # fmt: skip
    top = max(1, int(total.max(initial=0)))
    alpha = _FAINTEST + (1 - _FAINTEST) * np.log1p(total[filled]) / np.log1p(top)
    colour = colours[counts.argmax(axis=0)] * alpha[:, None]
    inked = np.round(255 * alpha).astype(np.uint32) << 24
    for channel, shift in enumerate((16, 8, 0)):
        inked |= np.round(colour[:, channel]).astype(np.uint32) << shift
    picture = np.zeros(height * width, np.uint32)
    picture[filled] = inked
    return picture.reshape(height, width)
