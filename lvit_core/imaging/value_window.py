"""The range of stored values that is shown: the type alone, so that an image can carry one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Window:
    """A range of stored values shown from black to white.

    Args:
        center: Value shown as middle grey, in the unit of the pixels.
        width: Distance from black to white, greater than 0.
    """

    center: float
    width: float

    @property
    def low(self) -> float:
        """The value shown as black."""
        return self.center - self.width / 2

    @property
    def high(self) -> float:
        """The value shown as white."""
        return self.center + self.width / 2

    @classmethod
    def between(cls, low: float, high: float) -> Window:
        """The window that shows ``low`` as black and ``high`` as white."""
        width = float(high) - float(low)
        width = width if width > 0 else 1e-6
        return cls(float(low) + width / 2, width)
