"""What a hand says to a tool, in image coordinates, and what it sees while it draws."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

PointYX = tuple[float, float]


class Button(StrEnum):
    """Which button a gesture is made with."""

    LEFT = "left"
    MIDDLE = "middle"
    RIGHT = "right"


class Pointer(StrEnum):
    """The pointer over the image while a tool without a round cursor is in hand."""

    CROSS = "cross"
    ARROW = "arrow"
    HAND = "hand"  # a drag moves the image


@dataclass(frozen=True, slots=True)
class ToolModifiers:
    """Modifier keys held during an event."""

    shift: bool = False
    alt: bool = False  # or Ctrl, or the eraser end of a pen
    pressure: float = 1.0  # of a pen, 0..1, where it sets the size of the brush


NO_MODIFIERS = ToolModifiers()


@dataclass(frozen=True, slots=True)
class Preview:
    """What the canvas draws over the image while a gesture runs, in image coordinates.

    ``outline`` is a path, closed or open; ``seeds`` are single points; ``subtract`` says that the
    gesture will take away, so that it can be drawn differently.
    """

    outline: tuple[PointYX, ...] = ()
    closed: bool = False
    seeds: tuple[PointYX, ...] = ()
    subtract: bool = False
