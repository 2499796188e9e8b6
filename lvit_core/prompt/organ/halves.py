"""Telling two lungs apart in one mask: separate, touching, in pieces, or only one of them there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias, cast

import numpy as np
import numpy.typing as npt

from lvit_core.geometry import Rect, bounding

_Places: TypeAlias = "list[tuple[slice, slice] | None]"

_SPECK = 0.001  # of the image: smaller pieces are slips of the pen
_CENTRAL = 0.2  # a single piece reaching this far (of the width) to both sides is both lungs


@dataclass(frozen=True, eq=False)
class Organs:
    """``labels`` (H, W) uint8: 1 the picture's left organ, 2 the right one; boxes of both."""

    labels: npt.NDArray[np.uint8]
    boxes: tuple[Rect | None, Rect | None]


@dataclass(frozen=True)
class _Part:
    label: int
    box: Rect
    area_px: int
    center_x: float


def split_organ(mask: npt.NDArray[np.generic], shape: tuple[int, int]) -> Organs | None:
    """The two organs of a mask, by connected component (8 neighbours).

    A plane of exactly two objects is split by object, so lungs that touch stay apart. Touching
    lungs in one piece are split at the middle of the piece. Pieces of one lung stay together.

    Returns:
        ``None`` when the mask is empty.
    """
    from scipy import ndimage  # noqa: PLC0415 - 0.1 s that the window's first paint does not need

    pieces = _by_object(mask)
    if pieces is None:
        pieces = ndimage.label(mask != 0, np.ones((3, 3), int))[0].astype(np.int32)
    parts = _parts(pieces, cast(_Places, ndimage.find_objects(pieces)), shape)
    if not parts:
        return None
    labels = np.zeros(shape, np.uint8)
    if len(parts) == 1 and _spans_both(parts[0].box, shape[1]):
        box = parts[0].box
        middle = (box.x0 + box.x1) // 2
        whole = pieces == parts[0].label
        labels[:, :middle][whole[:, :middle]] = 1
        labels[:, middle:][whole[:, middle:]] = 2
        halves = (labels == 1, labels == 2)
        return Organs(labels, (_box(halves[0]), _box(halves[1])))
    left, right = _sides(parts, shape[1])
    for value, side in ((1, left), (2, right)):
        for part in side:
            labels[part.box.slices][pieces[part.box.slices] == part.label] = value
    return Organs(labels, (_around(left), _around(right)))


def _by_object(mask: npt.NDArray[np.generic]) -> npt.NDArray[np.int32] | None:
    """1 and 2 where the plane holds exactly two objects that stand side by side."""
    ids = np.unique(mask)
    ids = ids[ids != 0]
    if len(ids) != 2:
        return None
    boxes = [_box(mask == value) for value in ids]
    if boxes[0] is None or boxes[1] is None or _above_each_other(boxes[0], boxes[1]):
        return None
    return np.select([mask == ids[0], mask == ids[1]], [1, 2], 0).astype(np.int32)


def _parts(
    pieces: npt.NDArray[np.int32],
    places: _Places,
    shape: tuple[int, int],
) -> list[_Part]:
    areas = np.bincount(pieces.ravel())
    parts = []
    for label, place in enumerate(places, start=1):
        if place is None or areas[label] < _SPECK * shape[0] * shape[1]:
            continue
        rows, columns = place
        box = Rect(rows.start, columns.start, rows.stop, columns.stop)
        per_column = (pieces[place] == label).sum(axis=0)
        center = box.x0 + float(np.average(np.arange(box.width), weights=per_column)) + 0.5
        parts.append(_Part(label, box, int(areas[label]), center))
    return parts


def _spans_both(box: Rect, width: int) -> bool:
    """Whether one piece reaches well into both halves of the image."""
    reach = _CENTRAL * width
    return box.x0 < width / 2 - reach and box.x1 > width / 2 + reach and box.width > 3 * reach


def _sides(parts: list[_Part], width: int) -> tuple[list[_Part], list[_Part]]:
    """The two largest pieces that stand side by side are the lungs; the others join the nearer."""
    ordered = sorted(parts, key=lambda part: -part.area_px)
    first = ordered[0]
    other = next((p for p in ordered[1:] if not _above_each_other(p.box, first.box)), None)
    if other is None:
        return (parts, []) if first.center_x < width / 2 else ([], parts)
    middle = (first.center_x + other.center_x) / 2
    left = [part for part in parts if part.center_x < middle]
    right = [part for part in parts if part.center_x >= middle]
    return left, right


def _above_each_other(a: Rect, b: Rect) -> bool:
    shared = min(a.x1, b.x1) - max(a.x0, b.x0)
    return shared > 0.5 * min(a.width, b.width)


def _around(parts: list[_Part]) -> Rect | None:
    return bounding(part.box for part in parts) if parts else None


def _box(mask: npt.NDArray[np.bool_]) -> Rect | None:
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not len(rows):
        return None
    return Rect(int(rows[0]), int(columns[0]), int(rows[-1]) + 1, int(columns[-1]) + 1)
