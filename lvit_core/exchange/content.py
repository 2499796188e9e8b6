"""What an export is made of: images, layers and objects, people's work apart from the machine's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.objects import ObjectRecord
from lvit_core.annotation.plane import LabelPlane
from lvit_core.exchange.reports import ExportOptions, some_names
from lvit_core.geometry import Rect
from lvit_core.imaging.image import Image
from lvit_core.imaging.readers import read
from lvit_core.project.project import Project
from lvit_core.project.records import ImageRecord, ImageState, Picture
from lvit_core.prompt.template import Layer, Template
from lvit_core.prompt.templates import load_template


@dataclass(frozen=True, eq=False)
class LayerContent:
    """Objects of one layer of one image.

    Args:
        layer: The layer as its template describes it.
        labels: ``(H, W)`` int32 object ids, 0 for background; only ids of ``records``.
        records: The objects by id, in ascending order.
    """

    layer: Layer
    labels: NDArray[np.int32]
    records: dict[int, ObjectRecord]

    @property
    def class_names(self) -> list[str]:
        """Classes of the layer in the template's order, unknown ones of objects after them."""
        known = [item.name for item in self.layer.classes]
        extra = sorted({r.class_name for r in self.records.values()} - set(known))
        return known + extra

    def objects(self) -> Iterator[tuple[ObjectRecord, Rect, NDArray[np.bool_]]]:
        """Each object with its box and its ``(h, w)`` mask in it, in the order of their ids."""
        from scipy.ndimage import find_objects  # noqa: PLC0415 - slow to import

        boxes = find_objects(self.labels)
        for number, record in self.records.items():
            rows, columns = boxes[number - 1]
            rect = Rect(rows.start, columns.start, rows.stop, columns.stop)
            yield record, rect, self.labels[rect.slices] == number

    def class_plane(self) -> NDArray[np.uint8]:
        """``(H, W)`` uint8: 0 for background, else 1 + the index in ``class_names``."""
        table = np.zeros(int(self.labels.max(initial=0)) + 1, np.uint8)
        names = self.class_names
        for number, record in self.records.items():
            if number < len(table):
                table[number] = 1 + names.index(record.class_name)
        return np.asarray(table[self.labels])


class Content:
    """The part of a project that an export writes."""

    def __init__(self, project: Project, options: ExportOptions) -> None:
        self.project = project
        self.options = options
        self._every = project.images.all()

    @cached_property
    def images(self) -> list[ImageRecord]:
        """Images to write, in the project's order."""
        return [image for image in self._there if image.id not in self._other]

    @cached_property
    def undecided(self) -> list[str]:
        """Names of images whose file is another picture, and nobody has said what that means."""
        return [image.name for image in self._there if self._other.get(image.id) is Picture.CHANGED]

    @cached_property
    def _there(self) -> list[ImageRecord]:
        return [image for image in self._chosen if self.project.images.path(image.id).is_file()]

    @cached_property
    def _other(self) -> dict[int, Picture]:
        return self.project.pictures.verify_all(image.id for image in self._there)

    @cached_property
    def _chosen(self) -> list[ImageRecord]:
        if self.options.images == "all":
            return list(self._every)
        return [image for image in self._every if image.state is ImageState.LABELED]

    @cached_property
    def stems(self) -> dict[int, str]:
        """A file name without extension for each image, unique also where case is ignored."""
        taken: set[str] = set()
        stems: dict[int, str] = {}
        for image in self.images:
            stem = Path(image.name).stem or f"image-{image.id}"
            if stem.lower() in taken:
                stem = f"{stem}-{image.id}"
            taken.add(stem.lower())
            stems[image.id] = stem
        return stems

    def template(self, image: ImageRecord) -> Template:
        """The template an image follows."""
        return load_template(image.template)

    def path(self, image: ImageRecord) -> Path:
        """The image's file."""
        return self.project.images.path(image.id)

    def read(self, image: ImageRecord) -> Image:
        """The image's pixels."""
        return read(self.path(image))

    def layers(self, image: ImageRecord, *, machine: bool = False) -> list[LayerContent]:
        """Objects of every layer of the template, accepted ones or machine-only ones."""
        return [self.layer(image, item, machine=machine) for item in self.template(image).layers]

    def layer(self, image: ImageRecord, layer: Layer, *, machine: bool = False) -> LayerContent:
        """Objects of one layer: those a person made or accepted, or those no person has seen."""
        plane, records = self.plane(image, layer, machine=machine)
        labels = plane.to_array()
        kept = np.zeros(int(labels.max(initial=0)) + 1, bool)
        kept[list(records)] = True
        return LayerContent(layer, np.where(kept[labels], labels, 0).astype(np.int32), records)

    def objects(
        self, image: ImageRecord, layer: Layer, *, machine: bool = False
    ) -> Iterator[tuple[ObjectRecord, Rect, NDArray[np.bool_]]]:
        """Each object with a box and its ``(h, w)`` mask in it; the image is never held whole."""
        plane, records = self.plane(image, layer, machine=machine)
        for record in records.values():
            rect = plane.extents.box(record.id)
            yield record, rect, plane.read(rect) == record.id

    def plane(
        self, image: ImageRecord, layer: Layer, *, machine: bool = False
    ) -> tuple[LabelPlane, dict[int, ObjectRecord]]:
        """The stored plane with all objects, and the chosen ones of those that have pixels."""
        plane = self.project.journal.load_plane(image.id, layer.name)
        table = self.project.journal.load_objects(image.id, layer.name)
        records = {
            record.id: record
            for record in sorted(table, key=lambda record: record.id)
            if (record.state == "machine") == machine and plane.extents.get(record.id) is not None
        }
        return plane, records

    def common_losses(self) -> list[str]:
        """What is left out whatever the format."""
        losses = []
        if left := len(self._every) - len(self._chosen):
            losses.append(f"{left} images that are not marked as labeled are left out.")
        if gone := len(self._chosen) - len(self._there):
            losses.append(f"{gone} images are left out because their files are missing.")
        if replaced := [image.name for image in self._there if image.id in self._other]:
            losses.append(
                f"{len(replaced)} images are left out because another picture lies under their "
                f"name: {some_names(replaced)}."
            )
        if not self.options.machine and (count := self._machine_objects()):
            losses.append(f"{count} objects that no person has accepted are left out.")
        return losses

    def _machine_objects(self) -> int:
        return sum(
            record.state == "machine"
            for image in self.images
            for layer in self.template(image).layers
            for record in self.project.journal.load_objects(image.id, layer.name)
        )
