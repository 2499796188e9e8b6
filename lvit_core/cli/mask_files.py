"""Reading mask files for commands: any picture or array in which zero is background."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from lvit_core.errors import LViTError
from lvit_core.files import refuse_no_file
from lvit_core.imaging.limits import check_size

SUFFIXES = (".png", ".tif", ".tiff", ".bmp", ".gif", ".npy")


def read_mask(path: Path) -> npt.NDArray[np.int32]:
    """(H, W) int32, 0 = background; colours count as inside where any channel is not zero.

    Raises:
        LViTError: The file is missing, is no picture, or is not two-dimensional.
    """
    refuse_no_file(path)
    try:
        pixels: npt.NDArray[Any] = _array(path) if path.suffix.lower() == ".npy" else _picture(path)
    except (OSError, ValueError, SyntaxError) as error:
        raise LViTError(
            f"{path.name} cannot be read as a mask.", "Use PNG, TIFF or NPY."
        ) from error
    if pixels.ndim == 3:
        pixels = (pixels != 0).max(axis=2)
    if pixels.ndim != 2:
        raise LViTError(f"{path.name} has {pixels.ndim} dimensions.", "A mask has two.")
    if pixels.dtype.kind == "f":
        return np.where(pixels > 0, 1, 0).astype(np.int32)
    return pixels.astype(np.int32)


def _array(path: Path) -> npt.NDArray[Any]:
    """An array whose size is judged before it is taken into memory."""
    mapped: npt.NDArray[Any] = np.load(path, mmap_mode="r", allow_pickle=False)
    if mapped.ndim >= 2:
        height, width = mapped.shape[:2]
        check_size(path, height, width, pixel_bytes=mapped.nbytes / max(1, height * width))
    return np.asarray(mapped)


def _picture(path: Path) -> npt.NDArray[np.generic]:
    from PIL import Image  # noqa: PLC0415 - commands that read no picture start sooner

    with Image.open(path) as picture:
        check_size(path, picture.height, picture.width, pixel_bytes=4)
        # The alpha channel of an opaque background is not a finding.
        opaque = picture.convert("RGB") if picture.mode in ("RGBA", "LA", "PA") else picture
        return np.asarray(opaque)
