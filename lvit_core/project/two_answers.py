"""Two answers, or a mask and an answer, compared object by object."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.matching import matched_objects
from lvit_core.annotation.plane import LabelPlane, Labels
from lvit_core.project.deciding import told_apart
from lvit_core.project.records import Proposal
from lvit_core.prompt.template import Template


@dataclass(frozen=True, eq=False)
class Matching:
    """The objects of both sides of a comparison, and which of them the other side has too.

    Args:
        of: The second side's answer.
        other: Its objects, int32 (H, W) over its place.
        base: The same of the first side; ``None`` where that is a layer of the image.
        base_known, other_known: By id, whether the other side has the same object.
    """

    of: Proposal
    other: Labels
    base: Labels | None
    base_known: NDArray[np.bool_]
    other_known: NDArray[np.bool_]


def match_sides(
    base: Proposal | LabelPlane,
    other: Proposal,
    template: Template,
    counted: NDArray[np.bool_] | None = None,
) -> Matching | None:
    """Matches the objects; takes a while. ``None`` for answers about different places.

    Args:
        base: The first side, an answer or a layer.
        other: The second side.
        template: Says whether objects are told apart.
        counted: By id, which objects of a layer take part; ``None`` for all.
    """
    theirs = told_apart(other, template).objects
    assert theirs is not None
    if isinstance(base, Proposal):
        mine = told_apart(base, template).objects
        if base.area != other.area or mine is None:
            return None
        return Matching(other, theirs, mine, *matched_objects(mine, theirs))
    labels = base.read(other.area)
    if counted is not None:
        labels = np.where(counted.take(labels, mode="clip"), labels, 0).astype(np.int32)
    return Matching(other, theirs, None, *matched_objects(labels, theirs))
