"""Outlines of other programs to pixels: one place that says what is wrong with one.

A pixel belongs to an outline when its centre lies inside. What reaches out of the image is cut off.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.encodings import Polygon, polygons_to_mask
from lvit_core.errors import LViTError
from lvit_core.exchange.bundle import Drawn, Size
from lvit_core.exchange.json_numbers import refuse_truths
from lvit_core.geometry import Rect

_BORDER_PX = 0.5  # beyond the border: there the centre of the first pixel lies that would be lost
_FARTHEST_PX = 1e7  # from the image; coordinates beyond are no coordinates
CORNERS_OF_CIRCLE = 128
_THIN = frozenset(
    {"line", "linestrip", "polyline", "point", "points", "skeleton", "keypoint", "vector"}
)

# The outer ring of an area and its holes.
Part = tuple[NDArray[np.float64], Sequence[NDArray[np.float64]]]


def points_of(values: Any) -> NDArray[np.float64]:
    """``(N, 2)`` points, x before y, of a flat list of numbers or a list of pairs.

    Raises:
        LViTError: They are no numbers, are not in pairs, or lie nowhere.
    """
    if isinstance(values, str):
        raise LViTError("Its coordinates are no numbers.")
    refuse_truths(values)
    try:
        found = np.asarray(values, np.float64)
    except (TypeError, ValueError) as error:
        raise LViTError("Its coordinates are no pairs of numbers.") from error
    if found.size % 2 or found.ndim not in (1, 2) or (found.ndim == 2 and found.shape[1] != 2):
        raise LViTError("Its coordinates are no pairs of numbers.")
    if not np.isfinite(found).all() or (np.abs(found) > _FARTHEST_PX).any():
        raise LViTError("Its coordinates lie nowhere.")
    return found.reshape(-1, 2)


@dataclass(frozen=True, slots=True, eq=False)
class Filled:
    """Draws what lies inside of outlines; many such are drawn together, see `drawn_together`.

    Args:
        parts: The outer ring and the holes of each part in an image of ``(height, width)``:
            ``(N, 2)`` points, x before y. Whatever it raises costs this object only.
    """

    parts: Callable[[Size], Iterable[Part]]

    def __call__(self, size: Size) -> Drawn:
        """As `draw_polygons`."""
        return draw_polygons(self.parts(size), size)


def no_area(kind: str) -> LViTError:
    """What a shape costs that is no area, or of a kind that nobody here knows."""
    if kind in _THIN:
        return LViTError(
            "It is a {kind}, which encloses no pixels.", "Draw it as a polygon.", kind=kind
        )
    return LViTError("Shapes of its kind ({kind}) are not read.", kind=kind)


def whole_parts(parts: Iterable[Part]) -> tuple[list[Part], int]:
    """Parts with three corners, their holes that have as many, and how many pieces have 1 or 2.

    Raises:
        LViTError: No part has three corners.
    """
    whole, scraps = list[Part](), 0
    for outer, holes in parts:
        left = [hole for hole in holes if len(hole) >= 3]
        scraps += sum(0 < len(ring) < 3 for ring in (outer, *holes))
        if len(outer) >= 3:
            whole.append((outer, left))
    if not whole:
        raise LViTError("Its outline has fewer than three corners.")
    return whole, scraps


def draw_polygons(parts: Iterable[Part], size: Size) -> Drawn:
    """One object of several parts, each an outer ring and its holes; parts may overlap.

    Raises:
        LViTError: No part has three corners.
    """
    whole, scraps = whole_parts(parts)
    rect = _inside(box_of(whole), size)
    mask = np.zeros((rect.height, rect.width), bool)
    for outer, holes in whole if not rect.empty else ():
        rings = tuple(_ring(hole) for hole in holes)
        mask |= polygons_to_mask([Polygon(_ring(outer), rings)], rect)
    return Drawn(rect, mask, *beyond(whole, size), scraps)


def box_of(parts: Sequence[Part]) -> Rect:
    """The pixels that the outer rings of some parts can reach, at least one of them."""
    corners = np.concatenate([outer for outer, _ in parts])
    x0, y0 = np.floor(corners.min(axis=0)).astype(int).tolist()
    x1, y1 = np.ceil(corners.max(axis=0)).astype(int).tolist()
    return Rect(y0, x0, y1, x1)


def box_parts(x: float, y: float, width: float, height: float) -> list[Part]:
    """The outline of a box whose corner of least coordinates is at ``(x, y)``, for `Filled`.

    Raises:
        LViTError: It has no area.
    """
    if width <= 0 or height <= 0:
        raise LViTError("Its box has no area.")
    return [(points_of([x, y, x + width, y, x + width, y + height, x, y + height]), ())]


def ellipse_parts(
    x: float, y: float, radius_x: float, radius_y: float, degrees: float = 0.0
) -> list[Part]:
    """The outline of an ellipse around ``(x, y)``, turned clockwise as seen on the screen.

    Raises:
        LViTError: It has no area.
    """
    if not (radius_x > 0 and radius_y > 0):
        raise LViTError("It has no area.")
    angles = np.linspace(0, 2 * np.pi, CORNERS_OF_CIRCLE, endpoint=False)
    ring = np.stack([radius_x * np.cos(angles), radius_y * np.sin(angles)], axis=1)
    return [(points_of(ring @ turned(degrees) + [x, y]), ())]


def turned(degrees: float) -> NDArray[np.float64]:
    """Turns rows of x and y clockwise as seen on the screen; raises `LViTError` for no angle."""
    if not np.isfinite(degrees):
        raise LViTError("Its coordinates lie nowhere.")
    angle = np.deg2rad(degrees)
    cos, sin = np.cos(angle), np.sin(angle)
    return np.array([[cos, sin], [-sin, cos]])


def placed(rect: Rect, mask: NDArray[np.bool_], size: Size) -> Drawn:
    """A mask that lies at ``rect``, without what reaches out of the image."""
    inside = _inside(rect, size)
    if inside == rect:
        return Drawn(rect, mask)
    kept = mask[inside.moved(-rect.y0, -rect.x0).slices] if not inside.empty else mask[:0, :0]
    return Drawn(inside, kept, out=bool(np.count_nonzero(mask) > np.count_nonzero(kept)))


def trimmed(mask: NDArray[np.bool_]) -> Drawn:
    """A mask of a whole image, cut to the object in it."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not rows.size:
        return Drawn(Rect(0, 0, 0, 0), np.zeros((0, 0), bool))
    rect = Rect(int(rows[0]), int(columns[0]), int(rows[-1]) + 1, int(columns[-1]) + 1)
    return Drawn(rect, mask[rect.slices])


def join(drawn: Sequence[Drawn]) -> Drawn:
    """Several parts as one object."""
    rect = drawn[0].rect
    for other in drawn[1:]:
        rect = rect.union(other.rect)
    mask = np.zeros((rect.height, rect.width), bool)
    for part in drawn:
        if not part.rect.empty:
            mask[part.rect.moved(-rect.y0, -rect.x0).slices] |= part.mask
    out = [part for part in drawn if part.out]
    exchanged = bool(out) and all(part.exchanged for part in out)
    return Drawn(rect, mask, bool(out), exchanged, sum(part.scraps for part in drawn))


def beyond(parts: Sequence[Part], size: Size) -> tuple[bool, bool]:
    """Whether outlines reach out of an image, and whether they would not with x and y exchanged."""
    corners = np.concatenate([outer for outer, _ in parts])
    low, high = corners.min(axis=0), corners.max(axis=0)
    width_height = np.array(size[::-1], float)
    out = bool((low < -_BORDER_PX).any() or (high > width_height + _BORDER_PX).any())
    other = bool((low >= -_BORDER_PX).all() and (high <= width_height[::-1] + _BORDER_PX).all())
    return out, out and other


def _inside(rect: Rect, size: Size) -> Rect:
    found = rect.intersect(Rect(0, 0, *size))
    return Rect(0, 0, 0, 0) if found.empty else found


def _ring(points: NDArray[np.float64]) -> list[tuple[float, float]]:
    return [(float(y), float(x)) for x, y in points]
