"""What the image in hand adds up to, layer by layer and zone by zone, before anything is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from lvit_core.annotation.looked_at import LookedAt, known_plane
from lvit_core.annotation.objects import ObjectTable
from lvit_core.annotation.plane import LabelPlane
from lvit_core.imaging.pyramid import PixelSource
from lvit_core.measurement.at_hand import ObjectNumbers
from lvit_core.measurement.images import (
    LayerTotals,
    layer_columns,
    layer_row,
    zone_columns,
    zone_row,
)
from lvit_core.measurement.objects import ImageLayer, Row, placed_rows
from lvit_core.measurement.options import MeasureOptions, has_colours
from lvit_core.measurement.shapes import SpacingUm
from lvit_core.project.measuring import sampled
from lvit_core.project.records import ImageRecord, ImageState
from lvit_core.prompt.laterality import Sides
from lvit_core.prompt.template import REGIONS, Template

_LARGEST_ZONES_PX = 4_000_000


@dataclass(frozen=True, eq=False)
class ImageInHand:
    """An open image as it is now, for another thread; planes and tables belong to it alone."""

    template: Template
    record: ImageRecord
    source: PixelSource
    planes: Mapping[str, LabelPlane]
    objects: Mapping[str, ObjectTable]
    sides: Sides

    @property
    def spacing_um(self) -> SpacingUm | None:
        """Height and width of a pixel; ``None`` when unknown."""
        known = self.record.spacing_mm
        return None if known is None else (1000.0 * known[0], 1000.0 * known[1])

    def about(self, layer: str, options: MeasureOptions | None = None) -> ImageLayer:
        """A layer with all that its objects are measured by; without options no stains.

        Raises:
            LViTError: Stains were to be estimated, and cannot be told.
        """
        form = self.template.layer(layer)
        stains = None
        if options is not None and has_colours(self.source):
            stains = options.stains_of(self.source)
        graded = stains is not None and form.role == "instances"
        region = None if layer == REGIONS else LookedAt.of(self.planes.get(REGIONS))
        return ImageLayer(
            form,
            self.planes[layer],
            {one.id: one for one in sorted(self.objects[layer], key=lambda one: one.id)},
            self.source,
            self.spacing_um,
            stains,
            options.grading if options is not None and graded else None,
            region,
        ).cut()


@dataclass(frozen=True)
class ImageSums:
    """What one image adds up to.

    Attributes:
        layer: The layer in hand.
        row: Column -> value, as in the table of images of `lvit measure`.
        columns: Those that the row may have, in order.
        unlisted: Objects of the layer in hand by a class that the layer does not list.
        finished: Whether the image is labeled: only then are there densities and shares.
        stains_from: Where stain vectors come from; empty without stains.
    """

    layer: str
    row: Row
    columns: list[str]
    unlisted: dict[str, int]
    finished: bool
    stains_from: str = ""


def sum_image(image: ImageInHand, about: ImageLayer, table: ObjectNumbers) -> ImageSums:
    """Adds up all layers of an image.

    Args:
        image: The image.
        about: The layer in hand.
        table: Its objects, measured.
    """
    finished = image.record.state is ImageState.LABELED
    row: Row = {}
    columns: list[str] = []
    for form in image.template.layers:
        own = form.name == about.layer.name
        part = about if own else image.about(form.name)
        cuts = () if part.grading is None else part.grading.cuts
        totals = LayerTotals(form, [0] * (1 + len(cuts)))
        for one in map(table.row, range(len(table))) if own else placed_rows(part):
            totals.add(one)
        columns += layer_columns(form, graded=part.grading is not None)
        row |= layer_row(totals, part, finished=finished)
    organ = image.template.organ_layer
    if organ is not None:
        columns += zone_columns(image.template)
        if finished:
            row |= _zones(image, organ.name)
    listed = {one.name for one in about.layer.classes}
    found = Counter(name for name in table.texts["class"] if name not in listed)
    stains = "" if about.stains is None else about.stains.source
    return ImageSums(about.layer.name, row, columns, dict(found), finished, stains)


def _zones(image: ImageInHand, organ: str) -> Row:
    """Shares of the zones; of very large images by every n-th row and column."""
    plane = image.planes[organ]
    step = max(1, round((plane.height * plane.width / _LARGEST_ZONES_PX) ** 0.5))
    looked_at = LookedAt.of(image.planes.get(REGIONS))
    labels = known_plane(looked_at, image.planes[image.template.finding_layer.name])
    known = None if looked_at is None else sampled(looked_at.plane, step) > 0
    finding = sampled(labels, step) > 0
    return zone_row(image.template, image.sides, finding, sampled(plane, step), known)
