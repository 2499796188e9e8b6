"""A slice of a volume as a DICOM file: its values, and where it lies in the patient."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.imaging.volume_slices import SliceGeometry

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

_SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7"
_NOT_KNOWN = (
    "PatientBirthDate",
    "PatientSex",
    "StudyDate",
    "StudyTime",
    "StudyID",
    "AccessionNumber",
    "ReferringPhysicianName",
    "SeriesNumber",
    "PatientOrientation",
)  # fmt: skip - a DICOM file must have these, if empty


def slice_file(
    pixels: NDArray[Any],
    geometry: SliceGeometry,
    index: int,
    *,
    patient: str,
    volume: str,
    title: str,
) -> bytes:
    """The bytes of a DICOM file; the same for the same slice.

    Args:
        pixels: ``(H, W)`` uint8, uint16, int16 or float32, or ``(H, W, 3)`` uint8.
        geometry: Of its volume.
        index: Which slice, from 0.
        patient: What files of one patient share; no name.
        volume: What slices of one volume share.
        title: Which slice it is, for people.
    """
    from pydicom.dataset import Dataset, FileMetaDataset  # noqa: PLC0415 - takes 0.3 s
    from pydicom.uid import UID, ExplicitVRLittleEndian, generate_uid  # noqa: PLC0415 - likewise

    dataset = Dataset()
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset.file_meta.MediaStorageSOPClassUID = dataset.SOPClassUID = UID(_SECONDARY_CAPTURE)
    own = generate_uid(entropy_srcs=[volume, f"slice {index}"])
    dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID = own
    dataset.StudyInstanceUID = generate_uid(entropy_srcs=[patient, "study"])
    dataset.SeriesInstanceUID = generate_uid(entropy_srcs=[volume, "series"])
    dataset.Modality = "OT"
    dataset.ConversionType = "WSD"
    dataset.PatientID, dataset.PatientName = patient, ""
    dataset.InstanceNumber = index + 1
    dataset.ImageComments = title
    for keyword in _NOT_KNOWN:
        setattr(dataset, keyword, "")
    _place(dataset, geometry, index, generate_uid(entropy_srcs=[volume, "frame of reference"]))
    _fill(dataset, pixels)
    stream = io.BytesIO()
    dataset.save_as(stream, enforce_file_format=True)
    return stream.getvalue()


def _place(dataset: Dataset, geometry: SliceGeometry, index: int, frame: str) -> None:
    directions, corner = geometry.directions(), geometry.corner(index)
    if directions is not None:
        dataset.ImageOrientationPatient = list(map(_decimal, directions))
    if geometry.spacing_mm is None:
        return  # nor is it known how many millimetres a place is from another
    dataset.PixelSpacing = list(map(_decimal, geometry.spacing_mm))
    # a voxel reaches to the next one
    dataset.SliceThickness = dataset.SpacingBetweenSlices = _decimal(geometry.thickness_mm or 0)
    if corner is not None:
        dataset.FrameOfReferenceUID = frame
        dataset.ImagePositionPatient = list(map(_decimal, corner))


def _decimal(value: float) -> str:
    """A number in the 16 characters that DICOM has for one."""
    from pydicom.valuerep import format_number_as_ds  # noqa: PLC0415 - see `slice_file`

    return str(format_number_as_ds(float(value)))


def _fill(dataset: Dataset, pixels: NDArray[Any]) -> None:
    dataset.Rows, dataset.Columns = pixels.shape[:2]
    colour = pixels.ndim == 3
    dataset.SamplesPerPixel = 3 if colour else 1
    dataset.PhotometricInterpretation = "RGB" if colour else "MONOCHROME2"
    if colour:
        dataset.PlanarConfiguration = 0
    dataset.BitsAllocated = 8 * pixels.dtype.itemsize
    data = np.ascontiguousarray(pixels.astype(pixels.dtype.newbyteorder("<"))).tobytes()
    if pixels.dtype.kind == "f":
        dataset.FloatPixelData = data
        return
    dataset.BitsStored, dataset.HighBit = dataset.BitsAllocated, dataset.BitsAllocated - 1
    dataset.PixelRepresentation = int(pixels.dtype.kind == "i")
    bytes_only = pixels.dtype.itemsize == 1
    dataset.add_new("PixelData", "OB" if bytes_only else "OW", data + b"\0" * (len(data) % 2))
