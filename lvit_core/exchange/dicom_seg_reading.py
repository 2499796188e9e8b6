"""Reading DICOM segmentations, ours and other people's: segments to the images they belong to.

A frame goes to the image that it names; where it names none, to the one in whose plane it lies. A
segment with an identity of its own (a tracking UID) is one object, of any other each connected
area is one. Of fractional segments, what is at least half inside counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.instances import label_areas
from lvit_core.annotation.objects import ObjectRecord
from lvit_core.errors import LViTError
from lvit_core.exchange.bundle import Bundle, BundleItem, BundleLayer, Drawn, Labeled, Shape, Size
from lvit_core.exchange.dicom_faults import FAULTS, quietly
from lvit_core.exchange.dicom_images import (
    LABEL_MAP,
    SEGMENTATION,
    DicomFiles,
    DicomImage,
    files_at,
    image_at,
    read_labels_file,
    read_labels_header,
)
from lvit_core.exchange.dicom_objects import is_ours, label_of
from lvit_core.exchange.dicom_seg_frames import (
    Named,
    Segment,
    SegmentFile,
    draw_segment,
    frame_of,
    group_of,
    image_of,
    only_reference,
)
from lvit_core.exchange.dicom_terms import coded_of, first_item, layer_of, name_of
from lvit_core.exchange.picture_files import BYTES_OF_MASK
from lvit_core.exchange.provenance_file import KnownDataset, KnownImage, read_provenance
from lvit_core.exchange.report_lines import some_names
from lvit_core.exchange.reports import Loss
from lvit_core.exchange.spool import Spool
from lvit_core.imaging.limits import check_size
from lvit_core.prompt.template import Coded
from lvit_core.stopping import refuse_stopped
from lvit_core.wording import counted, said

_CODES = "SegmentedPropertyCategoryCodeSequence", "SegmentedPropertyTypeCodeSequence"
_OF_MODELS = frozenset({"machine", "probability"})  # our folders of what nobody has accepted
_ONE_OF_OURS = re.compile(r"(.+) (\d+)")
_MANY_OF_OURS = re.compile(r"(.+), \d+ (?:small )?areas")


@dataclass(eq=False)
class _Found:
    """What a file says of one image: the frames of each segment."""

    image: DicomImage | None
    named: Named
    missing: str = ""
    frames: dict[int, list[int]] = field(default_factory=dict)


@quietly
def read(path: Path) -> Bundle:
    """Reads every segmentation in a folder and below with the images there, or one file."""
    files = files_at(path, (SEGMENTATION, LABEL_MAP), frames=True)
    if not files.labels:
        raise LViTError(
            "{name} holds no DICOM segmentation.",
            "Choose the folder of the segmentations and their images.",
            name=path.name,
        )
    known = read_provenance(path if path.is_dir() else path.parent)
    reading = _Reading(files, known)
    for file in files.labels:
        refuse_stopped()
        reading.add(file)
    items = Spool(_item(parts, known) for parts in reading.by_image.values())
    lines = list[str]()
    if path.is_dir():
        bare, lines = files.without_labels(reading.by_image)
        items.extend(map(BundleItem, bare))
    return Bundle(
        items,
        [*reading.notes(), *lines],
        known.template,
        losses=reading.losses,
        codes=reading.codes,
    )


class _Reading:
    """The segmentations of a folder, sorted by the images they belong to."""

    def __init__(self, files: DicomFiles, known: KnownDataset) -> None:
        self._files, self._known = files, known
        # One file at a time is held: all of a folder do not fit into memory.
        self._opened = lru_cache(maxsize=1)(read_labels_file)
        self.by_image: dict[str, list[tuple[SegmentFile, _Found]]] = {}
        self.losses: list[Loss] = list(files.others)
        self.codes: dict[tuple[str, str], Coded] = {}
        self._uncoded: dict[str, None] = {}  # what is not kept of terms, once each
        self._modified = 0
        self._unaccepted, self._fractions, self._by_programs = (list[str]() for _ in range(3))

    def add(self, path: Path) -> None:
        """Takes a file in; one that is damaged costs itself only."""
        try:
            header = read_labels_header(path)
            if is_ours(header) and path.parent.name in _OF_MODELS:
                self._unaccepted.append(path.name)
                return
            file = self._described(path, header)
            kinds = {str(one.get("SegmentAlgorithmType", "")) for one in header.SegmentSequence}
            for described in header.SegmentSequence:
                segment = file.segments.get(int(described.SegmentNumber))
                if segment is not None:
                    self._take_terms(described, segment)
            for found in _images_of(file, header, self._files, self.losses):
                key = found.image.key if found.image else str(found.named)
                self.by_image.setdefault(key, []).append((file, found))
        except LViTError as error:
            self.losses.append(Loss(path.name, "", error.message))
            return
        except FAULTS:
            self.losses.append(Loss(path.name, "", said("Its header is damaged.")))
            return
        if file.kind == "FRACTIONAL":
            self._fractions.append(path.name)
        if kinds == {"AUTOMATIC"}:
            self._by_programs.append(path.name)

    def _take_terms(self, described: Any, segment: Segment) -> None:
        key = segment.class_name, segment.layer
        if lost := coded_of(described, *_CODES, self.codes, key):
            self._uncoded[lost] = None
        kind = first_item(described, _CODES[1])
        more = kind is not None and "SegmentedPropertyTypeModifierCodeSequence" in kind
        self._modified += more or "AnatomicRegionSequence" in described

    def notes(self) -> list[str]:
        """What was taken for granted, and what is of no person."""
        told = (
            (said("Of what nobody has accepted nothing is read"), self._unaccepted),
            (said("Of fractions, half or more counts as inside"), self._fractions),
            (said("Made by a program alone, as the files say"), self._by_programs),
        )
        found = [
            said("{what}: {names}.", what=what, names=some_names(names))
            for what, names in told
            if names
        ]
        if self._modified:
            segments = counted(self._modified, "segment")
            found.append(
                said(
                    "Modifiers and body regions in the terms of {segments} are not kept.",
                    segments=segments,
                )
            )
        return [*found, *self._uncoded]

    def _described(self, path: Path, header: Any) -> SegmentFile:
        size = int(header.get("Rows") or 0), int(header.get("Columns") or 0)
        check_size(path, *size, pixel_bytes=BYTES_OF_MASK)
        # A map says which number is nothing; its description is no segment.
        ground, known = int(header.get("PixelPaddingValue") or 0), self._facts(path, header)
        described = [_segment(one, known) for one in header.get("SegmentSequence") or ()]
        if not described:
            raise LViTError("It describes no segments.")
        return SegmentFile(
            path, self._opened, str(header.get("SegmentationType", "")), size, ground,
            float(header.get("MaximumFractionalValue") or 255),
            {one.number: one for one in described if one.number != ground},
            only_reference(header),
        )  # fmt: skip

    def _facts(self, path: Path, header: Any) -> KnownImage | None:
        """What our provenance says of the image of a file; ``None`` for files of others.

        A program that saves a file of ours again puts its own name into the header.
        """
        known = self._known.images.get(path.stem)
        return known or (KnownImage() if is_ours(header) else None)


def _segment(described: Any, known: KnownImage | None) -> Segment:
    number = int(described.SegmentNumber)
    label = str(described.get("SegmentLabel") or "").strip()
    kind = first_item(described, "SegmentedPropertyTypeCodeSequence")
    one = _ONE_OF_OURS.fullmatch(label)
    if known is not None and one is not None:
        name = _whole_name(known, one[1], label)
        return Segment(number, label, name, layer_of(kind), True, int(one[2]))
    if known is not None:
        many = _MANY_OF_OURS.fullmatch(label)
        name = _whole_name(known, many[1] if many else label, label)
        return Segment(number, label, name, layer_of(kind), False)
    tracked = bool(described.get("TrackingUID"))
    return Segment(number, label, name_of(label, kind), layer_of(kind), tracked)


def _whole_name(known: KnownImage, name: str, label: str) -> str:
    """The class that a label means, which has no room for every name and not for all signs."""
    told = {one.class_name for records in known.layers.values() for one in records.values()}
    if name in told:
        return name
    return next((one for one in told if label_of(one, label.removeprefix(name)) == label), name)


def _images_of(
    file: SegmentFile, header: Any, files: DicomFiles, losses: list[Loss]
) -> list[_Found]:
    """The images that the frames belong to, each with the frames of every segment."""
    shared = first_item(header, "SharedFunctionalGroupsSequence")
    frames = header.get("PerFrameFunctionalGroupsSequence") or ()
    if not frames:
        raise LViTError("It does not say what its frames show.")
    found: dict[str, _Found] = {}
    nowhere, unknown = 0, set[int]()
    for index, frame in enumerate(frames):
        groups = (frame, shared) if shared is not None else (frame,)
        numbers = _numbers(file, groups, index)
        unknown |= {number for number in numbers if number not in file.segments}
        image, named = image_of(header, groups, files, file.reference)
        if image is None and not named.instance:
            nowhere += 1
            continue
        key = image.key if image is not None else str(named)
        one = found.setdefault(key, _Found(image, named, files.why_no_frame(*named)))
        for number in numbers:
            if number in file.segments:
                one.frames.setdefault(number, []).append(index)
    if nowhere:
        reason = "They name no image, and none lies where they do."
        losses.append(
            Loss(file.path.name, said("{nowhere} of its frames", nowhere=nowhere), reason, nowhere)
        )
    losses += [
        Loss(file.path.name, f"segment {number}", "The file does not describe it.", 1)
        for number in sorted(unknown)
    ]
    shown = {number for one in found.values() for number in one.frames}
    losses += [
        Loss(file.path.name, _what(segment), "No frame shows it.", 1)
        for number, segment in file.segments.items()
        if number not in shown and not nowhere
    ]
    return list(found.values())


def _numbers(file: SegmentFile, groups: tuple[Any, ...], index: int) -> list[int]:
    """The segments that a frame shows."""
    if file.is_map:
        return [n for n in np.unique(frame_of(file, index)).tolist() if n != file.ground]
    told = group_of(groups, "SegmentIdentificationSequence")
    return [] if told is None else [int(told.ReferencedSegmentNumber)]


def _item(parts: list[tuple[SegmentFile, _Found]], known: KnownDataset) -> BundleItem:
    first, found = parts[0]
    shapes: list[Shape] = []
    layers: list[BundleLayer] = []
    for file, one in parts:
        for number, frames in sorted(one.frames.items()):
            segment = file.segments[number]
            draw = partial(draw_segment, file, segment, frames, one.image)
            if segment.alone:
                facts = known.images.get(file.path.stem, KnownImage())
                layer, record = _known(facts, segment)
                shapes.append(Shape(_what(segment), segment.class_name, draw, layer, record))
            else:
                look = partial(_areas, draw, segment, one.image, file.size)
                layers.append(
                    BundleLayer(
                        segment.layer, partial(_labels, look), what=_what(segment), look=look
                    )
                )
    image = found.image.path if found.image is not None else _missing(first, found)
    return BundleItem(
        image, layers=layers, shapes=shapes, state="labeled", found=found.image is not None,
        source=" and ".join(dict.fromkeys(file.path.name for file, _ in parts)),
        instance=found.named.instance, frame=found.named.frame,
        page=found.image.page if found.image is not None else 0,
        on=partial(_item_on, parts, known) if found.image is None else None, missing=found.missing,
    )  # fmt: skip


def _item_on(
    parts: list[tuple[SegmentFile, _Found]], known: KnownDataset, picture: Path
) -> BundleItem:
    """The same for an image of a project, whose file says where it lies."""
    image = image_at(picture)
    made = _item([(file, replace(found, image=image)) for file, found in parts], known)
    return replace(made, found=False, page=0)


def _missing(file: SegmentFile, found: _Found) -> Path:
    """What an image would be called: as its only segmentation is, else by its own number."""
    instance, frame = found.named
    if frame:
        return file.path.with_name(f"{instance} frame {frame}.dcm")
    return file.path.with_name(f"{file.path.stem if file.reference == instance else instance}.dcm")


def _what(segment: Segment) -> str:
    return (
        f"segment {segment.number} ({segment.label})"
        if segment.label
        else (f"segment {segment.number}")
    )


def _known(facts: KnownImage, segment: Segment) -> tuple[str, ObjectRecord | None]:
    """Layer and record of an object of ours."""
    for name, records in facts.layers.items():
        record = records.get(segment.id) if segment.id is not None else None
        if record is not None and record.class_name == segment.class_name:
            return name, record
    return segment.layer, None


def _labels(look: Callable[[], Labeled]) -> NDArray[np.int32]:
    return look().labels


def _areas(
    draw: Callable[[Size], Drawn], segment: Segment, image: DicomImage | None, size: Size
) -> Labeled:
    whole = (image.rows, image.columns) if image is not None else size
    drawn = draw(whole)
    labels = np.zeros(whole, np.int32)
    labels[drawn.rect.slices] = label_areas(drawn.mask)
    count = int(labels.max(initial=0))
    classes = dict.fromkeys(range(1, count + 1), segment.class_name)
    return Labeled(labels, classes, out=drawn.out)
