"""Object ids to screen colours in plain arrays: the inner loop of every brush stroke.

Ids are sampled once per screen pixel, whatever the zoom, so the work depends on what is seen and
never on the size of the image. Contours are found among those samples and keep their width at
every zoom.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from app.views.canvas.palette import Colours, Paint

if TYPE_CHECKING:
    from lvit_core.annotation.plane import LabelPlane

TILE_PX = 512  # of a label plane
_WIDER = 3  # rows up to so many times as wide are copied whole before columns are chosen
RIM = np.uint32(0xFF000000)  # black: less does not show on mid tones

Labels = NDArray[np.int32]
Indices = NDArray[np.intp]


def sample_positions(begin_px: int, count: int, zoom: float) -> Indices:
    """The image row (or column) under the centre of each of ``count`` device pixels.

    ``begin_px`` is relative to the image's corner and may be negative.
    """
    centers = (np.arange(begin_px, begin_px + count, dtype=np.float64) + 0.5) / zoom
    return np.floor(centers).astype(np.intp)


def sample_labels(plane: LabelPlane, rows: Indices, columns: Indices) -> Labels | None:
    """Object ids at the crossings of ``rows`` and ``columns`` (both ascending).

    Returns:
        ``(len(rows), len(columns))`` int32, 0 outside the image, to be read only; ``None`` when
        all would be 0.
    """
    inner_rows = _inside(rows, plane.height)
    inner_columns = _inside(columns, plane.width)
    ys, xs = rows[inner_rows], columns[inner_columns]
    if ys.size == 0 or xs.size == 0:
        return None
    down, across = _tile_parts(ys), _tile_parts(xs)
    if len(down) == len(across) == 1 and ys.size == rows.size and xs.size == columns.size:
        ty, tx = down[0][0], across[0][0]  # as mostly: nothing is put together
        tile = plane.tile((0, ty, tx))
        found = None if tile is None else _picked(tile, ys - ty * TILE_PX, xs - tx * TILE_PX)
        return found if found is not None and found.max() else None
    result: Labels | None = None
    for ty, row_part in down:
        for tx, column_part in across:
            tile = plane.tile((0, ty, tx))
            if tile is None:
                continue
            if result is None:
                result = np.zeros((rows.size, columns.size), np.int32)
            target = result[
                inner_rows.start + row_part.start : inner_rows.start + row_part.stop,
                inner_columns.start + column_part.start : inner_columns.start + column_part.stop,
            ]
            pick(tile, ys[row_part] - ty * TILE_PX, xs[column_part] - tx * TILE_PX, target)
    return result if result is not None and result.max() else None


def pick(array: NDArray[np.generic], ys: Indices, xs: Indices, target: NDArray[np.generic]) -> None:
    """``target[i, j] = array[ys[i], xs[j]]`` for ascending indices."""
    target[...] = _picked(array, ys, xs)


def _picked(array: NDArray[Any], ys: Indices, xs: Indices) -> NDArray[Any]:
    """``array[ys[i], xs[j]]`` for ascending indices, by the cheapest way; maybe a view."""
    y0, y1, x0, x1 = int(ys[0]), int(ys[-1]) + 1, int(xs[0]), int(xs[-1]) + 1
    part = array[y0:y1, x0:x1]
    if part.shape == (ys.size, xs.size):
        return part
    if part.shape[0] <= ys.size:
        return part.take(xs - x0, axis=1).take(ys - y0, axis=0)
    if part.shape[1] <= _WIDER * xs.size:
        return part.take(ys - y0, axis=0).take(xs - x0, axis=1)
    return array[ys[:, None], xs]


def boundary(region: NDArray[np.generic]) -> NDArray[np.bool_]:
    """Pixels whose left, right, upper or lower neighbour has another value."""
    flat, width = _in_a_row(region), region.shape[1]
    across = np.empty(region.shape, bool)
    np.not_equal(flat[1:], flat[:-1], out=across.reshape(-1)[1:])
    across[:, 0] = False  # the end of the row above is no neighbour
    edge = across.reshape(-1)
    result = edge.copy()
    result[:-1] |= edge[1:]
    down = flat[width:] != flat[:-width]
    result[width:] |= down
    result[:-width] |= down
    return result.reshape(region.shape)


def divides(labels: Labels) -> NDArray[np.bool_]:
    """Pixels of an object whose left or upper neighbour belongs to another object."""
    flat, width = _in_a_row(labels), labels.shape[1]
    some = flat > 0
    result = np.empty(labels.shape, bool)
    across = result.reshape(-1)
    np.not_equal(flat[1:], flat[:-1], out=across[1:])
    across[1:] &= some[:-1]
    result[:, 0] = False
    down = flat[width:] != flat[:-width]
    down &= some[:-width]
    across[width:] |= down
    across &= some
    return result


def thickened(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The mask and its four neighbours."""
    flat, width = _in_a_row(mask), mask.shape[1]
    result = flat.copy()
    result[1:] |= flat[:-1]
    result[:-1] |= flat[1:]
    sides = result.reshape(mask.shape)
    second = min(1, width - 1)
    sides[:, 0] = mask[:, 0] | mask[:, second]  # the end of the row above is no neighbour
    sides[:, -1] = mask[:, -1] | mask[:, -1 - second]
    result[width:] |= flat[:-width]
    result[:-width] |= flat[width:]
    return sides


def _in_a_row(plane: NDArray[Any]) -> NDArray[Any]:
    """All rows one after the other: numpy compares one long row far faster than many short ones."""
    return np.ascontiguousarray(plane).reshape(-1)


@dataclass(frozen=True)
class LabelInk:
    """One sampled layer with its colours; ``filled`` False leaves the contour alone."""

    labels: Labels
    paint: Paint
    filled: bool


def ink_fill(out: Colours, ink: LabelInk, margin: int, *, blank: bool = False) -> None:
    """Writes the area colours of one layer where it has objects.

    ``blank``: Nothing is in ``out`` yet, which spares looking where.
    """
    inner = ink.labels[margin : margin + out.shape[0], margin : margin + out.shape[1]]
    if blank:
        ink.paint.fill.take(inner, mode="clip", out=out)  # where nothing is stays transparent
    else:
        np.copyto(out, ink.paint.fill.take(inner, mode="clip"), where=inner > 0)


def ink_contour(out: Colours, ink: LabelInk, margin: int, width_px: int) -> None:
    """Writes the contour of one layer: ``width_px`` pixels inside each object, the last one soft.

    A dark rim around it, one pixel wide, keeps it visible on bright pictures. The labels carry
    ``margin`` >= ``width_px`` pixels more on every side than ``out``, which is C-contiguous.
    """
    labels = np.ascontiguousarray(ink.labels)
    near, some = boundary(labels), labels > 0
    solid = edge = near
    for _ in range(width_px - 1):
        solid, edge = edge, thickened(edge)
    height, width = out.shape
    inside = (slice(margin, margin + height), slice(margin, margin + width))
    inked = np.flatnonzero((edge & some)[inside])
    ids = labels[inside].reshape(-1).take(inked)
    strong = solid[inside].reshape(-1).take(inked)
    line = ink.paint.line.take(ids, mode="clip")
    soft = ink.paint.soft.take(ids, mode="clip")
    flat = out.reshape(-1)
    flat[inked] = np.where(strong, line, soft)
    around = np.flatnonzero((near & ~some)[inside])
    flat[around[flat.take(around) == 0]] = RIM


def ink_region(out: Colours, region: NDArray[np.bool_], colour: int) -> None:
    """Writes one colour where ``region`` (the shape of ``out``) is true."""
    out[region] = colour


def sample_array(
    array: NDArray[np.generic], rows: Indices, columns: Indices
) -> NDArray[np.generic] | None:
    """As ``sample_labels`` for a whole ``(H, W)`` array; ``None`` when outside or all zero."""
    inner_rows = _inside(rows, array.shape[0])
    inner_columns = _inside(columns, array.shape[1])
    ys, xs = rows[inner_rows], columns[inner_columns]
    if ys.size == 0 or xs.size == 0:
        return None
    found = _picked(array, ys, xs)
    if not found.max():
        return None
    if found.shape == (rows.size, columns.size):
        return found
    result = np.zeros((rows.size, columns.size), array.dtype)
    result[inner_rows, inner_columns] = found
    return result


def inner_part(out: Colours, margin: int) -> tuple[slice, slice]:
    return slice(margin, margin + out.shape[0]), slice(margin, margin + out.shape[1])


def _inside(indices: Indices, limit: int) -> slice:
    """The part of ascending indices that lies in [0, limit)."""
    if indices.size and indices[0] >= 0 and indices[-1] < limit:
        return slice(0, indices.size)
    begin, end = np.searchsorted(indices, (0, limit))
    return slice(int(begin), int(end))


def _tile_parts(indices: Indices) -> list[tuple[int, slice]]:
    """Tile number and the slice of ascending, non-negative indices that lies in it."""
    first, last = int(indices[0]) // TILE_PX, int(indices[-1]) // TILE_PX
    if first == last:
        return [(first, slice(0, indices.size))]
    bounds = np.searchsorted(indices, np.arange(first, last + 2) * TILE_PX)
    return [
        (first + step, slice(int(bounds[step]), int(bounds[step + 1])))
        for step in range(last - first + 1)
        if bounds[step] < bounds[step + 1]
    ]
