"""Pixels that two processes see at once, through mapped files both can name.

``multiprocessing.shared_memory`` ties a segment to a resource tracker that, before Python 3.13,
deletes it when *either* process ends; a mapped file in a private folder has one owner and works the
same in a frozen program on every system. On Linux the folder lies in memory (``/dev/shm``).
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lvit_core.errors import LViTError
from lvit_core.worker.messages import ArrayPlace, PrepareImage, TakeImage

_MEMORY_FOLDER = Path("/dev/shm")


class SharedArray:
    """One mapped array of uint8."""

    def __init__(self, place: ArrayPlace) -> None:
        self.place = place
        mapped = np.memmap(place.path, np.uint8, "r+", 0, place.shape)
        # A plain array over the map: numpy's memmap type would follow it into every result.
        self.values: NDArray[np.uint8] = np.asarray(mapped)

    def remove(self) -> None:
        """Lets the array go and deletes its file (where the system allows it already)."""
        self.values = np.zeros(0, np.uint8)
        # Windows keeps files that are mapped elsewhere; the folder goes at the end.
        with contextlib.suppress(OSError):
            Path(self.place.path).unlink(missing_ok=True)


class SharedFolder:
    """A private folder for mapped arrays; its owner deletes it, the other side may too."""

    def __init__(self) -> None:
        in_memory = _MEMORY_FOLDER.is_dir() and os.access(_MEMORY_FOLDER, os.W_OK)
        parent = _MEMORY_FOLDER if in_memory else None
        self.path = Path(tempfile.mkdtemp(prefix="lvit-", dir=parent))
        self._count = 0

    def create(self, shape: tuple[int, ...]) -> SharedArray:
        """A new array of uint8 zeros.

        Raises:
            LViTError: There is not enough room.
        """
        self._count += 1
        path = self.path / f"{self._count}.array"
        size = int(np.prod(shape))
        try:
            if shutil.disk_usage(self.path).free < size:
                raise OSError("no room")
            with path.open("xb") as stream:
                stream.truncate(max(1, size))
        except OSError as error:
            raise LViTError(
                "There is not enough memory to hand this image to the model.",
                "Close other programs or predict on a smaller image.",
            ) from error
        return SharedArray(ArrayPlace(str(path), shape))


@dataclass(eq=False)
class ImageInHand:
    """An image and, once it was handed over, its shared copies.

    Attributes:
        key: Names the pixels.
        pixels: uint8 (H, W, 3).
        spacing_um: Micrometres per pixel, ``None`` when unknown.
        shared: The copy the predictor reads.
        result: uint8 (2, H, W), where the predictor writes its answer: probability and depth.
    """

    key: str
    pixels: NDArray[np.uint8]
    spacing_um: float | None
    shared: SharedArray | None = None
    result: SharedArray | None = None

    def order(self, folder: SharedFolder) -> TakeImage:
        """What hands it over to be asked about; raises ``LViTError`` without room for it."""
        pixels = self._placed(folder)
        if self.result is None:
            self.result = folder.create((2, *self.pixels.shape[:2]))
        return TakeImage(self.key, self.spacing_um, pixels, self.result.place)

    def order_ahead(self, folder: SharedFolder) -> PrepareImage:
        """What hands it over to be prepared; raises as ``order``."""
        return PrepareImage(self.key, self.spacing_um, self._placed(folder))

    def let_go(self) -> None:
        """Deletes the copies."""
        for array in (self.shared, self.result):
            if array is not None:
                array.remove()
        self.shared = self.result = None

    def _placed(self, folder: SharedFolder) -> ArrayPlace:
        if self.shared is None:
            self.shared = folder.create(self.pixels.shape)
            self.shared.values[...] = self.pixels
            self.pixels = self.shared.values  # one copy is enough
        return self.shared.place


def remove_folder(path: Path) -> None:
    """Deletes a shared folder that may already be gone; arrays still mapped stay readable."""
    shutil.rmtree(path, ignore_errors=True)
