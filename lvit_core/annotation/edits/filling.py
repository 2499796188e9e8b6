"""Areas that spread from a click: the label fill, the magic wand and the threshold in an outline.

Only a window around the click is read; it grows while the area touches its border. A slide is
therefore never read as a whole, however small the tolerance.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from lvit_core.annotation.plane import LabelPlane
from lvit_core.annotation.regions import NOWHERE, Region
from lvit_core.errors import LViTError
from lvit_core.geometry import Rect

Pixels = Callable[[Rect], npt.NDArray[Any]]  # (h, w) or (h, w, 3) image values of a rectangle

FIRST_WINDOW_PX = 256
LARGEST_WINDOW_PX = 4096
_GREY_WEIGHTS = (0.299, 0.587, 0.114)  # luma of ITU-R BT.601
_BINS = 256
_ALIKE = 4 * float(np.finfo(np.float32).eps)


def fill_region(plane: LabelPlane, seed_yx: tuple[float, float]) -> Region:
    """The connected area (no diagonal steps) with the label under the seed.

    Raises:
        LViTError: the area is open, that is, it reaches further than ``LARGEST_WINDOW_PX`` without
            meeting the image's edge.
    """
    value = plane.value_at(*seed_yx)
    region, closed = _spread(plane.bounds(), seed_yx, lambda rect: plane.read(rect) == value)
    if not closed:
        raise LViTError(
            "This area is too large to fill.", "Close its outline first, or draw it as a polygon."
        )
    return region


def wand_region(
    pixels: Pixels,
    bounds: Rect,
    seed_yx: tuple[float, float],
    tolerance: float,
    smooth_px: float = 0.0,
) -> Region:
    """Pixels connected to the seed whose value differs from the seed's by at most ``tolerance``.

    Args:
        pixels: reads image values; in colour the largest difference of the channels counts.
        tolerance: in the image's own values, 0 and up.
        smooth_px: standard deviation of a Gaussian over the values before they are compared.

    The area ends at ``LARGEST_WINDOW_PX`` around the seed when it is larger.
    """
    y, x = int(np.floor(seed_yx[0])), int(np.floor(seed_yx[1]))
    if not bounds.contains(y, x):
        return NOWHERE
    measured = unlike(pixels, bounds, (y, x), smooth_px)
    return _spread(bounds, seed_yx, lambda rect: measured(rect) <= tolerance)[0]


def unlike(
    pixels: Pixels, bounds: Rect, seed: tuple[int, int], smooth_px: float
) -> Callable[[Rect], npt.NDArray[np.float32]]:
    """How far the values of a rectangle are from those at ``seed`` (y, x), float32 (h, w).

    In colour the largest difference of the channels counts; arguments as in ``wand_region``.
    """
    from scipy import ndimage  # noqa: PLC0415 - too slow for the first paint

    margin = round(3 * smooth_px)

    def smooth(rect: Rect) -> npt.NDArray[np.float32]:
        around = Rect(rect.y0 - margin, rect.x0 - margin, rect.y1 + margin, rect.x1 + margin)
        around = around.intersect(bounds)
        values = pixels(around).astype(np.float32)
        if margin:
            deviations = (smooth_px, smooth_px, 0.0)[: values.ndim]
            values = ndimage.gaussian_filter(values, deviations, mode="nearest", truncate=3.0)
        return np.asarray(values[rect.moved(-around.y0, -around.x0).slices], np.float32)

    y, x = seed
    centre = smooth(Rect(y, x, y + 1, x + 1))[0, 0]

    def difference(rect: Rect) -> npt.NDArray[np.float32]:
        away = np.abs(smooth(rect) - centre)
        return np.asarray(away.max(axis=2) if away.ndim == 3 else away)

    return difference


def threshold_region(
    pixels: Pixels,
    outline: Region,
    low: float | None = None,
    high: float | None = None,
    side: Literal["bright", "dark"] = "bright",
) -> Region:
    """The pixels of ``outline`` whose grey value lies within ``low`` .. ``high``, both included.

    With neither bound the outline is divided by Otsu's threshold (Otsu 1979, "A threshold selection
    method from gray-level histograms") and its bright or dark ``side`` is taken.
    """
    if outline.empty:
        return NOWHERE
    grey = to_grey(pixels(outline.rect))
    if low is None and high is None:
        cut = otsu(grey[outline.mask])
        found = grey > cut if side == "bright" else grey <= cut
    else:
        found = within(grey, low, high)
    return Region(outline.rect, outline.mask & found)


def within(
    grey: npt.NDArray[np.float32], low: float | None, high: float | None
) -> npt.NDArray[np.bool_]:
    """Which values lie between two bounds, both included; None leaves a side open."""
    found = np.ones(grey.shape, bool)
    if low is not None:
        found &= grey >= low
    if high is not None:
        found &= grey <= high
    return found


def allowed_values(
    pixels: Pixels, low: float | None, high: float | None
) -> Callable[[Rect], npt.NDArray[np.bool_]]:
    """Answers for a rectangle which of its pixels have a grey value within two bounds."""
    return lambda rect: within(to_grey(pixels(rect)), low, high)


def to_grey(values: npt.NDArray[Any]) -> npt.NDArray[np.float32]:
    """Float32 (h, w) grey values: luma of a colour image, else the values themselves."""
    if values.ndim == 2:
        return values.astype(np.float32)
    return values[..., :3].astype(np.float32) @ np.asarray(_GREY_WEIGHTS, np.float32)


def otsu(values: npt.NDArray[np.float32]) -> float:
    """The value that divides ``values`` (any shape, not empty) with the most variance between."""
    low, high = float(values.min()), float(values.max())
    if high - low <= abs(high) * _ALIKE:  # a colour's grey is summed, and not to the last digit
        return high
    counts, edges = np.histogram(values.astype(np.float64), bins=_BINS, range=(low, high))
    centres = (edges[:-1] + edges[1:]) / 2
    below = np.cumsum(counts)[:-1].astype(np.float64)
    above = counts.sum() - below
    sums = np.cumsum(counts * centres)
    mean_below = sums[:-1] / np.maximum(below, 1)
    mean_above = (sums[-1] - sums[:-1]) / np.maximum(above, 1)
    between = below * above * (mean_below - mean_above) ** 2
    best = np.flatnonzero(between == between.max())  # a gap in the histogram: cut in its middle
    return float((edges[best[0] + 1] + edges[best[-1] + 1]) / 2)


def _spread(
    bounds: Rect,
    seed_yx: tuple[float, float],
    alike: Callable[[Rect], npt.NDArray[np.bool_]],
) -> tuple[Region, bool]:
    """The connected part of ``alike`` around the seed, and whether it ended by itself."""
    from scipy import ndimage  # noqa: PLC0415 - too slow for the first paint

    y, x = int(np.floor(seed_yx[0])), int(np.floor(seed_yx[1]))
    if not bounds.contains(y, x):
        return NOWHERE, True
    size = FIRST_WINDOW_PX
    while True:
        half = size // 2
        window = Rect(y - half, x - half, y + half, x + half).intersect(bounds)
        like = alike(window)
        if not like[y - window.y0, x - window.x0]:
            return NOWHERE, True
        labels, _ = ndimage.label(like)
        mask = labels == labels[y - window.y0, x - window.x0]
        found = Region(window, mask)
        closed = not found.leaves(bounds)
        if closed or size >= LARGEST_WINDOW_PX:
            return found.tight(), closed
        size *= 2
