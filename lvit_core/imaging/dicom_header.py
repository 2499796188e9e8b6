"""Looks things up in a DICOM header wherever they may stand, and asks what kind of file it is.

Enhanced images keep spacing, window and rescaling in functional groups, of the frame or shared by
all. What cannot be understood counts as absent: an optional value must not cost the picture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lvit_core.errors import LViTError
from lvit_core.imaging.limits import check_size, unreadable
from lvit_core.imaging.pages import SeveralPagesError

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

PIXEL_KEYWORDS = ("PixelData", "FloatPixelData", "DoubleFloatPixelData")
_GROUPS = ("PerFrameFunctionalGroupsSequence", "SharedFunctionalGroupsSequence")
_PICTURES = "1.2.840.10008.1.2.4."


def find(dataset: Dataset, keyword: str) -> Any:
    """A value of the image or of its functional groups; ``None`` where there is none."""
    for place in (dataset, *_functional_groups(dataset)):
        value = _value(place, keyword)
        if value is not None:
            return value
    return None


def numbers(dataset: Dataset, keyword: str) -> list[float]:
    """A value as finite numbers; empty where it is absent or makes no sense."""
    value = find(dataset, keyword)
    values = [value] if isinstance(value, (int, float, str)) else list(value or [])
    try:
        found = [float(each) for each in values]
    except (TypeError, ValueError):
        return []
    return found if all(abs(each) < 1e300 for each in found) else []


def number(dataset: Dataset, keyword: str, otherwise: float) -> float:
    """The first of `numbers`, or ``otherwise``."""
    return next(iter(numbers(dataset, keyword)), otherwise)


def items(dataset: Dataset, keyword: str) -> list[Dataset]:
    """The items of a sequence that hold anything."""
    from pydicom.sequence import Sequence  # noqa: PLC0415 - takes 0.3 s, and only DICOM needs it

    value = find(dataset, keyword)
    return [item for item in value if len(item)] if isinstance(value, Sequence) else []


def _value(dataset: Dataset, keyword: str) -> Any:
    try:
        value = dataset.get(keyword)
    except Exception:  # noqa: BLE001 - pydicom converts a value when asked, and fails in many ways
        return None
    return None if value is None or (isinstance(value, str) and not value) else value


def _functional_groups(dataset: Dataset) -> Iterator[Dataset]:
    from pydicom.sequence import Sequence  # noqa: PLC0415 - see `items`

    for keyword in _GROUPS:
        groups = _value(dataset, keyword)
        for element in groups[0] if groups and isinstance(groups, Sequence) else ():
            if isinstance(element.value, Sequence) and element.value:
                yield element.value[0]


def check_header(path: Path, dataset: Dataset) -> None:
    """Refuses what is no single image, or too large for the memory.

    Raises:
        LViTError: In words that quote nothing of the header.
    """
    if "DirectoryRecordSequence" in dataset or _value(dataset, "MediaStorageDirectoryRecordType"):
        raise LViTError(
            "{name} is a DICOM directory.", "Add the folder beside it instead.", name=path.name
        )
    modality = str(_value(dataset, "Modality") or "")
    if not any(keyword in dataset for keyword in PIXEL_KEYWORDS):
        what = f" ({modality})" if re.fullmatch("[A-Z]{2,8}", modality) else ""
        raise LViTError(
            "{name} holds no pixel data{what}.",
            "Choose the images of the study, not its reports.",
            name=path.name,
            what=what,
        )
    if modality == "SEG":
        raise LViTError(
            "{name} is a DICOM segmentation, not an image.",
            "Add the image it belongs to; import the segmentation as labels.",
            name=path.name,
        )
    frames = int(number(dataset, "NumberOfFrames", 1))
    if frames > 1:
        raise SeveralPagesError(
            f"{path.name} has {frames} frames, and nothing says which is meant."
        )
    for keyword in ("Rows", "Columns", "PhotometricInterpretation", "BitsAllocated"):
        if _value(dataset, keyword) is None:
            raise unreadable(path, f"{keyword} is missing")
    samples, bits = int(number(dataset, "SamplesPerPixel", 1)), int(dataset.BitsAllocated)
    if samples not in (1, 3) or bits not in (1, 8, 16, 32, 64):
        raise unreadable(path, "its kind of pixel is unknown")
    _check_colours(path, dataset, samples)
    stored = number(dataset, "BitsStored", bits)
    if not 1 <= stored <= bits:
        raise unreadable(path, "its kind of pixel is unknown")
    # decoders of pictures may keep 32 bits for every sample, and a line makes 64 of them
    pictures = str(dataset.file_meta.TransferSyntaxUID).startswith(_PICTURES)
    unfolded = 64 if number(dataset, "RescaleSlope", 1) != 1 else 32 if pictures else bits
    palette = 3 if is_palette(dataset) else 0
    pixel_bytes = samples * max(8, bits, unfolded) / 8 + palette
    check_size(path, int(dataset.Rows), int(dataset.Columns), pixel_bytes=pixel_bytes)


def _check_colours(path: Path, dataset: Dataset, samples: int) -> None:
    """Refuses colours that cannot be told from the header."""
    tables = (f"{name}PaletteColorLookupTableDescriptor" for name in ("Red", "Green", "Blue"))
    if is_palette(dataset):
        known = samples == 1 and all(len(numbers(dataset, table)) == 3 for table in tables)
    else:
        photometric = str(dataset.PhotometricInterpretation)
        known = samples == 1 or photometric.startswith(("RGB", "YBR_", "MONOCHROME"))
    if not known:
        raise LViTError(
            "{name} stores colours in a way that cannot be read.",
            "Export it in grey or RGB.",
            name=path.name,
        )


def is_palette(dataset: Dataset) -> bool:
    """Whether the stored values are indices into a table of colours."""
    return bool(dataset.PhotometricInterpretation == "PALETTE COLOR")
