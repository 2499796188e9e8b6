"""Integer pixel rectangles, the one geometric type that images, masks and views share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Rect:
    """A half-open pixel rectangle: rows ``y0 <= y < y1``, columns ``x0 <= x < x1``."""

    y0: int
    x0: int
    y1: int
    x1: int

    @property
    def height(self) -> int:
        return max(0, self.y1 - self.y0)

    @property
    def width(self) -> int:
        return max(0, self.x1 - self.x0)

    @property
    def area(self) -> int:
        """Number of pixels inside."""
        return self.height * self.width

    @property
    def empty(self) -> bool:
        return self.y1 <= self.y0 or self.x1 <= self.x0

    @property
    def slices(self) -> tuple[slice, slice]:
        """Row and column slices for a ``(H, W, ...)`` array; the rectangle must not be negative."""
        return slice(self.y0, self.y1), slice(self.x0, self.x1)

    def intersect(self, other: Rect) -> Rect:
        return Rect(
            max(self.y0, other.y0),
            max(self.x0, other.x0),
            min(self.y1, other.y1),
            min(self.x1, other.x1),
        )

    def union(self, other: Rect) -> Rect:
        """The smallest rectangle around both; an empty one adds nothing."""
        if self.empty:
            return other
        if other.empty:
            return self
        return Rect(
            min(self.y0, other.y0),
            min(self.x0, other.x0),
            max(self.y1, other.y1),
            max(self.x1, other.x1),
        )

    def grown(self, margin_px: int) -> Rect:
        return Rect(
            self.y0 - margin_px, self.x0 - margin_px, self.y1 + margin_px, self.x1 + margin_px
        )

    def moved(self, dy: int, dx: int) -> Rect:
        return Rect(self.y0 + dy, self.x0 + dx, self.y1 + dy, self.x1 + dx)

    def contains(self, y: int, x: int) -> bool:
        return self.y0 <= y < self.y1 and self.x0 <= x < self.x1


EMPTY_RECT = Rect(0, 0, 0, 0)


def bounding(rects: Iterable[Rect]) -> Rect:
    """The smallest rectangle around all; ``EMPTY_RECT`` for none."""
    result = EMPTY_RECT
    for rect in rects:
        result = result.union(rect)
    return result
