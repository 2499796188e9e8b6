"""Colours of masks as tables by object id, so that painting a mask is one look-up per pixel.

The hues stay apart for people with any of the common colour vision deficiencies (after Okabe and
Ito, brightened for dark images). Amber and orange are left out: they belong to proposals.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

OBJECT_HUES = (
    "#56b4e9",
    "#2fc49a",
    "#d98cc0",
    "#f0e442",
    "#6f8cff",
    "#b5d95c",
    "#8fd6d2",
    "#c9a0f5",
)
SELECTED_HUE = "#ffffff"
LEAST_LUMINANCE = 0.4  # of a contour: with the dark rim around it, it is seen on any picture
SOFT = 0.55  # strength of the contour's inner ring, which makes it look smooth
TABLE_STEP = 1024
RIM_ALPHA = 200

Colours = NDArray[np.uint32]
Colouring = Literal["class", "object"]


@dataclass(frozen=True)
class MaskStyle:
    """How masks are drawn.

    Args:
        filled: False draws contours alone.
        opacity: Of the filling, 0..1.
        colouring: One colour per class, or per object.
        masks: False hides what people made.
        proposal: False hides what the model suggests.
        difference: Shows where the active layer and the proposal differ, instead of both.
        contour_px: Width of a contour in device pixels, the innermost one soft; at least 1.
    """

    filled: bool = True
    opacity: float = 0.4
    colouring: Colouring = "class"
    masks: bool = True
    proposal: bool = True
    difference: bool = False
    contour_px: int = 3


@dataclass(frozen=True)
class Paint:
    """Premultiplied ARGB by object id: the area, the contour, and the contour's soft inner ring."""

    fill: Colours
    line: Colours
    soft: Colours

    @property
    def tables(self) -> tuple[Colours, Colours, Colours]:
        """All of them: two paints look alike where all three are the same."""
        return self.fill, self.line, self.soft

    @property
    def size(self) -> int:
        """Ids below this have a colour."""
        return int(self.line.size)


def premultiplied(color: QColor | str, alpha: float) -> int:
    """``0xAARRGGBB`` with the colour already multiplied by ``alpha`` (0..1), as QImage wants it."""
    hue = QColor(color)
    alpha = min(max(alpha, 0.0), 1.0)
    red, green, blue = (round(part * alpha) for part in (hue.red(), hue.green(), hue.blue()))
    return round(255 * alpha) << 24 | red << 16 | green << 8 | blue


def rim_colour() -> QColor:
    """Of the dark line under dashes, by which they are seen on a bright picture too."""
    return QColor(0, 0, 0, RIM_ALPHA)


def outline_colour(hue: QColor | str) -> QColor:
    """A hue as bright as a contour has to be, with as little white as that takes."""
    color = QColor(hue)
    for white in range(0, 101, 4):
        mixed = [part + (255 - part) * white / 100 for part in color.getRgb()[:3]]
        if _luminance(mixed) >= LEAST_LUMINANCE:
            return QColor(*(round(part) for part in mixed))
    return QColor("white")


def paint_by_class(
    count: int,
    class_of: NDArray[np.integer[Any]] | None,
    hues: Iterable[str],
    style: MaskStyle,
    selected: Sequence[int] = (),
) -> Paint:
    """Tables in which every object has the colour of its class.

    Args:
        count: Ids from 0 to ``count`` - 1 get a colour; 0 stays transparent.
        class_of: Index into ``hues`` by object id; ``None`` when there is only one class.
        hues: Colours of the classes, at least one.
        style: Opacity and filling.
        selected: Objects drawn with a white contour.
    """
    table = list(hues)
    index = np.zeros(count, np.intp)
    if class_of is not None:
        known = min(count, class_of.size)
        index[:known] = class_of[:known]
    return _tables(table, index, style, selected)


def paint_by_object(count: int, style: MaskStyle, selected: Sequence[int] = ()) -> Paint:
    """Tables in which neighbouring ids differ in colour."""
    index = np.arange(count, dtype=np.intp) % len(OBJECT_HUES)
    return _tables(list(OBJECT_HUES), index, style, selected)


def class_indices(
    objects: Mapping[int, Any] | Iterable[Any], names: list[str]
) -> NDArray[np.uint8]:
    """Index of the class of every object id; unknown classes count as the first.

    Args:
        objects: Records with ``id`` and ``class_name``, or a mapping to such.
        names: Names of the classes in order.
    """
    records = objects.values() if isinstance(objects, Mapping) else objects
    order = {name: position for position, name in enumerate(names)}
    listed = list(records)
    ids = np.fromiter((record.id for record in listed), np.intp, len(listed))
    classes = (order.get(record.class_name, 0) for record in listed)
    result = np.zeros(int(ids.max(initial=0)) + 1, np.uint8)
    result[ids] = np.fromiter(classes, np.uint8, len(listed))
    return result


def room_for(highest_id: int) -> int:
    """Table size for ids up to ``highest_id``, in steps: a new object rarely needs a new one."""
    return (highest_id // TABLE_STEP + 1) * TABLE_STEP


def _luminance(rgb: list[float]) -> float:
    """WCAG's relative luminance, 0 to 1, of red, green and blue of 0 to 255."""
    linear = [
        part / 255 / 12.92 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in rgb
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _tables(
    hues: list[str], index: NDArray[np.intp], style: MaskStyle, selected: Sequence[int]
) -> Paint:
    fill = np.array([premultiplied(hue, style.opacity) for hue in hues], np.uint32)[index]
    lines = [outline_colour(hue) for hue in hues]
    line = np.array([premultiplied(color, 1.0) for color in lines], np.uint32)[index]
    soft = np.array([premultiplied(color, SOFT) for color in lines], np.uint32)[index]
    chosen = np.asarray(selected, np.intp)
    chosen = chosen[(chosen > 0) & (chosen < index.size)]
    if chosen.size:
        strong = [premultiplied(hue, min(1.0, style.opacity + 0.15)) for hue in hues]
        fill[chosen] = np.array(strong, np.uint32)[index[chosen]]
        line[chosen] = premultiplied(SELECTED_HUE, 1.0)
        soft[chosen] = premultiplied(SELECTED_HUE, 0.8)
    for table in (fill, line, soft):
        table[0] = 0
    return Paint(fill, line, soft)
