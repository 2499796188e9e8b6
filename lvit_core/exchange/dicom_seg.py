"""DICOM SEG through highdicom: objects as binary segments on the grid of their source image.

How a segment came about is told as DICOM asks: drawn by a person (MANUAL), a prediction that a
person corrected or accepted (SEMIAUTOMATIC), or a machine alone (AUTOMATIC).
"""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.errors import LViTError
from lvit_core.exchange.content import Content
from lvit_core.exchange.dicom_headers import Removed
from lvit_core.exchange.dicom_objects import (
    LONGEST,
    REPORT_FOLDER,
    algorithm_of,
    code_of,
    colour_as_lab,
    creator_of,
    equipment,
    highdicom,
)
from lvit_core.exchange.dicom_report import build_report, segment_numbers
from lvit_core.exchange.dicom_seg_reading import read
from lvit_core.exchange.dicom_segments import MOST_SEGMENTS, Segment, colour_of, segments_of
from lvit_core.exchange.dicom_sources import (
    COPY_FOLDER,
    is_complete,
    is_dicom,
    read_source,
    shared_numbers,
    size_in_patient_mm,
    write_copy,
)
from lvit_core.exchange.exporting import Exporter, not_read_back
from lvit_core.exchange.format import Format, Holds
from lvit_core.exchange.image_steps import writing_image
from lvit_core.exchange.report_lines import left_out, no_file, some_names
from lvit_core.exchange.reports import Steps
from lvit_core.exchange.seldom_collected import free_circles
from lvit_core.exchange.stored_images import StoredImages
from lvit_core.project.records import ImageRecord
from lvit_core.stopping import refuse_stopped
from lvit_core.wording import counted, said

if TYPE_CHECKING:
    from pydicom.dataset import Dataset


def losses(content: Content) -> list[str]:
    """What cannot be a DICOM segmentation."""
    found = []
    images, dicom = own_images(content), _dicom_images(content)
    if others := _names(content.images, dicom):
        found.append(
            said(
                "{others} because only DICOM files can have a segmentation: {others_2}.",
                others=left_out(len(others)),
                others_2=some_names(others),
            )
        )
    if incomplete := _names(dicom, images):
        found.append(
            said(
                "{incomplete} because the header lacks what a segmentation must take over "
                "(patient, study or series): {incomplete_2}.",
                incomplete=left_out(len(incomplete), "DICOM image"),
                incomplete_2=some_names(incomplete),
            )
        )
    empty, shared = [], 0
    for image in images:
        layers = content.template(image).layers
        count = sum(content.counts.count(image, layer) for layer in layers)
        shared += count > MOST_SEGMENTS
        if not count:
            empty.append(image.name)
    if empty:
        found.append(no_file(empty))
    if shared:
        found.append(
            said(
                "In {shared} with more than {MOST_SEGMENTS} objects, those of one class and "
                "origin share a segment.",
                shared=counted(shared, "image"),
                MOST_SEGMENTS=MOST_SEGMENTS,
            )
        )
    found += shared_numbers(content, images)
    if images and content.options.keep_identity:
        found.append(said("The files carry the patient data of their sources."))
    return found


def _names(images: StoredImages, taken: StoredImages) -> list[str]:
    """Names of the images that are not taken."""
    return [image.name for image in images.of(sorted({*images.ids} - {*taken.ids}))]


def own_images(content: Content) -> StoredImages:
    """Images that are DICOM files whose headers a segmentation can refer to."""
    return _dicom_images(content).where(lambda image: is_complete(content.path(image)))


def _dicom_images(content: Content) -> StoredImages:
    return content.images.where(lambda image: is_dicom(content.path(image)))


def write(content: Content, folder: Path, steps: Steps) -> int:
    """Writes ``STEM.dcm`` for every image with objects; returns the number of images.

    What the sentence says and what was measured lies in ``reports``. The image itself lies in
    ``images``, without what tells the patient, unless it was asked to keep that: then the
    segmentation belongs to the file that the project has.
    """
    images = own_images(content)
    if not images:
        raise LViTError(
            "There is nothing to export: none of the images is a DICOM file with a full header.",
            "Choose another format, for example nifti.",
        )
    removed, blurred = Removed(), 0
    for image in images:
        with writing_image(content, image, folder, steps) as part:
            blurred += _write_image(content, image, part, removed)
        free_circles()
    content.notes += removed.lines()
    if blurred:
        told = (
            said("1 object shares")
            if blurred == 1
            else said("{blurred} objects share", blurred=blurred)
        )
        content.notes.append(
            said(
                "{told} a segment with others and either touches one or has several parts: what "
                "is connected there counts as one object.",
                told=told,
            )
        )
    return len(own_images(content))


def _write_image(content: Content, image: ImageRecord, part: Path, removed: Removed) -> int:
    """Writes the files of an image; returns how many objects cannot be told apart in them."""
    name = f"{content.stems[image.id]}.dcm"
    people = segments_of(content, image)
    machine = segments_of(content, image, machine=True) if content.options.machine else []
    sure = _probability(content, image) if content.options.probabilities else None
    if not (people or machine or sure):
        return 0
    source = read_source(content, image, removed)
    if not content.options.keep_identity:
        write_copy(source, part / COPY_FOLDER / name)
    if people:
        made = _save(source, people, part / name)
        report = build_report(content, image, source, made, people)
        report.save_as(_ready(part / REPORT_FOLDER / name))
    if machine:
        _save(source, machine, part / "machine" / name)
    if sure:
        _build(source, *sure).save_as(_ready(part / "probability" / name))
    return sum(segment.blurred for segment in people)


def check(content: Content, folder: Path, steps: Steps) -> None:
    """Reads every segment back and compares its pixels."""
    for image in own_images(content):
        steps.next(image.name)
        _check_image(content, image, folder / f"{content.stems[image.id]}.dcm")
        free_circles()


def _check_image(content: Content, image: ImageRecord, path: Path) -> None:
    segments = segments_of(content, image)
    if not segments:
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        dataset = highdicom().seg.segread(path)
        frames = dataset.pixel_array
    frames = frames if frames.ndim == 3 else frames[None]
    numbers = segment_numbers(dataset)
    if sorted(numbers) != list(range(1, len(segments) + 1)):
        raise not_read_back(f"The segments of {image.name}")
    for number, frame in zip(numbers, frames, strict=True):
        refuse_stopped()
        if not np.array_equal(frame > 0, segments[number - 1].mask):
            raise not_read_back(f"Segment {number} of {image.name}")


def _save(source: Dataset, segments: list[Segment], path: Path) -> Any:
    masks = np.stack([segment.mask for segment in segments], axis=-1)[None].astype(np.uint8)
    made = _build(source, masks, segments, _told(segments))
    made.save_as(_ready(path))
    return made


def _ready(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _probability(
    content: Content, image: ImageRecord
) -> tuple[NDArray[Any], list[Segment], dict[str, Any]] | None:
    """How sure a model is of each class, as `_build` takes it; ``None`` where it said nothing."""
    layer = content.template(image).finding_layer
    proposal = content.project.proposals.load(image.id, layer.name)
    if proposal is None or not proposal.probability.any():
        return None
    segments = []
    for name, plane in zip(proposal.classes, proposal.probability, strict=True):
        title = layer.name if len(proposal.classes) == 1 else name
        segment = Segment(
            f"{title} probability",
            layer,
            content.coded_as(layer, name),
            colour_of(layer, name),
            "AUTOMATIC",
            f"LViT {proposal.generation}",
            plane > 0,
        )
        segments.append(segment)
    values = np.moveaxis(proposal.probability, 0, -1)[None].astype(np.float32) / 255
    told: dict[str, Any] = {
        "segmentation_type": "FRACTIONAL",
        "fractional_type": "PROBABILITY",
        "max_fractional_value": 255,
        "series_description": f"{layer.title}: probability"[:LONGEST],
    }
    return values, segments, told


def _told(segments: list[Segment]) -> dict[str, Any]:
    """What the header says of all segments: the kind, a title, and who made them if it was one."""
    titles = dict.fromkeys(segment.layer.title for segment in segments)
    machine = all(segment.kind == "AUTOMATIC" for segment in segments)
    return {
        "segmentation_type": "BINARY",
        "series_description": f"{', '.join(titles)}: {'model' if machine else 'labels'}"[:LONGEST],
        "content_creator_name": creator_of(name for one in segments for name in one.persons),
    }


def _build(
    source: Dataset, pixels: NDArray[Any], segments: list[Segment], told: dict[str, Any]
) -> Any:
    """A segmentation of planes ``(1, H, W, S)`` that belongs to ``source``."""
    hd = highdicom()
    if "SliceThickness" not in source:  # projections have none, and none is made up
        source.SliceThickness = None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            segmentation = hd.seg.Segmentation(
                source_images=[_with_groups(source)],
                pixel_array=pixels,
                segment_descriptions=[
                    _description(hd, number, segment)
                    for number, segment in enumerate(segments, start=1)
                ],
                series_instance_uid=hd.UID(),
                series_number=100,
                sop_instance_uid=hd.UID(),
                instance_number=1,
                content_description="Labels of images",
                **equipment(),
                **told,
            )
        except (AttributeError, ValueError, TypeError, KeyError) as error:
            raise LViTError(
                "it lacks what a DICOM segmentation must take over from its source ({name}).",
                "Leave this image out, or choose another format.",
                name=type(error).__name__,
            ) from error
    shared = segmentation.SharedFunctionalGroupsSequence[0]
    if "PlaneOrientationSequence" not in shared:
        # A projection says in words alone where its sides are; so does what lies on it.
        segmentation.PatientOrientation = source.get("PatientOrientation")
    known = source.SliceThickness is not None and size_in_patient_mm(source) is not None
    if not known and "PixelMeasuresSequence" in shared:
        # Readers ask for a thickness with the spacing, and take it for lengths in the patient,
        # which a detector's are not; what this lies on says all that is known of its pixels.
        del shared.PixelMeasuresSequence
    return segmentation


def _with_groups(source: Dataset) -> Dataset:
    """The source with a place for facts about frames, which highdicom asks of kinds with several.

    Films of ultrasound and captures have none; what is made up here is not written.
    """
    from pydicom.dataset import Dataset  # noqa: PLC0415 - slow to import

    if "SharedFunctionalGroupsSequence" in source:
        return source
    made, shared, measures = Dataset(), Dataset(), Dataset()
    made.update(source)  # pydicom's own copy puts what it is given into the source as well
    made.file_meta = source.file_meta
    measures.PixelSpacing = list(size_in_patient_mm(source) or (1, 1))
    measures.SliceThickness = source.SliceThickness
    shared.PixelMeasuresSequence = [measures]
    made.SharedFunctionalGroupsSequence = [shared]
    return made


def _description(hd: Any, number: int, segment: Segment) -> Any:
    return hd.seg.SegmentDescription(
        segment_number=number,
        segment_label=segment.label[:LONGEST],
        segmented_property_category=code_of(segment.coded.category),
        segmented_property_type=code_of(segment.coded.type),
        algorithm_type=segment.kind,
        algorithm_identification=algorithm_of(segment.kind, segment.algorithm),
        tracking_uid=hd.UID(),
        tracking_id=segment.label[:LONGEST],
        display_color=colour_as_lab(segment.colour),
    )


FORMAT = Format(
    name="dicom-seg",
    title="DICOM SEG",
    about="Segmentations that belong to DICOM images",
    holds=(Holds.IMAGES, Holds.OBJECTS, Holds.CLASSES),
    exporter=Exporter(losses, write, check, own_images),
    reader=read,
    options=("machine", "probabilities"),
)
