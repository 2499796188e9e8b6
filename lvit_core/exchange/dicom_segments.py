"""What the segments of a DICOM segmentation are: labels, colours and how each came about.

An object is a segment of its own while there are few. Objects too small to be meant one by one
share a segment with those of their class and origin, so that no viewer lists specks as findings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.instances import DEFAULT_MIN_AREA_PX, label_areas
from lvit_core.annotation.objects import NOT_STATED, ObjectRecord
from lvit_core.exchange.content import Content, LayerContent
from lvit_core.exchange.dicom_objects import label_of
from lvit_core.project.records import ImageRecord
from lvit_core.prompt.template import Coded, Layer
from lvit_core.stopping import refuse_stopped

MOST_SEGMENTS = 64  # beyond this, objects of one class share a segment
_AT_ONCE_PX = 1 << 22
IMPORTED = "Imported labels of unknown making"


@dataclass(frozen=True, eq=False)
class Described:
    """What a header says of one segment.

    Args:
        label: Its name for people.
        layer: Where its objects lie.
        coded: What they are in coded terms.
        colour: ``#RRGGBB``.
        kind: MANUAL, SEMIAUTOMATIC or AUTOMATIC.
        algorithm: What made it, "" for a person alone.
    """

    label: str
    layer: Layer
    coded: Coded
    colour: str
    kind: str
    algorithm: str


@dataclass(frozen=True, eq=False)
class Segment(Described):
    """One segment of whole objects.

    Args:
        labels: ``(H, W)`` int32: all objects of its layer; segments of one layer share it.
        ids: Which of them it has.
        persons: Who drew, accepted or changed its objects.
        blurred: How many of its objects are no connected area by themselves: nothing tells them
            apart from what they touch.
    """

    labels: NDArray[np.int32]
    ids: tuple[int, ...]
    persons: frozenset[str] = frozenset()
    blurred: int = 0

    @property
    def mask(self) -> NDArray[np.bool_]:
        """Its pixels, ``(H, W)``; made anew, because those of all segments may fill the memory."""
        if len(self.ids) == 1:
            return np.asarray(self.labels == self.ids[0])
        return np.isin(self.labels, self.ids)


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
    areas = _areas(layer.labels)
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
    ids = tuple(record.id for record in records)
    end = (
        f" {ids[0]}" if single else f", {len(ids)} small areas" if apart else f", {len(ids)} areas"
    )
    return Segment(
        label_of(records[0].class_name, end),
        layer.layer,
        content.coded_as(layer.layer, records[0].class_name),
        colour_of(layer.layer, records[0].class_name),
        *making(records[0]),
        layer.labels,
        ids,
        frozenset(_named(records)),
        0 if single else _blurred(layer.labels, np.isin(layer.labels, ids)),
    )


def _strips(labels: NDArray[np.int32]) -> Iterator[slice]:
    """Rows that are counted at a time; a person may stop between them."""
    rows = max(1, _AT_ONCE_PX // max(1, labels.shape[1]))
    for start in range(0, len(labels), rows):
        refuse_stopped()
        yield slice(start, start + rows)


def _areas(labels: NDArray[np.int32]) -> NDArray[np.int64]:
    """Pixels of each number."""
    found = np.zeros(int(labels.max(initial=0)) + 1, np.int64)
    for rows in _strips(labels):
        found += np.bincount(labels[rows].ravel(), minlength=len(found))
    return found


def _blurred(labels: NDArray[np.int32], mask: NDArray[np.bool_]) -> int:
    """How many objects inside ``mask`` are not exactly one connected area of it."""
    areas = label_areas(mask)
    room = int(labels.max(initial=0)) + 1
    found = np.zeros(0, np.int64)  # area and object of each pixel, once each, as one number
    for rows in _strips(labels):
        here = areas[rows][mask[rows]].astype(np.int64) * room + labels[rows][mask[rows]]
        found = np.union1d(found, here)
    of, objects = np.divmod(found, room)
    alone = (np.bincount(of)[of] == 1) & (np.bincount(objects)[objects] == 1)
    return len(np.unique(objects[~alone]))


def _named(records: Iterable[ObjectRecord]) -> Iterable[str]:
    return (name for record in records for name in record.persons if name != NOT_STATED)
