"""The planes of an answer: which classes they stand for, and which pixels are whose."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from lvit_core.prompt.template import Layer


def class_planes(
    probability: NDArray[np.uint8], layer: Layer
) -> tuple[NDArray[np.uint8], tuple[str, ...]]:
    """An answer as proposals keep it: (C, H, W), and the classes of a layer that it speaks of.

    A network of one class answers (H, W); it means the first class.
    """
    planes = probability[None] if probability.ndim == 2 else probability
    return planes, tuple(item.name for item in layer.classes[: len(planes)])


def own_planes(probability: NDArray[np.uint8]) -> Iterator[NDArray[np.uint8]]:
    """Of each plane of (C, H, W) its probability where it is the likeliest, 0 elsewhere."""
    if len(probability) == 1:
        yield probability[0]
        return
    best = probability.argmax(axis=0)
    for number, plane in enumerate(probability):
        yield np.where(best == number, plane, np.uint8(0))
