"""The region of an image that a person has looked at: what lies outside is unknown.

A region is a layer of its own beside those of any template, so undo, journal, audit and tools know
it as they know a mask. Where it is empty, the whole image has been looked at. **Its border is
treated as the border of an image is**: objects are cut off there, and nothing beyond it counts,
neither as an object nor as background.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from lvit_core.annotation.plane import TILE_PX, LabelPlane
from lvit_core.geometry import Rect
from lvit_core.wording import counted, said

Record = TypeVar("Record")
Number = TypeVar("Number", bound=np.generic)


@dataclass(frozen=True, eq=False)
class LookedAt:
    """The part of an image that has been looked at; ``plane`` holds ids of regions, not empty."""

    plane: LabelPlane

    @classmethod
    def of(cls, plane: LabelPlane | None) -> LookedAt | None:
        """``None`` where nothing is drawn: the whole image has been looked at."""
        return None if plane is None or not any(True for _ in plane.tiles()) else cls(plane)

    @cached_property
    def area_px(self) -> int:
        """Its pixels."""
        known = self.plane.built_extents
        if known is not None:
            return int(known.areas(list(known)).sum())
        return sum(int(np.count_nonzero(tile)) for _, tile in self.plane.tiles())

    @cached_property
    def count(self) -> int:
        """How many regions it is made of."""
        if self.plane.built_extents is not None:
            return len(self.plane.built_extents)
        ids: set[int] = set()
        for _, tile in self.plane.tiles():
            ids.update(np.unique(tile).tolist())
        return len(ids - {0})

    @property
    def share(self) -> float:
        """Its part of the image, 0 to 1."""
        return self.area_px / (self.plane.height * self.plane.width)

    @property
    def words(self) -> str:
        """The same for a line of text."""
        return said(
            "annotated in {regions}, {share:.3g} % of the image",
            regions=counted(self.count, "region"),
            share=100 * self.share,
        )

    def mask(self, rect: Rect | None = None) -> npt.NDArray[np.bool_]:
        """(H, W) bool of the image, or (h, w) of ``rect``: true where it has been looked at."""
        found: npt.NDArray[np.bool_] = self.plane.read(rect or self.plane.bounds()) > 0
        return found

    def cut(self, plane: LabelPlane) -> LabelPlane:
        """A plane of the same size without all that lies outside; ``plane`` stays as it is."""
        inside = LabelPlane(plane.height, plane.width)
        for index, tile in plane.tiles():
            known = self.plane.tile(index)
            if known is not None:
                inside.set_tile(index, np.where(known > 0, tile, 0))
        return inside

    def cut_array(self, array: npt.NDArray[Number]) -> npt.NDArray[Number]:
        """The same of (H, W) values, tile by tile; 0 outside."""
        cut = np.zeros_like(array)
        for (_, row, column), tile in self.plane.tiles():
            place = np.s_[
                row * TILE_PX : (row + 1) * TILE_PX, column * TILE_PX : (column + 1) * TILE_PX
            ]
            part = array[place]
            known = tile[: part.shape[0], : part.shape[1]] > 0
            cut[place] = np.where(known, part, 0)
        return cut

    def touches_border(self, plane: LabelPlane, box: Rect, object_id: int) -> bool:
        """Whether an object of a cut plane reaches the border of what has been looked at.

        It may go on beyond it. The border of the image itself is no such border.
        """
        near = Rect(box.y0 - 1, box.x0 - 1, box.y1 + 1, box.x1 + 1).intersect(plane.bounds())
        own = plane.read(near) == object_id
        unknown = ~self.mask(near)
        grown = own.copy()
        grown[1:] |= own[:-1]
        grown[:-1] |= own[1:]
        grown[:, 1:] |= own[:, :-1]
        grown[:, :-1] |= own[:, 1:]
        return bool((grown & unknown).any())


def known_plane(looked_at: LookedAt | None, plane: LabelPlane) -> LabelPlane:
    """What of a plane lies in what has been looked at; the plane itself where that is all."""
    return plane if looked_at is None else looked_at.cut(plane)


def known_array(looked_at: LookedAt | None, array: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The same of (H, W) values."""
    return array if looked_at is None else looked_at.cut_array(array)
