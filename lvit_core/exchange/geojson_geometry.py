"""The areas of GeoJSON geometries, and what of a geometry encloses none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.errors import LViTError
from lvit_core.exchange.bundle import UNREADABLE, Size
from lvit_core.exchange.coordinates import refuse_shares
from lvit_core.exchange.json_numbers import refuse_truths
from lvit_core.exchange.outlines import Part, points_of
from lvit_core.wording import said


def packed(geometry: Any) -> Any:
    """The areas as arrays: lists of the points of a slide take thirty times the memory.

    A geometry that makes no sense stays as it is, and says so when its object is drawn.
    """
    try:
        return tuple(_parts(geometry))
    except (LViTError, *UNREADABLE):
        return geometry


def areas(geometry: Any, ours: bool, _size: Size) -> Iterable[Part]:
    """Outer ring and holes of every polygon, packed or not; see `Filled`."""
    found = geometry if isinstance(geometry, tuple) else tuple(_parts(geometry))
    if found and not ours:
        refuse_shares(np.concatenate([outer for outer, _ in found]))
    return found


def _parts(geometry: Any) -> Iterator[Part]:
    """Outer ring and holes of every polygon.

    Raises:
        LViTError: Nothing of it encloses pixels.
    """
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind == "Polygon":
        yield _polygon(geometry["coordinates"])
    elif kind == "MultiPolygon":
        for part in geometry["coordinates"]:
            yield _polygon(part)
    elif kind == "GeometryCollection":
        members = geometry["geometries"]
        flat = [one for one in members if encloses(one)]
        if not flat:
            raise LViTError("Its geometries enclose no pixels.")
        for one in flat:
            yield from _parts(one)
    else:
        raise LViTError(
            "It is a {value}, which encloses no pixels.",
            value=kind or said("feature without geometry"),
        )


def not_enclosing(geometry: Any) -> Iterator[Any]:
    """The members of a collection, and of those in it, that enclose no pixels."""
    inner = isinstance(geometry, dict) and geometry.get("type") == "GeometryCollection"
    members = geometry.get("geometries") if inner else None
    for one in members if isinstance(members, list) else ():
        if encloses(one):
            yield from not_enclosing(one)
        else:
            yield one


def encloses(geometry: Any) -> bool:
    """Whether something of a geometry encloses pixels."""
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind == "GeometryCollection":
        members = geometry.get("geometries")
        return isinstance(members, list) and any(map(encloses, members))
    return kind in ("Polygon", "MultiPolygon")


def _polygon(rings: list[Any]) -> Part:
    flat = [_points(ring) for ring in rings]
    return flat[0], flat[1:]


def _points(ring: Any) -> NDArray[np.float64]:
    """The points of a ring; some programs write a height as a third coordinate."""
    refuse_truths(ring)
    try:
        found = np.asarray(ring, np.float64)
    except (TypeError, ValueError):  # of different lengths, or no numbers
        return points_of([point[:2] for point in ring])
    return points_of(found[:, :2] if found.ndim == 2 and found.shape[1] > 2 else found)


def lines_beside(file: Path, place: int, geometry: Any) -> list[str]:
    """Lines and points that lie in one feature with something that encloses pixels.

    Args:
        file: It.
        place: The number of the feature in it.
        geometry: Of the feature.
    """
    try:
        beside = list(not_enclosing(geometry)) if encloses(geometry) else []
    except RecursionError:  # what is drawn says so
        return []
    return [
        said(
            "A {kind} in feature {place} of {name} encloses no pixels and was left out.",
            kind=one.get("type") if isinstance(one, dict) else said("part"),
            place=place,
            name=file.name,
        )
        for one in beside
    ]
