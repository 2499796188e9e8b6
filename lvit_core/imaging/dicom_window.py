"""The value window that a DICOM file asks for, in whichever of its ways."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.imaging.dicom_header import find, number, numbers
from lvit_core.imaging.dicom_tables import table_of
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
    asked = _table(dataset, values) or _window(dataset)
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


def _table(dataset: Dataset, values: NDArray[Any]) -> Window | None:
    signed = bool(number(dataset, "PixelRepresentation", 0)) or bool(values.min(initial=0) < 0)
    table = table_of(dataset, "VOILUTSequence", signed=signed)
    if table is None:
        return None
    top = (1 << table.bits) - 1
    grey = np.minimum(table.entries.astype(np.float64) * 255 / top + 0.5, 255).astype(np.uint8)
    return Window.between(table.start, table.start + len(grey) - 1).shown_by(grey.tobytes())


def _padding(dataset: Dataset, stored: NDArray[Any]) -> NDArray[np.bool_]:
    value = numbers(dataset, "PixelPaddingValue")
    if not value:
        return np.zeros(stored.shape, np.bool_)
    other = number(dataset, "PixelPaddingRangeLimit", value[0])
    return np.asarray((stored >= min(value[0], other)) & (stored <= max(value[0], other)))
