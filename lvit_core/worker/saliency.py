"""Where a layer of the model in force looked, as a map over the image that a person has open."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lvit_core.data.protocols import resize_bilinear
from lvit_core.explain.grad_cam import grad_cam
from lvit_core.geometry import Rect
from lvit_core.inference import Predictor


def saliency_map(
    predictor: Predictor,
    sentence: str | None,
    network_layer: str,
    center_yx: tuple[float, float] | None,
    shape_hw: tuple[int, int],
) -> tuple[NDArray[np.float32], Rect]:
    """Grad-CAM of what the network sees at once around a point.

    Args:
        predictor: With the image set.
        sentence: ``None`` or blank runs without text.
        network_layer: One of ``explain.network_layers.NETWORK_LAYERS``.
        center_yx: Image pixels; default the middle.
        shape_hw: Of the image.

    Returns:
        float32 (h, w), 0..1, 1 the strongest place, and the part of the image it covers.

    Raises:
        LViTError: The model has no such layer, or no image was set.
    """
    seen = predictor.glimpse(sentence, center_yx)
    values = grad_cam(predictor.model, seen.pixels_chw, seen.asked, (network_layer,)).maps[
        network_layer
    ]
    size = (seen.place.height, seen.place.width)
    resized = resize_bilinear(values, size, antialias=size[0] < values.shape[0])
    place = seen.place.intersect(Rect(0, 0, *shape_hw))
    return resized[: place.height, : place.width], place
