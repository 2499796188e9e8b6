"""The table of objects: one row for each object of one image."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.extents import Extent
from lvit_core.annotation.looked_at import LookedAt, known_plane
from lvit_core.annotation.objects import ObjectRecord
from lvit_core.annotation.plane import LabelPlane
from lvit_core.imaging.pyramid import PixelSource
from lvit_core.measurement.neighbours import nearest_distances
from lvit_core.measurement.positivity import Grading
from lvit_core.measurement.shapes import Shape, SpacingUm, measure_shape
from lvit_core.measurement.stains import Stains
from lvit_core.prompt.template import Layer
from lvit_core.stopping import refuse_stopped

Value = str | int | float | None
Row = dict[str, Value]
COLOURS = ("red", "green", "blue")
_OF_VALUES = ("mean", "sd", "min", "max")
_PLACES = ("centre_x_px", "centre_y_px")
_NEAREST = ("nearest_px", "nearest_um")
CUT_OFF = "reaches_unknown"
"""1 where an object touches the border of what was looked at: more of it may lie beyond."""


@dataclass(frozen=True, eq=False)
class ImageLayer:
    """One layer of one image, with all that its objects are measured by.

    Attributes:
        layer: As the template describes it.
        plane: Its pixels.
        records: The objects to measure, by the number that they have in the plane.
        source: The image's pixels.
        spacing_um: Height and width of a pixel in micrometres; ``None`` when unknown.
        stains: Of a stained picture, where they were asked for.
        grading: What makes an object positive, where that was asked for.
        looked_at: The part of the image that a person has looked at; ``None`` for all of it.
    """

    layer: Layer
    plane: LabelPlane
    records: Mapping[int, ObjectRecord]
    source: PixelSource
    spacing_um: SpacingUm | None
    stains: Stains | None = None
    grading: Grading | None = None
    looked_at: LookedAt | None = None

    def cut(self) -> ImageLayer:
        """The same without what lies where nobody has looked; for planes that are not cut yet."""
        return replace(self, plane=known_plane(self.looked_at, self.plane))

    @property
    def area_px(self) -> int:
        """What densities and shares are of: the pixels that have been looked at."""
        if self.looked_at is not None:
            return self.looked_at.area_px
        return self.plane.height * self.plane.width


def object_columns(
    *, colour: bool, grey: bool, stains: tuple[str, ...], graded: bool, partly: bool = False
) -> list[str]:
    """The names of all columns in their order, with units.

    Args:
        colour, grey: Whether there are images of three channels, or of one.
        stains: Names of the stains that are measured.
        graded: Whether objects are graded by a stain.
        partly: Whether of some images only a region has been looked at.
    """
    channels = ("value",) * grey + COLOURS * colour
    return [
        "layer", "object", "class", "class_probability", "origin", "state",
        *_PLACES,
        *(field.name for field in fields(Shape)),
        *([CUT_OFF] if partly else []),
        *_NEAREST,
        *(f"{channel}_{kind}" for channel in channels for kind in _OF_VALUES),
        *(f"{stain}_od_mean" for stain in stains),
        *(["grade"] if graded else []),
    ]  # fmt: skip


def object_rows(about: ImageLayer) -> Iterator[Row]:
    """Measures the objects of a layer in the order of their numbers; none is held longer.

    Values are the file's own (of a CT Hounsfield units), before any window.
    """
    nearest = nearest_of(about)
    for number, record in about.records.items():
        refuse_stopped()
        extent = about.plane.extents.get(number)
        if extent is None:
            continue
        yield {
            **told_of(about, record, extent),
            **measure_object(about, number, extent),
            **dict(zip(_NEAREST, nearest[number], strict=True)),
        }


def placed_rows(about: ImageLayer) -> Iterator[Row]:
    """The objects of a layer by class and area alone, for sums: no pixel is read."""
    for number, record in about.records.items():
        extent = about.plane.extents.get(number)
        if extent is not None:
            yield {**told_of(about, record, extent), "area_px": extent.area}


def told_of(about: ImageLayer, record: ObjectRecord, extent: Extent) -> Row:
    """What an object is and where it lies; nothing of it is read."""
    y, x = extent.centroid_yx
    return {
        "layer": about.layer.name,
        "object": record.id,
        "class": record.class_name,
        "class_probability": record.probability,
        "origin": record.provenance.origin,
        "state": record.state,
        "centre_x_px": x,
        "centre_y_px": y,
    }


def measure_object(about: ImageLayer, number: int, extent: Extent) -> Row:
    """Shape and intensities of the object that has this number in the plane."""
    mask = about.plane.read(extent.box) == number
    shape = measure_shape(mask, about.spacing_um)
    row: Row = {field.name: getattr(shape, field.name) for field in fields(shape)}
    if about.looked_at is not None:
        row[CUT_OFF] = int(about.looked_at.touches_border(about.plane, extent.box, number))
    pixels = about.source.read(0, extent.box)[mask]
    row |= _values(pixels)
    if about.stains is not None and pixels.ndim == 2:
        row |= _densities(pixels, about.stains, about.grading)
    return row


def nearest_of(about: ImageLayer) -> dict[int, tuple[float | None, float | None]]:
    """Distance to the centre of the nearest other object, by number: pixels and micrometres."""
    extents = ((number, about.plane.extents.get(number)) for number in about.records)
    there = [(number, extent.centroid_yx) for number, extent in extents if extent is not None]
    centres = np.array([centre for _, centre in there], float).reshape(-1, 2)
    in_px = nearest_distances(centres)
    unit = about.spacing_um
    in_um = np.full(len(there), np.nan) if unit is None else nearest_distances(centres, unit)
    pairs = zip(in_px.tolist(), in_um.tolist(), strict=True)
    told = ((_known(px), _known(um)) for px, um in pairs)
    return dict(zip((number for number, _ in there), told, strict=True))


def _known(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _values(pixels: NDArray[Any]) -> Row:
    """Mean, spread (of all pixels), lowest and highest of each channel: (n,) or (n, 3)."""
    grey = pixels.ndim == 1
    names = ("value",) if grey else COLOURS
    table = np.asarray(pixels, np.float64).reshape(len(pixels), -1)
    found = np.stack([table.mean(0), table.std(0), table.min(0), table.max(0)], axis=1)
    return {
        f"{name}_{kind}": float(found[i, k])
        for i, name in enumerate(names)
        for k, kind in enumerate(_OF_VALUES)
    }


def _densities(pixels: NDArray[Any], stains: Stains, grading: Grading | None) -> Row:
    means = dict(zip(stains.names, stains.amounts(pixels).mean(axis=0).tolist(), strict=True))
    row: Row = {f"{name}_od_mean": mean for name, mean in means.items()}
    if grading is not None:
        row["grade"] = grading.grade(means[grading.stain])
    return row
