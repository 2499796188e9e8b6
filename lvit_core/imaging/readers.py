"""The door for files: says what a file is, reads it, or refuses it in words a person can act on.

Formats are told by their first bytes, not their names, and every size is checked in the header
before a single pixel is decoded. The decoding itself lives in one module per family of formats.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from lvit_core.errors import LViTError
from lvit_core.imaging.image import Image

LARGEST_SIDE_PX = 30_000
LARGEST_AREA_PX = 450_000_000


@dataclass(frozen=True)
class ImageInfo:
    """What the header tells.

    Args:
        height: Rows.
        width: Columns.
        channels: 1 or 3, as `read` would return them.
        dtype: Name of the stored type before any modality transform, for example ``"uint16"``.
        spacing_mm: Height and width of a pixel in millimetres, or ``None``.
        orientation: ``"L"``, ``"R"`` or ``None``; see `Image.orientation`.
        patient_group: A hash that is equal for files of one patient, never the name itself.
        format: ``"png"``, ``"jpeg"``, ``"bmp"``, ``"tiff"``, ``"dicom"``.
        tiled: True when the file can be read tile by tile.
    """

    height: int
    width: int
    channels: int
    dtype: str
    spacing_mm: tuple[float, float] | None = None
    orientation: str | None = None
    patient_group: str | None = None
    format: str = ""
    tiled: bool = False
