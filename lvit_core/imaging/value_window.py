"""The range of stored values that is shown: the type alone, so that an image can carry one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum


class Curve(Enum):
    """How grey rises between the ends of a window."""

    STRAIGHT = "straight"
    SIGMOID = "sigmoid"  # DICOM's SIGMOID: soft ends, also outside the window
    TABLE = "table"  # as a table of the file says


@dataclass(frozen=True)
class Window:
    """A range of stored values shown from black to white.

    Args:
        center: Value shown as middle grey, in the unit of the pixels.
        width: Distance from black to white, greater than 0.
        curve: How grey rises between them.
        table: For ``Curve.TABLE``: grey values 0..255 at even steps from ``low`` to ``high``.
        whole_values: DICOM's LINEAR, which counts values from 0: white is one value earlier.
    """

    center: float
    width: float
    curve: Curve = Curve.STRAIGHT
    table: bytes = field(default=b"", repr=False)
    whole_values: bool = field(default=False, compare=False)

    @property
    def low(self) -> float:
        """The value shown as black."""
        return self.center - self.width / 2

    @property
    def high(self) -> float:
        """The value shown as white."""
        if self.whole_values:
            return max(self.low + 1e-6, self.center + self.width / 2 - 1)
        return self.center + self.width / 2

    def shown_by(self, table: bytes) -> Window:
        """The same range, with grey values from a table."""
        return replace(self, curve=Curve.TABLE, table=table)

    @classmethod
    def between(cls, low: float, high: float) -> Window:
        """The window that shows ``low`` as black and ``high`` as white."""
        width = float(high) - float(low)
        width = width if width > 0 else 1e-6
        return cls(float(low) + width / 2, width)
