"""What an export is made of: images, layers and objects, people's work apart from the machine's."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.looked_at import known_plane
from lvit_core.annotation.objects import ObjectRecord
from lvit_core.annotation.plane import LabelPlane
from lvit_core.exchange.class_table import ClassTable
from lvit_core.exchange.export_options import ExportOptions
from lvit_core.exchange.label_numbers import LARGEST_TABLE, looked_up, strips
from lvit_core.exchange.object_counts import ObjectCounts
from lvit_core.exchange.selection import Selection
from lvit_core.exchange.stem_names import StemNames, stem_names
from lvit_core.exchange.stored_images import StoredImages
from lvit_core.exchange.stretched import stretched_losses
from lvit_core.geometry import Rect
from lvit_core.imaging.image import Image
from lvit_core.imaging.readers import read
from lvit_core.project.project import Project
from lvit_core.project.readings import layer_of
from lvit_core.project.records import ImageRecord, ImageState
from lvit_core.prompt.template import Coded, Layer, Template
from lvit_core.prompt.templates import load_template
from lvit_core.stopping import refuse_stopped
from lvit_core.wording import counted

T = TypeVar("T")

_LARGE_PX = 1 << 24


@dataclass(frozen=True, eq=False)
class LayerContent:
    """Objects of one layer of one image.

    Args:
        layer: The layer as its template describes it.
        labels: ``(H, W)`` int32 object ids, 0 for background; only ids of ``records``.
        records: The objects by id, in ascending order.
        boxes: Where each object lies.
        class_names: The layer's classes in the whole export; the first has the number 1.
    """

    layer: Layer
    labels: NDArray[np.int32]
    records: dict[int, ObjectRecord]
    boxes: dict[int, Rect]
    class_names: list[str]

    def objects(self) -> Iterator[tuple[ObjectRecord, Rect, NDArray[np.bool_]]]:
        """Each object with its box and its ``(h, w)`` mask in it, in the order of their ids."""
        for number, record in self.records.items():
            refuse_stopped()
            rect = self.boxes[number]
            yield record, rect, self.labels[rect.slices] == number

    def class_plane(self) -> NDArray[Any]:
        """``(H, W)``: 0 for background, else 1 + the index in ``class_names``.

        uint8 while the numbers of the export fit, uint16 beyond.
        """
        numbers = {name: number for number, name in enumerate(self.class_names, start=1)}
        told = {number: numbers[record.class_name] for number, record in self.records.items()}
        dtype = np.uint8 if len(numbers) <= 255 else np.uint16
        return translated(self.labels, told).astype(dtype)


class Content:
    """The part of a project that an export writes.

    Args:
        project: Where it is.
        options: What was asked for.
        highest_number: The highest object number that the format has room for; objects of a layer
            that goes beyond it are numbered anew, in every file in the same way.
        holds_unknown: Whether files can tell what nobody has looked at from what is empty; else
            images that are annotated in a region alone are left out.

    Attributes:
        bad: Why an image could not be written, by its id; those are left out.
        notes: What only writing told, one sentence each, for the report.
        inverted: Images whose files store white as 0, and that are written turned over.
        findings: What the check of the written files measured, one sentence each.
        made: Sentences that were made for the images that were written, by column.
    """

    def __init__(
        self,
        project: Project,
        options: ExportOptions,
        highest_number: int | None = None,
        *,
        holds_unknown: bool = True,
    ) -> None:
        self.project = project
        self.options = options
        self.selection = Selection(project, options, holds_unknown=holds_unknown)
        self.bad: dict[int, str] = {}
        self.notes: list[str] = []
        self.inverted: set[int] = set()
        self.findings: list[str] = []
        self.made: Counter[str] = Counter()
        self._planes: dict[tuple[int, str], tuple[LabelPlane, list[ObjectRecord]]] = {}
        self._last: tuple[tuple[object, ...], list[Any]] = ((), [])
        self._taken: dict[Callable[[Content, ImageRecord], bool], array[int]] = {}
        self._highest = highest_number

    @property
    def images(self) -> StoredImages:
        """Images to write, in the project's order."""
        every = self.selection.images
        return every.of(id_ for id_ in every.ids if id_ not in self.bad) if self.bad else every

    def taken_by(self, takes: Callable[[Content, ImageRecord], bool]) -> StoredImages:
        """The images to write that a format takes; each is asked about once.

        The answer may lie in the header of its file, and a format asks for its images at each step.
        """
        if takes not in self._taken:
            every = self.selection.images
            self._taken[takes] = array("q", (one.id for one in every if takes(self, one)))
        return self.images.of(id_ for id_ in self._taken[takes] if id_ not in self.bad)

    @cached_property
    def stems(self) -> StemNames:
        """A file name without extension for each image, unique on any disk."""
        return stem_names(self.selection.images, self.classes.layers)

    @cached_property
    def classes(self) -> ClassTable:
        """The one table of class numbers of the export."""
        layers = (
            layer for name in self.selection.templates for layer in load_template(name).layers
        )
        return ClassTable.of(layers, self.counts.used_classes())

    @cached_property
    def counts(self) -> ObjectCounts:
        """What objects the images hold."""
        images = self.selection.images
        found = self.project.journal.object_kinds(self.options.reader)
        kinds = (kind for kind in found if images.has(kind.image_id))
        return ObjectCounts(kinds, self.options.machine, self._highest)

    def is_looked_at(self, image: ImageRecord) -> bool:
        """Whether a person has drawn findings in an image, or accepted that there are none."""
        layer = self.template(image).finding_layer
        return is_accepted_empty(image, layer) or self.counts.has(image, layer)

    @property
    def licence(self) -> str:
        """Of the data, as stated for this export or the project; empty where nobody has."""
        return self.options.licence or self.project.settings.licence

    def template(self, image: ImageRecord) -> Template:
        """The template an image follows."""
        return load_template(image.template)

    @property
    def title(self) -> str:
        """What the whole is called; empty where the project's name may be a patient's."""
        return self.selection.identity.title if self.selection.images else ""

    def coded_as(self, layer: Layer, class_name: str) -> Coded:
        """What a class is in coded terms: as the project says it, else as its template does."""
        return self._codes.get((layer.name, class_name)) or layer.coded_as(class_name)

    @cached_property
    def _codes(self) -> dict[tuple[str, str], Coded]:
        return self.project.class_codes.all()

    def path(self, image: ImageRecord) -> Path:
        """The image's file."""
        return self.project.images.path(image.id)

    def read(self, image: ImageRecord) -> Image:
        """The image's pixels; planes of a large image are freed for them and loaded again later."""
        refuse_stopped()
        if image.height * image.width > _LARGE_PX:
            self._planes = {}
        return read(self.path(image))

    def layers(self, image: ImageRecord, *, machine: bool = False) -> list[LayerContent]:
        """Objects of every layer that says something, accepted ones or machine-only ones.

        A layer without objects says something only where a person accepted that there are none:
        in the layer of findings of a labeled image. Elsewhere nobody has looked.
        """
        layers = (self.layer(image, item, machine=machine) for item in self.template(image).layers)
        return [
            layer
            for layer in layers
            if layer.records or (not machine and is_accepted_empty(image, layer.layer))
        ]

    def layer(self, image: ImageRecord, layer: Layer, *, machine: bool = False) -> LayerContent:
        """Objects of one layer: those a person made or accepted, or those no person has seen."""
        plane, chosen = self._chosen_objects(image, layer, machine=machine)
        labels = translated(plane.to_array(), {id_: record.id for id_, record in chosen.items()})
        records = {record.id: record for record in chosen.values()}
        boxes = {record.id: plane.extents.box(id_) for id_, record in chosen.items()}
        return LayerContent(layer, labels, records, boxes, self.classes.names(layer.name))

    def objects(
        self, image: ImageRecord, layer: Layer, *, machine: bool = False
    ) -> Iterator[tuple[ObjectRecord, Rect, NDArray[np.bool_]]]:
        """Each object with a box and its ``(h, w)`` mask in it; the image is never held whole."""
        plane, chosen = self._chosen_objects(image, layer, machine=machine)
        for id_, record in chosen.items():
            refuse_stopped()
            rect = plane.extents.box(id_)
            yield record, rect, plane.read(rect) == id_

    def records(
        self, image: ImageRecord, layer: Layer, *, machine: bool = False
    ) -> list[ObjectRecord]:
        """The objects of a layer as files number them, in ascending order."""
        return list(self._chosen_objects(image, layer, machine=machine)[1].values())

    def plane(
        self, image: ImageRecord, layer: Layer, *, machine: bool = False
    ) -> tuple[LabelPlane, dict[int, ObjectRecord]]:
        """The stored plane with all objects, and the chosen ones by the number they have there."""
        return self._chosen_objects(image, layer, machine=machine)

    def _chosen_objects(
        self, image: ImageRecord, layer: Layer, *, machine: bool
    ) -> tuple[LabelPlane, dict[int, ObjectRecord]]:
        """The plane, and records as files number them by the id they have in the plane."""
        plane, stored = self._stored(image, layer)
        anew = self.counts.is_renumbered(image, layer)
        return plane, {
            record.id: replace(record, id=number) if anew else record
            for number, record in enumerate(stored, start=1)
            if (record.state == "machine") == machine
        }

    def _stored(self, image: ImageRecord, layer: Layer) -> tuple[LabelPlane, list[ObjectRecord]]:
        """The plane of a layer and the objects that have pixels in it, in ascending order.

        Findings are cut off where nobody has looked; outlines of organs say where findings lie, and
        stay whole.
        """
        if any(id_ != image.id for id_, _ in self._planes):
            self._planes = {}  # of one image only: a slide's plane is as large as the slide
        found = self._planes.get((image.id, layer.name))
        if found is None:
            refuse_stopped()
            name = layer_of(layer.name, self.options.reader)
            plane = self.project.journal.load_plane(image.id, name)
            if layer.role != "organ":
                plane = known_plane(self.selection.region(image), plane)
            table = self.project.journal.load_objects(image.id, name)
            known = sorted(table, key=lambda record: record.id)
            told = self.selection.makers.record
            own = (record for record in known if record.id in plane.extents)
            found = plane, [told(record, layer.name) for record in own]
            self._planes[image.id, layer.name] = found
        return found

    def last(self, key: tuple[object, ...], make: Callable[[], list[T]]) -> list[T]:
        """What ``make`` gives, which is kept until something else is asked for."""
        if self._last[0] != key:
            self._last = ((), [])
            self._last = (key, make())
        return self._last[1]

    def common_losses(self) -> list[str]:
        """What is left out whatever the format."""
        found = self.selection.losses() + self.counts.losses()
        found += stretched_losses(self.images)
        return found + self.selection.identity_lines() + self.selection.makers.lines()


def unseen_lines(content: Content) -> list[str]:
    """How many images nobody has labeled, for formats where they look as empty ones do."""
    count = sum(not content.is_looked_at(image) for image in content.images)
    which = counted(
        count,
        "image that nobody has labeled has no objects; programs that do not read its state "
        "take it for empty.",
        "images that nobody has labeled have no objects; programs that do not read their "
        "state take them for empty.",
    )
    return [which] * bool(count)


def is_accepted_empty(image: ImageRecord, layer: Layer) -> bool:
    """Whether a layer without objects means that a person found nothing there."""
    return image.state is ImageState.LABELED and layer.role != "organ"


def translated(labels: NDArray[np.int32], told: dict[int, int]) -> NDArray[np.int32]:
    """Each number of a plane replaced by what it is told to be, 0 where nothing is told.

    ``told`` has its numbers in ascending order.
    """
    highest = int(labels.max(initial=0))
    ids = np.fromiter(told, np.int64, len(told))
    values = np.fromiter(told.values(), np.int32, len(told))
    if highest <= LARGEST_TABLE:
        table = np.zeros(highest + 1, np.int32)
        inside = ids <= highest
        table[ids[inside]] = values[inside]
        return looked_up(table, labels)
    if not len(ids):
        return np.zeros(labels.shape, np.int32)
    found = np.zeros(labels.shape, np.int32)
    for _, rows, _ in strips(labels.shape):
        places = np.minimum(np.searchsorted(ids, labels[rows]), len(ids) - 1)  # ids ascend
        found[rows] = np.where(ids[places] == labels[rows], values[places], 0)
    return found
