"""The DICOM images of a data set, by their own numbers and by where they lie in the patient."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.errors import LViTError
from lvit_core.exchange.bundle import ReadAgain
from lvit_core.exchange.dicom_faults import FAULTS, quietly, telling_faults
from lvit_core.exchange.dicom_grids import SAME_PLANE_MM, Grid, grid_of
from lvit_core.exchange.dicom_objects import REPORT_FOLDER
from lvit_core.exchange.report_lines import some_names
from lvit_core.exchange.reports import Loss
from lvit_core.imaging.dicom_frames import frame_uid
from lvit_core.imaging.pages import MOST_PAGES
from lvit_core.imaging.sniff import HEAD_BYTES, kind_of
from lvit_core.reading_log import log_read
from lvit_core.stopping import refuse_stopped
from lvit_core.wording import counted, said

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
_GROUPS = ["PerFrameFunctionalGroupsSequence", "SharedFunctionalGroupsSequence"]
_PLACE = ("PlanePositionSequence", "PlaneOrientationSequence", "PixelMeasuresSequence")


@dataclass(frozen=True, eq=False)
class DicomImage(ReadAgain):
    """One image: its file, the number that labels name it by, its size and its grid.

    ``spacing`` is the height and width of a pixel in millimetres, if both are told; ``page`` is
    the frame, from 1, of a file with several, and 0 for a file with one.
    """

    path: Path
    instance: str
    rows: int
    columns: int
    grid: Grid | None
    spacing: tuple[float, float] | None = None
    page: int = 0

    @property
    def key(self) -> str:
        """What tells it from all other images of the data set."""
        return f"{self.path}#{self.page}"


@dataclass
class DicomFiles:
    """What lies in a folder.

    Attributes:
        images: Single images, and frames of files with several.
        labels: Files of the kind that was asked for.
        others: DICOM files that are neither, each with what is wrong with it.
    """

    images: list[DicomImage] = field(default_factory=list)
    labels: list[Path] = field(default_factory=list)
    others: list[Loss] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._by_instance: dict[str, DicomImage] = {}
        self._several: dict[str, int] = {}
        self._by_frame: dict[str, list[DicomImage]] = {}

    def add(self, image: DicomImage) -> None:
        """Takes an image in."""
        self.images.append(image)
        self._by_instance.setdefault(image.instance, image)
        if image.grid is not None:
            self._by_frame.setdefault(image.grid.frame, []).append(image)

    def add_frames(self, instance: str, frames: list[DicomImage]) -> None:
        """Takes in the frames of a file with a number."""
        self._several[instance] = len(frames)
        for frame in frames:
            self.add(frame)

    def with_instance(self, instance: str, frame: int = 0) -> DicomImage | None:
        """The image that labels call so, or the frame that they name of it."""
        if frame and (found := self._by_instance.get(frame_uid(instance, frame))) is not None:
            return found
        return self._by_instance.get(instance)

    def why_no_frame(self, instance: str, frame: int) -> str:
        """Why labels with this name are of no image here; empty where that is not known."""
        count = self._several.get(instance, 0)
        if not count or self.with_instance(instance, frame) is not None:
            return ""
        held = counted(count, "frame")
        if frame:
            return said("holds {frames}, and none is frame {frame}.", frames=held, frame=frame)
        return said("holds {frames}, and nothing says which is meant.", frames=held)

    def without_labels(self, used: Iterable[str]) -> tuple[list[Path], list[str]]:
        """The single images whose keys are not among those used, and a line for each other file."""
        keys, single = set(used), list[Path]()
        frames: dict[Path, list[int]] = {}
        for one in self.images:
            if one.key not in keys:
                single += [one.path] * (not one.page)
                frames.setdefault(one.path, []).extend([one.page] * bool(one.page))
        return single, [
            said(
                "{frames} no labels in {name}, of which nothing is taken: {names}.",
                frames=counted(len(rest), "frame has", "frames have"),
                name=path.name,
                names=some_names(map(str, rest)),
            )
            for path, rest in frames.items()
            if rest
        ]

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
def files_at(path: Path, kinds: Iterable[str], *, frames: bool = False) -> DicomFiles:
    """The DICOM files at ``path``: all in a folder and below, or one with those beside it.

    Args:
        path: A folder, or one file of labels.
        kinds: SOP classes of the labels that are asked for.
        frames: Whether these labels can be of one frame of a file with several.
    """
    wanted, found = frozenset(kinds), DicomFiles()
    for file in _files(path.parent if path.is_file() else path):
        refuse_stopped()
        asked = path.is_dir() or path.samefile(file)
        _sort_in(file, wanted, found, asked=asked, frames=frames)
    return found


def _sort_in(
    file: Path, wanted: frozenset[str], found: DicomFiles, *, asked: bool, frames: bool
) -> None:
    try:
        header = _header(file)
        if header is not None:
            _sort_by_kind(file, header, wanted, found, asked=asked, frames=frames)
    except LViTError as error:
        found.others.append(Loss(file.name, "", error.message))
    except FAULTS:  # values are looked at when they are asked for
        found.others.append(Loss(file.name, "", said("Its header is damaged.")))


def _sort_by_kind(
    file: Path, header: Any, wanted: frozenset[str], found: DicomFiles, *, asked: bool,
    frames: bool,
) -> None:  # fmt: skip
    kind = str(header.get("SOPClassUID", ""))
    if kind in wanted:
        found.labels += [file] * asked
    elif (image := _image(file, header)) is not None:
        found.add(image)
    elif frames and (several := _frames(file, header)):
        found.add_frames(str(header.get("SOPInstanceUID", "")), several)
    elif str(header.get("Modality")) == "SR" and file.parent.name == REPORT_FOLDER:
        return  # what our reports say of labels stands with the labels themselves
    else:
        what = header.get("Modality") or said("unknown")
        told = "It is a DICOM file of the kind {what}, but neither a single image nor labels."
        reason = said(told, what=what)
        found.others.append(Loss(file.name, "", reason))


@quietly
def image_at(path: Path) -> DicomImage | None:
    """One image; ``None`` for what is no single DICOM image."""
    try:
        header = _header(path)
        image = None if header is None else _image(path, header)
        if image is None or image.grid is not None:
            return image
        grid, spacing = _placed_by(_open(path, pixels=False, tags=_GROUPS), header, 1)
        return replace(image, grid=grid, spacing=image.spacing or spacing)
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
    return _open(path, pixels=False)


def _open(path: Path, pixels: bool = True, tags: list[str] | None = None) -> Any:
    from pydicom import dcmread  # noqa: PLC0415 - slow to import

    log_read(path)
    if path.stat().st_size > LARGEST_BYTES:
        raise _too_large(path)
    if _is_deflated(path):
        source: Path | BytesIO = BytesIO(_unpacked(path))
    else:
        source = path
    return dcmread(source, force=True, stop_before_pixels=not pixels, specific_tags=tags)


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
        "{name} is too large: labels of more than {megabytes} MB are not read.",
        "Export the labels of fewer images into a file.",
        name=path.name,
        megabytes=megabytes,
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
        return _open(path, pixels=False)
    return dcmread(path, force=True, stop_before_pixels=True, specific_tags=list(_TAGS))


def _is_deflated(path: Path) -> bool:
    from pydicom.filereader import read_file_meta_info  # noqa: PLC0415 - slow to import

    with path.open("rb") as stream:
        if stream.read(132)[128:] != b"DICM":
            return False
    return str(read_file_meta_info(path).get("TransferSyntaxUID", "")) == _DEFLATED


def _frames(path: Path, header: Any) -> list[DicomImage]:
    """The frames of a file with several; none of a file without or with too many."""
    rows, columns, count = _sizes(header)
    if not 1 < count <= MOST_PAGES:
        return []
    groups = _open(path, pixels=False, tags=_GROUPS)
    instance = str(header.get("SOPInstanceUID", ""))
    found = []
    for number in range(1, count + 1):
        grid, spacing = _placed_by(groups, header, number)
        uid = frame_uid(instance, number)
        found.append(DicomImage(path, uid, rows, columns, grid, spacing, number))
    return found


def _placed_by(
    groups: Any, header: Any, number: int
) -> tuple[Grid | None, tuple[float, float] | None]:
    """The grid of a frame and the size of its pixels, as groups of facts about frames say."""
    every = groups.get("PerFrameFunctionalGroupsSequence") or ()
    own = [*every[number - 1 : number], *(groups.get("SharedFunctionalGroupsSequence") or ())]
    position, orientation, measures = (_first_of(own, keyword) for keyword in _PLACE)
    grid = grid_of(
        str(header.get("FrameOfReferenceUID", "")), position.get("ImagePositionPatient"),
        orientation.get("ImageOrientationPatient"), measures.get("PixelSpacing"),
    )  # fmt: skip
    return grid, _pair(measures.get("PixelSpacing"))


def _pair(told: Any) -> tuple[float, float] | None:
    """Two plain numbers; the library's own take kilobytes, which is much for ten thousand files."""
    try:
        height, width = (float(value) for value in told)
    except FAULTS:
        return None
    return height, width


def _first_of(groups: Iterable[Any], keyword: str) -> Any:
    """The one item of a sequence in the first group that has it; else nothing that can be asked."""
    return next((group[keyword][0] for group in groups if group.get(keyword)), {})


def _sizes(header: Any) -> tuple[int, int, int]:
    """Rows, columns and frames of a picture; no frames for what is none."""
    try:
        rows, columns = int(header.get("Rows") or 0), int(header.get("Columns") or 0)
        frames = int(header.get("NumberOfFrames") or 1)
    except (TypeError, ValueError):
        return 0, 0, 0
    is_label = str(header.get("SOPClassUID", "")) in (SEGMENTATION, LABEL_MAP)
    return rows, columns, 0 if is_label or min(rows, columns) < 1 else max(1, frames)


def _image(path: Path, header: Any) -> DicomImage | None:
    rows, columns, frames = _sizes(header)
    if frames != 1:
        return None
    grid = grid_of(
        str(header.get("FrameOfReferenceUID", "")), header.get("ImagePositionPatient"),
        header.get("ImageOrientationPatient"), header.get("PixelSpacing"),
    )  # fmt: skip
    spacing = _pair(header.get("PixelSpacing") or header.get("ImagerPixelSpacing"))
    return DicomImage(path, str(header.get("SOPInstanceUID", "")), rows, columns, grid, spacing)
