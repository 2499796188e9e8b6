"""Single-frame DICOM: from stored values to modality values, with the facts a viewer must honour.

Nothing that identifies a patient leaves this module but a hash.
"""

from __future__ import annotations

import io
import warnings
import zlib
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from lvit_core.errors import LViTError
from lvit_core.imaging.dicom_header import check_header, is_palette, number
from lvit_core.imaging.dicom_pixels import (
    check_pixel_data,
    colour_pixels,
    decode,
    modality_values,
)
from lvit_core.imaging.dicom_spacing import orientation_of, place_of, spacing_of
from lvit_core.imaging.dicom_window import window_of
from lvit_core.imaging.groups import group_of_patient
from lvit_core.imaging.image import Image
from lvit_core.imaging.info import ImageInfo
from lvit_core.imaging.limits import check_file, truncated, unreadable
from lvit_core.imaging.quiet import silence
from lvit_core.imaging.sniff import DICOM_PREAMBLE_BYTES, bare_dicom_start
from lvit_core.imaging.value_window import Window

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

T = TypeVar("T")
_DEFLATED = b"1.2.840.10008.1.2.1.99"
_MOST_INFLATED_BYTES = 300_000_000
_HEAD_BYTES = 4096  # the file's own header, with the transfer syntax, lies in here


def tolerant(function: Callable[[Path], T]) -> Callable[[Path], T]:
    """Real files break rules in every place: warnings are not shown, failures are told in words."""

    @wraps(function)
    def wrapper(path: Path) -> T:
        silence("pydicom")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                return function(path)
            except (LViTError, MemoryError, KeyboardInterrupt, SystemExit):
                raise
            except EOFError:
                raise truncated(path) from None
            except BaseException as error:  # decoders in Rust panic past Exception
                raise unreadable(path, error) from error

    return wrapper


@tolerant
def probe_dicom(path: Path) -> ImageInfo:
    """Header facts of a single-frame DICOM image; run lengths are unpacked, nothing else is.

    Raises:
        LViTError: It holds no image, several frames, or its pixel data are cut off.
    """
    dataset = open_dataset(path)
    check_header(path, dataset)
    check_pixel_data(path, dataset)
    group = group_of_patient(
        str(dataset.get("PatientID") or "").strip(),
        str(dataset.get("IssuerOfPatientID") or "").strip(),
        str(dataset.get("PatientName") or "").strip(),
    )
    spacing, kind = spacing_of(dataset)
    return ImageInfo(
        int(dataset.Rows),
        int(dataset.Columns),
        3 if _is_colour(dataset) else 1,
        _stored_type(dataset),
        spacing,
        orientation_of(dataset),
        group,
        format="dicom",
        spacing_kind=kind,
        instance=str(dataset.get("SOPInstanceUID") or ""),
        place=place_of(dataset),
    )


@tolerant
def instance_of(path: Path) -> str:
    """The number that an image calls itself by; empty where it has none.

    Raises:
        LViTError: It cannot be read.
    """
    return str(open_dataset(path).get("SOPInstanceUID") or "")


@tolerant
def read_dicom(path: Path) -> Image:
    """Reads the pixels and applies the modality transform, not the window.

    Raises:
        LViTError: As `probe_dicom`, or the pixel data cannot be decoded.
    """
    dataset = open_dataset(path)
    check_header(path, dataset)
    check_pixel_data(path, dataset)
    stored = decode(path, dataset)
    spacing, kind = spacing_of(dataset)
    if _is_colour(dataset):
        values = colour_pixels(dataset, stored)
        window = None
        if values.dtype != np.uint8:  # colours keep their balance only in their whole range
            window = Window.between(0, (1 << int(number(dataset, "BitsStored", 16))) - 1)
    else:
        values = modality_values(dataset, stored)
        window = window_of(dataset, stored, values)
    return Image(
        values,
        spacing_mm=spacing,
        window=window,
        inverted=dataset.PhotometricInterpretation == "MONOCHROME1",
        orientation=orientation_of(dataset),
        source=path.name,
        spacing_kind=kind,
    )


def _is_colour(dataset: Dataset) -> bool:
    return is_palette(dataset) or int(number(dataset, "SamplesPerPixel", 1)) >= 3


def _stored_type(dataset: Dataset) -> str:
    if "PixelData" not in dataset:
        return "float32" if "FloatPixelData" in dataset else "float64"
    kind = "int" if number(dataset, "PixelRepresentation", 0) else "uint"
    return f"{kind}{max(8, int(dataset.BitsAllocated))}"


def open_dataset(path: Path) -> Dataset:
    """The header; pixels are read when they are asked for."""
    from pydicom import dcmread  # noqa: PLC0415 - takes 0.3 s, and only DICOM needs it

    with path.open("rb") as stream:
        head = stream.read(_HEAD_BYTES)
    source: Any = path
    if head[DICOM_PREAMBLE_BYTES : DICOM_PREAMBLE_BYTES + 4] != b"DICM":
        check_file(path)
        source = io.BytesIO(path.read_bytes()[bare_dicom_start(head) or 0 :])
    elif _DEFLATED in head:
        _check_inflated(path)
    dataset = dcmread(source, force=True, defer_size="64 KB")
    if "TransferSyntaxUID" not in dataset.file_meta:
        _guess_transfer_syntax(dataset)
    return dataset


def _check_inflated(path: Path) -> None:
    """A data set that is compressed as a whole is unfolded by pydicom at once: see how far."""
    from pydicom.filereader import read_file_meta_info  # noqa: PLC0415 - see `open_dataset`

    check_file(path)
    meta = read_file_meta_info(path)
    with path.open("rb") as stream:
        # preamble, mark, and the element that holds the length of the rest
        stream.seek(DICOM_PREAMBLE_BYTES + 4 + 12 + int(meta.FileMetaInformationGroupLength))
        inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        unfolded = 0
        while data := inflate.unconsumed_tail or stream.read(1 << 16):
            unfolded += len(inflate.decompress(data, 1 << 24))
            if unfolded > _MOST_INFLATED_BYTES:
                raise LViTError(
                    "{name} is too large: it unfolds to more than {most_inflated_bytes} MB.",
                    "Export it without compression of the whole file.",
                    name=path.name,
                    most_inflated_bytes=_MOST_INFLATED_BYTES // 1000000,
                )


def _guess_transfer_syntax(dataset: Dataset) -> None:
    from pydicom.uid import (  # noqa: PLC0415 - see `open_dataset`
        ExplicitVRBigEndian,
        ExplicitVRLittleEndian,
        ImplicitVRLittleEndian,
    )

    implicit, little = dataset.original_encoding
    explicit = ExplicitVRLittleEndian if little is not False else ExplicitVRBigEndian
    dataset.file_meta.TransferSyntaxUID = ImplicitVRLittleEndian if implicit else explicit
