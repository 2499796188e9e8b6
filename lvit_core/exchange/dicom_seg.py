"""DICOM SEG through highdicom: objects as binary segments on the grid of their source image.

How a segment came about is told as DICOM asks: drawn by a person (MANUAL), a prediction that a
person corrected or accepted (SEMIAUTOMATIC), or a machine alone (AUTOMATIC).
"""

from __future__ import annotations

import re
import warnings
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.errors import LViTError
from lvit_core.exchange.content import Content
from lvit_core.exchange.dicom_seg_reading import MAKER, read
from lvit_core.exchange.dicom_segments import MOST_SEGMENTS, Segment, colour_of, segments_of
from lvit_core.exchange.exporting import Exporter, not_read_back
from lvit_core.exchange.format import Format, Holds
from lvit_core.exchange.image_steps import writing_image
from lvit_core.exchange.reports import Steps
from lvit_core.imaging.sniff import format_of
from lvit_core.project.records import ImageRecord
from lvit_core.prompt.template import Term

_LONGEST = 64  # characters of a label, a title or a name
# What a segmentation says of patient and study it takes from its source, which must have it.
TAKEN_OVER = (
    "SOPClassUID", "SOPInstanceUID", "StudyInstanceUID", "SeriesInstanceUID", "StudyID",
    "StudyDate", "StudyTime", "AccessionNumber", "PatientID", "PatientName", "PatientBirthDate",
    "PatientSex", "Modality", "Rows", "Columns",
)  # fmt: skip


def losses(content: Content) -> list[str]:
    """What cannot be a DICOM segmentation."""
    found = []
    images, dicom = own_images(content), _dicom_images(content)
    if others := len(content.images) - len(dicom):
        found.append(f"{others} images are left out because they are not DICOM files.")
    if incomplete := len(dicom) - len(images):
        found.append(
            f"{incomplete} DICOM images are left out because their headers lack what a "
            "segmentation must take over (patient, study or series)."
        )
    empty = shared = 0
    for image in images:
        count = sum(len(content.plane(image, layer)[1]) for layer in content.template(image).layers)
        empty += count == 0
        shared += count > MOST_SEGMENTS
    if empty:
        found.append(f"{empty} images without objects have no file.")
    if shared:
        found.append(
            f"In {shared} images with more than {MOST_SEGMENTS} objects, those of one class and "
            "origin share a segment."
        )
    if images:
        found.append("The files carry the patient data of their sources, as DICOM demands.")
    return found


def own_images(content: Content) -> list[ImageRecord]:
    """Images that are DICOM files whose headers a segmentation can refer to."""
    return [image for image in _dicom_images(content) if _is_complete(content.path(image))]


def _dicom_images(content: Content) -> list[ImageRecord]:
    return [image for image in content.images if format_of(content.path(image)) == "dicom"]


def _is_complete(path: Path) -> bool:
    from pydicom import dcmread  # noqa: PLC0415 - slow to import

    header = dcmread(path, force=True, stop_before_pixels=True, specific_tags=list(TAKEN_OVER))
    return all(name in header for name in TAKEN_OVER)


def write(content: Content, folder: Path, steps: Steps) -> int:
    """Writes ``STEM.dcm`` for every image with objects; returns the number of images."""
    images = own_images(content)
    if not images:
        raise LViTError(
            "There is nothing to export: none of the images is a DICOM file with a full header.",
            "Choose another format, for example nifti.",
        )
    for image in images:
        stem = content.stems[image.id]
        with writing_image(content, image, folder, steps) as part:
            if segments := segments_of(content, image):
                _save(content, image, segments, part / f"{stem}.dcm")
            machine = segments_of(content, image, machine=True) if content.options.machine else []
            if machine:
                _save(content, image, machine, part / "machine" / f"{stem}.dcm")
            if content.options.probabilities:
                _save_probability(content, image, part / "probability" / f"{stem}.dcm")
    return len(own_images(content))


def check(content: Content, folder: Path, steps: Steps) -> None:
    """Reads every segment back and compares its pixels."""
    hd = _highdicom()
    for image in own_images(content):
        steps.next(image.name)
        segments = segments_of(content, image)
        path = folder / f"{content.stems[image.id]}.dcm"
        if not segments:
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            dataset = hd.seg.segread(path)
            frames = dataset.pixel_array
        frames = frames if frames.ndim == 3 else frames[None]
        numbers = _segment_numbers(dataset)
        if sorted(numbers) != list(range(1, len(segments) + 1)):
            raise not_read_back(f"The segments of {image.name}")
        for number, frame in zip(numbers, frames, strict=True):
            if not np.array_equal(frame > 0, segments[number - 1].mask):
                raise not_read_back(f"Segment {number} of {image.name}")


def _segment_numbers(dataset: Any) -> list[int]:
    """Which segment each frame shows; what all frames share is said once, in the shared groups."""
    shared = dataset.SharedFunctionalGroupsSequence[0]
    return [
        int(
            (item if "SegmentIdentificationSequence" in item else shared)
            .SegmentIdentificationSequence[0]
            .ReferencedSegmentNumber
        )
        for item in dataset.PerFrameFunctionalGroupsSequence
    ]


def _save(content: Content, image: ImageRecord, segments: list[Segment], path: Path) -> None:
    hd = _highdicom()
    masks = np.stack([segment.mask for segment in segments], axis=-1)[None].astype(np.uint8)
    descriptions = [
        _description(hd, index, segment) for index, segment in enumerate(segments, start=1)
    ]
    _build(hd, content, image, masks, descriptions, path, _told(segments))


def _save_probability(content: Content, image: ImageRecord, path: Path) -> None:
    layer = content.template(image).finding_layer
    proposal = content.project.proposals.load(image.id, layer.name)
    if proposal is None or not proposal.probability.any():
        return
    hd = _highdicom()
    descriptions = []
    for number, (name, plane) in enumerate(
        zip(proposal.classes, proposal.probability, strict=True), start=1
    ):
        title = layer.name if len(proposal.classes) == 1 else name
        segment = Segment(
            f"{title} probability",
            layer,
            layer.coded_as(name),
            colour_of(layer, name),
            "AUTOMATIC",
            f"LViT {proposal.generation}",
            plane > 0,
        )
        descriptions.append(_description(hd, number, segment))
    values = np.moveaxis(proposal.probability, 0, -1)[None].astype(np.float32) / 255
    told = {
        "segmentation_type": "FRACTIONAL",
        "fractional_type": "PROBABILITY",
        "max_fractional_value": 255,
        "series_description": f"{layer.title}: probability"[:_LONGEST],
    }
    _build(hd, content, image, values, descriptions, path, told)


def _told(segments: list[Segment]) -> dict[str, Any]:
    """What the header says of all segments: the kind, a title, and who made them if it was one."""
    titles = dict.fromkeys(segment.layer.title for segment in segments)
    machine = all(segment.kind == "AUTOMATIC" for segment in segments)
    persons = sorted(frozenset[str]().union(*(segment.persons for segment in segments)))
    return {
        "segmentation_type": "BINARY",
        "series_description": f"{', '.join(titles)}: {'model' if machine else 'labels'}"[:_LONGEST],
        "content_creator_name": _person_name(persons[0]) if len(persons) == 1 else None,
    }


def _person_name(name: str) -> str:
    """A name without the characters that part a DICOM name."""
    return re.sub(r"[\\^=\x00-\x1f]+", " ", name).strip()[:_LONGEST]


def _build(
    hd: Any,
    content: Content,
    image: ImageRecord,
    pixels: NDArray[Any],
    descriptions: list[Any],
    path: Path,
    told: dict[str, Any],
) -> None:
    from pydicom import dcmread  # noqa: PLC0415 - slow to import

    path.parent.mkdir(parents=True, exist_ok=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        source = dcmread(content.path(image), force=True)
        if "SliceThickness" not in source:  # projections have none, and none is made up
            source.SliceThickness = None
        try:
            segmentation = hd.seg.Segmentation(
                source_images=[source],
                pixel_array=pixels,
                segment_descriptions=descriptions,
                series_instance_uid=hd.UID(),
                series_number=100,
                sop_instance_uid=hd.UID(),
                instance_number=1,
                manufacturer=MAKER,
                manufacturer_model_name=MAKER,
                software_versions=_version(),
                device_serial_number="none",
                content_description="Labels of images",
                **told,
            )
        except (AttributeError, ValueError, TypeError, KeyError) as error:
            raise LViTError(
                f"{image.name} lacks what a DICOM segmentation must take over from its source "
                f"({type(error).__name__}).",
                "Leave this image out, or choose another format.",
            ) from error
        shared = segmentation.SharedFunctionalGroupsSequence[0]
        if "PlaneOrientationSequence" not in shared:
            # A projection says in words alone where its sides are; so does what lies on it.
            segmentation.PatientOrientation = source.get("PatientOrientation")
        if source.SliceThickness is None and "PixelMeasuresSequence" in shared:
            # Readers ask for a thickness with the spacing; what this lies on says the spacing too.
            del shared.PixelMeasuresSequence
        segmentation.save_as(path)


def _description(hd: Any, number: int, segment: Segment) -> Any:
    from pydicom.sr.codedict import codes  # noqa: PLC0415 - slow to import

    algorithm = None
    if segment.kind != "MANUAL":
        algorithm = hd.AlgorithmIdentificationSequence(
            name=segment.algorithm, family=codes.DCM.ArtificialIntelligence, version=_version()
        )
    return hd.seg.SegmentDescription(
        segment_number=number,
        segment_label=segment.label[:_LONGEST],
        segmented_property_category=code_of(segment.coded.category),
        segmented_property_type=code_of(segment.coded.type),
        algorithm_type=segment.kind,
        algorithm_identification=algorithm,
        tracking_uid=hd.UID(),
        tracking_id=segment.label[:_LONGEST],
        display_color=hd.color.CIELabColor.from_string(segment.colour),
    )


def code_of(term: Term) -> Any:
    """A term as pydicom writes it."""
    from pydicom.sr.coding import Code  # noqa: PLC0415 - slow to import

    return Code(term.value, term.scheme, term.meaning)


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - slow to import

    try:
        return version("lvit-annotator")
    except PackageNotFoundError:  # a frozen program without metadata
        return "unknown"


def _highdicom() -> Any:
    try:
        import highdicom  # noqa: PLC0415 - an optional library
    except ImportError as error:
        raise LViTError(
            "DICOM segmentations need the package highdicom.", "Install it: pip install highdicom"
        ) from error
    return highdicom


FORMAT = Format(
    name="dicom-seg",
    title="DICOM SEG",
    about="Segmentations that belong to DICOM images",
    holds=(Holds.OBJECTS, Holds.CLASSES),
    exporter=Exporter(losses, write, check, own_images),
    reader=read,
    options=("machine", "probabilities"),
)
