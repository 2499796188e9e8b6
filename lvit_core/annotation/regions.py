"""A set of pixels as a box and a mask in it: what tools draw and what objects cover."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lvit_core.annotation.plane import LabelPlane
from lvit_core.geometry import EMPTY_RECT, Rect

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Region:
    """``mask`` is a bool array (h, w) of the pixels of ``rect`` that belong to the region."""

    rect: Rect
    mask: Mask

    def __post_init__(self) -> None:
        if self.mask.shape != (self.rect.height, self.rect.width):
            raise ValueError(f"mask {self.mask.shape} does not fill {self.rect}")

    @property
    def empty(self) -> bool:
        return not self.mask.any()

    @property
    def area(self) -> int:
        """Pixel count."""
        return int(np.count_nonzero(self.mask))

    def tight(self) -> Region:
        """The same pixels in the smallest box."""
        rows, columns = np.flatnonzero(self.mask.any(axis=1)), np.flatnonzero(self.mask.any(axis=0))
        if rows.size == 0:
            return NOWHERE
        y0, y1, x0, x1 = int(rows[0]), int(rows[-1]) + 1, int(columns[0]), int(columns[-1]) + 1
        rect = Rect(self.rect.y0 + y0, self.rect.x0 + x0, self.rect.y0 + y1, self.rect.x0 + x1)
        return Region(rect, self.mask[y0:y1, x0:x1])

    def leaves(self, bounds: Rect) -> bool:
        """Whether pixels touch a side of the box that is not one of ``bounds`` too."""
        rect, mask = self.rect, self.mask
        return bool(
            (rect.y0 > bounds.y0 and mask[0].any())
            or (rect.y1 < bounds.y1 and mask[-1].any())
            or (rect.x0 > bounds.x0 and mask[:, 0].any())
            or (rect.x1 < bounds.x1 and mask[:, -1].any())
        )

    def fitted(self, rect: Rect) -> Region:
        """The part inside ``rect``, in a mask that fills ``rect``."""
        mask = np.zeros((rect.height, rect.width), bool)
        part = rect.intersect(self.rect)
        if not part.empty:
            source = part.moved(-self.rect.y0, -self.rect.x0)
            mask[part.moved(-rect.y0, -rect.x0).slices] = self.mask[source.slices]
        return Region(rect, mask)

    def moved(self, dy: int, dx: int) -> Region:
        return Region(self.rect.moved(dy, dx), self.mask)


NOWHERE = Region(EMPTY_RECT, np.zeros((0, 0), bool))


def object_region(plane: LabelPlane, object_id: int) -> Region:
    """The pixels of one object, read from its box alone; ``NOWHERE`` for an unknown id."""
    box = plane.extents.box(object_id)
    if box.empty or object_id == 0:
        return NOWHERE
    region = Region(box, plane.read(box) == object_id).tight()
    plane.extents.tighten(object_id, region.rect)
    return region
