"""Where the image lies on the screen: the arithmetic of zoom and pan, without any widget.

Everything is in device pixels (what the screen really has), because tiles are drawn one to one
onto them; the image's origin always falls on a whole device pixel, so that a pan moves finished
tiles instead of drawing them anew.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from lvit_core.geometry import Rect

MAX_ZOOM = 64.0
SMALLEST_SHOWN_PX = 48  # zooming out stops when the image's longer side is this small
MADE_OUT_PX = 48  # so large on the screen an object is seen well enough
MARGIN_PX = 14  # free border around a fitted image

Point = tuple[float, float]


@dataclass(frozen=True)
class Viewport:
    """A view of an image.

    Args:
        image_hw: Height and width of the image in pixels, at least 1 x 1.
        size_hw: Height and width of the drawing area in device pixels.
        zoom: Device pixels per image pixel.
        center_yx: The image point at the middle of the drawing area.
    """

    image_hw: tuple[int, int]
    size_hw: tuple[int, int]
    zoom: float
    center_yx: Point

    @property
    def origin_px(self) -> tuple[int, int]:
        """Device position (y, x) of the image's corner, whole numbers."""
        y = self.size_hw[0] / 2 - self.center_yx[0] * self.zoom
        x = self.size_hw[1] / 2 - self.center_yx[1] * self.zoom
        return math.floor(y + 0.5), math.floor(x + 0.5)

    @property
    def fit_zoom(self) -> float:
        """The zoom at which the whole image is visible with a margin."""
        free_h = max(self.size_hw[0] - 2 * MARGIN_PX, 1)
        free_w = max(self.size_hw[1] - 2 * MARGIN_PX, 1)
        return min(free_h / self.image_hw[0], free_w / self.image_hw[1], MAX_ZOOM)

    @property
    def min_zoom(self) -> float:
        """The smallest zoom a person can reach, never above the fit."""
        return min(self.fit_zoom, SMALLEST_SHOWN_PX / max(self.image_hw), 1.0)

    def to_image(self, device_yx: Point) -> Point:
        """Image coordinates (y, x) under a device position."""
        y, x = self.origin_px
        return (device_yx[0] - y) / self.zoom, (device_yx[1] - x) / self.zoom

    def to_device(self, image_yx: Point) -> Point:
        """Device position (y, x) of image coordinates."""
        y, x = self.origin_px
        return y + image_yx[0] * self.zoom, x + image_yx[1] * self.zoom

    def image_rect(self) -> Rect:
        """The image's pixels that are visible, within the image; empty when it is off screen."""
        y0, x0 = self.to_image((0, 0))
        y1, x1 = self.to_image(self.size_hw)
        inside = Rect(math.floor(y0), math.floor(x0), math.ceil(y1), math.ceil(x1))
        return inside.intersect(Rect(0, 0, *self.image_hw))

    def fitted(self) -> Viewport:
        """The whole image in the middle."""
        return replace(self, zoom=self.fit_zoom, center_yx=self._middle())

    def zoomed(self, zoom: float, at_px: Point | None = None) -> Viewport:
        """Another zoom; the image point under ``at_px`` (default: the middle) stays in place."""
        zoom = min(max(zoom, self.min_zoom), MAX_ZOOM)
        at = at_px if at_px is not None else (self.size_hw[0] / 2, self.size_hw[1] / 2)
        y, x = self.to_image(at)
        center = (
            y + (self.size_hw[0] / 2 - at[0]) / zoom,
            x + (self.size_hw[1] / 2 - at[1]) / zoom,
        )
        return replace(self, zoom=zoom, center_yx=center).bounded()

    def panned(self, dy_px: float, dx_px: float) -> Viewport:
        """Moved so that the image follows a hand by this many device pixels."""
        y, x = self.center_yx
        return replace(self, center_yx=(y - dy_px / self.zoom, x - dx_px / self.zoom)).bounded()

    def resized(self, size_hw: tuple[int, int]) -> Viewport:
        """The same zoom and centre in an area of another size."""
        return replace(self, size_hw=size_hw).bounded()

    def centered(self, image_yx: Point) -> Viewport:
        """The image point in the middle of the area."""
        return replace(self, center_yx=image_yx).bounded()

    def showing(self, rect: Rect) -> Viewport:
        """A part of the image as large as it fits, at most 8 device pixels a pixel."""
        zoom = min(self.size_hw[0] / max(rect.height, 1), self.size_hw[1] / max(rect.width, 1), 8.0)
        center = ((rect.y0 + rect.y1) / 2, (rect.x0 + rect.x1) / 2)
        zoom = min(max(zoom * 0.8, self.min_zoom), MAX_ZOOM)
        return replace(self, zoom=zoom, center_yx=center).bounded()

    def revealing(self, rect: Rect) -> Viewport:
        """Moved so that a part of the image is in view; as it is where nothing new would be seen.

        The zoom changes only where the part does not fit.
        """
        visible = self.image_rect()
        if rect.empty or rect.intersect(visible) in (rect, visible):
            return self
        there = self.showing(rect)
        return replace(there, zoom=min(self.zoom, there.zoom)).bounded()

    def going_to(self, rect: Rect) -> Viewport:
        """Where a part of the image that somebody asks for is in view.

        The zoom stays wherever the part can be made out and fits: who goes through a list of
        objects keeps their bearings. Nothing moves where all of it is in view already.
        """
        there = self.showing(rect)
        made_out = MADE_OUT_PX / max(rect.height, rect.width, 1)
        zoom = min(max(self.zoom, made_out), there.zoom)
        if zoom == self.zoom and rect.intersect(self.image_rect()) == rect:
            return self
        return replace(there, zoom=max(zoom, self.min_zoom)).bounded()

    def bounded(self) -> Viewport:
        """The centre kept inside the image, so that the image can never be lost off screen."""
        y = min(max(self.center_yx[0], 0.0), float(self.image_hw[0]))
        x = min(max(self.center_yx[1], 0.0), float(self.image_hw[1]))
        return replace(self, center_yx=(y, x))

    def _middle(self) -> Point:
        return self.image_hw[0] / 2, self.image_hw[1] / 2
