"""What a file holds once it is read: pixels with the few facts that change how they are shown.

Kept apart from the readers so that whoever only needs the type (tools, views, the model) does not
pull in any file format.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.imaging.spacing_kind import SpacingKind
from lvit_core.imaging.value_window import Window

Pixels = NDArray[Any]

# What a reader may hand out; everything else is converted when it is read.
PIXEL_TYPES = (np.uint8, np.uint16, np.int16, np.float32)


@dataclass(frozen=True, eq=False)
class Image:
    """One image, fully in memory.

    Args:
        pixels: ``(H, W)`` or ``(H, W, 3)``; uint8, uint16, int16 or float32 (no NaN), after the
            modality transform of the file, before any window.
        spacing_mm: Height and width of a pixel in millimetres, or ``None`` when unknown.
        window: The value window that the file asks for, or ``None``.
        inverted: True for MONOCHROME1, where low values are meant to be bright.
        orientation: ``"L"`` when columns run to the patient's left (the usual display of a chest),
            ``"R"`` when mirrored, ``None`` when the file does not say.
        source: The name of the file, for messages.
        spacing_kind: What ``spacing_mm`` was measured on; ``None`` while that is unknown.
    """

    pixels: Pixels
    spacing_mm: tuple[float, float] | None = None
    window: Window | None = None
    inverted: bool = False
    orientation: str | None = None
    source: str = ""
    spacing_kind: SpacingKind | None = None

    def __post_init__(self) -> None:
        pixels = self.pixels
        if pixels.ndim not in (2, 3) or (pixels.ndim == 3 and pixels.shape[2] != 3):
            raise ValueError(f"an image is (H, W) or (H, W, 3), not {pixels.shape}")
        if pixels.dtype.type not in PIXEL_TYPES:
            raise ValueError(f"an image is uint8, uint16, int16 or float32, not {pixels.dtype}")

    @property
    def height(self) -> int:
        return int(self.pixels.shape[0])

    @property
    def width(self) -> int:
        return int(self.pixels.shape[1])

    @property
    def is_color(self) -> bool:
        return self.pixels.ndim == 3

    def value_at(self, y: float, x: float) -> int | float | tuple[int, ...] | None:
        """The stored value under an image coordinate; ``None`` outside the image."""
        row, column = int(np.floor(y)), int(np.floor(x))
        if not (0 <= row < self.height and 0 <= column < self.width):
            return None
        value = self.pixels[row, column]
        if self.is_color:
            return tuple(int(channel) for channel in value)
        return float(value) if self.pixels.dtype.kind == "f" else int(value)
