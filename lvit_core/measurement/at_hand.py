"""The objects of the image in hand by column, measured anew only where something was drawn.

A person looks at the table while drawing, so what is known without reading pixels (class, place,
area, nearest) is told at once, and shapes and intensities are kept for objects that did not change.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.plane import LabelPlane
from lvit_core.measurement.objects import (
    ImageLayer,
    Row,
    measure_object,
    nearest_of,
    object_columns,
    told_of,
)
from lvit_core.stopping import refuse_stopped

Floats = NDArray[np.float64]
TEXTS = ("layer", "class", "origin", "state")
_PLACED = (
    "object", "class_probability", "centre_x_px", "centre_y_px", "nearest_px", "nearest_um",
    "area_px", "area_um2",
)  # fmt: skip
"""Numbers that are known without looking at the pixels of an object."""


@dataclass(frozen=True, eq=False)
class ObjectNumbers:
    """One row for each object of a layer, kept by column.

    Attributes:
        numbers: Column -> (n,) float; NaN where nothing is known.
        texts: Column -> n texts.
        complete: Whether shapes and intensities are among them, too.
    """

    numbers: Mapping[str, Floats]
    texts: Mapping[str, Sequence[str]]
    complete: bool

    @property
    def ids(self) -> NDArray[np.int64]:
        """(n,) numbers of the objects."""
        return self.numbers["object"].astype(np.int64)

    def __len__(self) -> int:
        return len(self.numbers["object"])

    @property
    def columns(self) -> list[str]:
        """Those in which anything is known, in the order of `lvit measure`."""
        known = [name for name, told in self.numbers.items() if not np.isnan(told).all()]
        return [name for name in self._ordered if name in self.texts or name in known]

    def order(self, column: str, *, descending: bool = False) -> NDArray[np.int64]:
        """(n,) rows sorted by a column, ties by number; what is not known comes last."""
        if column in self.texts:
            rank = np.unique(np.array(self.texts[column], dtype=str), return_inverse=True)[1]
            key = np.asarray(rank, np.float64)
        else:
            key = self.numbers.get(column, self.numbers["object"])
        key = np.where(np.isnan(key), np.inf, -key if descending else key)
        return np.lexsort((self.numbers["object"], key))

    def row(self, place: int) -> Row:
        """One row as `lvit measure` writes it."""
        told: Row = {name: listed[place] for name, listed in self.texts.items()}
        for name, column in self.numbers.items():
            value = float(column[place])
            told[name] = None if np.isnan(value) else int(value) if _whole(name) else value
        return {name: told[name] for name in self._ordered}

    @cached_property
    def _ordered(self) -> list[str]:
        """All columns in the order of `lvit measure`."""
        first = object_columns(colour=False, grey=False, stains=(), graded=False)
        order = {name: at for at, name in enumerate(first)}
        there = [*self.texts, *self.numbers]
        return sorted(there, key=lambda name: order.get(name, len(order)))


@dataclass(frozen=True, eq=False)
class LayerMeasures:
    """A measured layer, and what it was measured on.

    Attributes:
        table: Its objects.
        plane: The labels as they were.
        made_of: What else decides the numbers: pixel size, stains, grading, image.
    """

    table: ObjectNumbers
    plane: LabelPlane
    made_of: tuple[object, ...]


def told_at_once(about: ImageLayer) -> ObjectNumbers:
    """What is known of the objects of a layer without reading a pixel of them."""
    nearest = nearest_of(about)
    size_um2 = None if about.spacing_um is None else about.spacing_um[0] * about.spacing_um[1]
    rows = []
    for number, record in about.records.items():
        extent = about.plane.extents.get(number)
        if extent is not None:
            area = extent.area
            rows.append({
                **told_of(about, record, extent),
                "area_px": area,
                "area_um2": None if size_um2 is None else area * size_um2,
                **dict(zip(("nearest_px", "nearest_um"), nearest[number], strict=True)),
            })  # fmt: skip
    return _by_column(rows, _PLACED)


def measure_layer(
    about: ImageLayer,
    before: LayerMeasures | None = None,
    told: Callable[[int, int], object] | None = None,
) -> LayerMeasures:
    """Measures all objects of a layer.

    Args:
        about: The layer; its records stand under their own numbers.
        before: An earlier measurement; objects whose pixels are as they were keep its numbers.
        told: Hears how many objects are done, and of how many, for each that is measured.

    Raises:
        Cancelled: It was asked to stop.
    """
    placed = told_at_once(about)
    names = _measured_names(about)
    made_of = (about.spacing_um, about.source, _vectors(about), about.grading)
    old = before if before is not None and before.made_of == made_of else None
    values = np.full((len(placed), len(names)), np.nan)
    ids = placed.ids
    fresh = np.ones(len(ids), bool)
    if old is not None:
        fresh = _taken_over(values, names, ids, old, about.plane)
    places = np.flatnonzero(fresh).tolist()
    for done, place in enumerate(places):
        refuse_stopped()
        if told is not None:
            told(done, len(places))
        number = int(ids[place])
        extent = about.plane.extents.get(number)
        if extent is not None:
            measured = measure_object(about, number, extent)
            values[place] = [_number(measured.get(name)) for name in names]
    numbers = dict(placed.numbers)
    numbers |= {name: values[:, at] for at, name in enumerate(names) if name not in numbers}
    return LayerMeasures(ObjectNumbers(numbers, placed.texts, True), about.plane, made_of)


def changed_objects(before: LabelPlane, now: LabelPlane) -> set[int]:
    """Numbers of the objects that gained or lost a pixel."""
    old, new = dict(before.tiles()), dict(now.tiles())
    found: set[int] = set()
    for index in old.keys() | new.keys():
        was, there = old.get(index), new.get(index)
        if was is None or there is None:
            found.update(*(np.unique(one).tolist() for one in (was, there) if one is not None))
        elif not np.may_share_memory(was, there):  # snapshots share what nobody wrote to
            other = was != there
            found.update(np.unique(was[other]).tolist(), np.unique(there[other]).tolist())
    return found - {0}


def _taken_over(
    values: Floats,
    names: Sequence[str],
    ids: NDArray[np.int64],
    old: LayerMeasures,
    plane: LabelPlane,
) -> NDArray[np.bool_]:
    """Fills in what is known already; returns which objects are to be measured."""
    changed = np.fromiter(changed_objects(old.plane, plane), np.int64)
    known = old.table.ids
    place = {number: at for at, number in enumerate(known.tolist())}
    kept = np.array([number in place for number in ids.tolist()], bool) & ~np.isin(ids, changed)
    at = [place[number] for number in ids[kept].tolist()]
    for column, name in enumerate(names):
        values[kept, column] = old.table.numbers[name][at]
    return ~kept


def _measured_names(about: ImageLayer) -> list[str]:
    """The columns of `measure_object`."""
    columns = object_columns(
        colour=about.source.is_color,
        grey=not about.source.is_color,
        stains=() if about.stains is None else about.stains.names,
        graded=about.grading is not None,
    )
    return [name for name in columns if name not in TEXTS and name not in _PLACED[:6]]


def _vectors(about: ImageLayer) -> object:
    return None if about.stains is None else (about.stains.names, about.stains.vectors.tobytes())


def _by_column(rows: Sequence[Row], names: Sequence[str]) -> ObjectNumbers:
    numbers = {name: np.array([_number(row[name]) for row in rows], float) for name in names}
    texts = {name: [str(row[name]) for row in rows] for name in TEXTS}
    return ObjectNumbers(numbers, texts, False)


def _number(value: Any) -> float:
    return np.nan if value is None else float(value)


def _whole(name: str) -> bool:
    return name in ("object", "area_px", "grade")
