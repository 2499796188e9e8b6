"""Numbers of large planes, a strip at a time: which there are, how many, and what they become.

NumPy sorts a copy of all pixels to tell which numbers there are, and takes eight bytes a pixel to
look them up in a table: for a mask of 8,000 x 8,000 pixels either takes more than half a gigabyte.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

_PIXELS_AT_ONCE = 1 << 20
# Up to this number a table with a place for each number is faster than sorting pixels.
LARGEST_TABLE = 1 << 22


def strips(shape: tuple[int, ...], margin: int = 0) -> Iterator[tuple[slice, slice, slice]]:
    """Parts of a plane ``(H, W)`` from the top down.

    Args:
        shape: Of the plane.
        margin: How many more rows to look at on either side, where there are such.

    Yields:
        The rows to look at, the rows that are meant, and where these lie in the first.
    """
    height, width = shape[:2]
    step = max(1, _PIXELS_AT_ONCE // max(1, width))
    for top in range(0, height, step):
        stop = min(height, top + step)
        first = max(0, top - margin)
        seen = slice(first, min(height, stop + margin))
        yield seen, slice(top, stop), slice(top - first, stop - first)


def numbers_in(labels: NDArray[Any]) -> NDArray[np.int64]:
    """The numbers of a plane, 0 among them where it is there, in ascending order."""
    if labels.dtype == bool:
        labels = labels.view(np.uint8)
    highest, lowest = int(labels.max(initial=0)), int(labels.min(initial=0))
    if lowest < 0 or highest > LARGEST_TABLE:
        found = [np.unique(labels[rows]) for _, rows, _ in strips(labels.shape)]
        return np.unique(np.concatenate(found)).astype(np.int64) if found else _NONE
    there = np.zeros(highest + 1, bool)
    for _, rows, _ in strips(labels.shape):
        there[labels[rows]] = True
    return np.flatnonzero(there)


_NONE = np.zeros(0, np.int64)


def counts_of(labels: NDArray[Any], size: int) -> NDArray[np.int64]:
    """How often each number from 0 to ``size - 1`` is in a plane that has no others."""
    counts = np.zeros(size, np.int64)
    for _, rows, _ in strips(labels.shape):
        counts += np.bincount(labels[rows].ravel(), minlength=size)
    return counts


def looked_up(table: NDArray[Any], places: NDArray[Any]) -> NDArray[Any]:
    """``table[places]`` for a plane of places."""
    found = np.empty(places.shape, table.dtype)
    for _, rows, _ in strips(places.shape):
        found[rows] = table[places[rows]]
    return found


def pair_counts(one: NDArray[Any], other: NDArray[Any]) -> dict[tuple[int, int], int]:
    """How often each pair of numbers lies at one place of two planes of whole numbers from 0 on."""
    found: dict[tuple[int, int], int] = {}
    for _, rows, _ in strips(one.shape):
        both = one[rows].astype(np.int64) << 32 | other[rows]
        pairs, counts = np.unique(both, return_counts=True)
        for pair, count in zip(pairs.tolist(), counts.tolist(), strict=True):
            key = pair >> 32, pair & 0xFFFFFFFF
            found[key] = found.get(key, 0) + count
    return found


def thick_values(labels: NDArray[Any]) -> set[int]:
    """The numbers, 0 among them, that somewhere fill a square of three pixels."""
    from scipy.ndimage import maximum_filter, minimum_filter  # noqa: PLC0415 - slow to import

    found: set[int] = set()
    for seen, _, inner in strips(labels.shape, margin=1):
        part = labels[seen]
        flat = (minimum_filter(part, 3) == maximum_filter(part, 3))[inner]
        found.update(np.unique(part[inner][flat]).tolist())
    return found


def place_of(labels: NDArray[Any], number: int) -> tuple[slice, slice]:
    """The rows and columns of ``(H, W)`` labels that hold a number, which is among them.

    An area is told apart in its place alone: a picture of many numbers has as many small ones.
    """
    here = labels == number
    rows, columns = np.flatnonzero(here.any(axis=1)), np.flatnonzero(here.any(axis=0))
    return slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
