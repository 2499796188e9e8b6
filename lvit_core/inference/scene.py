"""An image as a network sees it, and the parts of it that are looked at one at a time."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lvit_core.geometry import Rect
from lvit_core.inference.tiling import cut


@dataclass(frozen=True)
class View:
    """What the network sees at once: a part of the scaled image, perhaps mirrored."""

    rect: Rect
    mirrored: bool = False


@dataclass(frozen=True, eq=False)
class Glimpse:
    """What the network sees at once when it is asked about a place.

    Attributes:
        place: Of the original image, pixels; may reach beyond a small one.
        pixels_chw: float32 (3, S, S), 0..1, in the model's channel order.
        asked: What it is told of the sentence; ``None`` without one.
    """

    place: Rect
    pixels_chw: NDArray[np.float32]
    asked: str | None


@dataclass(frozen=True, eq=False)
class Scene:
    """An image as the network will see it.

    Attributes:
        key: Tells the scene from others.
        name: Names the pixels; empty where nobody named them.
        spacing_um: Micrometres per pixel as given; ``None`` when unknown.
        given: uint8 (H, W, 3) as it came.
        pixels: uint8 (h, w, 3) at the model's scale (or the square a whole image was resized to).
        whole: The image was resized to one square.
    """

    key: Hashable
    name: str
    spacing_um: float | None
    given: NDArray[np.uint8]
    pixels: NDArray[np.uint8]
    whole: bool

    @property
    def shape_hw(self) -> tuple[int, int]:
        """Of the original image."""
        return self.given.shape[0], self.given.shape[1]

    @property
    def zoom_yx(self) -> tuple[float, float]:
        """Scaled pixels per image pixel."""
        return (
            self.pixels.shape[0] / self.shape_hw[0],
            self.pixels.shape[1] / self.shape_hw[1],
        )

    def in_image(self, rect: Rect) -> Rect:
        """A rectangle of the scaled image in pixels of the original one."""
        zoom_y, zoom_x = self.zoom_yx
        return Rect(
            round(rect.y0 / zoom_y),
            round(rect.x0 / zoom_x),
            round(rect.y1 / zoom_y),
            round(rect.x1 / zoom_x),
        )

    def input(self, view: View, channel_order: str) -> NDArray[np.float32]:
        """float32 (3, S, S), 0..1: what a view shows, channels "rgb" or "bgr"."""
        pixels = cut(self.pixels, view.rect)
        if view.mirrored:
            pixels = pixels[:, ::-1]
        if channel_order == "bgr":
            pixels = pixels[:, :, ::-1]
        chw = np.ascontiguousarray(pixels.transpose(2, 0, 1), dtype=np.float32)
        chw *= np.float32(1 / 255)
        return chw
