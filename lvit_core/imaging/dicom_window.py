"""The value window that a DICOM file asks for, in whichever of its ways."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.imaging.dicom_header import find, items, number, numbers
from lvit_core.imaging.value_window import Curve, Window
from lvit_core.imaging.window import auto_window_of

if TYPE_CHECKING:
    from pydicom.dataset import Dataset


def window_of(dataset: Dataset, stored: NDArray[Any], values: NDArray[Any]) -> Window | None:
    """The first window or table of the file; else one that leaves padding out, where there is some.

    Args:
        dataset: The header.
        stored: The pixels as stored: padding is told by them.
        values: The pixels after the modality transform.
    """
    asked = _table(dataset) or _window(dataset)
    if asked is not None:
        return asked
    bits = int(number(dataset, "BitsStored", 16))
    if stored.dtype == np.uint8 and values.dtype == np.uint8 and bits < 8:
        return Window.between(0, (1 << bits) - 1)
    picture = values[~_padding(dataset, stored)]
    return auto_window_of(picture) if 0 < picture.size < values.size else None


def _window(dataset: Dataset) -> Window | None:
    centers, widths = numbers(dataset, "WindowCenter"), numbers(dataset, "WindowWidth")
    if not centers or not widths or widths[0] <= 0:
        return None
    function = str(find(dataset, "VOILUTFunction") or "LINEAR").strip().upper()
    if function == "SIGMOID":
        return Window(centers[0], widths[0], Curve.SIGMOID)
    return Window(centers[0], widths[0], whole_values=function != "LINEAR_EXACT")


def _table(dataset: Dataset) -> Window | None:
    for item in items(dataset, "VOILUTSequence"):
        entries = _entries(item)
        descriptor = numbers(item, "LUTDescriptor")
        if entries is None or len(entries) < 2:
            continue
        start = int(descriptor[1])
        if number(dataset, "PixelRepresentation", 0) and start > 32767:
            start -= 65536
        top = (1 << max(1, min(16, int(descriptor[2])))) - 1
        grey = np.minimum(entries.astype(np.float64) * 255 / top + 0.5, 255).astype(np.uint8)
        return Window.between(start, start + len(grey) - 1).shown_by(grey.tobytes())
    return None


def _entries(item: Dataset) -> NDArray[np.uint16] | None:
    """The values of a table; ``None`` where it is empty or shorter than it says."""
    descriptor, data = numbers(item, "LUTDescriptor"), find(item, "LUTData")
    if len(descriptor) < 3 or data is None:
        return None
    count = int(descriptor[0]) or 65536
    if isinstance(data, bytes):
        kind = "<u2" if len(data) >= 2 * count else "u1"
        entries = np.frombuffer(data, kind, min(count, len(data) // np.dtype(kind).itemsize))
    else:
        entries = np.asarray(data).reshape(-1)[:count]
    return entries.astype(np.uint16) if len(entries) == count else None


def _padding(dataset: Dataset, stored: NDArray[Any]) -> NDArray[np.bool_]:
    value = numbers(dataset, "PixelPaddingValue")
    if not value:
        return np.zeros(stored.shape, np.bool_)
    other = number(dataset, "PixelPaddingRangeLimit", value[0])
    return np.asarray((stored >= min(value[0], other)) & (stored <= max(value[0], other)))
