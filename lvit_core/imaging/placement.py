"""Where an image lies in the patient: the affine that formats for volumes ask for."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lvit_core.errors import LViTError
from lvit_core.imaging.dicom_header import number, numbers
from lvit_core.imaging.dicom_spacing import directions_of
from lvit_core.imaging.readers import probe

_UNITS = {letter: np.eye(3)[axis] * sign for letter, axis, sign in (
    ("L", 0, 1), ("R", 0, -1), ("P", 1, 1), ("A", 1, -1), ("H", 2, 1), ("F", 2, -1)
)}  # fmt: skip
_LPS_TO_RAS = np.diag([-1.0, -1.0, 1.0, 1.0])


def patient_affine(
    path: Path, spacing_mm: tuple[float, float] | None, orientation: str | None
) -> NDArray[np.float64]:
    """Maps (column, row, 0, 1) to millimetres in RAS+ patient coordinates, ``(4, 4)``.

    DICOM images with position and orientation get their true place, and films whose file says in
    words where rows and columns run lie so. All others lie with rows of pixels to the patient's
    left, or right where they are mirrored, and columns to the back. One slice has no thickness; 1
    stands for it.

    Args:
        path: The image's file.
        spacing_mm: Height and width of a pixel; where it is ``None``, steps are pixels.
        orientation: ``"R"`` for a mirrored image, see `Image`.
    """
    if probe(path).format == "dicom":
        placed = _dicom_affine(path)
        if placed is not None:
            return placed
        if said := directions(path):
            return _turned(said, spacing_mm or (1.0, 1.0))
    height, width = spacing_mm or (1.0, 1.0)
    to_left = -width if orientation == "R" else width
    return _LPS_TO_RAS @ np.diag([to_left, height, 1.0, 1.0])


def directions(path: Path) -> str:
    """Where rows and columns of a DICOM file run, see `directions_of`; empty for other files."""
    from pydicom import dcmread  # noqa: PLC0415 - slow to import

    try:
        if probe(path).format != "dicom":
            return ""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return directions_of(dcmread(path, force=True, stop_before_pixels=True))
    except (AttributeError, ValueError, TypeError, OSError, LViTError):
        return ""


def _turned(said: str, spacing_mm: tuple[float, float]) -> NDArray[np.float64]:
    across, down = (_UNITS[letter] for letter in said)
    affine = np.eye(4)
    affine[:3, 0] = across * spacing_mm[1]
    affine[:3, 1] = down * spacing_mm[0]
    affine[:3, 2] = np.cross(across, down)
    return np.asarray(_LPS_TO_RAS @ affine)


def _dicom_affine(path: Path) -> NDArray[np.float64] | None:
    from pydicom import dcmread  # noqa: PLC0415 - slow to import

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            dataset = dcmread(path, force=True, stop_before_pixels=True)
            directions = np.array(numbers(dataset, "ImageOrientationPatient")).reshape(2, 3)
            position = np.array(numbers(dataset, "ImagePositionPatient")).reshape(3)
            row_mm, column_mm = numbers(dataset, "PixelSpacing")
            thickness = number(dataset, "SliceThickness", 0) or 1.0
        except (AttributeError, ValueError, TypeError, LViTError):
            return None
    affine = np.eye(4)
    affine[:3, 0] = directions[0] * column_mm  # one column on
    affine[:3, 1] = directions[1] * row_mm  # one row down
    affine[:3, 2] = np.cross(directions[0], directions[1]) * thickness
    affine[:3, 3] = position
    return np.asarray(_LPS_TO_RAS @ affine)
