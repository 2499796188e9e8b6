"""Where two masks differ, as colours: what only one of them has, and what both have."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.views.canvas.mask_paint import Labels, boundary, ink_region, inner_part, thickened
from app.views.canvas.mask_scene import MaskScene
from app.views.canvas.palette import Colours
from lvit_core.project.two_answers import Matching


def counted_in(labels: Labels, counted: NDArray[np.bool_] | None) -> NDArray[np.bool_]:
    """Where objects lie that count; ``counted`` says by id which do, ``None`` all."""
    return labels > 0 if counted is None else counted.take(labels, mode="clip")


def where_agreed(
    matching: Matching | None,
    ids: tuple[NDArray[Any] | None, NDArray[Any] | None],
    sides: tuple[NDArray[np.bool_], NDArray[np.bool_]],
) -> NDArray[np.bool_]:
    """Where an object of either side lies that both sides have."""
    agreed = np.zeros(sides[0].shape, bool)
    if matching is None:
        return agreed
    for known, labels, side in zip(
        (matching.base_known, matching.other_known), ids, sides, strict=True
    ):
        if labels is not None:
            agreed |= side & np.append(known, False).take(labels, mode="clip")
    return agreed


def ink_difference(
    out: Colours,
    scene: MaskScene,
    sides: tuple[NDArray[np.bool_], NDArray[np.bool_]],
    agreed: NDArray[np.bool_],
    margin: int,
) -> None:
    """What only the first has, what only the second has, and what both have.

    Objects that both have are agreed upon to their rim.
    """
    base, other = sides
    colours = scene.difference
    assert colours is not None
    inner = inner_part(out, margin)
    mine, theirs = base[inner], other[inner]
    ink_region(out, mine & theirs, colours.both)
    ink_region(out, mine & ~theirs, colours.person)
    ink_region(out, theirs & ~mine, colours.proposal)
    ink_region(out, agreed[inner], colours.both)
    edge = boundary(base)
    for _ in range(scene.contour_px - 2):
        edge = thickened(edge)
    ink_region(out, (edge & base)[inner], colours.line)


def or_nowhere(region: NDArray[np.bool_] | None, size: tuple[int, int]) -> NDArray[np.bool_]:
    """The region, or one of that size with nothing in it."""
    return np.zeros(size, bool) if region is None else region
