"""What the wand takes while a hand drags it: the further away, the less alike it need be.

A click goes by the tolerance that is set. What is seen while dragging is computed of the part in
view, with as many pixels as the screen shows; what is taken in the end, of the image itself.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from math import ceil, floor, hypot

import numpy as np
import numpy.typing as npt

from lvit_core.annotation.contours import outline_of
from lvit_core.annotation.edits.filling import Pixels, unlike, wand_region
from lvit_core.annotation.gesture import PointYX
from lvit_core.annotation.regions import Region
from lvit_core.geometry import Rect

STILL_PX = 5.0  # on the screen: a click that trembles is no drag
FULL_PX = 400.0  # on the screen: so far away everything is alike
SMOOTHEST_PX = 8.0
_SEEN_PX = 1_000_000
_TRACED_PX = 120  # longest side of the part of which the outline is traced


def dragged_tolerance(tolerance: float, begin: PointYX, now: PointYX, zoom: float) -> float:
    """The tolerance 0..1 of a wand that is dragged.

    Args:
        tolerance: What is set, 0..1, which a click has.
        begin, now: Where the button went down, and where the pointer is, in image pixels.
        zoom: Screen pixels for each image pixel.
    """
    way_px = hypot(now[0] - begin[0], now[1] - begin[1]) * zoom - STILL_PX
    return min(1.0, tolerance + max(0.0, way_px) / FULL_PX)


def smoothing_px(zoom: float) -> float:
    """How far values are smoothed, in image pixels: what the screen does not show tells nothing."""
    return 0.0 if zoom >= 1 else min(SMOOTHEST_PX, 0.5 / zoom)


class Wand:
    """One gesture of the wand.

    Args:
        pixels: Reads image values.
        bounds: Of the image.
        view: The part of it that is seen.
        at: Where the button went down, in image coordinates (y, x).
        zoom: Screen pixels for each image pixel.
        tolerance: What is set, 0..1 of ``most``.
        most: The range of the image's values.
    """

    def __init__(
        self,
        pixels: Pixels,
        bounds: Rect,
        view: Rect,
        at: PointYX,
        zoom: float,
        tolerance: float,
        most: float,
    ) -> None:
        self.at = at
        self.tolerance = tolerance
        self._pixels, self._bounds, self._view, self._zoom = pixels, bounds, view, zoom
        self._set, self._most = tolerance, most
        self._smooth_px = smoothing_px(zoom)
        self._step = max(1, ceil((view.area / _SEEN_PX) ** 0.5))
        self._unlike: npt.NDArray[np.float32] | None = None  # of every step-th pixel in view

    def drag_to(self, now: PointYX) -> list[PointYX]:
        """The outer ring (y, x) of what would be taken, about as fine as it can be seen.

        None for a click that only trembles, and outside the view.
        """
        self.tolerance = dragged_tolerance(self._set, self.at, now, self._zoom)
        y, x = floor(self.at[0]), floor(self.at[1])
        if self.tolerance == self._set or not self._view.contains(y, x):
            return []
        if self._unlike is None:
            measured = unlike(self._pixels, self._bounds, (y, x), self._smooth_px)
            self._unlike = measured(self._view)[:: self._step, :: self._step].copy()
        seed = (y - self._view.y0) // self._step, (x - self._view.x0) // self._step
        self._unlike[seed] = 0.0
        return self._outline(seed)

    def taken(self) -> Callable[[], Region]:
        """What finds the area in the image itself; for any thread."""
        tolerance = self.tolerance * self._most
        return partial(wand_region, self._pixels, self._bounds, self.at, tolerance, self._smooth_px)

    def _outline(self, seed: tuple[int, int]) -> list[PointYX]:
        from scipy import ndimage  # noqa: PLC0415 - too slow for the first paint

        assert self._unlike is not None
        labels, _ = ndimage.label(self._unlike <= self.tolerance * self._most)
        found = Region(Rect(0, 0, *labels.shape), labels == labels[seed]).tight()
        coarse = max(1, ceil(max(found.mask.shape) / _TRACED_PX))
        small = found.mask[::coarse, ::coarse]
        if not small.any():
            return []
        top, left, step = found.rect.y0, found.rect.x0, self._step
        y0, x0 = self._view.y0, self._view.x0
        return [
            (y0 + (top + y * coarse) * step, x0 + (left + x * coarse) * step)
            for y, x in outline_of(Region(Rect(0, 0, *small.shape), small))
        ]
