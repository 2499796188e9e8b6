"""DICOM Microscopy Bulk Simple Annotations: the outlines of thousands of nuclei in one object.

There is a group for each class and way of making. Pictures that are no DICOM files get a DICOM
image beside the annotations, because annotations without the image they belong to say nothing.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.objects import NOT_STATED
from lvit_core.errors import LViTError
from lvit_core.exchange.content import Content
from lvit_core.exchange.dicom_ann_reading import UNACCEPTED, read
from lvit_core.exchange.dicom_headers import Removed
from lvit_core.exchange.dicom_objects import (
    CHARACTER_SET,
    algorithm_of,
    code_of,
    colour_as_lab,
    creator_of,
    equipment,
    highdicom,
    label_of,
    renamed_line,
)
from lvit_core.exchange.dicom_segments import colour_of, making
from lvit_core.exchange.dicom_sources import (
    COPY_FOLDER,
    is_complete,
    is_dicom,
    read_source,
    shared_numbers,
    write_copy,
)
from lvit_core.exchange.dicom_tissue import tissue_image
from lvit_core.exchange.dicom_writing import save
from lvit_core.exchange.exporting import Exporter, not_read_back
from lvit_core.exchange.format import Format, Holds
from lvit_core.exchange.image_steps import writing_image
from lvit_core.exchange.outlined import Outlined, outlined
from lvit_core.exchange.report_lines import left_out, no_file, some_names
from lvit_core.exchange.reports import Steps
from lvit_core.exchange.seldom_collected import free_circles
from lvit_core.exchange.stored_images import StoredImages
from lvit_core.project.records import ImageRecord
from lvit_core.prompt.template import Coded, Layer, Term
from lvit_core.prompt.templates import load_template
from lvit_core.wording import counted, said

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

_SQUARE_MICROMETRES = Term("um2", "UCUM", "square micrometer")
_AREA = Term("42798000", "SCT", "Area")


@dataclass(eq=False)
class Group:
    """Objects of one class that came about in one way.

    Args:
        label: Its name for people.
        layer: Where its objects lie.
        coded: What they are in coded terms.
        class_name: What they are.
        kind: MANUAL, SEMIAUTOMATIC or AUTOMATIC.
        algorithm: What made them, "" for a person alone.
    """

    label: str
    layer: Layer
    coded: Coded
    class_name: str
    kind: str
    algorithm: str
    rings: list[NDArray[np.float32]] = field(default_factory=list)  # (N, 2), x before y
    areas_px: list[int] = field(default_factory=list)
    persons: set[str] = field(default_factory=set)
    simplified: int = 0  # objects with holes or parts that their outline does not tell

    def add(self, item: Outlined) -> None:
        """Takes an object in, with the outline of its largest part."""
        part = item.parts[0]
        if len(item.parts) > 1:
            part = max(item.parts, key=lambda part: _area(part.outer))
        self.rings.append(part.outer[:, ::-1].astype(np.float32))
        self.areas_px.append(item.pixels)
        self.persons.update(name for name in item.record.persons if name != NOT_STATED)
        self.simplified += len(item.parts) > 1 or bool(part.holes)


def losses(content: Content) -> list[str]:
    """What annotations cannot hold."""
    images = own_images(content)
    found = []
    if others := [image.name for image in content.images if _layer(content, image) is None]:
        found.append(
            said(
                "{others} for want of objects that are counted one by one, such as nuclei: "
                "{others_2}.",
                others=left_out(len(others)),
                others_2=some_names(others),
            )
        )
    wanted = [image for image in content.images if _layer(content, image) is not None]
    taken = {image.id for image in images}
    if incomplete := [image.name for image in wanted if image.id not in taken]:
        found.append(
            said(
                "{incomplete} because the header lacks what annotations must take over: "
                "{incomplete_2}.",
                incomplete=left_out(len(incomplete), "DICOM image"),
                incomplete_2=some_names(incomplete),
            )
        )
    if empty := [image.name for image in images if not _has_objects(content, image)]:
        found.append(no_file(empty))
    found += shared_numbers(content, images)
    if unknown := sum(_size_mm(image) is None for image in images):
        have = counted(unknown, "image has", "images have")
        found.append(said("{have} no known size of a pixel: no areas are told.", have=have))
    if made := sum(not is_dicom(content.path(image)) for image in images):
        found.append(
            said(
                "{made} of another kind than DICOM: written as DICOM of 8 bits, to which the "
                "annotations belong.",
                made=counted(made, "picture"),
            )
        )
    found += renamed_line(
        name for layer, name in content.counts.used_classes() if layer in _counted(content)
    )
    found.append(said("Sentences and who made each object are only in provenance.json."))
    return found


def own_images(content: Content) -> StoredImages:
    """Images with objects to count, of DICOM files only those that can be referred to."""
    return content.taken_by(_is_own)


def _is_own(content: Content, image: ImageRecord) -> bool:
    path = content.path(image)
    return _layer(content, image) is not None and (not is_dicom(path) or is_complete(path))


def _layer(content: Content, image: ImageRecord) -> Layer | None:
    layers = content.template(image).layers
    return next((layer for layer in layers if layer.role == "instances"), None)


def _counted(content: Content) -> set[str]:
    """Names of the layers whose objects are counted one by one."""
    layers = (x for name in content.selection.templates for x in load_template(name).layers)
    return {layer.name for layer in layers if layer.role == "instances"}


def _has_objects(content: Content, image: ImageRecord) -> bool:
    layer = _layer(content, image)
    return layer is not None and content.counts.count(image, layer) > 0


def write(content: Content, folder: Path, steps: Steps) -> int:
    """Writes ``STEM.dcm`` for every image with objects; returns the number of images."""
    images = own_images(content)
    if not images:
        raise LViTError(
            "There is nothing to export: no image has objects that are counted one by one.",
            "Choose another format, for example dicom-seg.",
        )
    removed, simplified = Removed(), 0
    for image in images:
        with writing_image(content, image, folder, steps) as part:
            if _has_objects(content, image):
                simplified += _write_image(content, image, part, removed)
        free_circles()
    content.notes += removed.lines()
    if simplified:
        content.notes.append(
            said(
                "{simplified} with holes or several parts: the outline is that of the largest "
                "part, the area is whole.",
                simplified=counted(simplified, "object"),
            )
        )
    return len(own_images(content))


def _write_image(content: Content, image: ImageRecord, part: Path, removed: Removed) -> int:
    """Writes the files of an image; returns how many objects their outlines do not tell whole."""
    name = f"{content.stems[image.id]}.dcm"
    copy = part / COPY_FOLDER / name
    # Before the objects are read: pixels and drawing of a slide are not held together.
    source = _source(content, image, removed, copy)
    groups = groups_of(content, image)
    if not groups:  # none of the objects has a pixel left
        copy.unlink(missing_ok=True)
        return 0
    save(build(source, groups, _size_mm(image)), part / name)
    return sum(group.simplified for group in groups)


def _source(content: Content, image: ImageRecord, removed: Removed, copy: Path) -> Dataset:
    """The header of the image as it leaves: annotations need no pixels, which fill the memory."""
    made = not is_dicom(content.path(image))
    source = tissue_image(content, image) if made else read_source(content, image, removed)
    if made or not content.options.keep_identity:
        write_copy(source, copy)
    if "PixelData" in source:
        del source.PixelData
    return source


def groups_of(content: Content, image: ImageRecord) -> list[Group]:
    """The groups of an image in the order of their numbers; those with objects only.

    Asked for when an image is written and when it is checked: those of the last one are kept.
    """
    return content.last((image.id, "groups"), lambda: _made_groups(content, image))


def _made_groups(content: Content, image: ImageRecord) -> list[Group]:
    layer = _layer(content, image)
    found: dict[tuple[str, str, str], Group] = {}
    if layer is None:
        return []
    for machine in (False, True)[: 1 + content.options.machine]:
        for item in outlined(content, image, layer, machine=machine):
            key = (item.record.class_name, *making(item.record))
            if key not in found:
                end = UNACCEPTED if machine else ""
                label = label_of(key[0], end)
                found[key] = Group(label, layer, content.coded_as(layer, key[0]), *key)
            found[key].add(item)
    return list(found.values())


def _size_mm(image: ImageRecord) -> tuple[float, float] | None:
    """Height and width of a pixel in what is shown; ``None`` where nobody knows it.

    The size of a detector's or a film's pixel is not that, nor is an estimate.
    """
    kind = image.spacing_kind
    return image.spacing_mm if kind is None or kind.of_the_patient else None


def build(source: Dataset, groups: list[Group], spacing_mm: tuple[float, float] | None) -> Any:
    """The object; see `Group` for what it says.

    Args:
        source: The image as it leaves.
        groups: At least one.
        spacing_mm: Height and width of a pixel; areas are told where it is known.

    Raises:
        LViTError: ``source`` lacks what must be taken over.
    """
    hd = highdicom()
    placeless = "FrameOfReferenceUID" not in source
    if placeless:  # asked for by highdicom, and not written for coordinates in pixels
        source.FrameOfReferenceUID = hd.UID()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            made = hd.ann.MicroscopyBulkSimpleAnnotations(
                source_images=[source],
                annotation_coordinate_type="2D",
                pixel_origin_interpretation="FRAME",
                annotation_groups=[
                    _group(hd, number, group, spacing_mm)
                    for number, group in enumerate(groups, start=1)
                ],
                series_instance_uid=hd.UID(),
                series_number=101,
                sop_instance_uid=hd.UID(),
                instance_number=1,
                content_label="OBJECTS",
                content_description="Outlines of objects",
                content_creator_name=creator_of(name for one in groups for name in one.persons),
                series_description=label_of(groups[0].layer.title, ": outlines"),
                specific_character_set=CHARACTER_SET,
                **equipment(),
            )
        if "SpecimenDescriptionSequence" not in source:  # of a body, which has sides
            made.Laterality = source.get("Laterality")
        return made
    except (AttributeError, ValueError, TypeError, KeyError) as error:
        raise LViTError(
            "annotations cannot refer to it ({name}).",
            "Leave this image out.",
            name=type(error).__name__,
        ) from error
    finally:
        if placeless:
            del source.FrameOfReferenceUID


def _group(hd: Any, number: int, group: Group, spacing_mm: tuple[float, float] | None) -> Any:
    measurements = None
    if spacing_mm is not None:
        um2 = 1e6 * spacing_mm[0] * spacing_mm[1]
        areas = np.array(group.areas_px, np.float32) * np.float32(um2)
        unit = code_of(_SQUARE_MICROMETRES)
        measurements = [hd.ann.Measurements(name=code_of(_AREA), values=areas, unit=unit)]
    return hd.ann.AnnotationGroup(
        number=number,
        uid=hd.UID(),
        label=group.label,
        annotated_property_category=code_of(group.coded.category),
        annotated_property_type=code_of(group.coded.type),
        graphic_type="POLYGON",
        graphic_data=group.rings,
        algorithm_type=group.kind,
        algorithm_identification=algorithm_of(group.kind, group.algorithm),
        measurements=measurements,
        display_color=colour_as_lab(colour_of(group.layer, group.class_name)),
    )


def check(content: Content, folder: Path, steps: Steps) -> None:
    """Reads every outline back."""
    for image in own_images(content):
        steps.next(image.name)
        _check_image(content, image, folder / f"{content.stems[image.id]}.dcm")
        free_circles()


def _check_image(content: Content, image: ImageRecord, path: Path) -> None:
    groups = groups_of(content, image)
    if not groups:
        return
    found = highdicom().ann.annread(path)
    for number, group in enumerate(groups, start=1):
        stored = found.get_annotation_group(number=number)
        if not _same(group.rings, stored.get_graphic_data("2D")):
            raise not_read_back(f"{group.label} of {image.name}")


def _same(first: list[NDArray[np.float32]], second: list[NDArray[Any]]) -> bool:
    pairs: Iterator[tuple[NDArray[Any], NDArray[Any]]] = zip(first, second, strict=False)
    return len(first) == len(second) and all(np.array_equal(a, b) for a, b in pairs)


def _area(points: NDArray[np.float64]) -> float:
    y, x = points.T
    return float(abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1)))) / 2


FORMAT = Format(
    name="dicom-ann",
    title="DICOM annotations",
    about="Outlines of nuclei, thousands in one object, with the image",
    holds=(Holds.IMAGES, Holds.OBJECTS, Holds.CLASSES),
    exporter=Exporter(losses, write, check, own_images),
    reader=read,
)
