"""DICOM SEG through highdicom: objects as binary segments on the grid of their source image.

How a segment came about is told as DICOM asks: drawn by a person (MANUAL), a prediction that a
person corrected or accepted (SEMIAUTOMATIC), or a machine alone (AUTOMATIC).
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from lvit_core.errors import LViTError
from lvit_core.exchange.content import Content
from lvit_core.exchange.dicom_headers import Removed
from lvit_core.exchange.dicom_objects import (
    CHARACTER_SET,
    REPORT_FOLDER,
    algorithm_of,
    code_of,
    colour_as_lab,
    creator_of,
    equipment,
    highdicom,
    label_of,
    renamed_line,
)
from lvit_core.exchange.dicom_report import build_report, segment_numbers
from lvit_core.exchange.dicom_seg_frames import bits_of
from lvit_core.exchange.dicom_seg_reading import read
from lvit_core.exchange.dicom_segments import (
    MOST_SEGMENTS,
    Described,
    Segment,
    colour_of,
    segments_of,
)
from lvit_core.exchange.dicom_sources import (
    COPY_FOLDER,
    is_complete,
    is_dicom,
    read_source,
    shared_numbers,
    size_in_patient_mm,
    write_copy,
)
from lvit_core.exchange.dicom_writing import packed_bits, save
from lvit_core.exchange.exporting import Exporter, not_read_back
from lvit_core.exchange.format import Format, Holds
from lvit_core.exchange.image_steps import writing_image
from lvit_core.exchange.report_lines import left_out, no_file, some_names
from lvit_core.exchange.reports import Steps
from lvit_core.exchange.seldom_collected import free_circles
from lvit_core.exchange.stored_images import StoredImages
from lvit_core.project.records import ImageRecord, Proposal
from lvit_core.prompt.template import Layer
from lvit_core.stopping import refuse_stopped
from lvit_core.wording import counted, said

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

_SURE = 255  # of a probability
_LONGEST_END = ", 1234 small areas"  # about what stands behind the name of a class


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
    found += renamed_line((name for _, name in content.counts.used_classes()), _LONGEST_END)
    found += shared_numbers(content, images)
    if images and content.options.keep_identity:
        found.append(said("The files carry the patient data of their sources."))
    return found


def _names(images: StoredImages, taken: StoredImages) -> list[str]:
    """Names of the images that are not taken."""
    return [image.name for image in images.of(sorted({*images.ids} - {*taken.ids}))]


def own_images(content: Content) -> StoredImages:
    """Images that are DICOM files whose headers a segmentation can refer to."""
    return content.taken_by(_is_complete)


def _is_complete(content: Content, image: ImageRecord) -> bool:
    path = content.path(image)
    return is_dicom(path) and is_complete(path)


def _dicom_images(content: Content) -> StoredImages:
    return content.taken_by(_is_dicom)


def _is_dicom(content: Content, image: ImageRecord) -> bool:
    return is_dicom(content.path(image))


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
    sure = _proposal(content, image)
    if not (people or machine or sure is not None):
        return 0
    source = read_source(content, image, removed)
    if not content.options.keep_identity:
        write_copy(source, part / COPY_FOLDER / name)
    if people:
        made = _save(source, people, part / name)
        report = build_report(content, image, source, made, people)
        save(report, part / REPORT_FOLDER / name)
    if machine:
        _save(source, machine, part / "machine" / name)
    if sure is not None:
        layer = content.template(image).finding_layer
        _save_probability(source, content, layer, sure, part / "probability" / name)
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
    dataset = _read(path)
    numbers = segment_numbers(dataset)
    if sorted(numbers) != list(range(1, len(segments) + 1)):
        raise not_read_back(said("The segments of {name}", name=image.name))
    for frame, number in enumerate(numbers):
        refuse_stopped()
        if not np.array_equal(bits_of(dataset, frame) > 0, segments[number - 1].mask):
            raise not_read_back(said("Segment {number} of {name}", number=number, name=image.name))


def _read(path: Path) -> Any:
    from pydicom import dcmread  # noqa: PLC0415 - slow to import

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return dcmread(path)


def _save(source: Dataset, segments: list[Segment], path: Path) -> Any:
    made = _build(source, segments, _told(segments))
    made.PixelData = packed_bits(segment.mask for segment in segments)
    made.SegmentsOverlap = "YES" if _overlap(segments) else "NO"
    save(made, path)
    return made


def _overlap(segments: list[Segment]) -> bool:
    """Whether a pixel belongs to several segments; objects of one layer never share one."""
    layers = {segment.layer.name: segment.labels for segment in segments}
    return any(((a > 0) & (b > 0)).any() for a, b in combinations(layers.values(), 2))


def _proposal(content: Content, image: ImageRecord) -> Proposal | None:
    """What a model says of the findings; ``None`` where it found nothing."""
    if not content.options.probabilities:
        return None
    layer = content.template(image).finding_layer
    proposal = content.project.proposals.load(image.id, layer.name)
    return proposal if proposal is not None and proposal.probability.any() else None


def _save_probability(
    source: Dataset, content: Content, layer: Layer, proposal: Proposal, path: Path
) -> None:
    """Writes how sure a model is of each class."""
    described = [
        Described(
            label_of(layer.name if len(proposal.classes) == 1 else name, " probability"),
            layer,
            content.coded_as(layer, name),
            colour_of(layer, name),
            "AUTOMATIC",
            f"LViT {proposal.generation}",
        )
        for name in proposal.classes
    ]
    told: dict[str, Any] = {
        "segmentation_type": "FRACTIONAL",
        "fractional_type": "PROBABILITY",
        "max_fractional_value": _SURE,
        "series_description": label_of(layer.title, ": probability"),
    }
    found = [bool(plane.any()) for plane in proposal.probability]
    made = _build(source, described, told, found)
    data = proposal.probability[found].tobytes()
    made.PixelData = data + b"\0" * (len(data) % 2)
    save(made, path)


def _told(segments: list[Segment]) -> dict[str, Any]:
    """What the header says of all segments: the kind, a title, and who made them if it was one."""
    titles = dict.fromkeys(segment.layer.title for segment in segments)
    machine = all(segment.kind == "AUTOMATIC" for segment in segments)
    return {
        "segmentation_type": "BINARY",
        "series_description": label_of(", ".join(titles), ": model" if machine else ": labels"),
        "content_creator_name": creator_of(name for one in segments for name in one.persons),
    }


def _build(
    source: Dataset,
    segments: Sequence[Described],
    told: dict[str, Any],
    shown: list[bool] | None = None,
) -> Any:
    """A segmentation that belongs to ``source``, for which pixels are still to come.

    Args:
        source: The image as it leaves.
        segments: In the order of their numbers.
        told: What else the header says.
        shown: Which segments have a frame; all when omitted.
    """
    hd = highdicom()
    fractional = told["segmentation_type"] == "FRACTIONAL"
    every = [True] * len(segments) if shown is None else shown
    pixel = np.array([[[every]]], np.float32 if fractional else np.uint8)
    if "SliceThickness" not in source:  # projections have none, and none is made up
        source.SliceThickness = None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            segmentation = hd.seg.Segmentation(
                source_images=[_of_one_pixel(source)],
                pixel_array=pixel,
                segment_descriptions=[
                    _description(hd, number, segment)
                    for number, segment in enumerate(segments, start=1)
                ],
                series_instance_uid=hd.UID(),
                series_number=100,
                sop_instance_uid=hd.UID(),
                instance_number=1,
                content_description="Labels of images",
                specific_character_set=CHARACTER_SET,
                **equipment(),
                **told,
            )
        except (AttributeError, ValueError, TypeError, KeyError) as error:
            raise LViTError(
                "it lacks what a DICOM segmentation must take over from its source ({name}).",
                "Leave this image out, or choose another format.",
                name=type(error).__name__,
            ) from error
    segmentation.Rows, segmentation.Columns = source.Rows, source.Columns
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


def _of_one_pixel(source: Dataset) -> Dataset:
    """The source as highdicom is shown it, which would make all frames at once in memory.

    It asks kinds of images with several frames for facts about them; films of ultrasound and
    captures have none, and what is made up for them here is not written.
    """
    from pydicom.dataset import Dataset  # noqa: PLC0415 - slow to import

    made = Dataset()
    made.update(source)  # pydicom's own copy puts what it is given into the source as well
    made.file_meta = source.file_meta
    for keyword in ("Rows", "Columns"):  # new elements: to set a value would set the source's
        made.add_new(keyword, "US", 1)
    if "SharedFunctionalGroupsSequence" in source:
        return made
    shared, measures = Dataset(), Dataset()
    measures.PixelSpacing = list(size_in_patient_mm(source) or (1, 1))
    measures.SliceThickness = source.SliceThickness
    shared.PixelMeasuresSequence = [measures]
    made.SharedFunctionalGroupsSequence = [shared]
    return made


def _description(hd: Any, number: int, segment: Described) -> Any:
    return hd.seg.SegmentDescription(
        segment_number=number,
        segment_label=segment.label,
        segmented_property_category=code_of(segment.coded.category),
        segmented_property_type=code_of(segment.coded.type),
        algorithm_type=segment.kind,
        algorithm_identification=algorithm_of(segment.kind, segment.algorithm),
        tracking_uid=hd.UID(),
        tracking_id=segment.label,
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
