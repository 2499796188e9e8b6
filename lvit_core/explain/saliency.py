"""Where a layer of a model looked, as a map over the part of an image that the network saw."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from lvit_core.data.protocols import resize_bilinear
from lvit_core.explain.grad_cam import grad_cam
from lvit_core.geometry import Rect
from lvit_core.model.checkpoint import LoadedModel


def saliency_map(
    model: LoadedModel,
    pixels_chw: NDArray[np.float32],
    sentence: str | None,
    network_layer: str,
    place: Rect,
    shape_hw: tuple[int, int],
) -> tuple[NDArray[np.float32], Rect]:
    """Grad-CAM at the scale of the image.

    Args:
        model: Any model.
        pixels_chw: float32 (3, S, S), what the network sees at once.
        sentence: As the network takes it; ``None`` runs without text.
        network_layer: One of ``NETWORK_LAYERS``.
        place: Of those pixels in the image; it may reach over the border.
        shape_hw: Of the image.

    Returns:
        float32 (h, w), 0..1, 1 the strongest place, and the part of the image it covers.

    Raises:
        LViTError: The model has no such layer.
    """
    layers = (network_layer,)
    maps, covered = saliency_maps(model, pixels_chw, sentence, layers, place, shape_hw)
    return maps[network_layer], covered


def saliency_maps(
    model: LoadedModel,
    pixels_chw: NDArray[np.float32],
    sentence: str | None,
    network_layers: Sequence[str],
    place: Rect,
    shape_hw: tuple[int, int],
) -> tuple[dict[str, NDArray[np.float32]], Rect]:
    """The same for several layers, which takes hardly longer than for one; see `saliency_map`."""
    found = grad_cam(model, pixels_chw, sentence, network_layers).maps
    size, covered = (place.height, place.width), place.intersect(Rect(0, 0, *shape_hw))
    maps = {}
    for layer, values in found.items():
        resized = resize_bilinear(values, size, antialias=size[0] < values.shape[0])
        maps[layer] = resized[: covered.height, : covered.width]
    return maps, covered
