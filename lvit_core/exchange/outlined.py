"""Objects with their outlines, some thousands at a time: slides have many, and small ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.encodings import polygons
from lvit_core.annotation.objects import ObjectRecord
from lvit_core.annotation.plane import LabelPlane
from lvit_core.annotation.smoothing import smoothed
from lvit_core.annotation.tracing import Rings, trace
from lvit_core.exchange.content import Content
from lvit_core.project.records import ImageRecord
from lvit_core.prompt.template import Layer
from lvit_core.stopping import refuse_stopped

Points = NDArray[np.float64]
_ROWS_AT_ONCE = 1 << 17


@dataclass(frozen=True, eq=False, slots=True)
class Part:
    """One area of an object: ``(N, 2)`` (y, x) points in the image, the first one not again."""

    outer: Points
    holes: tuple[Points, ...] = ()


@dataclass(frozen=True, eq=False, slots=True)
class Outlined:
    """An object, the areas that it consists of, and how many pixels it has."""

    record: ObjectRecord
    parts: tuple[Part, ...]
    pixels: int

    @property
    def plain(self) -> bool:
        """Whether it is one area without holes."""
        return len(self.parts) == 1 and not self.parts[0].holes


def outlined(
    content: Content, image: ImageRecord, layer: Layer, *, machine: bool = False,
    smooth: bool = False,
) -> Iterator[Outlined]:  # fmt: skip
    """The objects of a layer in the order of their numbers.

    Outlines run along the borders of pixels; smooth ones have fewer corners and still enclose the
    centres of the same pixels.
    """
    plane, chosen = content.plane(image, layer, machine=machine)
    for rings in trace(plane, list(chosen)):
        first, points = smoothed(rings) if smooth else _turns(rings)
        begins = np.flatnonzero(np.append(True, rings.owners[1:] != rings.owners[:-1])).tolist()
        owners, outer = rings.owners.tolist(), rings.outer.tolist()
        crossing, edges = rings.crossing.tolist(), first.tolist()
        for start, stop in zip(begins, [*begins[1:], len(owners)], strict=True):
            refuse_stopped()
            id_ = owners[start]
            some = range(start, stop)
            found = [points[edges[ring] : edges[ring + 1]] for ring in some]
            outers = sum(outer[start:stop])
            if not smooth and any(crossing[start:stop]):
                parts = _one_by_one(plane, id_)
            elif stop - start == 1:
                parts = (Part(found[0]),)
            elif outers in (1, stop - start):
                holes = tuple(found[n] for n, ring in enumerate(some) if not outer[ring])
                parts = tuple(Part(found[n], holes) for n, ring in enumerate(some) if outer[ring])
            else:
                tops = [rings.points[rings.first[ring]].tolist() for ring in some]
                parts = _owned(plane, id_, found, tops, outer[start:stop])
            yield Outlined(chosen[id_], parts, plane.extents.area(id_))


def batches(
    plane: LabelPlane, chosen: Mapping[int, ObjectRecord]
) -> Iterator[list[tuple[int, ObjectRecord]]]:
    """The objects in their order, some with about 100,000 rows of pixels at a time."""
    some: list[tuple[int, ObjectRecord]] = []
    rows = 0
    for id_, record in chosen.items():
        rows += plane.extents.box(id_).height
        some.append((id_, record))
        if rows > _ROWS_AT_ONCE:
            refuse_stopped()
            yield some
            some, rows = [], 0
    if some:
        yield some


def _turns(rings: Rings) -> tuple[NDArray[np.int64], Points]:
    """The rings without the points where they go straight on."""
    keep = ~rings.straight
    first = np.concatenate(([0], np.cumsum(keep)))[rings.first]
    return first, rings.points[keep].astype(np.float64)


def _one_by_one(plane: LabelPlane, id_: int) -> tuple[Part, ...]:
    """Rings that visit no corner twice, of an object whose pixels meet at corners."""
    rect = plane.extents.box(id_)
    return tuple(
        Part(np.array(item.outer), tuple(np.array(hole) for hole in item.holes))
        for item in polygons(plane.read(rect) == id_, (rect.y0, rect.x0))
    )


def _owned(
    plane: LabelPlane, id_: int, rings: list[Points], tops: list[list[int]], outer: list[bool]
) -> tuple[Part, ...]:
    """Areas with the holes that lie in them, told by the highest corner of each ring."""
    from scipy import ndimage  # noqa: PLC0415 - too slow for the first paint

    rect = plane.extents.box(id_)
    area, _ = ndimage.label(plane.read(rect) == id_)
    # Below the highest corner of an area, and above that of a hole, lies the object.
    numbers = [
        int(area[y - rect.y0 - (not is_outer), x - rect.x0])
        for (y, x), is_outer in zip(tops, outer, strict=True)
    ]
    holes: dict[int, list[Points]] = {}
    for ring, number, is_outer in zip(rings, numbers, outer, strict=True):
        if not is_outer:
            holes.setdefault(number, []).append(ring)
    return tuple(
        Part(ring, tuple(holes.get(number, ())))
        for ring, number, is_outer in zip(rings, numbers, outer, strict=True)
        if is_outer
    )
