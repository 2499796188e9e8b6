"""Smooth outlines of where probabilities reach a threshold, traced a few rows at a time."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation import libraries

TRACED_PX = 3_000_000  # larger planes are traced at half size or less
BAND_PX = 32_768  # traced in one go: a few milliseconds
SHORTEST_BAND = 8  # rows
SHORTEST_POINTS = 5


def smooth_outlines(values: NDArray[np.uint8], least: int) -> Iterator[NDArray[np.float64]]:
    """Paths along where ``values`` ``(H, W)`` reach ``least``, finer than a pixel.

    The tracer of skimage keeps the interpreter to itself until it returns, so it is given a few
    rows at a time; a path that crosses from one band into the next is two open paths that meet.

    Yields:
        float64 ``(n, 2)`` points (y, x) in pixels of ``values``; pixel (0, 0) has its centre at
        0.5. Together the paths close around every region.
    """
    step = 1
    while values.size / step**2 > TRACED_PX:
        step *= 2
    small = np.pad(values[::step, ::step], 1)
    rows = max(SHORTEST_BAND, BAND_PX // small.shape[1])
    for top in range(0, small.shape[0] - 1, rows):
        for line in _crossings(small[top : top + rows + 1], least):
            yield (line + np.array((top - 0.5, -0.5))) * step


def _crossings(band: NDArray[np.uint8], least: int) -> list[NDArray[np.float64]]:
    """Paths of (row, column) along the threshold inside some rows; specks are left out."""
    if band.max() < least or band.min() >= least:
        return []
    with libraries.loading:
        from skimage.measure import find_contours  # noqa: PLC0415 - too slow for the first paint

    height = band.shape[0] - 1
    lines: list[NDArray[np.float64]] = find_contours(band, least - 0.5)  # type: ignore[no-untyped-call]
    return [
        line
        for line in lines
        if len(line) >= SHORTEST_POINTS or line[0, 0] in (0, height) or line[-1, 0] in (0, height)
    ]
