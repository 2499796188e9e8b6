"""How large a pixel of a DICOM image is, what that was measured on, and how the image lies."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING

from lvit_core.imaging.dicom_header import find, items, number, numbers
from lvit_core.imaging.series import SlicePlace
from lvit_core.imaging.spacing_kind import SpacingKind, oblong

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

Spacing = tuple[float, float]

_PROJECTIONS = ("CR", "DX", "MG", "RF", "XA", "RG", "IO", "PX", "DR")
_CENTIMETRES = 3  # of PhysicalUnitsXDirection
_TWO_DIMENSIONS = 1  # of RegionSpatialFormat
_AXES = ("LR", "PA", "HF")  # x, y and z of the patient: where they grow to, and where they begin
_NEAREST_COSINE = math.sqrt(0.5)  # of 45 degrees: a row at more is not from side to side


def spacing_of(dataset: Dataset) -> tuple[Spacing | None, SpacingKind | None]:
    """Height and width of a pixel in mm with what they refer to; both ``None`` when unknown.

    A value of the patient comes before one of the detector, and that before one of a film. Where
    regions of an ultrasound image have several scales, no number is right for all of it.
    """
    regions = _ultrasound(dataset)
    if regions:
        one = all(map(partial(_alike, regions[0]), regions))
        return (regions[0], SpacingKind.PATIENT) if one else (None, None)
    pixel, detector = _pair(dataset, "PixelSpacing"), _pair(dataset, "ImagerPixelSpacing")
    if pixel is not None:
        return pixel, _kind(dataset, pixel, detector)
    if detector is not None:
        factor = number(dataset, "EstimatedRadiographicMagnificationFactor", 1)
        if factor > 1:
            return (detector[0] / factor, detector[1] / factor), SpacingKind.ESTIMATED
        return detector, SpacingKind.DETECTOR
    film = _pair(dataset, "NominalScannedPixelSpacing")
    if film is not None:
        return film, SpacingKind.FILM
    ratio = _pair(dataset, "PixelAspectRatio")
    return None, None if ratio is None else oblong(*ratio)


def _kind(dataset: Dataset, pixel: Spacing, detector: Spacing | None) -> SpacingKind:
    """What PixelSpacing means: in a projection, that of the detector unless it was calibrated."""
    if find(dataset, "Modality") not in _PROJECTIONS and detector is None:
        return SpacingKind.PATIENT
    other = detector is not None and not _alike(pixel, detector)
    calibrated = other or find(dataset, "PixelSpacingCalibrationType") is not None
    return SpacingKind.CALIBRATED if calibrated else SpacingKind.DETECTOR


def _pair(dataset: Dataset, keyword: str) -> Spacing | None:
    values = numbers(dataset, keyword)
    return (values[0], values[1]) if len(values) >= 2 and min(values[:2]) > 0 else None


def _ultrasound(dataset: Dataset) -> list[Spacing]:
    """The sizes in all regions with anatomy; curves and spectra have none."""
    sizes = []
    for region in items(dataset, "SequenceOfUltrasoundRegions"):
        units = [int(number(region, f"PhysicalUnits{axis}Direction", 0)) for axis in "YX"]
        deltas = [abs(number(region, f"PhysicalDelta{axis}", 0)) for axis in "YX"]
        flat = int(number(region, "RegionSpatialFormat", _TWO_DIMENSIONS)) == _TWO_DIMENSIONS
        if flat and units == [_CENTIMETRES] * 2 and min(deltas) > 0:
            sizes.append((10 * deltas[0], 10 * deltas[1]))
    return sizes


def _alike(one: Spacing, other: Spacing) -> bool:
    """Whether two sizes are one, but for how they were rounded."""
    return all(math.isclose(a, b, rel_tol=1e-4) for a, b in zip(one, other, strict=True))


def orientation_of(dataset: Dataset) -> str | None:
    """Which side of the patient columns run to; ``None`` where the file does not say.

    PatientOrientation says it in words; without it, the direction of a row in the patient does
    (ImageOrientationPatient, x grows to the patient's left) if it lies within 45 degrees of it.
    """
    words = find(dataset, "PatientOrientation")
    if words and not isinstance(words, str) and len(words) >= 2:
        first = str(words[0])[:1]
        return first if first in ("L", "R") else None
    cosines = numbers(dataset, "ImageOrientationPatient")
    if len(cosines) != 6 or not abs(cosines[0]) > _NEAREST_COSINE:
        return None
    return "L" if cosines[0] > 0 else "R"


def place_of(dataset: Dataset) -> SlicePlace | None:
    """Where a slice lies in the patient; ``None`` for what is none, or does not say it."""
    series = find(dataset, "SeriesInstanceUID")
    corner = numbers(dataset, "ImagePositionPatient")
    cosines = numbers(dataset, "ImageOrientationPatient")
    if not series or len(corner) != 3 or len(cosines) != 6:
        return None
    lengths = [math.hypot(*cosines[:3])] * 3 + [math.hypot(*cosines[3:])] * 3
    if min(lengths) <= 0:
        return None
    x1, y1, z1, x2, y2, z2 = (one / length for one, length in zip(cosines, lengths, strict=True))
    acquisition = int(number(dataset, "AcquisitionNumber", 0))
    return SlicePlace(
        str(series), acquisition, (x1, y1, z1, x2, y2, z2), (corner[0], corner[1], corner[2])
    )


def directions_of(dataset: Dataset) -> str:
    """Where a row and a column of the image run to in the patient; empty where nobody says.

    Two letters of L, R (left, right), A, P (front, back), H and F (head, feet), such as "LF" for
    the usual display of a chest film and "AF" for one from the side.
    """
    words = find(dataset, "PatientOrientation")
    if words and not isinstance(words, str) and len(words) >= 2:
        found = "".join(str(word)[:1] for word in words[:2])
    else:
        cosines = numbers(dataset, "ImageOrientationPatient")
        found = "".join(_letter(cosines[place : place + 3]) for place in (0, 3))
    axes = {number for letter in found for number, axis in enumerate(_AXES) if letter in axis}
    return found if len(found) == len(axes) == 2 else ""


def _letter(cosines: list[float]) -> str:
    """Where a direction runs to, if it lies within 45 degrees of that."""
    for cosine, axis in zip(cosines, _AXES, strict=False):
        if abs(cosine) > _NEAREST_COSINE:
            return axis[cosine < 0]
    return ""
