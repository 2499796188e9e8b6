"""The ground that made tissue is laid on: pink fibres, gaps, and where nuclei may lie."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Ground:
    """Tissue without nuclei, all (side, side).

    Attributes:
        pink: Amount of eosin, about 1 in tissue.
        haze: Amount of haematoxylin outside of nuclei, about 0..1.
        tissue: Where nuclei may lie.
        crowd: How likely a nucleus is where one may lie, 0..1.
    """

    pink: Floats
    haze: Floats
    tissue: NDArray[np.bool_]
    crowd: Floats


def drawn_ground(side: int, rng: Generator) -> Ground:
    """Ground from noise of several sizes, with fibres in one direction and gaps."""
    from scipy import ndimage  # noqa: PLC0415 - only making needs it

    wide = int(side * 1.5)
    fibre = np.zeros((wide, wide), np.float32)
    for size, weight in ((1.5, 0.3), (4.0, 0.5), (10.0, 0.4)):
        field = ndimage.gaussian_filter(rng.normal(0, 1, (wide, wide)), (size, 6 * size))
        fibre += np.float32(weight) * _even(field)
    turned = ndimage.rotate(fibre, rng.uniform(0, 180), reshape=False, order=1, mode="reflect")
    start = (wide - side) // 2
    fibre = turned[start : start + side, start : start + side]
    plain = sum(weight * noise(side, size, rng) for size, weight in ((2, 0.2), (8, 0.3), (40, 0.4)))
    mix = rng.uniform(0, 1)
    pink = np.clip(1 + rng.uniform(0.1, 0.6) * (mix * fibre + (1 - mix) * plain), 0.05, 3)
    gaps = noise(side, rng.uniform(12, 40), rng) > rng.choice([0.8, 1.5, 9.0])
    edge = ndimage.gaussian_filter(gaps.astype(np.float32), 1.5)
    haze = np.clip(0.5 + 0.3 * noise(side, 15, rng) + 0.15 * noise(side, 2, rng), 0, 2)
    return Ground(
        (pink * (1 - 0.95 * edge)).astype(np.float32),
        (haze * (1 - 0.95 * edge)).astype(np.float32),
        ~gaps,
        crowd(side, rng),
    )


def slide_ground(slide: NDArray[np.uint8], side: int, rng: Generator) -> Ground:
    """Ground of a piece of a real slide at half the scale, its nuclei wiped out.

    Args:
        slide: (H, W, 3) H&E at twice the pixel size.
        side: Of the ground, in pixels.
        rng: Draws the piece.
    """
    from scipy import ndimage  # noqa: PLC0415

    half = side // 2
    best, piece = 0.0, slide[:half, :half]
    for _ in range(20):
        y, x = (int(rng.integers(0, limit - half)) for limit in slide.shape[:2])
        seen = slide[y : y + half, x : x + half]
        share = float(((seen[..., 1] < 200) & (seen.mean(axis=2) > 70)).mean())
        if share > best:
            best, piece = share, seen
        if best > 0.75:
            break
    density = -np.log(np.maximum(piece, 1) / 255.0)
    red = ndimage.gaussian_filter(density[..., 0], 0.7)  # eosin lets red through, nuclei do not
    own = ndimage.binary_dilation(red > 0.42, iterations=2)
    low = ndimage.gaussian_filter(np.minimum(red, 0.3), 3)
    pink = density[..., 1]
    outside = (~own).astype(np.float32)
    near = ndimage.gaussian_filter(pink * outside, 4) / (ndimage.gaussian_filter(outside, 4) + 0.01)
    pink = np.where(own, near * (1 + 0.15 * noise(half, 1.5, rng)), pink)
    level = max(float(np.quantile(pink, 0.7)), 0.1)
    grown = [
        np.asarray(ndimage.zoom(part, 2, order=1)[:side, :side], np.float32)
        for part in (np.clip(pink / level, 0, 2.5), np.clip(low / 0.5, 0, 1))
    ]
    turns, mirror = int(rng.integers(4)), rng.random() < 0.5
    pink, haze = (np.rot90(p[:, ::-1] if mirror else p, turns) for p in grown)
    tissue = ndimage.gaussian_filter(pink, 4) > 0.3
    return Ground(pink, haze, tissue, crowd(side, rng))


def crowd(side: int, rng: Generator) -> Floats:
    """Nuclei stand together here and apart there, or evenly."""
    depth = rng.choice([0.0, 0.5, 1.0])
    field = 1 / (1 + np.exp(-3 * noise(side, rng.uniform(25, 90), rng)))
    return np.asarray(1 - depth * (1 - field), np.float32)


def noise(side: int, size: float, rng: Generator) -> Floats:
    """Smooth noise of unit spread whose blobs have about this size, (side, side)."""
    from scipy import ndimage  # noqa: PLC0415

    step = max(1, int(size / 2))
    small = -(-side // step) + 2
    field = ndimage.gaussian_filter(rng.normal(0, 1, (small, small)), size / step, mode="wrap")
    return _even(ndimage.zoom(field, step, order=1)[:side, :side])


def _even(field: NDArray[np.float64]) -> Floats:
    return np.asarray((field - field.mean()) / (field.std() + 1e-9), np.float32)
