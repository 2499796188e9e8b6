"""Where the zones of an image are: sides and levels as pixels.

All sides here are the image's own (index 0 is the left of the picture); names in a project's
convention are given afterwards. Lungs come from a mask when there is one and from the usual place
of lungs in a chest film otherwise, and a zone map always says which.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lvit_core.geometry import Rect, bounding
from lvit_core.prompt.organ.halves import split_organ
from lvit_core.prompt.template import Template
from lvit_core.wording import said

BoolMask = npt.NDArray[np.bool_]

# Median bounding boxes of the lungs in chest films, as fractions of height and width
# (y0, x0, y1, x1), picture's left lung first.
_USUAL_BOXES = ((0.10, 0.06, 0.82, 0.455), (0.10, 0.54, 0.83, 0.94))


@dataclass(frozen=True, eq=False)
class ZoneMap:
    """Sides and levels of one image.

    Attributes:
        shape: Height and width of the image in pixels.
        boxes: Bounding rectangle of each side's organ, picture's left first.
        midline_x: Column that separates the sides where no organ decides (pixels, may be halved).
        labels: (H, W) uint8, 0 outside, 1 and 2 the two organs; ``None`` without a mask.
        sides, levels: Names from the template; levels from the top down.
        source: Where the zones come from, in words for a person.
    """

    shape: tuple[int, int]
    boxes: tuple[Rect, Rect]
    midline_x: float
    labels: npt.NDArray[np.uint8] | None
    sides: tuple[str, ...]
    levels: tuple[str, ...]
    source: str

    @property
    def measured(self) -> bool:
        """Whether a mask of the organ stands behind the zones."""
        return self.labels is not None

    def bounds(self, side: str) -> list[int]:
        """First row of each level and the row after the last: thirds of the box's height."""
        box = self.boxes[self.sides.index(side)]
        count = len(self.levels)
        # The smallest row y with (y - y0) * count // height == level.
        return [box.y0 - (-level * box.height // count) for level in range(count + 1)]

    def zone_rect(self, side: str, level: str) -> Rect:
        """The rectangle of one zone."""
        box = self.boxes[self.sides.index(side)]
        rows = self.bounds(side)
        index = self.levels.index(level)
        return Rect(rows[index], box.x0, rows[index + 1], box.x1)

    def rects(self, zones: Mapping[str, Sequence[str]]) -> Rect:
        """The rectangle around several zones."""
        return bounding(
            self.zone_rect(side, level) for side, levels in zones.items() for level in levels
        )

    def zone_masks(self) -> Iterator[tuple[str, str, BoolMask]]:
        """Side, level and (H, W) mask of every zone: the organ's pixels, an ellipse without one."""
        for index, side in enumerate(self.sides):
            organ = self.organ_mask(index)
            rows = self.bounds(side)
            for number, level in enumerate(self.levels):
                mask = np.zeros(self.shape, bool)
                mask[rows[number] : rows[number + 1]] = organ[rows[number] : rows[number + 1]]
                yield side, level, mask

    def organ_mask(self, index: int) -> BoolMask:
        """(H, W) mask of one side's organ."""
        if self.labels is not None and bool((self.labels == index + 1).any()):
            found: BoolMask = self.labels == index + 1
            return found
        return _ellipse(self.boxes[index], self.shape)


def lung_zones(
    lungs: npt.NDArray[np.generic] | None, shape: tuple[int, int], template: Template
) -> ZoneMap:
    """The zones of a chest image.

    Args:
        lungs: (H, W) mask or label plane of the lungs, non-zero inside; ``None`` when there is
            none. One lung may be missing: the other one's height stands in for it.
        shape: (H, W) of the image.
    """
    height, width = shape
    organs = split_organ(lungs, shape) if lungs is not None else None
    usual = tuple(
        Rect(round(y0 * height), round(x0 * width), round(y1 * height), round(x1 * width))
        for y0, x0, y1, x1 in _USUAL_BOXES
    )
    if organs is None:
        boxes, middle, source = usual, width / 2, said("usual place of lungs (no lung mask)")
    else:
        left, right = organs.boxes
        boxes = (left or _mirrored(right, width), right or _mirrored(left, width))
        both = left is not None and right is not None
        middle = (boxes[0].x0 + boxes[1].x1) / 2 if both else width / 2
        alone = said("mask of one lung, the other one assumed alike")
        source = said("lung mask") if both else alone
    return ZoneMap(
        shape=shape,
        boxes=(boxes[0], boxes[1]),
        midline_x=middle,
        labels=organs.labels if organs else None,
        sides=template.sides,
        levels=template.levels,
        source=source,
    )


def region_mask(zones: Mapping[str, Sequence[str]], zone_map: ZoneMap) -> npt.NDArray[np.uint8]:
    """(H, W) uint8, 1 inside the named zones."""
    result = np.zeros(zone_map.shape, np.uint8)
    for side, level, mask in zone_map.zone_masks():
        if level in zones.get(side, ()):
            result[mask] = 1
    return result


def _mirrored(box: Rect | None, width: int) -> Rect:
    if box is None:
        raise ValueError("at least one organ must be there")
    return Rect(box.y0, width - box.x1, box.y1, width - box.x0)


def _ellipse(box: Rect, shape: tuple[int, int]) -> BoolMask:
    rows = np.arange(shape[0])[:, None] + 0.5
    columns = np.arange(shape[1])[None, :] + 0.5
    y = (rows - (box.y0 + box.y1) / 2) / max(1, box.height / 2)
    x = (columns - (box.x0 + box.x1) / 2) / max(1, box.width / 2)
    inside: BoolMask = y**2 + x**2 <= 1
    return inside
