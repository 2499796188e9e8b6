"""An independent reading of lesion and lung masks, pixel by pixel, for comparison.

It shares no code with the product: another labelling function, coordinates instead of boxes, plain
loops. Slow, and meant to be.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from skimage.measure import label

LEVELS = ("upper", "middle", "lower")


def components(mask: np.ndarray, smallest: float) -> list[np.ndarray]:
    labels = label(mask, connectivity=2)
    points = [np.argwhere(labels == value) for value in range(1, labels.max() + 1)]
    return [found for found in points if len(found) >= smallest]


def lungs_of(lungs: np.ndarray) -> dict[str, np.ndarray]:
    """Points of each lung; the one further left in the picture is the left one."""
    parts = sorted(components(lungs, 0.001 * lungs.size), key=len)[-2:]
    if len(parts) == 2:
        parts.sort(key=lambda points: points[:, 1].mean())
        return {"left": parts[0], "right": parts[1]}
    side = "left" if parts[0][:, 1].mean() < lungs.shape[1] / 2 else "right"
    return {side: parts[0]}


def read(mask: np.ndarray, lungs: np.ndarray) -> tuple[int, dict[str, list[str]]]:
    """Number of areas and the zones they reach, by side."""
    found = lungs_of(lungs)
    owner = np.zeros(mask.shape, np.uint8)
    for value, side in ((1, "left"), (2, "right")):
        if side in found:
            owner[tuple(found[side].T)] = value
    rows = {side: (points[:, 0].min(), points[:, 0].max()) for side, points in found.items()}
    zones: dict[str, set[str]] = {"left": set(), "right": set()}
    areas = components(mask, 0.001 * mask.size)
    for points in areas:
        values = owner[tuple(points.T)]
        inside = {"left": int((values == 1).sum()), "right": int((values == 2).sum())}
        if any(inside.values()):
            side = max(inside, key=lambda name: inside[name])
        else:
            side = "left" if points[:, 1].mean() < mask.shape[1] / 2 else "right"
        first, last = rows.get(side) or next(iter(rows.values()))
        height = int(last) - int(first) + 1
        counts = [0, 0, 0]
        for y, number in zip(*np.unique(points[:, 0], return_counts=True), strict=True):
            third = Fraction(3 * (int(y) - int(first)), height)
            counts[min(2, max(0, int(third // 1)))] += int(number)
        for level, count in zip(LEVELS, counts, strict=True):
            if Fraction(count, len(points)) >= Fraction(1, 10):
                zones[side].add(level)
    ordered = {side: [level for level in LEVELS if level in s] for side, s in zones.items()}
    return len(areas), ordered
