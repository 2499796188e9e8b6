"""Masks that scripts save as NumPy's arrays: plain numbers are read, programs in them never run."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from lvit_core.errors import LViTError
from lvit_core.exchange.bounded_files import refuse_no_file
from lvit_core.exchange.picture_files import BYTES_OF_MASK
from lvit_core.imaging.limits import check_size, truncated, unreadable
from lvit_core.imaging.readers import is_named_like_a_picture
from lvit_core.reading_log import log_read

_OF_CELLPOSE = "_seg"  # tables of many things, which only programs in them can restore


def is_array(path: Path) -> bool:
    """Whether a file's name says that it is an array of numbers."""
    return path.suffix.lower() == ".npy" and not path.stem.endswith(_OF_CELLPOSE)


def is_mask_file(path: Path) -> bool:
    """Whether a file's name says that it may be a mask: a picture or an array."""
    return is_named_like_a_picture(path) or is_array(path)


def read_array(path: Path) -> NDArray[np.int32]:
    """``(H, W)`` numbers of an array.

    Raises:
        LViTError: It cannot be read, is too large, has other axes than rows and columns, or holds
            what is no label.
    """
    refuse_no_file(path)
    log_read(path)
    try:
        with path.open("rb") as stream:
            version = npy.read_magic(stream)
            read = npy.read_array_header_1_0 if version == (1, 0) else npy.read_array_header_2_0
            shape, _, kind = read(stream)
            start = stream.tell()
    except (OSError, ValueError, TypeError, SyntaxError, RecursionError) as error:
        raise unreadable(path, type(error).__name__) from error
    if kind.hasobject:
        raise LViTError(
            "{name} may run programs when it is read.",
            "Save masks as PNG or TIFF.",
            name=path.name,
        )
    plane = [side for side in shape if side != 1] if len(shape) > 2 else list(shape)
    if len(plane) != 2:
        raise LViTError(
            "{name} has the axes {axes}, not rows and columns.",
            "Save each mask as a file of its own.",
            name=path.name,
            axes=" x ".join(map(str, shape)),
        )
    check_size(path, *plane, pixel_bytes=BYTES_OF_MASK + kind.itemsize)
    if path.stat().st_size < start + plane[0] * plane[1] * kind.itemsize:
        raise truncated(path)
    try:
        values = np.load(path, allow_pickle=False).reshape(plane)
    except (OSError, ValueError) as error:
        raise unreadable(path, type(error).__name__) from error
    return _labels(path, values)


def _labels(path: Path, values: NDArray[np.generic]) -> NDArray[np.int32]:
    fits = values.dtype.kind in "biu" or (
        values.dtype.kind == "f" and bool((np.rint(values) == values).all())
    )
    if not fits or values.min() < 0 or values.max() > np.iinfo(np.int32).max:
        raise LViTError(
            "{name} holds numbers that are no labels.", "Count objects from 1.", name=path.name
        )
    return values.astype(np.int32)
