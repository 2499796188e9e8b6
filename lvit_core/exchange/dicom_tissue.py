"""A DICOM image of a picture that is none, so that annotations have something to belong to.

It is a microscopic image (VL Microscopic) with the pixels of the file. What nobody knows of
patient, study and specimen stays empty; the numbers are made with the project's secret, so that the
same picture is the same image in every export.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.errors import LViTError
from lvit_core.exchange.content import Content
from lvit_core.exchange.dicom_objects import LONGEST, equipment
from lvit_core.exchange.dicom_sources import patient_of
from lvit_core.exchange.pixels_out import bright
from lvit_core.imaging.readers import probe
from lvit_core.imaging.window import model_rgb
from lvit_core.project.records import ImageRecord

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

_VL_MICROSCOPIC = "1.2.840.10008.5.1.4.1.1.77.1.2"
_LONGEST_SIDE_PX = 65535
_MOST_BYTES = (1 << 32) - 2
_EMPTY = (
    "PatientBirthDate", "PatientSex", "StudyDate", "StudyTime", "StudyID", "AccessionNumber",
    "ReferringPhysicianName", "PatientOrientation",
)  # fmt: skip


def tissue_image(content: Content, image: ImageRecord) -> Dataset:
    """The picture as a DICOM image with its pixels in 8 bits.

    Raises:
        LViTError: It is larger than a single DICOM image may be.
    """
    from pydicom.dataset import Dataset, FileMetaDataset  # noqa: PLC0415 - slow to import
    from pydicom.uid import ExplicitVRLittleEndian  # noqa: PLC0415

    if max(image.height, image.width) > _LONGEST_SIDE_PX or (
        image.height * image.width * 3 > _MOST_BYTES
    ):
        raise LViTError(
            "it is larger than a single DICOM image may be.",
            "Export another format, such as geojson.",
        )
    dataset = Dataset()
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset.SpecificCharacterSet = "ISO_IR 192"
    _say_what_it_is(dataset, content, image)
    _say_what_is_shown(dataset, content.stems[image.id], content)
    _add_pixels(dataset, _eight_bits(content, image))
    path = content.path(image)
    if probe(path).format == "jpeg":
        dataset.LossyImageCompression = "01"
        dataset.LossyImageCompressionMethod = "ISO_10918_1"
        ratio = len(dataset.PixelData) / max(1, path.stat().st_size)
        dataset.LossyImageCompressionRatio = f"{ratio:.4g}"
    else:
        dataset.LossyImageCompression = None  # who knows what it was before
    return dataset


def _say_what_it_is(dataset: Dataset, content: Content, image: ImageRecord) -> None:
    uid = content.project.pseudonyms.uid
    patient = patient_of(content, image)
    dataset.SOPClassUID = _VL_MICROSCOPIC
    dataset.SOPInstanceUID = uid(f"picture {image.content_hash}")
    dataset.SeriesInstanceUID = uid(f"series of picture {image.content_hash}")
    dataset.StudyInstanceUID = uid(f"study of {patient}")
    dataset.Modality = "GM"
    dataset.SeriesNumber = dataset.InstanceNumber = 1
    dataset.PatientName = dataset.PatientID = patient
    for keyword in _EMPTY:
        setattr(dataset, keyword, None)
    told = equipment()
    dataset.Manufacturer = told["manufacturer"]
    dataset.ManufacturerModelName = told["manufacturer_model_name"]
    dataset.SoftwareVersions = told["software_versions"]
    dataset.DeviceSerialNumber = told["device_serial_number"]
    dataset.ImageType = ["DERIVED", "PRIMARY"]
    dataset.DerivationDescription = "Made of a picture file that was no DICOM image"


def _say_what_is_shown(dataset: Dataset, name: str, content: Content) -> None:
    from pydicom.dataset import Dataset as Item  # noqa: PLC0415 - slow to import

    specimen = Item()
    specimen.SpecimenIdentifier = name[:LONGEST]
    specimen.SpecimenUID = content.project.pseudonyms.uid(f"specimen {name}")
    specimen.IssuerOfTheSpecimenIdentifierSequence = []
    specimen.SpecimenPreparationSequence = []
    dataset.ContainerIdentifier = name[:LONGEST]
    dataset.IssuerOfTheContainerIdentifierSequence = []
    dataset.ContainerTypeCodeSequence = []
    dataset.SpecimenDescriptionSequence = [specimen]
    dataset.AcquisitionContextSequence = []


def _eight_bits(content: Content, image: ImageRecord) -> NDArray[np.uint8]:
    picture = content.read(image)
    if picture.pixels.dtype == np.uint8:
        return np.asarray(bright(picture), np.uint8)
    rgb = model_rgb(picture)
    return rgb if picture.is_color else rgb[:, :, 0]


def _add_pixels(dataset: Dataset, pixels: NDArray[Any]) -> None:
    colour = pixels.ndim == 3
    dataset.Rows, dataset.Columns = pixels.shape[:2]
    dataset.SamplesPerPixel = 3 if colour else 1
    dataset.PhotometricInterpretation = "RGB" if colour else "MONOCHROME2"
    if colour:
        dataset.PlanarConfiguration = 0
    dataset.BitsAllocated = dataset.BitsStored = 8
    dataset.HighBit, dataset.PixelRepresentation = 7, 0
    data = np.ascontiguousarray(pixels).tobytes()
    dataset.PixelData = data + b"\0" * (len(data) % 2)
    dataset["PixelData"].VR = "OB"
