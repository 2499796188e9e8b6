"""Single-frame DICOM: from stored values to modality values, with the facts a viewer must honour.

Nothing that identifies a patient leaves this module but a hash.
"""

from __future__ import annotations

import io
import math
import warnings
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from lvit_core.errors import LViTError
from lvit_core.imaging.dtypes import compact_type
from lvit_core.imaging.groups import group_of_patient
from lvit_core.imaging.image import Image
from lvit_core.imaging.info import ImageInfo
from lvit_core.imaging.limits import check_size, truncated, unreadable
from lvit_core.imaging.raster import without_alpha
from lvit_core.imaging.sniff import DICOM_PREAMBLE_BYTES, HEAD_BYTES, bare_dicom_start
from lvit_core.imaging.window import Window

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

T = TypeVar("T")
_NEAREST_COSINE = math.sqrt(0.5)  # of 45 degrees: a row at more is not from side to side
_PIXEL_KEYWORDS = ("PixelData", "FloatPixelData", "DoubleFloatPixelData")


def _tolerant(function: Callable[[Path], T]) -> Callable[[Path], T]:
    """Real files break rules in every place: warnings are not shown, failures are told in words."""

    @wraps(function)
    def wrapper(path: Path) -> T:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                return function(path)
            except (LViTError, MemoryError):
                raise
            except EOFError:
                raise truncated(path) from None
            except Exception as error:
                # Only the kind of fault: its text may quote values of the header.
                raise unreadable(path, type(error).__name__) from error

    return wrapper


@_tolerant
def probe_dicom(path: Path) -> ImageInfo:
    """Header facts of a single-frame DICOM image; pixel data stay on the disk.

    Raises:
        LViTError: It holds no image, several frames, or its pixel data are cut off.
    """
    dataset = _open(path)
    _check(path, dataset)
    bits = int(dataset.get("BitsAllocated", 16))
    kind = "int" if dataset.get("PixelRepresentation", 0) else "uint"
    group = group_of_patient(
        str(dataset.get("PatientID") or "").strip(),
        str(dataset.get("IssuerOfPatientID") or "").strip(),
        str(dataset.get("PatientName") or "").strip(),
    )
    palette = dataset.PhotometricInterpretation == "PALETTE COLOR"
    return ImageInfo(
        int(dataset.Rows),
        int(dataset.Columns),
        3 if palette or int(dataset.get("SamplesPerPixel", 1)) == 3 else 1,
        f"{kind}{max(8, bits)}",
        _spacing(dataset),
        _orientation(dataset),
        group,
        format="dicom",
    )


@_tolerant
def read_dicom(path: Path) -> Image:
    """Reads the pixels and applies the modality transform, not the window.

    Raises:
        LViTError: As `probe_dicom`, or the pixel data cannot be decoded.
    """
    dataset = _open(path)
    _check(path, dataset)
    stored = without_alpha(decode(path, dataset))
    if stored.ndim == 3 or dataset.PhotometricInterpretation == "PALETTE COLOR":
        return Image(
            _to_8_bit_color(_palette(dataset, stored), dataset),
            spacing_mm=_spacing(dataset),
            orientation=_orientation(dataset),
            source=path.name,
        )
    return Image(
        _modality_values(dataset, stored),
        spacing_mm=_spacing(dataset),
        window=_window(dataset),
        inverted=dataset.PhotometricInterpretation == "MONOCHROME1",
        orientation=_orientation(dataset),
        source=path.name,
    )


def _open(path: Path) -> Dataset:
    from pydicom import dcmread  # noqa: PLC0415 - takes 0.3 s, and only DICOM needs it

    with path.open("rb") as stream:
        head = stream.read(HEAD_BYTES)
    source: Any = path
    if head[DICOM_PREAMBLE_BYTES : DICOM_PREAMBLE_BYTES + 4] != b"DICM":
        source = io.BytesIO(path.read_bytes()[bare_dicom_start(head) or 0 :])
    dataset = dcmread(source, force=True, defer_size="64 KB")
    if "TransferSyntaxUID" not in dataset.file_meta:
        _guess_transfer_syntax(dataset)
    return dataset


def _guess_transfer_syntax(dataset: Dataset) -> None:
    from pydicom.uid import (  # noqa: PLC0415 - see `_open`
        ExplicitVRBigEndian,
        ExplicitVRLittleEndian,
        ImplicitVRLittleEndian,
    )

    implicit, little = dataset.original_encoding
    explicit = ExplicitVRLittleEndian if little is not False else ExplicitVRBigEndian
    dataset.file_meta.TransferSyntaxUID = ImplicitVRLittleEndian if implicit else explicit


def _check(path: Path, dataset: Dataset) -> None:
    if str(dataset.get("MediaStorageDirectoryRecordType", "")) or "DirectoryRecordSequence" in (
        dataset
    ):
        raise LViTError(f"{path.name} is a DICOM directory.", "Add the folder beside it instead.")
    if not any(keyword in dataset for keyword in _PIXEL_KEYWORDS):
        what = str(dataset.get("Modality") or "").strip()
        raise LViTError(
            f"{path.name} holds no pixel data{f' ({what})' if what else ''}.",
            "Choose the images of the study, not its reports.",
        )
    if dataset.get("Modality") == "SEG":
        raise LViTError(
            f"{path.name} is a DICOM segmentation, not an image.",
            "Add the image it belongs to; import the segmentation as labels.",
        )
    frames = int(dataset.get("NumberOfFrames") or 1)
    if frames > 1:
        raise LViTError(
            f"{path.name} has {frames} frames; only single images can be annotated.",
            "Export the frame you need as a file of its own.",
        )
    for keyword in ("Rows", "Columns", "PhotometricInterpretation", "BitsAllocated"):
        if dataset.get(keyword) in (None, ""):
            raise unreadable(path, f"{keyword} is missing")
    check_size(path, int(dataset.Rows), int(dataset.Columns))
    _check_length(path, dataset)


def _check_length(path: Path, dataset: Dataset) -> None:
    """Pixel data that are not compressed have a length that the header foretells."""
    if dataset.file_meta.TransferSyntaxUID.is_encapsulated or "PixelData" not in dataset:
        return
    samples = int(dataset.get("SamplesPerPixel", 1))
    bits = int(dataset.Rows) * int(dataset.Columns) * samples * int(dataset.BitsAllocated)
    if dataset.PhotometricInterpretation == "YBR_FULL_422":
        bits = bits * 2 // 3
    element = dataset.get_item("PixelData")
    length = getattr(element, "length", None)
    value = getattr(element, "value", None)
    available = len(value) if isinstance(value, bytes) else _left_in_file(path, element)
    if min(available, length if length not in (None, 0xFFFFFFFF) else available) < bits // 8:
        raise truncated(path)


def _left_in_file(path: Path, element: Any) -> int:
    place = getattr(element, "value_tell", None)
    return path.stat().st_size - int(place) if place is not None else 1 << 62


def decode(path: Path, dataset: Dataset) -> NDArray[Any]:
    """The stored values of a single-frame image, ``(H, W)`` or ``(H, W, C)``.

    Raises:
        LViTError: Its pixels are cut off, or nothing here knows their compression.
    """
    try:
        return np.asarray(dataset.pixel_array)
    except Exception as first:
        if dataset.file_meta.TransferSyntaxUID.is_encapsulated:
            return _decode_frame(path, dataset, first)
        if "pixel data" in str(first) and "length" in str(first):
            raise truncated(path) from first
        raise


def _decode_frame(path: Path, dataset: Dataset, first: Exception) -> NDArray[Any]:
    """Lossless and 12 bit JPEG, which need a plugin under another licence, through imagecodecs."""
    import imagecodecs  # noqa: PLC0415 - slow to import
    from pydicom.encaps import get_frame  # noqa: PLC0415 - see `_open`

    frame = get_frame(dataset.PixelData, 0, number_of_frames=1)
    for name in ("jpeg_decode", "jpegls_decode", "jpeg2k_decode"):
        try:
            pixels = np.asarray(getattr(imagecodecs, name)(frame))
        except Exception:  # noqa: BLE001 - the next decoder may know it
            continue
        if pixels.shape[:2] == (int(dataset.Rows), int(dataset.Columns)):
            signed = dataset.get("PixelRepresentation", 0) and pixels.dtype.kind == "u"
            return pixels.view(f"i{pixels.dtype.itemsize}") if signed else pixels
    raise unreadable(path, "its compression") from first


def _modality_values(dataset: Dataset, stored: NDArray[Any]) -> NDArray[Any]:
    from pydicom.pixels.processing import apply_modality_lut  # noqa: PLC0415 - see `_open`

    slope = float(dataset.get("RescaleSlope") or 1)
    intercept = float(dataset.get("RescaleIntercept") or 0)
    if "ModalityLUTSequence" in dataset:
        return compact_type(np.asarray(apply_modality_lut(stored, dataset)))
    if slope == 1 and intercept == 0:
        return compact_type(stored)
    if slope == 1 and intercept.is_integer():  # CT: stay with whole numbers
        return compact_type(stored.astype(np.int32) + int(intercept))
    return stored.astype(np.float32) * np.float32(slope) + np.float32(intercept)


def _palette(dataset: Dataset, stored: NDArray[Any]) -> NDArray[Any]:
    if dataset.PhotometricInterpretation != "PALETTE COLOR":
        return stored
    from pydicom.pixels.processing import apply_color_lut  # noqa: PLC0415 - see `_open`

    return np.asarray(apply_color_lut(stored, dataset))


def _to_8_bit_color(pixels: NDArray[Any], dataset: Dataset) -> NDArray[np.uint8]:
    if pixels.dtype == np.uint8:
        return pixels
    palette = dataset.PhotometricInterpretation == "PALETTE COLOR"
    bits = 16 if palette else int(dataset.get("BitsStored", 16))
    top = int(pixels.max(initial=0))
    if palette and top < 256:  # 8 bit entries in a 16 bit table
        bits = 8
    return (pixels >> max(0, bits - 8)).astype(np.uint8)


def _spacing(dataset: Dataset) -> tuple[float, float] | None:
    for keyword in ("PixelSpacing", "ImagerPixelSpacing", "NominalScannedPixelSpacing"):
        values = dataset.get(keyword)
        if values is None or isinstance(values, str) or len(values) < 2:
            continue
        spacing = float(values[0]), float(values[1])
        if min(spacing) > 0:
            return spacing
    return None


def _orientation(dataset: Dataset) -> str | None:
    """Which side of the patient columns run to; ``None`` where the file does not say.

    PatientOrientation says it in words; without it, the direction of a row in the patient does
    (ImageOrientationPatient, x grows to the patient's left) if it lies within 45 degrees of it.
    """
    values = dataset.get("PatientOrientation")
    if values and not isinstance(values, str) and len(values) >= 2:
        first = str(values[0])[:1]
        return first if first in ("L", "R") else None
    cosines = dataset.get("ImageOrientationPatient")
    if cosines is None or isinstance(cosines, str) or len(cosines) != 6:
        return None
    across = float(cosines[0])
    if not abs(across) > _NEAREST_COSINE:
        return None
    return "L" if across > 0 else "R"


def _window(dataset: Dataset) -> Window | None:
    """The first window of the file; of a VOI table, the range of values it spans."""
    centers, widths = dataset.get("WindowCenter"), dataset.get("WindowWidth")
    if centers not in (None, "") and widths not in (None, ""):
        center, width = _first(centers), _first(widths)
        if width > 0:
            return Window(center, width)
    tables = dataset.get("VOILUTSequence")
    if tables:
        count, start = (int(value) for value in tables[0].LUTDescriptor[:2])
        signed = bool(dataset.get("PixelRepresentation", 0))
        start = start - 65536 if signed and start > 32767 else start
        return Window.between(start, start + (count or 65536) - 1)
    return None


def _first(value: Any) -> float:
    return float(value[0] if hasattr(value, "__len__") and not isinstance(value, str) else value)
