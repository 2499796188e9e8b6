"""What a linear head learns on the frozen last features of a network, in closed form.

A stand-in for training that costs one look at each image: labels of any set of images are learnt
by adding up sums, so that many sets can be compared.  It ranks sets of labels; it does not say how
well a network trained on them would do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from lvit_core.annotation.plane import Labels
from lvit_core.data.protocols import network_scale, scaled_image
from lvit_core.inference.tiling import cut, plan_tiles
from lvit_core.model.checkpoint import LoadedModel

PIXELS = 4000
"""Of each image, drawn at random; the same each time."""

_RIDGE = 1e-6
_RULE = 0.5

Features = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Evidence:
    """What one image teaches, and what it can be judged by.

    Attributes:
        features: float32 (n, w + 1) of its drawn pixels, the last one 1.
        inside: bool (n,), whether each lies in an object.
    """

    features: Features
    inside: NDArray[np.bool_]

    def sums(self, inside: bool) -> tuple[int, NDArray[np.float64], NDArray[np.float64]]:
        """How many pixels there are inside or outside, their products and their sum."""
        rows = self.features[self.inside == inside].astype(np.float64)
        return len(rows), rows.T @ rows, rows.sum(axis=0)


def evidence(
    model: LoadedModel, rgb: NDArray[np.uint8], objects: Labels, sentence: str, seed: int
) -> Evidence:
    """The last features of a network at drawn pixels of an image.

    Args:
        model: In evaluation mode, on the CPU.
        rgb: uint8 (H, W, 3).
        objects: int32 (H, W).
        sentence: What the network is asked; empty for nothing.
        seed: Decides which pixels.
    """
    config = model.config
    scale = network_scale(config.scale_um, config.unknown_scale_um)
    pixels = scaled_image(rgb, scale)
    height, width = pixels.shape[:2]
    rows = np.minimum((np.arange(height) / scale).astype(int), objects.shape[0] - 1)
    columns = np.minimum((np.arange(width) / scale).astype(int), objects.shape[1] - 1)
    truth = objects[np.ix_(rows, columns)] > 0
    rng = np.random.default_rng(seed)
    drawn = rng.choice(height * width, min(PIXELS, height * width), replace=False)
    y, x = np.divmod(drawn, width)
    found = np.zeros((len(drawn), config.network.width + 1), np.float32)
    found[:, -1] = 1.0
    for tile in plan_tiles(height, width, config.network.image_size, 0.125):
        core = tile.core
        here = (y >= core.y0) & (y < core.y1) & (x >= core.x0) & (x < core.x1)
        if here.any():
            last = _last_features(model, cut(pixels, tile.rect), sentence)
            found[here, :-1] = last[:, y[here] - tile.rect.y0, x[here] - tile.rect.x0].T
    return Evidence(found, truth[y, x])


def dice_of(taught: Sequence[Evidence], judged: Sequence[Evidence]) -> float:
    """The mean Dice, over images with objects, of a head taught by some images; 0..1."""
    head = _head(taught)
    scores = []
    for one in judged:
        if not one.inside.any():
            continue
        said = one.features @ head >= _RULE
        scores.append(2 * float((said & one.inside).sum()) / float(said.sum() + one.inside.sum()))
    return float(np.mean(scores)) if scores else 0.0


def _head(taught: Sequence[Evidence]) -> NDArray[np.float64]:
    """(w + 1,): ridge regression of 0 and 1; both count alike, however few pixels are inside."""
    size = taught[0].features.shape[1]
    left, right = _RIDGE * np.eye(size), np.zeros(size)
    for inside in (True, False):
        told = [one.sums(inside) for one in taught]
        count = max(1, sum(number for number, _, _ in told))
        left += sum((products for _, products, _ in told), np.zeros((size, size))) / count
        if inside:
            right += sum((total for _, _, total in told), np.zeros(size)) / count
    return np.asarray(np.linalg.solve(left, right), np.float64)


def _last_features(model: LoadedModel, tile: NDArray[np.uint8], sentence: str) -> Features:
    """(w, S, S): what the network's head is given."""
    kept: list[torch.Tensor] = []

    def keep(_module: Any, given: tuple[torch.Tensor, ...]) -> None:
        kept.append(given[0])

    if model.config.channel_order == "bgr":
        tile = tile[..., ::-1]
    image = torch.from_numpy(np.ascontiguousarray(tile.transpose(2, 0, 1)))[None].float() / 255
    text = None
    handle = model.network.head.register_forward_pre_hook(keep)
    try:
        with torch.inference_mode():
            if model.encoder is not None:
                text, _ = model.encoder.encode([sentence or None], model.config.network.tokens)
            model.network.logits(image, text)
    finally:
        handle.remove()
    return kept[0][0].numpy()
