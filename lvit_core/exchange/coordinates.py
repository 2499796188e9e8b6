"""What the numbers of outlines and boxes mean, where only the data as a whole can show it.

Pixels are counted, shares of the picture go from 0 to 1; the last two numbers of a box are its size
or its other corner. Whoever writes one for the other does so in the whole file.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.errors import LViTError
from lvit_core.exchange.json_numbers import floats_of
from lvit_core.wording import said

_SLACK = 0.01  # of a side: what rounding and hands put over the border
_SLACK_PX = 2.0  # of pixels as well: in a small picture one of them is more than that
_FAR = 0.1  # of a side: enough for one box alone to be believed
_ROUNDED = 0.02  # of an area
_BEYOND = 1.0  # of the picture, outside of it: no share lies there


def refuse_shares(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """``points`` again, which are to be pixels.

    Raises:
        LViTError: All lie from 0 to 1 and are no whole numbers, as shares of a picture are; an
            outline within the first pixel cannot be told from them.
    """
    inside = points.size > 0 and bool(((points >= 0) & (points <= 1)).all())
    if inside and bool((points % 1 != 0).any()):
        raise LViTError(
            "Its numbers go from 0 to 1: they may be shares of the picture, not pixels."
        )
    return points


def refuse_pixels(
    shares: NDArray[np.float64], meant: str = said("shares from 0 to 1")
) -> NDArray[np.float64]:
    """``shares`` again, of which 0 to 1 is the picture; the file calls them what is ``meant``.

    Raises:
        LViTError: One lies so far outside that they must be pixels.
    """
    if shares.size and (shares.max() > 1 + _BEYOND or shares.min() < -_BEYOND):
        raise LViTError(
            "Its numbers lie far outside of the picture: they may be pixels, not {meant}.",
            meant=meant,
        )
    return shares


class BoxEnds:
    """Whether the last two numbers of all boxes of some data are their other corner.

    That is so if all boxes end behind their beginning and lie in their picture when they are read
    as corners, and by what their areas say, or because some reach out of it when read as sizes: one
    far, or two at all, as one may that was drawn over the border. Shares are not drawn, so that
    one is enough there, if there are others.

    Args:
        centred: Boxes are told in shares, and read as sizes, the first two numbers are the middle
            of a box; otherwise in pixels, and they are its corner.

    Attributes:
        seen: How many boxes were taken in.
    """

    def __init__(self, *, centred: bool = False) -> None:
        self._before = 0.5 if centred else 0.0  # of a size: what lies before the first numbers
        self._spare = 0.0 if centred else _SLACK_PX
        self._possible = True
        self.seen = self._out = self._far = self._said = 0

    def look(self, box: Any, size: Any = None, area: Any = None) -> None:
        """Takes a box in.

        Args:
            box: Its four numbers; what is none is passed over.
            size: Height and width of its picture, if the data say them; 1 and 1 for shares.
            area: Of the object, if the data say it.
        """
        told = floats_of(box)
        if not self._possible or len(told) != 4:
            return
        x, y, u, v = told
        self.seen += 1
        if not (u > x and v > y):
            self._possible = False
        whole = next(iter(floats_of([area])), 0.0)
        if whole > 0 and u > 0 and v > 0:
            as_size = abs(u * v - whole) <= _ROUNDED * whole
            as_ends = abs((u - x) * (v - y) - whole) <= _ROUNDED * whole
            self._possible &= not (as_size and not as_ends)
            self._said += as_ends and not as_size
        sides = floats_of(size)
        if len(sides) == 2 and min(sides) > 0:
            height, width = sides
            self._possible &= max(u / width, v / height) <= 1 + _SLACK
            over = max(self._over(x, u, width), self._over(y, v, height))
            self._out += over > _SLACK
            self._far += over > _FAR

    def _over(self, first: float, length: float, side: float) -> float:
        """How far a box told by its size reaches out of the picture on a side, as a share of it."""
        begin = first - self._before * length
        out = max(begin + length - side, -begin if self._before else 0.0)
        return (out - self._spare) / side

    @property
    def undecided(self) -> bool:
        """Whether nothing has spoken against corners yet."""
        return self._possible

    @property
    def are_corners(self) -> bool:
        """The verdict."""
        out = self._out > 1 or (self._out and self._before and self.seen > 1)
        return bool(self._possible and (self._said or self._far or out))


def corners_told(name: str) -> str:
    """What is told of data called ``name`` of which `BoxEnds` says so."""
    return said(
        "The boxes of {name} are told by two corners, not by corner and size; so they were read.",
        name=name,
    )
