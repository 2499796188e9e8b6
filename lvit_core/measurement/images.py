"""The table of images: one row for each image, from what its objects add up to.

A cell is empty where nothing is known: a layer that nobody drew on has no count, an image that
nobody marked as labeled has no densities and shares (more may be there than is drawn so far), and
without a pixel size there are no square millimetres.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.looked_at import LookedAt
from lvit_core.measurement.objects import ImageLayer, Row
from lvit_core.measurement.positivity import h_score, positive_share
from lvit_core.prompt.laterality import Sides
from lvit_core.prompt.organ.zones import lung_zones
from lvit_core.prompt.template import Layer, Template

UM2_IN_MM2 = 1e6
PX_IN_MEGAPIXEL = 1e6


@dataclass
class LayerTotals:
    """What the objects of a layer add up to, told one row after the other.

    ``more`` are classes that objects have and the layer does not list.
    """

    layer: Layer
    grades: list[int]
    objects: int = 0
    area_px: int = 0
    classes: Counter[str] = field(default_factory=Counter)
    more: Sequence[str] = ()

    @property
    def names(self) -> list[str]:
        """All classes, those that the layer lists first."""
        return _names(self.layer, self.more)

    def add(self, row: Row) -> None:
        """Counts one row of the table of objects."""
        self.objects += 1
        self.area_px += int(row["area_px"] or 0)
        self.classes[str(row["class"])] += 1
        grade = row.get("grade")
        if grade is not None:
            self.grades[int(grade)] += 1


def layer_row(totals: LayerTotals, about: ImageLayer, *, finished: bool) -> Row:
    """The cells of one layer.

    Args:
        totals: Of its objects.
        about: The layer and its image.
        finished: Whether a person marked the image as labeled: only then is what is not drawn
            known to be absent.
    """
    name, area_px = totals.layer.name, about.area_px
    row: Row = {f"{name}_objects": totals.objects, f"{name}_area_px": totals.area_px}
    for class_name in totals.names:
        row[f"{name}_{class_name}_objects"] = totals.classes[class_name]
    pixel_mm2 = None
    if about.spacing_um is not None:
        pixel_mm2 = about.spacing_um[0] * about.spacing_um[1] / UM2_IN_MM2
        row[f"{name}_area_mm2"] = totals.area_px * pixel_mm2
    if not finished:
        return row
    if totals.objects:
        for class_name in totals.names:
            share = totals.classes[class_name] / totals.objects
            row[f"{name}_{class_name}_share_of_objects"] = share
    row[f"{name}_share_of_image"] = totals.area_px / area_px
    if totals.layer.role == "instances":
        row[f"{name}_per_megapixel"] = totals.objects / area_px * PX_IN_MEGAPIXEL
        if pixel_mm2 is not None:
            row[f"{name}_per_mm2"] = totals.objects / (area_px * pixel_mm2)
    if about.grading is not None and about.stains is not None:
        row[f"{name}_positive_share"] = positive_share(totals.grades)
        row[f"{name}_h_score"] = h_score(totals.grades)
    return row


def layer_columns(layer: Layer, *, graded: bool, more: Sequence[str] = ()) -> list[str]:
    """The columns of one layer in their order; ``more`` are classes that it does not list."""
    name, classes = layer.name, _names(layer, more)
    return [
        f"{name}_objects",
        *(f"{name}_{one}_objects" for one in classes),
        *(f"{name}_{one}_share_of_objects" for one in classes),
        f"{name}_area_px",
        f"{name}_area_mm2",
        f"{name}_share_of_image",
        *([f"{name}_per_mm2", f"{name}_per_megapixel"] if layer.role == "instances" else []),
        *([f"{name}_positive_share", f"{name}_h_score"] if graded else []),
    ]


def _names(layer: Layer, more: Sequence[str]) -> list[str]:
    return list(dict.fromkeys([*(one.name for one in layer.classes), *more]))


def zone_columns(template: Template) -> list[str]:
    """Columns of the shares of each organ and zone; none where a template has no organ."""
    return [] if template.organ_layer is None else [name for name, *_ in _zones(template)]


def region_row(looked_at: LookedAt | None, image_px: int) -> Row:
    """How much of an image has been looked at: what shares and densities are of."""
    if looked_at is None:
        return {"regions": 0, "annotated_px": image_px, "annotated_share": 1.0}
    return {
        "regions": looked_at.count,
        "annotated_px": looked_at.area_px,
        "annotated_share": looked_at.share,
    }


def zone_row(
    template: Template,
    sides: Sides,
    finding: NDArray[np.bool_],
    organ: NDArray[np.int32],
    known: NDArray[np.bool_] | None = None,
) -> Row:
    """How much of each lung and of each of its zones is covered by findings, 0 to 1.

    Args:
        template: Names the organ, its sides and levels.
        sides: Whose left and right the columns mean, on this image.
        finding: (H, W), true inside.
        organ: (H, W) label plane of the organ. A side whose organ was not drawn has no share.
        known: (H, W), the part of the image that counts; all of it when omitted. The organ says
            where zones lie beyond it too; a zone of which nothing is known has no share.
    """
    if not organ.any():
        return {}
    zones = lung_zones(organ, (organ.shape[0], organ.shape[1]), template)
    row: Row = {}
    for name, side, level in _zones(template):
        index = next(i for i, one in enumerate(zones.sides) if sides.name(one, template) == side)
        if zones.labels is None or not (zones.labels == index + 1).any():
            continue
        mask = zones.labels == index + 1
        if known is not None:
            mask = mask & known
        if level:
            rows, place = zones.bounds(zones.sides[index]), zones.levels.index(level)
            mask = mask[rows[place] : rows[place + 1]]
            row[name] = _share(finding[rows[place] : rows[place + 1]], mask)
        else:
            row[name] = _share(finding, mask)
    return row


def _zones(template: Template) -> list[tuple[str, str, str]]:
    """Column, side and level of each zone; the level is empty for the whole of a side."""
    finding, noun = template.finding_layer.name, template.sentence.organ[0]
    return [
        (f"{finding}_share_of_{level}{'_' if level else ''}{side}_{noun}", side, level)
        for side in template.sides
        for level in ("", *template.levels)
    ]


def _share(inside: NDArray[np.bool_], organ: NDArray[np.bool_]) -> float | None:
    pixels = int(np.count_nonzero(organ))
    return int(np.count_nonzero(inside & organ)) / pixels if pixels else None
