"""How the labels of an image came to be: told by its journal, step by step.

A model that is judged by labels it proposed itself is told that it is perfect, and every model
after it that it is worse.  So a run asks of each label whether a person drew it, corrected it and
how much, or took it as it was proposed; and whether somebody checked it closely, to judge by.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.edit import Edit, ImageChange
from lvit_core.annotation.looked_at import LookedAt, known_array
from lvit_core.annotation.patch import TileChange
from lvit_core.annotation.plane import TILE_PX, LabelPlane
from lvit_core.geometry import Rect
from lvit_core.project.acceptance import TOGETHER
from lvit_core.project.confirming import FIELD
from lvit_core.project.records import ImageState

if TYPE_CHECKING:
    from lvit_core.project.project import Project

Way = Literal["drawn", "imported", "corrected", "accepted", "accepted in bulk", "empty"]

# From this share of pixels on a correction makes a label one that judges.  A model that proposes
# what was corrected reaches a Dice of 0.99 on it: the step that a verdict can tell from noise.
CORRECTED_SHARE: Final = 0.02

_MACHINES = ("model", "pseudo")


@dataclass(frozen=True, slots=True)
class Making:
    """How the label of a layer came to be.

    Attributes:
        way: "drawn" where nothing of it was ever proposed; "imported" where it came from files, as
            other people's work; "corrected" where pixels differ from what was accepted; "accepted"
            as it was proposed, in the image; "accepted in bulk" the same, marked as labeled
            together with others; "empty" where nothing is marked.
        changed: Share of the pixels, of label and accepted proposal together, that differ, 0..1.
        confirmed: A person checked it closely to judge by it, and nothing was accepted since.
    """

    way: Way
    changed: float
    confirmed: bool = False

    @property
    def judges(self) -> bool:
        """Whether a model may be judged by it: it is a person's work, not a model's own answer."""
        by_people = self.way in ("drawn", "imported")
        enough = self.way == "corrected" and self.changed >= CORRECTED_SHARE
        return self.confirmed or by_people or enough

    @property
    def untouched(self) -> bool:
        """Whether it is a model's answer that nobody changed or confirmed."""
        return self.way in ("accepted", "accepted in bulk") and not self.confirmed


def making_of(project: Project, image_id: int, layer: str) -> Making:
    """How the label of an image came to be; reads its journal, so for no interface thread.

    Raises:
        LViTError: The image is gone, or a step of its journal is damaged.
    """
    record = project.images.get(image_id)
    steps, looked_at = project.journal.in_force(image_id), project.regions.of(image_id)
    return told_by((record.height, record.width), steps, layer, looked_at)


def told_by(
    size_hw: tuple[int, int],
    steps: Iterable[Edit],
    layer: str,
    looked_at: LookedAt | None = None,
) -> Making:
    """The same of steps at hand.

    Args:
        size_hw: Height and width of the image.
        steps: Every step in force, oldest first.
        layer: The layer.
        looked_at: Where pixels count; everywhere when omitted.
    """
    history = _History(size_hw, layer, looked_at)
    in_bulk = False
    for edit in steps:
        history.take(edit)
        if any(_labels(change) for change in edit.image):
            in_bulk = edit.title == TOGETHER
    return history.making(in_bulk=in_bulk)


class _History:
    """What is marked, and what of it was accepted as it was proposed, after each step."""

    def __init__(self, size_hw: tuple[int, int], layer: str, looked_at: LookedAt | None) -> None:
        self._layer, self._looked_at = layer, looked_at
        self._plane = LabelPlane(*size_hw)
        self._proposed: NDArray[np.bool_] = np.zeros(size_hw, bool)
        self._any_proposed = self._by_import = self._confirmed = False

    def take(self, edit: Edit) -> None:
        for change in edit.image:
            if change.field == FIELD:
                self._confirmed = bool(change.after)
        if edit.layer != self._layer:
            return
        made = [c.after for c in edit.objects if c.before is None and c.after is not None]
        self._by_import |= any(one.provenance.origin == "import" for one in made)
        untouched = [
            one.id
            for one in made
            if one.provenance.origin in _MACHINES and one.provenance.edited_by is None
        ]
        if not edit.patch.empty:
            edit.patch.apply(self._plane)
        if untouched:
            self._any_proposed, self._confirmed = True, False
            self._accept(edit.patch.tiles, untouched)

    def _accept(self, tiles: Iterable[TileChange], untouched: list[int]) -> None:
        """What a step took over is proposed; what gave way to it is no more."""
        bounds = self._plane.bounds()
        for tile in tiles:
            rect = tile.rect.moved(tile.index[1] * TILE_PX, tile.index[2] * TILE_PX)
            inside: Rect = rect.intersect(bounds)
            where = tile.mask()
            changed = np.ones((rect.height, rect.width), bool) if where is None else where
            changed = changed[: inside.height, : inside.width]
            now = self._plane.read(inside)
            part = self._proposed[inside.slices]
            part[changed & np.isin(now, untouched)] = True
            part[changed & (now == 0)] = False

    def making(self, *, in_bulk: bool) -> Making:
        marked = known_array(self._looked_at, self._plane.to_array() > 0)
        proposed = known_array(self._looked_at, self._proposed)
        either = int(np.count_nonzero(marked | proposed))
        if not either:
            return Making("empty", 0.0, self._confirmed)
        if not self._any_proposed:
            return Making("imported" if self._by_import else "drawn", 1.0, self._confirmed)
        changed = int(np.count_nonzero(marked != proposed)) / either
        way: Way = "corrected" if changed else "accepted in bulk" if in_bulk else "accepted"
        return Making(way, changed, self._confirmed)


def _labels(change: ImageChange) -> bool:
    return change.field == "state" and change.after == ImageState.LABELED.value
