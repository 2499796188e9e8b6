"""What the header of a file tells, before a pixel is decoded."""

from __future__ import annotations

from dataclasses import dataclass

from lvit_core.imaging.series import SlicePlace
from lvit_core.imaging.spacing_kind import SpacingKind


@dataclass(frozen=True)
class ImageInfo:
    """The facts that a list of images needs.

    Args:
        height: Rows.
        width: Columns.
        channels: 1 or 3, as `readers.read` would return them.
        dtype: Name of the stored type before any modality transform, for example ``"uint16"``.
        spacing_mm: Height and width of a pixel in millimetres, or ``None``.
        orientation: ``"L"``, ``"R"`` or ``None``; see `Image.orientation`.
        patient_group: A hash that is equal for files of one patient, never the name itself.
        format: ``"png"``, ``"jpeg"``, ``"tiff"``, ``"dicom"``: a name in `readers.OURS`.
        tiled: True when the file can be read tile by tile.
        spacing_kind: What ``spacing_mm`` was measured on; ``None`` while that is unknown.
        instance: DICOM's own number of the image; empty for all other files.
        place: Where a slice of a series lies in the patient, if the file says it.
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
    spacing_kind: SpacingKind | None = None
    instance: str = ""
    place: SlicePlace | None = None
