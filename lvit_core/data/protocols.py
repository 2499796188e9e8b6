"""The two ways a figure can be made, and the exact pixels each of them compares.

"resize" is the paper's: the whole image at 224 x 224, judged against the mask as the reference's
loader makes it (bilinear without antialiasing, then > 0), which is about 12 % larger than the
drawn one.  "native" judges at the image's own resolution.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

ALL_KNOWN = 0.9999
"""From this share on all of an averaged pixel has been looked at."""

_SCALE_LIMITS = (1 / 32, 8.0)  # beyond these the stated spacing is surely wrong


def resize_bilinear(
    values: NDArray[Any], size_hw: tuple[int, int], *, antialias: bool
) -> NDArray[np.float32]:
    """Bilinear resizing; without antialiasing it looks at four pixels each, as cv2 does.

    Args:
        values: (H, W) or (H, W, C), any numeric type.
        size_hw: Rows and columns of the result.
        antialias: Average over the shrunken area first.

    Returns:
        (h, w) or (h, w, C) float32 in the range of ``values``.
    """
    if values.shape[:2] == tuple(size_hw):
        return values.astype(np.float32)
    planes = values[..., None] if values.ndim == 2 else values
    tensor = torch.from_numpy(np.ascontiguousarray(planes.transpose(2, 0, 1))).float()[None]
    tensor = functional.interpolate(
        tensor, size_hw, mode="bilinear", align_corners=False, antialias=antialias
    )
    result = tensor[0].permute(1, 2, 0).numpy()
    return np.ascontiguousarray(result[..., 0] if values.ndim == 2 else result)


def resized_answer(
    probability: NDArray[np.float32], size_hw: tuple[int, int]
) -> NDArray[np.float32]:
    """A network's answer at the size of its image: averaged where it shrinks.

    Args:
        probability: float32 (h, w), 0..1, at the network's scale.
        size_hw: Rows and columns of the image.

    Returns:
        float32 (H, W), contiguous; the same array where nothing changes.
    """
    if probability.shape == size_hw:
        return np.ascontiguousarray(probability)
    return resize_bilinear(probability, size_hw, antialias=size_hw[0] < probability.shape[0])


def network_scale(model_um: float | None, image_um: float | None) -> float:
    """Network pixels per image pixel, for models that slide over images at one scale.

    Args:
        model_um: Micrometres per network pixel; ``None`` for a model without a scale.
        image_um: Micrometres per image pixel; ``None`` when unknown.
    """
    if model_um is None or image_um is None:
        return 1.0
    low, high = _SCALE_LIMITS
    return min(high, max(low, image_um / model_um))


def reference_mask(mask: NDArray[np.uint8], size: int = 224) -> NDArray[np.uint8]:
    """The reference's target: the 0/255 mask resized bilinearly in 8 bits, then > 0.

    Args:
        mask: (H, W) 0/1.
        size: Side of the square result.

    Returns:
        (size, size) uint8 0/1.
    """
    grey = resize_bilinear(mask.astype(np.float32) * 255.0, (size, size), antialias=False)
    return (np.rint(grey) > 0).astype(np.uint8)


def counted_pixels(known: NDArray[np.bool_] | None, values: NDArray[Any]) -> NDArray[Any]:
    """The pixels of a grid that count in a comparison.

    Args:
        known: (H, W) of the image, where somebody has looked; ``None`` for everywhere.
        values: (h, w) over the whole image.

    Returns:
        ``values``; (n,) of the pixels of which all was looked at where that was a part only. Where
        none is so, the one that was looked at most.
    """
    if known is None:
        return values
    size = (values.shape[0], values.shape[1])
    share = resize_bilinear(known.astype(np.float32), size, antialias=True)
    return values[share >= min(ALL_KNOWN, float(share.max()))]


def network_image(
    rgb: NDArray[np.uint8], size: int, *, reference: bool = False
) -> NDArray[np.uint8]:
    """(size, size, 3) uint8 of a whole image.

    Args:
        rgb: (H, W, 3) uint8.
        size: Side of the network's input.
        reference: Resize as the reference does, without antialiasing; models of this project
            average over the shrunken area, which shows them more of the image.
    """
    values = resize_bilinear(rgb, (size, size), antialias=not reference)
    return np.clip(np.rint(values), 0, 255).astype(np.uint8)


def scaled_image(rgb: NDArray[np.uint8], scale: float) -> NDArray[np.uint8]:
    """(H * scale, W * scale, 3) uint8 with antialiasing; the same array at scale 1."""
    if scale == 1.0:
        return rgb
    size = (max(1, round(rgb.shape[0] * scale)), max(1, round(rgb.shape[1] * scale)))
    values = resize_bilinear(rgb, size, antialias=scale < 1.0)
    return np.clip(np.rint(values), 0, 255).astype(np.uint8)
