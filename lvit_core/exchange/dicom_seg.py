"""DICOM SEG through highdicom: objects as binary segments on the grid of their source image.

How a segment came about is told as DICOM asks: drawn by a person (MANUAL), a prediction that a
person corrected or accepted (SEMIAUTOMATIC), or a machine alone (AUTOMATIC).
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.objects import ObjectRecord
from lvit_core.errors import LViTError
from lvit_core.exchange.content import Content, LayerContent
from lvit_core.exchange.exporting import Exporter, not_read_back
from lvit_core.exchange.format import Format, Holds
from lvit_core.exchange.reports import Steps
from lvit_core.imaging.sniff import format_of
from lvit_core.project.records import ImageRecord
from lvit_core.prompt.template import Layer

MOST_SEGMENTS = 64  # beyond this, objects of one class share a segment
IMPORTED = "Imported labels of unknown making"
# What a segmentation says of patient and study it takes from its source, which must have it.
TAKEN_OVER = (
    "SOPClassUID", "SOPInstanceUID", "StudyInstanceUID", "SeriesInstanceUID", "StudyID",
    "StudyDate", "StudyTime", "AccessionNumber", "PatientID", "PatientName", "PatientBirthDate",
    "PatientSex", "Modality", "Rows", "Columns",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Segment:
    """One segment: a label, how it was made, and its ``(H, W)`` mask."""

    label: str
    layer: Layer
    kind: str
    algorithm: str
    mask: NDArray[np.bool_]


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
        steps.next(image.name)
        stem = content.stems[image.id]
        if segments := segments_of(content, image):
            _save(content, image, segments, folder / f"{stem}.dcm")
        machine = segments_of(content, image, machine=True) if content.options.machine else []
        if machine:
            _save(content, image, machine, folder / "machine" / f"{stem}.dcm")
        if content.options.probabilities:
            _save_probability(content, image, folder / "probability" / f"{stem}.dcm")
    return len(images)


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
        numbers = [
            int(item.SegmentIdentificationSequence[0].ReferencedSegmentNumber)
            for item in dataset.PerFrameFunctionalGroupsSequence
        ]
        if sorted(numbers) != list(range(1, len(segments) + 1)):
            raise not_read_back(f"The segments of {image.name}")
        for number, frame in zip(numbers, frames, strict=True):
            if not np.array_equal(frame > 0, segments[number - 1].mask):
                raise not_read_back(f"Segment {number} of {image.name}")


def segments_of(content: Content, image: ImageRecord, *, machine: bool = False) -> list[Segment]:
    """The segments of an image in the order of their numbers."""
    layers = content.layers(image, machine=machine)
    apart = sum(len(layer.records) for layer in layers) <= MOST_SEGMENTS
    segments: list[Segment] = []
    for layer in layers:
        segments += _apart(layer) if apart else _shared(layer)
    return segments


def making(record: ObjectRecord) -> tuple[str, str]:
    """MANUAL, SEMIAUTOMATIC or AUTOMATIC, with the name of the algorithm."""
    origin = record.provenance
    algorithm = f"LViT {origin.generation}".strip()
    if record.state == "machine":
        return "AUTOMATIC", algorithm
    if origin.origin == "import":
        return "SEMIAUTOMATIC", IMPORTED
    if origin.origin == "person" and not origin.generation:
        return "MANUAL", ""
    return "SEMIAUTOMATIC", algorithm


def _apart(layer: LayerContent) -> list[Segment]:
    return [
        Segment(f"{r.class_name} {r.id}", layer.layer, *making(r), layer.labels == r.id)
        for r in layer.records.values()
    ]


def _shared(layer: LayerContent) -> list[Segment]:
    groups: dict[tuple[str, str, str], list[int]] = {}
    for record in layer.records.values():
        groups.setdefault((record.class_name, *making(record)), []).append(record.id)
    return [
        Segment(name, layer.layer, kind, algorithm, np.isin(layer.labels, members))
        for (name, kind, algorithm), members in groups.items()
    ]


def _save(content: Content, image: ImageRecord, segments: list[Segment], path: Path) -> None:
    hd = _highdicom()
    masks = np.stack([segment.mask for segment in segments], axis=-1)[None].astype(np.uint8)
    descriptions = [
        _description(hd, index, segment) for index, segment in enumerate(segments, start=1)
    ]
    _build(hd, content, image, masks, descriptions, path, kind="BINARY")


def _save_probability(content: Content, image: ImageRecord, path: Path) -> None:
    layer = content.template(image).finding_layer
    proposal = content.project.load_proposal(image.id, layer.name)
    if proposal is None or not proposal.probability.any():
        return
    hd = _highdicom()
    descriptions = []
    for number, (name, plane) in enumerate(
        zip(proposal.classes, proposal.probability, strict=True), start=1
    ):
        title = layer.name if len(proposal.classes) == 1 else name
        segment = Segment(
            f"{title} probability", layer, "AUTOMATIC", f"LViT {proposal.generation}", plane > 0
        )
        descriptions.append(_description(hd, number, segment))
    values = np.moveaxis(proposal.probability, 0, -1)[None].astype(np.float32) / 255
    _build(hd, content, image, values, descriptions, path, kind="FRACTIONAL")


def _build(
    hd: Any,
    content: Content,
    image: ImageRecord,
    pixels: NDArray[Any],
    descriptions: list[Any],
    path: Path,
    *,
    kind: str,
) -> None:
    from pydicom import dcmread  # noqa: PLC0415 - slow to import

    extra: dict[str, Any] = {}
    if kind == "FRACTIONAL":
        extra = {"fractional_type": "PROBABILITY", "max_fractional_value": 255}
    path.parent.mkdir(parents=True, exist_ok=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        source = dcmread(content.path(image), force=True)
        if "SliceThickness" not in source:  # projections have none, the standard wants one
            spacing = image.spacing_mm or (1.0, 1.0)
            extra["pixel_measures"] = hd.PixelMeasuresSequence(
                pixel_spacing=list(spacing), slice_thickness=1.0
            )
        try:
            segmentation = hd.seg.Segmentation(
                source_images=[source],
                pixel_array=pixels,
                segmentation_type=kind,
                segment_descriptions=descriptions,
                series_instance_uid=hd.UID(),
                series_number=100,
                sop_instance_uid=hd.UID(),
                instance_number=1,
                manufacturer="LViT Annotator",
                manufacturer_model_name="LViT Annotator",
                software_versions=_version(),
                device_serial_number="none",
                **extra,
            )
        except (AttributeError, ValueError, TypeError, KeyError) as error:
            raise LViTError(
                f"{image.name} lacks what a DICOM segmentation must take over from its source "
                f"({type(error).__name__}).",
                "Leave this image out, or choose another format.",
            ) from error
        segmentation.save_as(path)


def _description(hd: Any, number: int, segment: Segment) -> Any:
    from pydicom.sr.codedict import codes  # noqa: PLC0415 - slow to import
    from pydicom.sr.coding import Code  # noqa: PLC0415

    if segment.layer.role == "organ":
        category, kind = codes.SCT.AnatomicalStructure, codes.SCT.Lung
    elif segment.layer.role == "instances":
        category, kind = codes.SCT.AnatomicalStructure, Code("84640000", "SCT", "Nucleus")
    else:
        category, kind = codes.SCT.MorphologicallyAbnormalStructure, codes.SCT.Lesion
    algorithm = None
    if segment.kind != "MANUAL":
        algorithm = hd.AlgorithmIdentificationSequence(
            name=segment.algorithm, family=codes.DCM.ArtificialIntelligence, version=_version()
        )
    return hd.seg.SegmentDescription(
        segment_number=number,
        segment_label=segment.label[:64],
        segmented_property_category=category,
        segmented_property_type=kind,
        algorithm_type=segment.kind,
        algorithm_identification=algorithm,
        tracking_uid=hd.UID(),
        tracking_id=segment.label[:64],
    )


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
    options=("machine", "probabilities"),
)
