"""The DICOM images of a data set, by their own numbers and by where they lie in the patient."""

from __future__ import annotations

import os
import warnings
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import wraps
from io import BytesIO
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import numpy as np
from numpy.typing import NDArray

from lvit_core.errors import LViTError
from lvit_core.exchange.dicom_grids import SAME_PLANE_MM, Grid, grid_of
from lvit_core.exchange.dicom_objects import REPORT_FOLDER
from lvit_core.exchange.reports import Loss
from lvit_core.imaging.sniff import HEAD_BYTES, kind_of
from lvit_core.reading_log import log_read
from lvit_core.stopping import refuse_stopped

LARGEST_BYTES = 256 << 20
"""Of a file of labels, as it is and unpacked: more would not fit beside its masks."""

SEGMENTATION = "1.2.840.10008.5.1.4.1.1.66.4"
LABEL_MAP = "1.2.840.10008.5.1.4.1.1.66.7"
STRUCTURE_SET = "1.2.840.10008.5.1.4.1.1.481.3"
_DEFLATED = "1.2.840.10008.1.2.1.99"
_TAGS = (
    "SOPClassUID", "SOPInstanceUID", "Modality", "Rows", "Columns", "NumberOfFrames",
    "FrameOfReferenceUID", "ImagePositionPatient", "ImageOrientationPatient", "PixelSpacing",
    "ImagerPixelSpacing", "SliceThickness",
)  # fmt: skip
# A damaged header may fail anywhere in pydicom, also in kinds of its own.
FAULTS: tuple[type[Exception], ...] = (Exception,)
P = ParamSpec("P")
T = TypeVar("T")


def quietly(function: Callable[P, T]) -> Callable[P, T]:
    """Warnings about spellings that no rule allows are not shown: real files are full of them."""

    @wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> T:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return function(*args, **kwargs)

    return wrapper


@dataclass(frozen=True, eq=False)
class DicomImage:
    """One image: its file, the number that labels name it by, its size and its grid."""

    path: Path
    instance: str
    rows: int
    columns: int
    grid: Grid | None
    spacing: Any = None


@dataclass
class DicomFiles:
    """What lies in a folder.

    Attributes:
        images: Single images.
        labels: Files of the kind that was asked for.
        others: DICOM files that are neither, each with what is wrong with it.
    """

    images: list[DicomImage] = field(default_factory=list)
    labels: list[Path] = field(default_factory=list)
    others: list[Loss] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._by_instance: dict[str, DicomImage] = {}
        self._by_frame: dict[str, list[DicomImage]] = {}

    def add(self, image: DicomImage) -> None:
        """Takes an image in."""
        self.images.append(image)
        self._by_instance.setdefault(image.instance, image)
        if image.grid is not None:
            self._by_frame.setdefault(image.grid.frame, []).append(image)

    def with_instance(self, instance: str) -> DicomImage | None:
        """The image that labels call so."""
        return self._by_instance.get(instance)

    def where(self, frame: str, fits: Callable[[Grid], bool]) -> DicomImage | None:
        """The first image in a frame of reference whose grid fits."""
        images = self._by_frame.get(frame, ())
        return next((one for one in images if one.grid is not None and fits(one.grid)), None)

    def nearest(self, frame: str, places: NDArray[np.float64]) -> DicomImage | None:
        """The image in whose plane ``(N, 3)`` places lie; ``None`` where there is none."""
        images = self._by_frame.get(frame, ())
        far = [(one.grid.distance_mm(places), i) for i, one in enumerate(images) if one.grid]
        distance, index = min(far, default=(np.inf, 0))
        return images[index] if distance <= SAME_PLANE_MM else None


@quietly
def files_at(path: Path, kinds: Iterable[str]) -> DicomFiles:
    """The DICOM files at ``path``: all in a folder and below, or one with those beside it.

    Args:
        path: A folder, or one file of labels.
        kinds: SOP classes of the labels that are asked for.
    """
    wanted, found = frozenset(kinds), DicomFiles()
    for file in _files(path.parent if path.is_file() else path):
        refuse_stopped()
        _sort_in(file, wanted, found, asked=path.is_dir() or path.samefile(file))
    return found


def _sort_in(file: Path, wanted: frozenset[str], found: DicomFiles, *, asked: bool) -> None:
    try:
        header = _header(file)
        if header is not None:
            _sort_by_kind(file, header, wanted, found, asked=asked)
    except LViTError as error:
        found.others.append(Loss(file.name, "", error.message))
    except FAULTS:  # values are looked at when they are asked for
        found.others.append(Loss(file.name, "", "Its header is damaged."))


def _sort_by_kind(
    file: Path, header: Any, wanted: frozenset[str], found: DicomFiles, *, asked: bool
) -> None:
    kind = str(header.get("SOPClassUID", ""))
    if kind in wanted:
        found.labels += [file] * asked
    elif (image := _image(file, header)) is not None:
        found.add(image)
    elif str(header.get("Modality")) == "SR" and file.parent.name == REPORT_FOLDER:
        return  # what our reports say of labels stands with the labels themselves
    else:
        what = str(header.get("Modality") or "unknown")
        reason = f"It is a DICOM file of the kind {what}, but neither a single image nor labels."
        found.others.append(Loss(file.name, "", reason))


@quietly
def image_at(path: Path) -> DicomImage | None:
    """One image; ``None`` for what is no single DICOM image."""
    try:
        header = _header(path)
        return None if header is None else _image(path, header)
    except FAULTS:
        return None


@quietly
def instance_of(path: Path) -> str:
    """The number that an image calls itself by; ``""`` for what is no DICOM file."""
    try:
        header = _header(path)
        return "" if header is None else str(header.get("SOPInstanceUID", ""))
    except FAULTS:
        return ""


def telling_faults(function: Callable[[Path], T]) -> Callable[[Path], T]:
    """Faults of a file become one sentence; warnings about its spelling are not shown."""

    @wraps(function)
    def wrapper(path: Path) -> T:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                return function(path)
            except LViTError:
                raise
            except FAULTS as error:
                # Only the kind of fault: its text may quote names of patients.
                reason = f"{path.name} is damaged and cannot be read ({type(error).__name__})."
                raise LViTError(reason, "Export it again.") from error

    return wrapper


@telling_faults
def read_labels_file(path: Path) -> Any:
    """A whole file of labels as a pydicom data set.

    Raises:
        LViTError: It cannot be read, or is larger than `LARGEST_BYTES`.
    """
    return _open(path)


@telling_faults
def read_labels_header(path: Path) -> Any:
    """The same without pixels."""
    return _open(path, stop_before_pixels=True)


def _open(path: Path, **options: Any) -> Any:
    from pydicom import dcmread  # noqa: PLC0415 - slow to import

    log_read(path)
    if path.stat().st_size > LARGEST_BYTES:
        raise _too_large(path)
    if _is_deflated(path):
        return dcmread(BytesIO(_unpacked(path)), force=True, **options)
    return dcmread(path, force=True, **options)


def _unpacked(path: Path) -> bytes:
    """A deflated file again as one that is not; never more than a limit of it."""
    from pydicom.filebase import DicomBytesIO  # noqa: PLC0415 - slow to import
    from pydicom.filereader import read_file_meta_info  # noqa: PLC0415
    from pydicom.filewriter import write_file_meta_info  # noqa: PLC0415
    from pydicom.uid import ExplicitVRLittleEndian  # noqa: PLC0415

    meta = read_file_meta_info(path)
    data = path.read_bytes()
    start = 132 + 12 + int(meta.FileMetaInformationGroupLength)
    engine = zlib.decompressobj(-zlib.MAX_WBITS)
    whole = engine.decompress(data[start:], LARGEST_BYTES)
    if engine.unconsumed_tail:
        raise _too_large(path)
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    stream = DicomBytesIO()
    stream.write(b"\0" * 128 + b"DICM")
    write_file_meta_info(stream, meta)
    return stream.getvalue() + whole


def _too_large(path: Path) -> LViTError:
    megabytes = LARGEST_BYTES >> 20
    return LViTError(
        f"{path.name} is too large: labels of more than {megabytes} MB are not read.",
        "Export the labels of fewer images into a file.",
    )


def _files(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            file = Path(parent, name)
            if not name.startswith(".") and file.is_file():
                yield file


@telling_faults
def _header(path: Path) -> Any | None:
    """The few facts of a DICOM file that tell what it is; ``None`` for any other file.

    Raises:
        LViTError: It is DICOM and cannot be read.
    """
    from pydicom import dcmread  # noqa: PLC0415 - slow to import

    with path.open("rb") as stream:
        if kind_of(stream.read(HEAD_BYTES)) != "dicom":
            return None
    if _is_deflated(path):
        return _open(path, stop_before_pixels=True)
    return dcmread(path, force=True, stop_before_pixels=True, specific_tags=list(_TAGS))


def _is_deflated(path: Path) -> bool:
    from pydicom.filereader import read_file_meta_info  # noqa: PLC0415 - slow to import

    with path.open("rb") as stream:
        if stream.read(132)[128:] != b"DICM":
            return False
    return str(read_file_meta_info(path).get("TransferSyntaxUID", "")) == _DEFLATED


def _image(path: Path, header: Any) -> DicomImage | None:
    try:
        rows, columns = int(header.get("Rows") or 0), int(header.get("Columns") or 0)
        frames = int(header.get("NumberOfFrames") or 1)
    except (TypeError, ValueError):
        return None
    kind = str(header.get("SOPClassUID", ""))
    if rows < 1 or columns < 1 or frames > 1 or kind in (SEGMENTATION, LABEL_MAP):
        return None
    grid = grid_of(
        str(header.get("FrameOfReferenceUID", "")), header.get("ImagePositionPatient"),
        header.get("ImageOrientationPatient"), header.get("PixelSpacing"),
    )  # fmt: skip
    spacing = header.get("PixelSpacing") or header.get("ImagerPixelSpacing")
    return DicomImage(path, str(header.get("SOPInstanceUID", "")), rows, columns, grid, spacing)
