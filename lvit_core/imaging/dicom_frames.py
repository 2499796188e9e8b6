"""The frames of a DICOM file, each as a DICOM file of its own with the header that it had.

Scale, window and whose image it is stand in the header, so a frame keeps it. It gets numbers (UIDs)
of its own: two files with one number would be one image to every other program.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING

from lvit_core.errors import LViTError
from lvit_core.imaging.dicom import open_dataset, tolerant
from lvit_core.imaging.dicom_header import number as number_of
from lvit_core.imaging.limits import check_file, truncated, unreadable
from lvit_core.imaging.pages import MOST_PAGES, OpenPages, Page, no_such_page, too_many_pages

if TYPE_CHECKING:
    from pydicom.dataset import Dataset
    from pydicom.uid import UID

_OF_ALL_FRAMES = ("ExtendedOffsetTable", "ExtendedOffsetTableLengths", "FrameIncrementPointer")


@tolerant
def pages_of_dicom(path: Path) -> list[Page]:
    """All frames of a file; they have one size."""
    dataset = open_dataset(path)
    count = _count(dataset)
    if count > MOST_PAGES:
        raise too_many_pages(path)
    height, width = int(dataset.Rows), int(dataset.Columns)
    return [Page(number, height, width) for number in range(1, count + 1)]


def _count(dataset: Dataset) -> int:
    return max(1, int(number_of(dataset, "NumberOfFrames", 1)))


def frame_uid(instance: str, number: int) -> UID:
    """The number of its own that a frame gets, always the same for one frame of one file.

    Args:
        instance: The file's number (SOP Instance UID).
        number: Which frame, from 1.
    """
    from pydicom.uid import generate_uid  # noqa: PLC0415 - takes 0.3 s, and only DICOM needs it

    return generate_uid(entropy_srcs=[instance, f"frame {number}"])


class DicomPages(OpenPages):
    """The frames of a file; the pixels that are written are the same bytes as in it.

    Args:
        path: The file.
    """

    def __init__(self, path: Path) -> None:
        check_file(path)
        self._path = path
        self._frames: Iterator[bytes] | None = None
        self._next = 1
        tolerant(self._open)(path)

    def write(self, number: int, target: Path) -> None:
        """See `OpenPages.write`."""
        if not 1 <= number <= self._count:
            raise no_such_page(self._path, number, self._count)

        @tolerant
        def packed(path: Path) -> bytes:
            stream = io.BytesIO()
            self._with_frame(path, number).save_as(stream, enforce_file_format=True)
            return stream.getvalue()

        target.write_bytes(packed(self._path))

    def close(self) -> None:
        """Lets the pixels go."""
        self._frames, self._data = None, b""

    def _open(self, path: Path) -> None:
        self._dataset = dataset = open_dataset(path)
        self._count = _count(dataset)
        if "PixelData" not in dataset:
            raise LViTError(
                "{name} holds real numbers in several frames.", "Export one frame.", name=path.name
            )
        self._data, self._vr = dataset.PixelData, dataset["PixelData"].VR
        self._groups = dataset.get("PerFrameFunctionalGroupsSequence")
        self._uid = str(dataset.get("SOPInstanceUID", ""))
        tables = [dataset.get(keyword) for keyword in _OF_ALL_FRAMES[:2]]
        self._offsets = (tables[0], tables[1]) if all(tables) else None
        for keyword in _OF_ALL_FRAMES:
            if keyword in dataset:
                delattr(dataset, keyword)
        dataset.NumberOfFrames = 1
        if "SOPClassUID" in dataset:
            dataset.file_meta.MediaStorageSOPClassUID = dataset.SOPClassUID

    def _with_frame(self, path: Path, number: int) -> Dataset:
        dataset = self._dataset
        dataset.PixelData = self._pixel_data(path, number)
        dataset["PixelData"].VR = self._vr
        if self._groups is not None and len(self._groups) >= number:
            dataset.PerFrameFunctionalGroupsSequence = [deepcopy(self._groups[number - 1])]
        own = frame_uid(self._uid, number)
        dataset.SOPInstanceUID = dataset.file_meta.MediaStorageSOPInstanceUID = own
        return dataset

    def _pixel_data(self, path: Path, number: int) -> bytes:
        """The bytes of one frame, encapsulated where they were."""
        from pydicom.encaps import encapsulate  # noqa: PLC0415 - see above

        dataset = self._dataset
        if dataset.file_meta.TransferSyntaxUID.is_encapsulated:
            return bytes(encapsulate([self._compressed(number)]))
        samples = int(number_of(dataset, "SamplesPerPixel", 1))
        bits = int(dataset.Rows) * int(dataset.Columns) * samples * int(dataset.BitsAllocated)
        if dataset.PhotometricInterpretation == "YBR_FULL_422":
            bits = bits * 2 // 3
        if bits % 8:
            raise unreadable(path, "its frames share bytes")
        size = bits // 8
        frame = self._data[(number - 1) * size : number * size]
        if len(frame) < size:
            raise truncated(path)
        return bytes(frame) + b"\0" * (size % 2)

    def _compressed(self, number: int) -> bytes:
        """A compressed frame. Where it begins is known only to who has passed those before it."""
        from pydicom.encaps import generate_frames  # noqa: PLC0415 - see above

        if self._frames is None or number < self._next:
            self._next = 1
            self._frames = generate_frames(
                self._data, number_of_frames=self._count, extended_offsets=self._offsets
            )
        for frame in self._frames:
            self._next += 1
            if self._next > number:
                return frame
        raise truncated(self._path)
