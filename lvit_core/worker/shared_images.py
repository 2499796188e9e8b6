"""The images a predictor process was handed: kept here, so that the next process gets them too."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.worker.shared_array import SharedArray, SharedFolder


@dataclass(eq=False)
class ImageInHand:
    """An image and, once it was handed over, its shared copies.

    Attributes:
        key: Names the pixels.
        pixels: uint8 (H, W, 3).
        spacing_um: Micrometres per pixel, ``None`` when unknown.
        shared: The copy the predictor reads.
        result: float32 (H, W), where the predictor writes its answer.
    """

    key: str
    pixels: NDArray[np.uint8]
    spacing_um: float | None
    shared: SharedArray | None = None
    result: SharedArray | None = None


class SharedImages:
    """The image asked about and the one prepared ahead, in shared memory."""

    def __init__(self) -> None:
        self._folder = SharedFolder()
        self.current: ImageInHand | None = None
        self._ahead: ImageInHand | None = None

    @property
    def path(self) -> Path:
        """The folder both processes see."""
        return self._folder.path

    def take(self, image: ImageInHand) -> None:
        """Makes an image the current one; the same pixels keep what is shared already."""
        if self.current is not None and self.current.key == image.key:
            self.current.spacing_um = image.spacing_um  # a person may have stated another size
            return
        if self.current is not None:
            _let_go(self.current)
        self.current = image

    def take_ahead(self, image: ImageInHand) -> None:
        """Makes an image the one prepared next."""
        if self._ahead is not None:
            _let_go(self._ahead)
        self._ahead = image

    def current_message(self) -> dict[str, Any] | None:
        """What hands over the current image.

        Raises:
            LViTError: There is no room for it.
        """
        image = self.current
        if image is None:
            return None
        described = self._described(image)
        if image.result is None:
            image.result = self._folder.create(image.pixels.shape[:2], "float32")
        return {"type": "image", **described, "result": image.result.describe()}

    def ahead_message(self) -> dict[str, Any] | None:
        """What hands over the image prepared ahead; raises as ``current_message``."""
        return None if self._ahead is None else {"type": "ahead", **self._described(self._ahead)}

    def remove(self) -> None:
        """Deletes everything shared."""
        self._folder.remove()

    def _described(self, image: ImageInHand) -> dict[str, Any]:
        if image.shared is None:
            image.shared = self._folder.create(image.pixels.shape, "uint8")
            image.shared.values[...] = image.pixels
        return {
            "key": image.key,
            "pixels": image.shared.describe(),
            "spacing_um": image.spacing_um,
        }


def _let_go(image: ImageInHand) -> None:
    for array in (image.shared, image.result):
        if array is not None:
            array.remove()
    image.shared = image.result = None
