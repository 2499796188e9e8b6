"""A mask in attributes: how many objects, how large the largest is, and where they lie.

What else a sentence can say (shape, margin, kind) is for people to see; nothing is drafted of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Self, cast

import numpy as np
import numpy.typing as npt

from lvit_core.geometry import Rect
from lvit_core.prompt.attributes.slots import SIZE, region_at, regions_of, slots_of
from lvit_core.prompt.compose import canonical_text
from lvit_core.prompt.description import Description, not_counted
from lvit_core.prompt.laterality import Sides
from lvit_core.prompt.parser import parse
from lvit_core.prompt.sentence import Finding
from lvit_core.prompt.template import Template
from lvit_core.wording import said

SMALLEST_SHARE = 0.001  # of the image's area: smaller objects are not counted


@dataclass(frozen=True)
class Found:
    """One object: its share of the image (0 to 1), its centre in fractions, and its box."""

    share: float
    y: float
    x: float
    rect: Rect


@dataclass(frozen=True, eq=False)
class AttributeDescription(Description):
    """What a mask shows; ``sides`` are as they are called, from the left of the picture.

    ``smaller_pieces`` have fewer than ``smallest`` pixels and are no objects.
    """

    objects: tuple[Found, ...]
    sides: tuple[str, ...]
    smallest: float
    smaller_pieces: int

    @property
    def source(self) -> str:
        return said("thirds of the image")

    @property
    def left_out(self) -> str:
        return not_counted(self.smaller_pieces, self.smallest)

    def of_every(self, step: int) -> Self:
        return replace(self, smallest=self.smallest * step**2)

    def as_json(self) -> dict[str, Any]:
        return self.sentence.as_json() | {
            "components": [
                {
                    "share": round(item.share, 4),
                    "center": [round(item.y, 3), round(item.x, 3)],
                    "box": [item.rect.y0, item.rect.x0, item.rect.y1, item.rect.x1],
                }
                for item in self.objects
            ],
            "smaller_pieces": self.smaller_pieces,
        }


def describe_attributes(
    mask: npt.NDArray[np.generic], template: Template, sides: Sides, smallest: float | None
) -> AttributeDescription:
    """See `lvit_core.prompt.describe.describe`."""
    shape = (int(mask.shape[0]), int(mask.shape[1]))
    smallest = SMALLEST_SHARE * mask.size if smallest is None else smallest
    found, smaller = _objects(mask, smallest)
    names = sides.names(template)
    sentence = parse(canonical_text(_finding(found, names, template), template), template)
    return AttributeDescription(sentence, shape, found, names, smallest, smaller)


def size_of(share: float, template: Template) -> str | None:
    """The word for an object of that share of the image; ``None`` if the template has none."""
    limits, words = template.sentence.sizes, tuple(template.words.get(SIZE, {}))
    if not limits or SIZE not in slots_of(template):
        return None
    return words[sum(share >= limit for limit in limits)]


def _finding(found: Sequence[Found], names: tuple[str, ...], template: Template) -> Finding:
    if not found:
        return Finding(negative=True)
    size = size_of(max(item.share for item in found), template)
    known, places = regions_of(template), set()
    if known:
        places = {region_at(item.y, item.x, names, template) for item in found}
    return Finding(
        areas=len(found) if len(found) < len(template.words.get("number", {})) else None,
        dense=tuple(region for region in known if region in places),
        attributes={SIZE: size} if size else {},
    )


def _objects(mask: npt.NDArray[np.generic], smallest: float) -> tuple[tuple[Found, ...], int]:
    """Connected areas (8 neighbours), one for each id where objects touch; from the top down.

    With how many are smaller than ``smallest`` pixels, and left out.
    """
    from scipy import ndimage  # noqa: PLC0415 - 0.1 s that the window's first paint does not need
    from skimage.measure import label  # noqa: PLC0415 - likewise

    height, width = mask.shape
    plane = mask if mask.dtype.kind in "iu" else (mask != 0).astype(np.uint8)
    labels = cast("npt.NDArray[np.int64]", label(plane, background=0, connectivity=2))  # type: ignore[no-untyped-call]
    if not labels.any():
        return (), 0
    sizes = np.bincount(labels.ravel())
    boxes = cast("Sequence[tuple[slice, slice]]", ndimage.find_objects(labels))
    found = []
    for number, (rows, columns) in enumerate(boxes, start=1):
        if sizes[number] < smallest:
            continue
        y, x = np.nonzero(labels[rows, columns] == number)
        rect = Rect(rows.start, columns.start, rows.stop, columns.stop)
        y_part = float((rect.y0 + y.mean() + 0.5) / height)
        x_part = float((rect.x0 + x.mean() + 0.5) / width)
        found.append(Found(float(sizes[number] / mask.size), y_part, x_part, rect))
    return tuple(found), len(boxes) - len(found)
