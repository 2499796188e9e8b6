"""Rows cut into runs of equal labels: the cheap way to measure many objects at once.

Nuclei are some twenty pixels wide, so a plane has twenty times fewer runs than pixels; area, box
and centre of ten thousand objects follow from the runs without touching each pixel again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Runs:
    """Runs of one non-zero value each, in reading order: int64 arrays of one length."""

    row: Integers
    start: Integers  # first column
    stop: Integers  # one past the last column
    value: Integers


@dataclass(frozen=True, eq=False)
class Measures:
    """Per object, ids ascending: int64 arrays of one length; half-open boxes; sums of indices."""

    ids: Integers
    area: Integers
    sum_y: Integers
    sum_x: Integers
    y0: Integers
    x0: Integers
    y1: Integers
    x1: Integers


_NONE = np.zeros(0, np.int64)
NOTHING_MEASURED = Measures(_NONE, _NONE, _NONE, _NONE, _NONE, _NONE, _NONE, _NONE)


def combined(parts: Sequence[Measures]) -> Measures:
    """Several measures as one: the same object in two of them is one object here."""
    filled = [part for part in parts if part.ids.size]
    if len(filled) < 2:
        return filled[0] if filled else NOTHING_MEASURED
    ids = np.concatenate([part.ids for part in filled])
    order = np.argsort(ids, kind="stable")
    ids = ids[order]
    first = np.flatnonzero(np.concatenate(([True], ids[1:] != ids[:-1])))

    def joined(name: str, how: np.ufunc) -> Integers:
        values = np.concatenate([getattr(part, name) for part in filled])[order]
        result: Integers = how.reduceat(values, first)
        return result

    return Measures(
        ids=ids[first],
        area=joined("area", np.add),
        sum_y=joined("sum_y", np.add),
        sum_x=joined("sum_x", np.add),
        y0=joined("y0", np.minimum),
        x0=joined("x0", np.minimum),
        y1=joined("y1", np.maximum),
        x1=joined("x1", np.maximum),
    )


def find_runs(values: npt.NDArray[Any]) -> Runs:
    """Runs of equal non-zero values in the rows of ``values`` (H, W), integer or bool."""
    height, width = values.shape
    if height == 0 or width == 0:
        return Runs(_NONE, _NONE, _NONE, _NONE)
    flat = np.ascontiguousarray(values).ravel()
    edge = np.empty(flat.size, bool)
    np.not_equal(flat[1:], flat[:-1], out=edge[1:])
    edge[::width] = True  # a run never crosses into the next row
    start = np.flatnonzero(edge)
    value = flat[start].astype(np.int64)
    stop = np.empty_like(start)
    stop[:-1] = start[1:]
    stop[-1] = flat.size
    kept = value != 0
    start, stop, value = start[kept], stop[kept], value[kept]
    row = start // width
    return Runs(row, start - row * width, stop - row * width, value)


def measure(values: npt.NDArray[Any], y0: int = 0, x0: int = 0) -> Measures:
    """Area, coordinate sums and box of every id in ``values`` (H, W) whose corner is (y0, x0)."""
    runs = find_runs(values)
    if runs.value.size == 0:
        return NOTHING_MEASURED
    order = np.argsort(runs.value, kind="stable")
    value = runs.value[order]
    row, start, stop = runs.row[order] + y0, runs.start[order] + x0, runs.stop[order] + x0
    first = np.flatnonzero(np.concatenate(([True], value[1:] != value[:-1])))
    length = stop - start
    return Measures(
        ids=value[first],
        area=np.add.reduceat(length, first),
        sum_y=np.add.reduceat(row * length, first),
        sum_x=np.add.reduceat((start + stop - 1) * length // 2, first),
        y0=np.minimum.reduceat(row, first),
        x0=np.minimum.reduceat(start, first),
        y1=np.maximum.reduceat(row, first) + 1,
        x1=np.maximum.reduceat(stop, first),
    )
