"""The frames of a DICOM segmentation: which image each belongs to, and its pixels there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.threshold import inside
from lvit_core.errors import LViTError
from lvit_core.exchange.bundle import Drawn, ReadAgain, Size
from lvit_core.exchange.dicom_faults import FAULTS, quietly
from lvit_core.exchange.dicom_grids import Grid, grid_of, moved
from lvit_core.exchange.dicom_images import DicomFiles, DicomImage
from lvit_core.exchange.dicom_terms import first_item
from lvit_core.exchange.outlines import join, trimmed

HALF = 0.5


class Named(NamedTuple):
    """An image by DICOM's number of it, and which frame of it, from 1; 0 where none is named."""

    instance: str
    frame: int = 0


Opened = Callable[[Path], Any]


@dataclass(frozen=True, eq=False)
class Segment(ReadAgain):
    """One segment as its file describes it."""

    number: int
    label: str
    class_name: str
    layer: str
    alone: bool
    id: int | None = None


@dataclass(frozen=True, eq=False)
class SegmentFile(ReadAgain):
    """One segmentation: what its header says of all frames, and how it is opened again.

    Args:
        path: The file.
        opened: Gives its data set; not kept here, because those of a folder are too many.
        kind: BINARY, FRACTIONAL or LABELMAP.
        size: Of every frame.
        ground: The number that means nothing in a map.
        highest: The value that means wholly inside, of fractions.
        segments: By their numbers.
        reference: The image of the whole file, where it refers to just one.
    """

    path: Path
    opened: Opened
    kind: str
    size: Size
    ground: int
    highest: float
    segments: dict[int, Segment]
    reference: str

    @property
    def is_map(self) -> bool:
        """Whether pixels hold numbers of segments."""
        return self.kind == "LABELMAP"


def image_of(
    header: Any, groups: tuple[Any, ...], files: DicomFiles, only: str
) -> tuple[DicomImage | None, Named]:
    """The image of a frame, and what it is named by."""
    names = [
        named_by(source)
        for derived in groups_of(groups, "DerivationImageSequence")
        for source in derived.get("SourceImageSequence") or ()
    ]
    images = [image for name in names if (image := files.with_instance(*name)) is not None]
    grid = _grid(header, groups)
    if grid is not None and len(images) != 1:
        fitting = [one for one in images if one.grid is not None and grid.steps_to(one.grid)]
        if fitting:
            return fitting[0], Named(fitting[0].instance)
        there = files.where(grid.frame, lambda other: grid.steps_to(other) is not None)
        if there is not None and not names:
            return there, Named(there.instance)
    if images:
        return images[0], Named(images[0].instance)
    name = names[0] if names else Named(only)
    return files.with_instance(*name), name


def named_by(source: Any) -> Named:
    """The image that an item of a sequence refers to, or the one frame of it."""
    frames = source.get("ReferencedFrameNumber")
    told = [frames] if isinstance(frames, int) else list(frames or ())
    frame = int(told[0]) if len(told) == 1 else 0
    return Named(str(source.get("ReferencedSOPInstanceUID", "")), max(0, frame))


def only_reference(header: Any) -> str:
    """The image of the whole file, where it refers to just one."""
    names = {
        str(instance.get("ReferencedSOPInstanceUID", ""))
        for series in header.get("ReferencedSeriesSequence") or ()
        for instance in series.get("ReferencedInstanceSequence") or ()
    }
    return names.pop() if len(names) == 1 else ""


def _grid(header: Any, groups: tuple[Any, ...]) -> Grid | None:
    position = group_of(groups, "PlanePositionSequence")
    orientation = group_of(groups, "PlaneOrientationSequence")
    measures = group_of(groups, "PixelMeasuresSequence")
    if position is None or orientation is None or measures is None:
        return None
    return grid_of(
        str(header.get("FrameOfReferenceUID", "")), position.get("ImagePositionPatient"),
        orientation.get("ImageOrientationPatient"), measures.get("PixelSpacing"),
    )  # fmt: skip


def group_of(groups: Iterable[Any], keyword: str) -> Any | None:
    return next(iter(groups_of(groups, keyword)), None)


def groups_of(groups: Iterable[Any], keyword: str) -> list[Any]:
    """The items of a sequence, of the frame's own or else of what all frames share."""
    return next((list(group[keyword]) for group in groups if group.get(keyword)), [])


@quietly
def draw_segment(
    file: SegmentFile, segment: Segment, frames: list[int], image: DicomImage | None, size: Size
) -> Drawn:
    return join([_draw_frame(file, segment, index, image, size) for index in frames])


def _draw_frame(
    file: SegmentFile, segment: Segment, index: int, image: DicomImage | None, size: Size
) -> Drawn:
    header = file.opened(file.path)
    groups: tuple[Any, ...] = (header.PerFrameFunctionalGroupsSequence[index],)
    if (shared := first_item(header, "SharedFunctionalGroupsSequence")) is not None:
        groups = (*groups, shared)
    here, there = _grid(header, groups), image.grid if image is not None else None
    if here is not None and there is not None:
        steps = here.steps_to(there)
        if steps is None:
            raise LViTError("It lies on another grid of pixels than its image.")
        return moved(_mask(file, segment, index), *steps, size)
    if file.size != size:
        raise LViTError(
            "It has {size} x {size_2} pixels, its image {size_3} x {size_4}.",
            size=file.size[1],
            size_2=file.size[0],
            size_3=size[1],
            size_4=size[0],
        )
    return trimmed(_mask(file, segment, index))


def _mask(file: SegmentFile, segment: Segment, index: int) -> NDArray[np.bool_]:
    frame = frame_of(file, index)
    if file.is_map:
        return np.asarray(frame == segment.number)
    if file.kind == "FRACTIONAL":
        return inside(frame.astype(np.float32) / np.float32(file.highest), HALF)
    return np.asarray(frame > 0)


def frame_of(file: SegmentFile, index: int) -> NDArray[Any]:
    """``(rows, columns)`` of one frame; raises `LViTError` where it cannot be decoded."""
    from pydicom.pixels.utils import pixel_array  # noqa: PLC0415 - slow to import

    try:
        dataset = file.opened(file.path)
        packed = dataset.BitsAllocated == 1 and not _is_compressed(dataset)
        # pydicom fails at frames of bits that begin and end inside of a byte.
        frame = bits_of(dataset, index) if packed else np.asarray(pixel_array(dataset, index=index))
    except FAULTS as error:
        raise LViTError("Its pixels cannot be decoded.") from error
    if frame.shape != file.size:
        raise LViTError("Its pixels have another size than its header says.")
    return frame


def _is_compressed(dataset: Any) -> bool:
    syntax = dataset.file_meta.TransferSyntaxUID
    return bool(syntax.is_compressed and not syntax.is_deflated)


def bits_of(dataset: Any, index: int) -> NDArray[Any]:
    """A frame of a segmentation whose frames follow each other bit by bit, the lowest first."""
    rows, columns = int(dataset.Rows), int(dataset.Columns)
    start = index * rows * columns
    stop = start + rows * columns
    data = np.frombuffer(dataset.PixelData, np.uint8, -(-stop // 8) - start // 8, start // 8)
    bits = np.unpackbits(data, bitorder="little")
    return bits[start % 8 : start % 8 + rows * columns].reshape(rows, columns)
