"""Slices of a series in the patient: whether they make one even stack, and what is wrong if not.

A series is known by its own number and by where its slices lie (Image Position and Orientation
(Patient), DICOM PS3.3 C.7.6.2), never by the names of files.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lvit_core.wording import said

FEWEST = 3  # slices that say how far they are apart
_SAME_WAY = 0.999  # cosine of the angle between two normals, and between two rows
_SAME_PLACE_MM = 0.01
_GAP = 1.5  # of the usual step
_TILT_DEG = 1.0
_MOST_GAPS = 3  # told one by one


@dataclass(frozen=True)
class SlicePlace:
    """Where a slice lies.

    Args:
        series: The series' own number (UID).
        acquisition: Which acquisition of the series; 0 where nobody says.
        directions: Of a row and of a column, unit vectors towards left, back, head.
        corner: Middle of the first pixel, in mm.
    """

    series: str
    acquisition: int
    directions: tuple[float, float, float, float, float, float]
    corner: tuple[float, float, float]

    @property
    def normal(self) -> NDArray[np.float64]:
        """The direction in which slices are counted."""
        return np.cross(self.directions[:3], self.directions[3:])


def series_remarks(slices: Iterable[tuple[str, SlicePlace]]) -> list[str]:
    """What a person should know of the stacks that slices make; nothing where all are even.

    Args:
        slices: The name of each file, and where it lies.
    """
    series: dict[str, list[tuple[str, SlicePlace]]] = {}
    for name, place in slices:
        series.setdefault(place.series, []).append((name, place))
    return [line for one in series.values() for line in _of_series(one)]


def _of_series(slices: list[tuple[str, SlicePlace]]) -> list[str]:
    ways = _by_direction(slices)
    first = slices[0][0]
    lines = []
    if len(ways) > 1:
        counts = ", ".join(str(len(one)) for one in ways)
        lines.append(
            said(
                "The series of {name} has slices in {count} directions ({counts} of them): each "
                "is a stack of its own.",
                name=first,
                count=len(ways),
                counts=counts,
            )
        )
    for way in ways:
        lines += _of_direction(way)
    return lines


def _by_direction(
    slices: list[tuple[str, SlicePlace]],
) -> list[list[tuple[str, SlicePlace]]]:
    ways: list[list[tuple[str, SlicePlace]]] = []
    for name, place in slices:
        fitting = (way for way in ways if _same_way(way[0][1], place))
        way = next(fitting, None)
        if way is None:
            ways.append([(name, place)])
        else:
            way.append((name, place))
    return ways


def _same_way(one: SlicePlace, other: SlicePlace) -> bool:
    rows = float(np.dot(one.directions[:3], other.directions[:3]))
    return rows > _SAME_WAY and float(np.dot(one.normal, other.normal)) > _SAME_WAY


def _of_direction(way: list[tuple[str, SlicePlace]]) -> list[str]:
    normal = way[0][1].normal
    corners = np.array([place.corner for _, place in way])
    at = corners @ normal
    order = np.argsort(at, kind="stable")
    names = [way[number][0] for number in order]
    acquisitions = {place.acquisition for _, place in way}
    steps = np.diff(at[order])
    doubled = np.flatnonzero(steps < _SAME_PLACE_MM)
    lines = []
    if len(doubled) and len(acquisitions) > 1:
        told = said(
            "The series of {name} has {count} acquisitions of the same places.",
            name=names[0],
            count=len(acquisitions),
        )
        return [told]
    if len(doubled):
        pair = {"one": names[int(doubled[0])], "other": names[int(doubled[0]) + 1]}
        told = said("{one} and {other} lie at the same place of their series.", **pair)
        if more := len(doubled) - 1:
            told = said(
                "{one} and {other} lie at the same place of their series; of other pairs, {more} "
                "too.",
                more=more,
                **pair,
            )
        lines.append(told)
    apart = np.delete(np.arange(len(order)), doubled + 1)
    return (
        lines
        + _gaps(at[order][apart], [names[n] for n in apart])
        + _tilt(corners[order][apart], normal, names[0])
    )


def _gaps(at: NDArray[np.float64], names: Sequence[str]) -> list[str]:
    if len(at) < FEWEST:
        return []
    steps = np.diff(at)
    usual = float(np.median(steps))
    gaps = np.flatnonzero(steps > _GAP * usual).tolist()
    lines = [
        said(
            "Between {one} and {other} {gap:.4g} mm are missing, where slices are {usual:.4g} mm "
            "apart.",
            one=names[place],
            other=names[place + 1],
            gap=float(steps[place]) - usual,
            usual=usual,
        )
        for place in gaps[:_MOST_GAPS]
    ]
    if len(gaps) > _MOST_GAPS:
        lines.append(
            said("The series of {name} has {count} gaps in all.", name=names[0], count=len(gaps))
        )
    return lines


def _tilt(corners: NDArray[np.float64], normal: NDArray[np.float64], name: str) -> list[str]:
    """Slices that are shifted against each other, as a tilted gantry makes them."""
    if len(corners) < FEWEST:
        return []
    way = corners[-1] - corners[0]
    along = float(way @ normal)
    aside = float(np.linalg.norm(way - along * normal))
    angle = math.degrees(math.atan2(aside, abs(along)))
    if angle < _TILT_DEG:
        return []
    return [
        said(
            "The slices of the series of {name} are tilted by {angle:.1f} degrees against the "
            "direction in which they follow each other.",
            name=name,
            angle=angle,
        )
    ]
