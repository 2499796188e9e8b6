"""The DICOM images that segmentations, annotations and reports belong to, as they leave.

Unless a person asked to keep who the patient is, they leave as copies with other UIDs, and what
refers to them refers to the copies.
"""

from __future__ import annotations

import warnings
from array import array
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from numpy.typing import NDArray

from lvit_core.errors import LViTError
from lvit_core.exchange.content import Content
from lvit_core.exchange.dicom_headers import Removed, remove_identity
from lvit_core.exchange.dicom_images import instance_of
from lvit_core.exchange.dicom_writing import save
from lvit_core.exchange.report_lines import some_names
from lvit_core.imaging.dicom_pixels import decode
from lvit_core.imaging.dicom_spacing import spacing_of
from lvit_core.imaging.sniff import format_of
from lvit_core.imaging.spacing_kind import SpacingKind
from lvit_core.project.records import ImageRecord
from lvit_core.stopping import refuse_stopped
from lvit_core.wording import said

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

COPY_FOLDER = "images"
# What an object that belongs to an image says of patient and study it takes from its source.
TAKEN_OVER = (
    "SOPClassUID", "SOPInstanceUID", "StudyInstanceUID", "SeriesInstanceUID", "StudyID",
    "StudyDate", "StudyTime", "AccessionNumber", "PatientID", "PatientName", "PatientBirthDate",
    "PatientSex", "Modality", "Rows", "Columns",
)  # fmt: skip


def is_dicom(path: Path) -> bool:
    """Whether a file is DICOM; one that cannot be told is not."""
    try:
        return format_of(path) == "dicom"
    except LViTError:
        return False


def is_complete(path: Path) -> bool:
    """Whether a header has all that must be taken over from it."""
    from pydicom import dcmread  # noqa: PLC0415 - slow to import

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        header = dcmread(path, force=True, stop_before_pixels=True, specific_tags=list(TAKEN_OVER))
        return all(name in header for name in TAKEN_OVER)


def read_source(content: Content, image: ImageRecord, removed: Removed) -> Dataset:
    """The file of an image as it leaves, with its pixels.

    Args:
        content: Of the export.
        image: One from a DICOM file.
        removed: Is told what was taken out of the header.

    Raises:
        LViTError: Its pixels cannot be decoded, so that nobody could tell what else they hold.
    """
    from pydicom import dcmread  # noqa: PLC0415 - slow to import

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        dataset = dcmread(content.path(image), force=True)
        if content.options.keep_identity:
            return dataset
        _decode(content.path(image), dataset)
        new_uid = content.project.pseudonyms.uid
        remove_identity(dataset, patient_of(content, image), new_uid, removed)
    return dataset


def shared_numbers(content: Content, images: Iterable[ImageRecord]) -> list[str]:
    """What is to be said of images that call themselves by one number: what refers to one of them
    refers to all.
    """
    marks = array("q")  # what tells the numbers apart; they themselves would fill the memory
    for image in images:
        refuse_stopped()
        marks.append(hash(instance_of(content.path(image))))
    known = {one for one, other in pairwise(sorted(marks)) if one == other} - {hash("")}
    names: dict[str, list[str]] = {}
    for image, mark in zip(images, marks, strict=True) if known else ():
        if mark in known and (instance := instance_of(content.path(image))):
            names.setdefault(instance, []).append(image.name)
    return [
        said(
            "{count} images have one DICOM number (SOP Instance UID), so that "
            "what is written for one of them refers to all: {names}.",
            count=len(same),
            names=some_names(same),
        )
        for same in names.values()
        if len(same) > 1
    ]


def patient_of(content: Content, image: ImageRecord) -> str:
    """What the patient of an image is called: the same for all images of one patient."""
    who = image.group or f"image {image.id}"
    return who if who.startswith("patient-") else content.project.pseudonyms.patient(who)


def write_copy(dataset: Dataset, path: Path) -> None:
    """Writes a file whose head says nothing but what a reader needs."""
    from pydicom.dataset import FileMetaDataset  # noqa: PLC0415 - slow to import

    meta = FileMetaDataset()
    meta.TransferSyntaxUID = dataset.file_meta.TransferSyntaxUID
    meta.MediaStorageSOPClassUID = dataset.SOPClassUID
    meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
    dataset.file_meta = meta
    dataset.preamble = b"\0" * 128  # some programs write into it
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        save(dataset, path, enforce_file_format=True)


def size_in_patient_mm(dataset: Dataset) -> tuple[float, float] | None:
    """Height and width of a pixel in the patient; ``None`` where the header does not say it.

    What a projection says of its detector is not the size of what it shows; an estimate is none.
    """
    spacing, kind = spacing_of(dataset)
    return spacing if kind in (SpacingKind.PATIENT, SpacingKind.CALIBRATED) else None


def _decode(path: Path, dataset: Dataset) -> None:
    """Pixels as plain values: compressed pictures, and what is behind them, can hold text."""
    from pydicom.pixels.utils import get_expected_length  # noqa: PLC0415 - slow to import

    meta = dataset.file_meta
    if "TransferSyntaxUID" not in meta:
        from pydicom.uid import (  # noqa: PLC0415 - slow to import
            ExplicitVRLittleEndian,
            ImplicitVRLittleEndian,
        )

        implicit, _ = dataset.original_encoding
        meta.TransferSyntaxUID = ImplicitVRLittleEndian if implicit else ExplicitVRLittleEndian
    if meta.TransferSyntaxUID.is_compressed and not meta.TransferSyntaxUID.is_deflated:
        try:
            dataset.decompress(generate_instance_uid=False)
        except Exception:  # noqa: BLE001 - what pydicom cannot decode, the reader may
            _replace_pixels(dataset, decode(path, dataset))
    elif "PixelData" in dataset:
        length = get_expected_length(dataset)
        dataset.PixelData = dataset.PixelData[: length + length % 2]


def _replace_pixels(dataset: Dataset, pixels: NDArray[Any]) -> None:
    """Decoded values in place of compressed ones."""
    from pydicom.uid import ExplicitVRLittleEndian  # noqa: PLC0415 - slow to import

    wide = pixels.dtype.itemsize > 1
    data = pixels.astype(pixels.dtype.newbyteorder("<")).tobytes()
    dataset.PixelData = data + b"\0" * (len(data) % 2)
    dataset["PixelData"].VR = "OW" if wide else "OB"
    dataset["PixelData"].is_undefined_length = False
    dataset.BitsAllocated = 8 * pixels.dtype.itemsize
    if pixels.ndim == 3:
        dataset.PhotometricInterpretation, dataset.PlanarConfiguration = "RGB", 0
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
