"""The regions of an image that a sentence about density can name, as words and as pixels."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from lvit_core.prompt.template import Template

BoolMask = npt.NDArray[np.bool_]


def regions_of(template: Template) -> tuple[str, ...]:
    """All regions in the order of the canonical sentence: halves, corners, the border."""
    corners = tuple(f"{level} {side}" for level in template.levels for side in template.sides)
    around = ("around",) if template.words.get("around") else ()
    return (*template.sides, *template.levels, *corners, *around)


def quadrant_masks(shape: tuple[int, int], template: Template) -> dict[str, BoolMask]:
    """(H, W) mask of every region; ``around`` is the outer quarter."""
    height, width = shape
    rows, columns = np.arange(height)[:, None], np.arange(width)[None, :]
    left, right = template.sides
    upper, lower = template.levels[0], template.levels[-1]
    halves = {
        left: np.broadcast_to(columns < width / 2, shape),
        right: np.broadcast_to(columns >= width / 2, shape),
        upper: np.broadcast_to(rows < height / 2, shape),
        lower: np.broadcast_to(rows >= height / 2, shape),
    }
    masks: dict[str, BoolMask] = dict(halves)
    for level in (upper, lower):
        for side in (left, right):
            masks[f"{level} {side}"] = halves[level] & halves[side]
    inside_rows = (rows >= height / 8) & (rows < height * 7 / 8)
    inside_columns = (columns >= width / 8) & (columns < width * 7 / 8)
    masks["around"] = ~(inside_rows & inside_columns)
    return masks


def dense_mask(
    dense: tuple[str, ...], shape: tuple[int, int], template: Template
) -> npt.NDArray[np.uint8]:
    """(H, W) uint8, 1 inside the dense regions; everywhere when none is named."""
    if not dense:
        return np.ones(shape, np.uint8)
    masks = quadrant_masks(shape, template)
    result = np.zeros(shape, np.uint8)
    for region in dense:
        result[masks[region]] = 1
    return result
