"""Changes of stain and intensity: what differs between laboratories and machines, drawn at random.

Stains are varied in Ruifrok and Johnston's haematoxylin-eosin-DAB space (2001), where a stain's
amount is a coordinate of the optical density.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.random import Generator
from torch import Tensor
from torch.nn import functional

# Rows: optical density in R, G, B of haematoxylin, eosin and DAB (Ruifrok and Johnston 2001).
_STAINS = np.array([[0.65, 0.70, 0.29], [0.07, 0.99, 0.11], [0.27, 0.57, 0.78]])
_TO_STAINS = np.linalg.inv(_STAINS)
_DARKEST = 1.0 / 255.0


@dataclass(frozen=True)
class ColourRanges:
    """Strengths of the changes; the recipe's ``augmentation`` explains each."""

    stain: float = 0.0
    stain_offset: float = 0.0
    brightness: float = 0.0
    contrast: float = 0.0
    gamma: float = 1.0
    noise: float = 0.0
    blur: float = 0.0


def change_colours(image_chw: Tensor, ranges: ColourRanges, rng: Generator) -> Tensor:
    """Draws one change and applies it.

    Args:
        image_chw: (3, H, W) float32 in 0..1.
        ranges: Strengths; zeros (and gamma 1) change nothing.
        rng: Source of the draw.

    Returns:
        (3, H, W) float32 in 0..1.
    """
    if (ranges.stain or ranges.stain_offset) and _is_colour(image_chw):
        image_chw = _change_stains(image_chw, ranges, rng)
    if ranges.gamma > 1.0:
        exponent = float(ranges.gamma ** rng.uniform(-1.0, 1.0))
        image_chw = image_chw.clamp(0.0, 1.0).pow(exponent)
    if ranges.contrast or ranges.brightness:
        factor = 1.0 + float(rng.uniform(-ranges.contrast, ranges.contrast))
        shift = float(rng.uniform(-ranges.brightness, ranges.brightness))
        mean = float(image_chw.mean())
        image_chw = (image_chw - mean) * factor + (mean + shift)
    if ranges.blur > 0:
        image_chw = _blur(image_chw, float(rng.uniform(0.0, ranges.blur)))
    if ranges.noise > 0:
        sigma = float(rng.uniform(0.0, ranges.noise))
        noise = rng.standard_normal(image_chw.shape, dtype=np.float32) * np.float32(sigma)
        image_chw = image_chw + torch.from_numpy(noise)
    return image_chw.clamp(0.0, 1.0)


def _change_stains(image: Tensor, ranges: ColourRanges, rng: Generator) -> Tensor:
    """exp(-(S' M)) with S' = a S + b is one matrix and one offset in optical density."""
    amount = 1.0 + rng.normal(0.0, ranges.stain, 3)
    offset = rng.normal(0.0, ranges.stain_offset, 3) if ranges.stain_offset else np.zeros(3)
    mix = (_TO_STAINS @ np.diag(amount) @ _STAINS).T.astype(np.float32)
    shift = (offset @ _STAINS).astype(np.float32)
    density = -torch.log(image.clamp(min=_DARKEST)).reshape(3, -1)
    changed = torch.from_numpy(mix) @ density + torch.from_numpy(shift)[:, None]
    return torch.exp(-changed).reshape(image.shape).clamp(0.0, 1.0)


def _is_colour(image: Tensor) -> bool:
    return bool((image[0] - image[2]).abs().max() > 0.02)


def _blur(image: Tensor, sigma: float) -> Tensor:
    if sigma < 0.1:
        return image
    radius = max(1, round(3 * sigma))
    x = torch.arange(-radius, radius + 1, dtype=torch.float32)
    kernel = torch.exp(-0.5 * (x / sigma) ** 2)
    kernel = (kernel / kernel.sum()).expand(3, 1, -1)
    image = functional.pad(image[None], (radius,) * 4, mode="reflect")
    image = functional.conv2d(image, kernel[..., None, :], groups=3)
    return functional.conv2d(image, kernel[..., :, None], groups=3)[0]
