"""What the segments of a DICOM segmentation are: labels, colours and how each came about.

An object is a segment of its own while there are few. Objects too small to be meant one by one
share a segment with those of their class and origin, so that no viewer lists specks as findings.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.instances import DEFAULT_MIN_AREA_PX, label_areas
from lvit_core.annotation.objects import NOT_STATED, ObjectRecord
from lvit_core.exchange.content import Content, LayerContent
from lvit_core.exchange.dicom_objects import LONGEST
from lvit_core.project.records import ImageRecord
from lvit_core.prompt.template import Coded, Layer

MOST_SEGMENTS = 64  # beyond this, objects of one class share a segment
IMPORTED = "Imported labels of unknown making"


@dataclass(frozen=True, eq=False)
class Segment:
    """One segment.

    Args:
        label: Its name for people.
        layer: Where its objects lie.
        coded: What they are in coded terms.
        colour: ``#RRGGBB``.
        kind: MANUAL, SEMIAUTOMATIC or AUTOMATIC.
        algorithm: What made it, "" for a person alone.
        mask: Its pixels, ``(H, W)``.
        persons: Who drew, accepted or changed its objects.
        blurred: How many of its objects are no connected area by themselves: nothing tells them
            apart from what they touch.
    """

    label: str
    layer: Layer
    coded: Coded
    colour: str
    kind: str
    algorithm: str
    mask: NDArray[np.bool_]
    persons: frozenset[str] = frozenset()
    blurred: int = 0


def segments_of(content: Content, image: ImageRecord, *, machine: bool = False) -> list[Segment]:
    """The segments of an image in the order of their numbers."""
    layers = content.layers(image, machine=machine)
    apart = sum(len(layer.records) for layer in layers) <= MOST_SEGMENTS
    return [segment for layer in layers for segment in _segments(content, layer, apart)]


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


def colour_of(layer: Layer, class_name: str) -> str:
    """The colour of a class, that of its layer where the template does not know it."""
    colours = {item.name: item.colour for item in layer.classes}
    return colours.get(class_name, layer.colour)


def _segments(content: Content, layer: LayerContent, apart: bool) -> list[Segment]:
    areas = np.bincount(layer.labels.ravel())
    alone, together = list[ObjectRecord](), dict[tuple[str, str, str], list[ObjectRecord]]()
    for record in layer.records.values():
        if apart and areas[record.id] >= DEFAULT_MIN_AREA_PX:
            alone.append(record)
        else:
            together.setdefault((record.class_name, *making(record)), []).append(record)
    groups = [[record] for record in alone] + list(together.values())
    return [_segment(content, layer, records, apart) for records in groups]


def _segment(
    content: Content, layer: LayerContent, records: list[ObjectRecord], apart: bool
) -> Segment:
    single = apart and len(records) == 1
    ids = [record.id for record in records]
    mask = np.isin(layer.labels, ids)
    end = (
        f" {ids[0]}" if single else f", {len(ids)} small areas" if apart else f", {len(ids)} areas"
    )
    return Segment(
        records[0].class_name[: LONGEST - len(end)] + end,
        layer.layer,
        content.coded_as(layer.layer, records[0].class_name),
        colour_of(layer.layer, records[0].class_name),
        *making(records[0]),
        mask,
        frozenset(_named(records)),
        0 if single else _blurred(layer.labels, mask),
    )


def _blurred(labels: NDArray[np.int32], mask: NDArray[np.bool_]) -> int:
    """How many objects inside ``mask`` are not exactly one connected area of it."""
    areas, objects = label_areas(mask)[mask], labels[mask]
    pairs = np.unique(np.stack((areas, objects)), axis=1)
    in_area, of_object = np.bincount(pairs[0]), np.bincount(pairs[1])
    alone = (in_area[pairs[0]] == 1) & (of_object[pairs[1]] == 1)
    return len(np.unique(pairs[1][~alone]))


def _named(records: Iterable[ObjectRecord]) -> Iterable[str]:
    return (name for record in records for name in record.persons if name != NOT_STATED)
