"""A polygon that was closed, whose corners can still be moved."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot
from typing import TYPE_CHECKING

from lvit_core.annotation.gesture import PointYX

if TYPE_CHECKING:
    from lvit_core.annotation.edits.areas import Taking


@dataclass(frozen=True, slots=True)
class ClosedPolygon:
    """What was drawn.

    Attributes:
        corners: In image coordinates (y, x).
        taking: What became of it, whatever is chosen or selected since.
        image: The image it was drawn on.
        step: How many steps that has in its history while this is the last one.
    """

    corners: tuple[PointYX, ...]
    taking: Taking
    image: int
    step: int

    def near(self, yx: PointYX, reach_px: float) -> int | None:
        """The number of the nearest corner within reach of a point, ``None`` beside them."""
        ways = [hypot(yx[0] - y, yx[1] - x) for y, x in self.corners]
        nearest = min(range(len(ways)), key=ways.__getitem__)
        return nearest if ways[nearest] <= reach_px else None


class Corners:
    """A polygon while a hand draws it, or moves one of its corners.

    Args:
        begin: Where the button went down.
        closed: The polygon that can still be changed; ``None`` for none.
        reach_px: How far from a corner a press still means it.

    Attributes:
        corners: In the order they were set.
        path: The corners and where the pointer is, to be drawn.
        moved: The number of the corner that is moved; ``None`` for a new polygon.
    """

    def __init__(self, begin: PointYX, closed: ClosedPolygon | None, reach_px: float) -> None:
        self.moved = None if closed is None else closed.near(begin, reach_px)
        begun = [begin] if closed is None or self.moved is None else list(closed.corners)
        self.corners = self.path = begun
        self._reach_px = reach_px
        self._down = True

    def press(self, yx: PointYX) -> bool:
        """Sets another corner; true where the first one was meant, which closes."""
        if len(self.corners) > 2 and self._way(yx, self.corners[0]) <= self._reach_px:
            return True
        self.corners.append(yx)
        self.path = [*self.corners]
        self._down = True
        return False

    def drag(self, yx: PointYX) -> None:
        """The pointer is elsewhere; with the button down it draws freehand."""
        if self.moved is not None:
            self.corners[self.moved] = yx
            return
        if self._down and self._way(yx, self.corners[-1]) > self._reach_px / 2:
            self.corners.append(yx)
        self.path = [*self.corners, yx]  # the last one follows the pointer until it is set

    def release(self, yx: PointYX) -> None:
        """The button goes up."""
        self._down = False
        if self.moved is not None:
            self.corners[self.moved] = yx
        else:
            self.path = [*self.corners, yx]

    @staticmethod
    def _way(one: PointYX, other: PointYX) -> float:
        return hypot(one[0] - other[0], one[1] - other[1])
