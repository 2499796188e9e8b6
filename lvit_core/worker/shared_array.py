"""Arrays that two processes see at once, through a mapped file both can name.

``multiprocessing.shared_memory`` ties a segment to a resource tracker that, before Python 3.13,
deletes it when *either* process ends; a mapped file in a private folder has one owner and works the
same in a frozen program on every system. On Linux the folder lies in memory (``/dev/shm``).
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.errors import LViTError

_MEMORY_FOLDER = Path("/dev/shm")


class SharedFolder:
    """A private folder for mapped arrays; its owner deletes it, the other side may too."""

    def __init__(self) -> None:
        in_memory = _MEMORY_FOLDER.is_dir() and os.access(_MEMORY_FOLDER, os.W_OK)
        parent = _MEMORY_FOLDER if in_memory else None
        self.path = Path(tempfile.mkdtemp(prefix="lvit-", dir=parent))
        self._count = 0

    def create(self, shape: tuple[int, ...], dtype: str) -> SharedArray:
        """A new zeroed array.

        Raises:
            LViTError: There is not enough room.
        """
        self._count += 1
        path = self.path / f"{self._count}.array"
        size = int(np.prod(shape)) * np.dtype(dtype).itemsize
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
        return SharedArray(path, shape, dtype)

    def remove(self) -> None:
        """Deletes the folder; arrays still mapped stay readable until they are let go."""
        remove_folder(self.path)


class SharedArray:
    """One mapped array; ``describe`` is what the other process needs to open it."""

    def __init__(self, path: Path, shape: tuple[int, ...], dtype: str) -> None:
        self.path = path
        self.shape = shape
        self.dtype = dtype
        # A plain array over the map: numpy's memmap type would follow it into every result.
        self.values: NDArray[Any] = np.asarray(np.memmap(path, np.dtype(dtype), "r+", 0, shape))

    @classmethod
    def open(cls, description: Mapping[str, Any]) -> SharedArray:
        """The same array in the other process."""
        shape = tuple(int(n) for n in description["shape"])
        return cls(Path(description["path"]), shape, str(description["dtype"]))

    def describe(self) -> dict[str, Any]:
        """Plain values for a message."""
        return {"path": str(self.path), "shape": list(self.shape), "dtype": self.dtype}

    def remove(self) -> None:
        """Lets the array go and deletes its file (where the system allows it already)."""
        self.values = np.zeros(0, self.dtype)
        # Windows keeps files that are mapped elsewhere; the folder goes at the end.
        with contextlib.suppress(OSError):
            self.path.unlink(missing_ok=True)


def remove_folder(path: Path) -> None:
    """Deletes a shared folder that may already be gone."""
    shutil.rmtree(path, ignore_errors=True)
