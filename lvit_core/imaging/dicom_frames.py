"""The frames of a DICOM file, each as a DICOM file of its own with the header that it had.

Scale, window and whose image it is stand in the header, so a frame keeps it. It gets numbers (UIDs)
of its own: two files with one number would be one image to every other program.
"""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING

from lvit_core.errors import LViTError
from lvit_core.imaging.dicom import open_dataset, tolerant
from lvit_core.imaging.dicom_header import number as number_of
from lvit_core.imaging.limits import check_file, truncated, unreadable
from lvit_core.imaging.pages import MOST_PAGES, Page, no_such_page

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

_OF_ALL_FRAMES = ("ExtendedOffsetTable", "ExtendedOffsetTableLengths", "FrameIncrementPointer")


@tolerant
def pages_of_dicom(path: Path) -> list[Page]:
    """All frames of a file; they have one size."""
    dataset = open_dataset(path)
    count = min(MOST_PAGES, max(1, int(number_of(dataset, "NumberOfFrames", 1))))
    height, width = int(dataset.Rows), int(dataset.Columns)
    return [Page(number, height, width) for number in range(1, count + 1)]


def write_page_of_dicom(path: Path, number: int, target: Path) -> None:
    """Writes one frame; its pixels are the same bytes as in the file.

    Raises:
        LViTError: There is no such frame, or the file is cut off or too large.
    """
    check_file(path)

    @tolerant
    def write(path: Path) -> None:
        dataset = open_dataset(path)
        count = max(1, int(number_of(dataset, "NumberOfFrames", 1)))
        if not 1 <= number <= count:
            raise no_such_page(path, number, count)
        _keep_frame(path, dataset, number, count)
        dataset.save_as(target, enforce_file_format=True)

    write(path)


def _keep_frame(path: Path, dataset: Dataset, number: int, count: int) -> None:
    from pydicom.uid import generate_uid  # noqa: PLC0415 - takes 0.3 s, and only DICOM needs it

    if "PixelData" not in dataset:
        raise LViTError(f"{path.name} holds real numbers in several frames.", "Export one frame.")
    data = _pixel_data(path, dataset, number, count)
    groups = dataset.get("PerFrameFunctionalGroupsSequence")
    if groups is not None and len(groups) >= number:
        dataset.PerFrameFunctionalGroupsSequence = [deepcopy(groups[number - 1])]
    for keyword in _OF_ALL_FRAMES:
        if keyword in dataset:
            delattr(dataset, keyword)
    dataset.NumberOfFrames = 1
    element = dataset["PixelData"]
    dataset.PixelData = data
    dataset["PixelData"].VR = element.VR
    own = generate_uid(entropy_srcs=[str(dataset.get("SOPInstanceUID", "")), f"frame {number}"])
    dataset.SOPInstanceUID = dataset.file_meta.MediaStorageSOPInstanceUID = own
    if "SOPClassUID" in dataset:
        dataset.file_meta.MediaStorageSOPClassUID = dataset.SOPClassUID


def _pixel_data(path: Path, dataset: Dataset, number: int, count: int) -> bytes:
    """The bytes of one frame, encapsulated where they were."""
    from pydicom.encaps import encapsulate, get_frame  # noqa: PLC0415 - see above

    data = dataset.PixelData
    if dataset.file_meta.TransferSyntaxUID.is_encapsulated:
        return bytes(encapsulate([get_frame(data, number - 1, number_of_frames=count)]))
    samples = int(number_of(dataset, "SamplesPerPixel", 1))
    bits = int(dataset.Rows) * int(dataset.Columns) * samples * int(dataset.BitsAllocated)
    if dataset.PhotometricInterpretation == "YBR_FULL_422":
        bits = bits * 2 // 3
    if bits % 8:
        raise unreadable(path, "its frames share bytes")
    size = bits // 8
    frame = data[(number - 1) * size : number * size]
    if len(frame) < size:
        raise truncated(path)
    return bytes(frame) + b"\0" * (size % 2)
