"""Reading DICOM Microscopy Bulk Simple Annotations: thousands of outlines on one image.

Outlines count in pixels of the image. Points and lines enclose nothing and are named as a group.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.errors import LViTError
from lvit_core.exchange.bounded_files import refuse_many
from lvit_core.exchange.bundle import Bundle, BundleItem, Shape, Size
from lvit_core.exchange.dicom_faults import FAULTS, quietly
from lvit_core.exchange.dicom_images import (
    DicomFiles,
    files_at,
    read_labels_file,
)
from lvit_core.exchange.dicom_objects import is_ours
from lvit_core.exchange.dicom_terms import coded_of, first_item, layer_of, name_of
from lvit_core.exchange.outlines import CORNERS_OF_CIRCLE, Filled, Part, points_of
from lvit_core.exchange.report_lines import some_names
from lvit_core.exchange.reports import Loss
from lvit_core.exchange.shapes_of_file import FirstHeld
from lvit_core.exchange.spool import Spool
from lvit_core.prompt.template import Coded
from lvit_core.stopping import refuse_stopped
from lvit_core.wording import said

ANNOTATIONS = "1.2.840.10008.5.1.4.1.1.91.1"
UNACCEPTED = " (not accepted)"  # behind the label of a group of ours that only a model has drawn
_CODES = "AnnotationPropertyCategoryCodeSequence", "AnnotationPropertyTypeCodeSequence"
_ENCLOSING = ("POLYGON", "RECTANGLE", "ELLIPSE")


@quietly
def read(path: Path) -> Bundle:
    """Reads every file of annotations in a folder and below with the images there, or one file."""
    files = files_at(path, (ANNOTATIONS,))
    if not files.labels:
        raise LViTError(
            "{name} holds no DICOM annotations.",
            "Choose the folder of the annotations and their images.",
            name=path.name,
        )
    items, losses, unread = Spool(), list(files.others), list[str]()
    codes, held = _Codes(), FirstHeld()
    for file in files.labels:
        refuse_stopped()
        try:
            items.append(_item(file, files, _Told(losses, unread, codes), held))
        except LViTError as error:
            losses.append(Loss(file.name, "", error.message))
        except FAULTS:
            losses.append(Loss(file.name, "", "It is damaged."))
    notes = [
        said("Of what nobody has accepted nothing is read: {names}.", names=some_names(unread))
    ] * bool(unread)
    if path.is_dir():
        used = {item.image for item in items}
        items.extend(BundleItem(one.path) for one in files.images if one.path not in used)
    return Bundle(items, [*notes, *codes.lost], losses=losses, codes=codes.found)


@dataclass(frozen=True)
class _Told:
    """What reading tells besides the shapes."""

    losses: list[Loss]
    unread: list[str]
    codes: _Codes


@dataclass
class _Codes:
    """What groups are in coded terms, by class and layer, and what is not kept of that."""

    found: dict[tuple[str, str], Coded] = field(default_factory=dict)
    lost: dict[str, None] = field(default_factory=dict)

    def take(self, group: Any, class_name: str, layer: str) -> None:
        if lost := coded_of(group, *_CODES, self.found, (class_name, layer)):
            self.lost[lost] = None


def _item(file: Path, files: DicomFiles, told: _Told, held: FirstHeld) -> BundleItem:
    dataset = read_labels_file(file)
    if str(dataset.get("AnnotationCoordinateType", "")) != "2D":
        raise LViTError("Its outlines lie in a volume, not on a picture.")
    named = first_item(dataset, "ReferencedImageSequence")
    instance = str(named.get("ReferencedSOPInstanceUID", "")) if named is not None else ""
    image = files.with_instance(instance)
    found = _shapes(file, dataset, told)
    shapes = held.shapes(found, partial(_shapes_again, file))
    return BundleItem(
        image.path if image is not None else file, shapes=shapes, source=file.name,
        state="labeled" if shapes else "", found=image is not None, instance=instance,
    )  # fmt: skip


@quietly
def _shapes_again(file: Path) -> list[Shape]:
    try:
        return _shapes(file, read_labels_file(file), _Told([], [], _Codes()))
    except FAULTS as error:
        raise LViTError("It is damaged.") from error


def _shapes(file: Path, dataset: Any, told: _Told) -> list[Shape]:
    shapes: list[Shape] = []
    for group in dataset.get("AnnotationGroupSequence") or ():
        number = int(group.get("AnnotationGroupNumber") or 0)
        label = str(group.get("AnnotationGroupLabel") or "").strip()
        count = int(group.get("NumberOfAnnotations") or 0)
        what = f"group {number} ({label})"
        if label.endswith(UNACCEPTED):
            told.unread.append(f"{what} of {file.name}")
            continue
        refuse_many(len(shapes) + count, file)
        kind = str(group.get("GraphicType", ""))
        if kind not in _ENCLOSING:
            reason = said(
                "They are of the kind {lower}, which encloses no pixels.", lower=kind.lower()
            )
            told.losses.append(Loss(file.name, what, reason, count))
            continue
        term = first_item(group, "AnnotationPropertyTypeCodeSequence")
        # In ours the label is the name of a class, though it may be a number.
        class_name = label if label and is_ours(dataset) else name_of(label, term)
        layer = layer_of(term)
        told.codes.take(group, class_name, layer)
        little = dataset.original_encoding[1] is not False
        try:
            outlines = _outlines(group, kind, count, little=little)
        except FAULTS:
            told.losses.append(Loss(file.name, what, "Its coordinates are damaged.", count))
            continue
        shapes += [
            Shape(f"outline {place} of {what}", class_name, _filled(kind, outline), layer)
            for place, outline in enumerate(outlines, start=1)
        ]
    return shapes


def _outlines(group: Any, kind: str, count: int, *, little: bool) -> list[NDArray[np.float64]]:
    """``(N, 2)`` columns and rows of each outline."""
    order = "<" if little else ">"
    data = group.get("PointCoordinatesData")
    size = "f4"
    if data is None:
        data, size = group.DoublePointCoordinatesData, "f8"
    values = np.frombuffer(data, f"{order}{size}").astype(np.float64)
    if kind == "POLYGON":
        starts = np.frombuffer(group.LongPrimitivePointIndexList, f"{order}u4").astype(np.int64) - 1
    else:
        starts = np.arange(count, dtype=np.int64) * 8  # of four points each
    ends = np.append(starts[1:], values.size)
    wrong = (ends <= starts).any() or starts.min(initial=0) < 0 or ends.max(initial=0) > values.size
    if len(starts) != count or wrong:
        raise LViTError("Its lists do not fit each other.")
    return [points_of(values[a:b]) for a, b in zip(starts.tolist(), ends.tolist(), strict=True)]


def _filled(kind: str, outline: NDArray[np.float64]) -> Filled:
    return Filled(partial(_ellipse if kind == "ELLIPSE" else _polygon, outline))


def _polygon(outline: NDArray[np.float64], _size: Size) -> list[Part]:
    return [(outline, ())]


def _ellipse(outline: NDArray[np.float64], _size: Size) -> list[Part]:
    if len(outline) != 4:
        raise LViTError("An ellipse needs the four ends of its axes.")
    centre = outline.mean(axis=0)
    long, short = outline[1] - centre, outline[3] - centre
    angles = np.linspace(0, 2 * np.pi, CORNERS_OF_CIRCLE, endpoint=False)[:, None]
    return [(points_of(centre + np.cos(angles) * long + np.sin(angles) * short), ())]
