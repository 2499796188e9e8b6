"""Measures a whole project into two tables, image by image: one of objects, one of images.

Nothing of a project is held but the image that is measured, so a million objects take no more
memory than the largest image does. Which images are measured, under which names and whose labels
is decided as for an export: see `lvit_core.exchange.content.Content`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from lvit_core.annotation.looked_at import LookedAt
from lvit_core.errors import LViTError
from lvit_core.exchange.content import Content, is_accepted_empty
from lvit_core.exchange.stored_images import StoredImages
from lvit_core.files import refuse_inside, refuse_other_file
from lvit_core.imaging.pyramid import PixelSource, open_source
from lvit_core.measurement.images import (
    UM2_IN_MM2,
    LayerTotals,
    layer_columns,
    layer_row,
    region_row,
    zone_columns,
    zone_row,
)
from lvit_core.measurement.objects import (
    ImageLayer,
    Row,
    object_columns,
    object_rows,
    placed_rows,
)
from lvit_core.measurement.options import MeasureOptions
from lvit_core.measurement.shapes import SpacingUm
from lvit_core.measurement.stains import Stains
from lvit_core.measurement.summary import LayerSum, LayerSummary
from lvit_core.measurement.tables import Table, writing_table
from lvit_core.progress import Progress
from lvit_core.project.project import Project
from lvit_core.project.records import ImageRecord, ImageState
from lvit_core.prompt.laterality import TITLES, Sides
from lvit_core.prompt.template import Layer
from lvit_core.stopping import refuse_stopped, stoppable
from lvit_core.wording import counted, said

_IMAGE = ("image", "number")  # of which image a row of objects tells
_OF_IMAGE = (
    *_IMAGE, "template", "state", "split", "patient", "sentence", "width_px", "height_px",
    "pixel_width_um", "pixel_height_um", "pixel_size_from", "sides", "stains_from",
    "regions", "annotated_px", "annotated_share",
)  # fmt: skip


@dataclass(frozen=True)
class MeasureReport:
    """What was measured.

    Attributes:
        objects_file, images_file: The two tables.
        images, objects: How many rows they have.
        layers: The whole project, layer by layer.
        notes: What is left out or cannot be told, one sentence each.
    """

    objects_file: Path
    images_file: Path
    images: int
    objects: int
    layers: list[LayerSummary]
    notes: list[str]

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        files = {"objects_file": str(self.objects_file), "images_file": str(self.images_file)}
        return {**asdict(self), **files}


def images_table_of(objects_file: Path) -> Path:
    """Where the table of images lies: beside that of the objects, ``NAME-images.csv``.

    Raises:
        LViTError: The table of objects has no name.
    """
    if not objects_file.name:
        raise LViTError("The table has no name.", "Name a file, such as objects.csv.")
    return objects_file.with_name(f"{objects_file.stem}-images{objects_file.suffix}")


def measure_project(
    project: Project,
    out: Path,
    options: MeasureOptions,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> MeasureReport:
    """Writes the table of objects to ``out`` and that of images beside it (CSV, UTF-8).

    Args:
        project: What is measured; only read.
        out: The table of objects; an older table of that name is replaced.
        options: Which images, and what beyond their shapes.
        progress: Told of each image.
        cancelled: Asked for each object.

    Raises:
        Cancelled: It was asked to stop; no table is written.
        LViTError: There is nothing to measure, or a file cannot be read and was not to be left out.
    """
    with stoppable(cancelled):
        refuse_inside(out, project.folder)
        beside = images_table_of(out)
        for table in (out, beside):
            refuse_other_file(table, ",".join(_IMAGE).encode())
        run = _Run(Content(project, options.content), options)
        with (
            writing_table(out, run.object_columns()) as objects,
            writing_table(beside, run.image_columns()) as images,
        ):
            for done, image in enumerate(run.images):
                if progress is not None:
                    progress(done, len(run.images), image.name)
                run.measure(image, objects, images)
    return MeasureReport(
        out, beside, images.rows, objects.rows, run.summaries(), run.notes(leave=True)
    )


@dataclass(frozen=True)
class ProjectNumbers:
    """What a project adds up to, without a table of its objects.

    Attributes:
        images: A row for each image, as `lvit measure` writes it.
        columns: Of these rows, in their order.
        layers: The whole project, layer by layer.
        notes: What is left out or cannot be told, one sentence each.
    """

    images: list[Row]
    columns: list[str]
    layers: list[LayerSummary]
    notes: list[str]


class _Rows:
    """A table that is kept instead of written."""

    def __init__(self) -> None:
        self.kept: list[Row] = []

    def write(self, row: Row) -> None:
        """Adds one row."""
        self.kept.append(row)


def sum_project(
    project: Project,
    options: MeasureOptions,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ProjectNumbers:
    """Counts and sums of all images; shapes are not measured, so it takes a part of the time.

    Raises:
        Cancelled: It was asked to stop.
        LViTError: There is nothing to measure, or a file cannot be read and was not to be left out.
    """
    with stoppable(cancelled):
        run, images = _Run(Content(project, options.content), options), _Rows()
        for done, image in enumerate(run.images):
            if progress is not None:
                progress(done, len(run.images), image.name)
            run.measure(image, None, images)
        notes = run.notes(leave=False)
        return ProjectNumbers(images.kept, run.image_columns(), run.summaries(), notes)


class _Run:
    """One run over the images of a content."""

    def __init__(self, content: Content, options: MeasureOptions) -> None:
        self._content = content
        self._options = options
        self._notes: list[str] = []
        self._sums: dict[str, LayerSum] = {}
        self._unscaled = 0
        self._sides = content.project.settings.laterality
        self.images = _images(content)
        templates = {image.template: content.template(image) for image in self.images}
        self._templates = list(templates.values())

    def object_columns(self) -> list[str]:
        """Of which image, then the measures."""
        channels = {image.channels for image in self.images}
        return [*_IMAGE, *object_columns(
            colour=3 in channels, grey=1 in channels, stains=self._options.stain_names,
            graded=self._options.grading is not None,
            partly=any(self._content.selection.is_part(image.id) for image in self.images),
        )]  # fmt: skip

    def image_columns(self) -> list[str]:
        """What the image is, then its layers and zones."""
        graded = self._options.grading is not None
        found = list(_OF_IMAGE)
        for template in self._templates:
            for layer in template.layers:
                found += layer_columns(
                    layer, graded=graded, more=self._content.classes.names(layer.name)
                )
            found += zone_columns(template)
        return list(dict.fromkeys(found))

    def measure(self, image: ImageRecord, objects: Table | None, images: Table | _Rows) -> None:
        """Adds the rows of one image to the tables; without one of objects only their sums."""
        with self._content.project.pictures.staying(image.id):
            self._measure(image, objects, images)

    def _measure(self, image: ImageRecord, objects: Table | None, images: Table | _Rows) -> None:
        content, finished = self._content, image.state is ImageState.LABELED
        source = open_source(content.path(image))
        stains = self._stains(image, source)
        spacing_um = _spacing_um(image)
        self._unscaled += spacing_um is None
        looked_at, template = content.selection.region(image), content.template(image)
        row = self._image_row(image, stains, looked_at)
        for layer in template.layers:
            if not (is_accepted_empty(image, layer) or content.counts.has(image, layer)):
                continue
            about = self._about(image, layer, source, spacing_um, stains)
            more = content.classes.names(layer.name)
            totals = LayerTotals(layer, self._no_grades(), more=more)
            measured = objects is not None or about.grading is not None
            for one in object_rows(about) if measured else placed_rows(about):
                refuse_stopped()
                totals.add(one)
                if objects is not None:
                    objects.write({"image": image.name, "number": image.id, **one})
            row |= layer_row(totals, about, finished=finished)
            self._add(totals, about.area_px, spacing_um, finished=finished)
        organ = template.organ_layer
        if finished and organ is not None and content.counts.has(image, organ):
            finding = content.layer(image, template.finding_layer).labels > 0
            outlines = content.layer(image, organ).labels
            sides = Sides(self._sides, image.orientation)
            known = None if looked_at is None else looked_at.mask()
            row |= zone_row(template, sides, finding, outlines, known)
        images.write(row)

    def summaries(self) -> list[LayerSummary]:
        """The whole project, layer by layer."""
        return [one.summary() for one in self._sums.values()]

    def notes(self, *, leave: bool) -> list[str]:
        """What is left out or cannot be told, and with ``leave`` what of identities leaves."""
        content = self._content
        selection = content.selection
        found = selection.losses() + content.counts.losses()
        found += selection.identity_lines() if leave else []
        found += self._notes
        if self._unscaled:
            found.append(
                counted(
                    self._unscaled,
                    "image does not tell its pixel size: it is measured in pixels only.",
                    "images do not tell their pixel size: they are measured in pixels only.",
                )
            )
        return [selection.identity.told(line) for line in found]

    def _about(
        self,
        image: ImageRecord,
        layer: Layer,
        source: PixelSource,
        spacing_um: SpacingUm | None,
        stains: Stains | None,
    ) -> ImageLayer:
        plane, records = self._content.plane(image, layer)
        if self._options.content.machine:
            records = records | self._content.plane(image, layer, machine=True)[1]
        grading = self._options.grading if layer.role == "instances" else None
        return ImageLayer(
            layer,
            plane,
            records,
            source,
            spacing_um,
            stains,
            grading,
            self._content.selection.region(image),
        ).cut()

    def _stains(self, image: ImageRecord, source: PixelSource) -> Stains | None:
        try:
            return self._options.stains_of(source)
        except LViTError as error:
            self._notes.append(
                said(
                    "{name} has no optical densities: {why}",
                    name=image.name,
                    why=error.message,
                )
            )
            return None

    def _image_row(
        self, image: ImageRecord, stains: Stains | None, looked_at: LookedAt | None
    ) -> Row:
        height_um, width_um = _spacing_um(image) or (None, None)
        return {
            "image": image.name,
            "number": image.id,
            "template": image.template,
            "state": image.state.value,
            "split": image.split,
            "patient": image.group,
            "sentence": image.sentence,
            "width_px": image.width,
            "height_px": image.height,
            "pixel_width_um": width_um,
            "pixel_height_um": height_um,
            "pixel_size_from": image.spacing_kind,
            "sides": TITLES.get(self._sides),
            "stains_from": stains.source if stains is not None else None,
            **region_row(looked_at, image.height * image.width),
        }

    def _add(
        self,
        totals: LayerTotals,
        area_px: int,
        spacing_um: SpacingUm | None,
        *,
        finished: bool,
    ) -> None:
        layer = totals.layer
        empty = LayerSum(layer.name, layer.role == "instances", self._no_grades())
        pixel_mm2 = None if spacing_um is None else spacing_um[0] * spacing_um[1] / UM2_IN_MM2
        self._sums.setdefault(layer.name, empty).add(totals, area_px, pixel_mm2, finished=finished)

    def _no_grades(self) -> list[int]:
        grading = self._options.grading
        return [0] * (1 + (len(grading.cuts) if grading is not None else 0))


def _images(content: Content) -> StoredImages:
    """The images to measure; refuses what was not asked to be left out."""
    content.selection.refuse_unasked()
    if not content.images:
        raise LViTError(
            "There is nothing to measure: no image is marked as labeled.",
            "Mark images as labeled, or measure every image (--all).",
        )
    return content.images


def _spacing_um(image: ImageRecord) -> SpacingUm | None:
    if image.spacing_mm is None:
        return None
    return 1000.0 * image.spacing_mm[0], 1000.0 * image.spacing_mm[1]
