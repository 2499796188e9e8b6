"""Objects with their outlines, some thousands at a time: slides have many, and small ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.encodings import Polygon
from lvit_core.annotation.many_outlines import many_polygons
from lvit_core.annotation.objects import ObjectRecord
from lvit_core.exchange.content import Content
from lvit_core.geometry import Rect
from lvit_core.project.records import ImageRecord
from lvit_core.prompt.template import Layer

_AT_ONCE = 4096


@dataclass(frozen=True, eq=False)
class Outlined:
    """An object, its box, its ``(h, w)`` mask in it, and its polygons in the image."""

    record: ObjectRecord
    rect: Rect
    mask: NDArray[np.bool_]
    polygons: list[Polygon]


def outlined(
    content: Content, image: ImageRecord, layer: Layer, *, machine: bool = False
) -> Iterator[Outlined]:
    """The objects of a layer in the order of `Content.objects`."""
    objects = content.objects(image, layer, machine=machine)
    while some := list(islice(objects, _AT_ONCE)):
        found = many_polygons([(rect, mask) for _, rect, mask in some])
        for (record, rect, mask), items in zip(some, found, strict=True):
            yield Outlined(record, rect, mask, items)
