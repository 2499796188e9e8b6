"""The list of objects with what people sort it by: area, place, class, origin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lvit_core.annotation.objects import ObjectRecord, ObjectTable
from lvit_core.annotation.plane import LabelPlane
from lvit_core.geometry import Rect


@dataclass(frozen=True, slots=True)
class ObjectSummary:
    """One row of the list; ``area_mm2`` is None where the spacing is not known.

    ``centroid_yx`` is in image coordinates, ``box`` holds the object (it may be larger than it).
    """

    record: ObjectRecord
    area_px: int
    area_mm2: float | None
    centroid_yx: tuple[float, float]
    box: Rect


def summaries(
    plane: LabelPlane, table: ObjectTable, spacing_mm: tuple[float, float] | None = None
) -> Iterator[ObjectSummary]:
    """Rows for all records that have pixels, in the order they were made; no pixel is read."""
    per_px = None if spacing_mm is None else spacing_mm[0] * spacing_mm[1]
    extents = plane.extents
    for record in table:
        extent = extents.get(record.id)
        if extent is not None:
            area_mm2 = None if per_px is None else extent.area * per_px
            yield ObjectSummary(record, extent.area, area_mm2, extent.centroid_yx, extent.box)
