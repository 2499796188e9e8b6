"""Where tiles lie and how their answers are blended: one plan for all that predicts.

What people are shown, what judges a generation and what `lvit evaluate` measures are cut and put
together here, so they are the same masks.

The windows of neighbouring tiles are normalised once per axis: their product sums to 1 at every
pixel, so answers are simply added up and nothing the size of the image is divided at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, hypot
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from lvit_core.errors import LViTError
from lvit_core.geometry import Rect

OVERLAP = 0.125
"""Smallest part of a tile that its neighbour sees too."""

Item = TypeVar("Item")


@dataclass(frozen=True, eq=False)
class Tile:
    """One square the network sees.

    Attributes:
        rect: Its place in the scaled image; may reach beyond a smaller image, which is mirrored.
        core: The part that no other tile's core covers; cores partition the image.
        weight_y: float32 (S,) normalised window along the rows.
        weight_x: float32 (S,) along the columns.
    """

    rect: Rect
    core: Rect
    weight_y: NDArray[np.float32]
    weight_x: NDArray[np.float32]


@dataclass(frozen=True)
class Axis:
    """Tiles along one side: where each begins, its window, and the borders between cores."""

    starts: tuple[int, ...]
    weights: tuple[NDArray[np.float32], ...]
    borders: tuple[int, ...]


def plan_tiles(height: int, width: int, size: int, overlap: float) -> list[Tile]:
    """Tiles that cover an image evenly.

    Args:
        height: Of the scaled image, pixels.
        width: Of the scaled image, pixels.
        size: Side S of a tile, pixels.
        overlap: Smallest part of a tile that its neighbour sees too, 0 <= overlap <= 0.75.
    """
    if not 0.0 <= overlap <= 0.75:
        raise LViTError(
            "An overlap of {overlap} is not possible.", "Choose 0 to 0.75.", overlap=overlap
        )
    rows, columns = _axis(height, size, overlap), _axis(width, size, overlap)
    return [
        Tile(
            Rect(y, x, y + size, x + size),
            Rect(rows.borders[i], columns.borders[j], rows.borders[i + 1], columns.borders[j + 1]),
            rows.weights[i],
            columns.weights[j],
        )
        for i, y in enumerate(rows.starts)
        for j, x in enumerate(columns.starts)
    ]


def seen_in_parts(height: int, width: int, size: int) -> bool:
    """Whether a scaled image takes several tiles; parts have no places that words could name."""
    return max(height, width) > size


def blended(
    shape_hw: tuple[int, int],
    tiles: Sequence[Tile],
    at_once: int,
    answer: Callable[[Sequence[Tile]], NDArray[np.float32]],
    on_tile: Callable[[Tile, NDArray[np.float32]], None] | None = None,
) -> NDArray[np.float32]:
    """The answers of all tiles as one map, float32 (H, W), 0..1, or as several, (P, H, W).

    Args:
        shape_hw: Of the scaled image.
        tiles: Its plan, in the order in which they are answered.
        at_once: How many are asked together.
        answer: float32 (B, S, S) of B tiles, or (B, P, S, S).
        on_tile: Gets each tile's own answer (S, S) or (P, S, S) as soon as it is known.
    """
    total: NDArray[np.float32] | None = None
    for asked in chunks(tiles, at_once):
        for tile, probability in zip(asked, answer(asked), strict=True):
            if total is None:
                total = np.zeros((*probability.shape[:-2], *shape_hw), np.float32)
            add_tile(total, tile, probability)
            if on_tile is not None:
                on_tile(tile, probability)
    assert total is not None  # every image has a tile
    return np.clip(total, 0.0, 1.0, out=total)  # the windows sum to 1 up to rounding


def chunks(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    """Items in order, ``size`` at a time."""
    return (items[first : first + size] for first in range(0, len(items), size))


def nearest_first(tiles: list[Tile], center_yx: tuple[float, float]) -> list[Tile]:
    """Tiles by the distance of their core from a point, so that what is looked at comes first."""

    def distance(tile: Tile) -> float:
        core = tile.core
        dy = max(core.y0 - center_yx[0], 0.0, center_yx[0] - core.y1)
        dx = max(core.x0 - center_yx[1], 0.0, center_yx[1] - core.x1)
        middle = hypot(
            (core.y0 + core.y1) / 2 - center_yx[0], (core.x0 + core.x1) / 2 - center_yx[1]
        )
        return hypot(dy, dx) * 1e6 + middle

    return sorted(tiles, key=distance)


def cut(image: NDArray[np.uint8], rect: Rect) -> NDArray[np.uint8]:
    """The pixels of a tile; beyond the image they are mirrored, as often as it takes.

    Args:
        image: uint8 (H, W, 3).
        rect: Begins inside the image.
    """
    height, width = image.shape[:2]
    inside = image[rect.y0 : min(rect.y1, height), rect.x0 : min(rect.x1, width)]
    missing = (rect.height - inside.shape[0], rect.width - inside.shape[1])
    if missing == (0, 0):
        return inside
    return np.pad(inside, ((0, missing[0]), (0, missing[1]), (0, 0)), mode="symmetric")


def add_tile(total: NDArray[np.float32], tile: Tile, probability: NDArray[np.float32]) -> None:
    """Adds one tile's weighted answer to the growing image; float32, (H, W) or (P, H, W)."""
    rect = tile.rect.intersect(Rect(0, 0, *total.shape[-2:]))
    part = probability[..., : rect.height, : rect.width]
    weight = tile.weight_y[: rect.height, None] * tile.weight_x[None, : rect.width]
    total[(..., *rect.slices)] += part * weight


def _axis(length: int, size: int, overlap: float) -> Axis:
    if length <= size:
        return Axis((0,), (np.ones(size, np.float32),), (0, length))
    step = size * (1.0 - overlap)
    count = ceil((length - size) / step) + 1
    starts = [round(i * (length - size) / (count - 1)) for i in range(count)]
    overlaps = [a + size - b for a, b in pairwise(starts)]
    raw = []
    for i in range(count):
        before = overlaps[i - 1] if i > 0 else 0
        after = overlaps[i] if i < count - 1 else 0
        raw.append(_window(size, before, after))
    total = np.zeros(length)
    for start, weight in zip(starts, raw, strict=True):
        total[start : start + size] += weight
    weights = tuple(
        (weight / total[start : start + size]).astype(np.float32)
        for start, weight in zip(starts, raw, strict=True)
    )
    middles = [(a + size + b) // 2 for a, b in pairwise(starts)]
    return Axis(tuple(starts), weights, (0, *middles, length))


def _window(size: int, before: int, after: int) -> NDArray[np.float64]:
    """1 in the middle, rising and falling as sin^2 over the overlaps: smooth in value and slope."""
    weight = np.ones(size)
    if before > 0:
        weight[:before] *= np.sin(np.pi / 2 * (np.arange(before) + 0.5) / before) ** 2
    if after > 0:
        weight[-after:] *= np.cos(np.pi / 2 * (np.arange(after) + 0.5) / after) ** 2
    return weight
