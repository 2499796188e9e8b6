"""From a DICOM file's pixel data to stored values and colours, after what they promise is checked.

A frame is a picture of its own with its own size, and decoders have been seen to panic over what
does not fit; whatever they do costs this file only.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.errors import LViTError
from lvit_core.imaging.codestreams import codestream_of, refuse_many_scans
from lvit_core.imaging.dicom_header import is_palette, number
from lvit_core.imaging.dicom_tables import table_of
from lvit_core.imaging.dtypes import compact_type
from lvit_core.imaging.limits import truncated, unreadable

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

_RLE = "1.2.840.10008.1.2.5"
# JPEG (baseline, 12 bit, lossless), JPEG-LS, JPEG 2000, HTJ2K
_PICTURES = tuple(
    f"1.2.840.10008.1.2.4.{number}" for number in (50, 51, 57, 70, 80, 81, 90, 91, 201, 202, 203)
)
_PLAIN = (
    "1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.2",
)  # fmt: skip
_ARITHMETIC_JPEG = range(9, 16)  # processes that no decoder here knows
_TRIED_PX, _TRIED_PLAIN_PX = 300_000, 5_000_000
_RLE_HEADER_BYTES, _MOST_RLE_SEGMENTS = 64, 15
_RLE_SLACK_BYTES = 1024  # what some writers let a segment run over


def check_pixel_data(path: Path, dataset: Dataset) -> None:
    """Refuses pixel data that are cut off, of another size than told, or in an unknown code.

    Small ones are decoded: what cannot be is refused when it is added, not when it is opened.
    """
    syntax = str(dataset.file_meta.TransferSyntaxUID)
    area = int(dataset.Rows) * int(dataset.Columns)
    if syntax in _PLAIN:
        _check_length(path, dataset)
        if area <= _TRIED_PLAIN_PX:
            decode(path, dataset)
    elif syntax == _RLE:
        _unpack_rle(path, dataset)
    elif syntax in _PICTURES:
        _check_frame(path, dataset)
        if area <= _TRIED_PX:
            decode(path, dataset)
    else:
        raise LViTError(
            "{name} is compressed in a way that cannot be read.",
            "Export it uncompressed or with JPEG, JPEG-LS or JPEG 2000.",
            name=path.name,
        )


def decode(path: Path, dataset: Dataset) -> NDArray[Any]:
    """Stored values ``(H, W)`` or ``(H, W, S)``; YBR colours become RGB.

    Raises:
        LViTError: They cannot be decoded.
    """
    if dataset.file_meta.TransferSyntaxUID == _RLE:
        _store_plain(dataset, _unpack_rle(path, dataset))
    try:
        pixels = np.asarray(dataset.pixel_array)
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as first:
        if dataset.file_meta.TransferSyntaxUID.is_encapsulated:
            pixels = _decode_frame(path, dataset, first)
        else:
            raise unreadable(path, first) from first
    if pixels.shape[:2] != (int(dataset.Rows), int(dataset.Columns)):
        raise unreadable(path, "its pixels have another size than told")
    return pixels[:, :, 0] if pixels.ndim == 3 and pixels.shape[2] == 1 else pixels


def modality_values(dataset: Dataset, stored: NDArray[Any]) -> NDArray[Any]:
    """Stored values in the unit of the modality, by the file's table or line."""
    signed = bool(number(dataset, "PixelRepresentation", 0))
    table = table_of(dataset, "ModalityLUTSequence", signed=signed)
    if table is not None and stored.dtype.kind != "f":
        return compact_type(table.of(stored))
    slope = number(dataset, "RescaleSlope", 1) or 1.0
    intercept = number(dataset, "RescaleIntercept", 0)
    if stored.dtype.kind == "f" or (slope == 1 and intercept == 0):
        return compact_type(stored)
    if slope == 1 and intercept.is_integer() and stored.dtype.itemsize <= 2:  # CT: whole numbers
        return compact_type(stored.astype(np.int32) + int(intercept))
    return compact_type(stored.astype(np.float64) * slope + intercept)


def colour_pixels(dataset: Dataset, stored: NDArray[Any]) -> NDArray[Any]:
    """Colours ``(H, W, 3)``: uint8, or uint16 where the file stores more than 8 bits of RGB."""
    if not is_palette(dataset):
        return compact_type(np.ascontiguousarray(stored[:, :, :3]))
    from pydicom.pixels.processing import apply_color_lut  # noqa: PLC0415 - see above

    colours = np.asarray(apply_color_lut(stored, dataset))
    if colours.dtype != np.uint8:  # entries of 8 bits may lie in a table of 16
        shift = 8 if int(colours.max(initial=0)) > 255 else 0
        colours = (colours >> shift).astype(np.uint8)
    return np.ascontiguousarray(colours[:, :, :3])


def _samples(dataset: Dataset) -> int:
    return int(number(dataset, "SamplesPerPixel", 1))


def _check_length(path: Path, dataset: Dataset) -> None:
    """Pixel data that are not compressed have a length that the header foretells."""
    keyword = next(k for k in ("PixelData", "FloatPixelData", "DoubleFloatPixelData")
                   if k in dataset)  # fmt: skip
    bits = int(dataset.Rows) * int(dataset.Columns) * _samples(dataset) * int(dataset.BitsAllocated)
    if dataset.PhotometricInterpretation == "YBR_FULL_422":
        bits = bits * 2 // 3
    element = dataset.get_item(keyword)
    length = getattr(element, "length", None)
    value = getattr(element, "value", None)
    available = len(value) if isinstance(value, bytes) else _left_in_file(path, element)
    if min(available, length if length not in (None, 0xFFFFFFFF) else available) < bits // 8:
        raise truncated(path)


def _left_in_file(path: Path, element: Any) -> int:
    place = getattr(element, "value_tell", None)
    return path.stat().st_size - int(place) if place is not None else 1 << 62


def _frame(path: Path, dataset: Dataset) -> bytes:
    from pydicom.encaps import get_frame  # noqa: PLC0415 - see above

    try:
        return bytes(get_frame(dataset.PixelData, 0, number_of_frames=1))
    except Exception as error:
        raise truncated(path) from error


def _check_frame(path: Path, dataset: Dataset) -> None:
    frame = _frame(path, dataset)
    stream = codestream_of(frame)
    if stream is None:
        raise unreadable(path, "its compression")
    if (stream.height, stream.width) != (int(dataset.Rows), int(dataset.Columns)):
        raise unreadable(path, "its picture has another size than told")
    if stream.channels != _samples(dataset) or stream.bits > int(dataset.BitsAllocated):
        raise unreadable(path, "its picture has other pixels than told")
    if stream.process in _ARITHMETIC_JPEG and stream.kind == "jpeg":
        raise unreadable(path, "its compression")
    refuse_many_scans(path, frame, stream)


def _decode_frame(path: Path, dataset: Dataset, first: BaseException) -> NDArray[Any]:
    """Lossless and 12 bit JPEG, which need a plugin under another licence, through imagecodecs."""
    import imagecodecs  # noqa: PLC0415 - slow to import

    frame = _frame(path, dataset)
    for name in ("jpeg_decode", "jpegls_decode", "jpeg2k_decode"):
        try:
            pixels = np.asarray(getattr(imagecodecs, name)(frame))
        except Exception:  # noqa: BLE001 - the next decoder may know it
            continue
        if pixels.shape[:2] == (int(dataset.Rows), int(dataset.Columns)):
            signed = number(dataset, "PixelRepresentation", 0) and pixels.dtype.kind == "u"
            return pixels.view(f"i{pixels.dtype.itemsize}") if signed else pixels
    raise unreadable(path, "its compression") from first


def _unpack_rle(path: Path, dataset: Dataset) -> NDArray[np.uint8]:
    """Bytes ``(S, B, H * W)`` of run lengths: samples, their bytes (highest first), pixels."""
    import imagecodecs  # noqa: PLC0415 - slow to import

    frame = _frame(path, dataset)
    samples, sample_bytes = _samples(dataset), int(dataset.BitsAllocated) // 8
    area = int(dataset.Rows) * int(dataset.Columns)
    if len(frame) < _RLE_HEADER_BYTES:
        raise truncated(path)
    count, *offsets = np.frombuffer(frame, "<u4", _MOST_RLE_SEGMENTS + 1).tolist()
    offsets = [*offsets[:count], len(frame)]
    rising = all(one < two for one, two in pairwise(offsets))
    if count != samples * sample_bytes or not rising or offsets[0] < _RLE_HEADER_BYTES:
        raise unreadable(path, "its run lengths")
    planes = []
    for begin, end in pairwise(offsets):
        try:
            plane = imagecodecs.packbits_decode(frame[begin:end], out=area + _RLE_SLACK_BYTES)
        except Exception as error:
            raise unreadable(path, "its run lengths") from error
        if len(plane) < area:
            raise truncated(path)
        planes.append(np.frombuffer(plane, np.uint8, area))
    return np.stack(planes).reshape(samples, sample_bytes, area)


def _store_plain(dataset: Dataset, planes: NDArray[np.uint8]) -> None:
    """Puts unpacked bytes into the data set as if it had never been compressed."""
    from pydicom.uid import ExplicitVRLittleEndian  # noqa: PLC0415 - see above

    dataset.PixelData = planes[:, ::-1].transpose(0, 2, 1).tobytes()  # lowest byte first
    dataset.PlanarConfiguration = 1
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
