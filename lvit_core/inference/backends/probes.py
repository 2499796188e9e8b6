"""Images and sentences on which backends are compared: drawn by rule, the same everywhere.

Agreement must be tested where the model decides, so a probe looks like what the model was trained
on: stained nuclei for tile models, a chest for the others. One probe has 50,000 pixels to disagree
in; more of them would only make a person wait longer for a new generation.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from lvit_core.model.checkpoint import LoadedModel
from lvit_core.model.config import ModelConfig
from lvit_core.prompt.templates import load_template


@dataclass(frozen=True, eq=False)
class Probe:
    """A batch of one: image float32 (1, 3, S, S) in the model's channel order, and its text.

    ``texts_bld`` is float32 (1, L, D), ``None`` for a model without text.
    """

    images_bchw: NDArray[np.float32]
    texts_bld: NDArray[np.float32] | None

    def repeated(self, count: int) -> Probe:
        """The same input so many times."""
        texts = self.texts_bld
        return Probe(
            np.repeat(self.images_bchw, count, axis=0),
            None if texts is None else np.repeat(texts, count, axis=0),
        )


def probe_for(model: LoadedModel) -> Probe:
    """The probe in the size and channel order of a model."""
    image = probe_image(model.config)
    if model.config.channel_order == "bgr":
        image = image[:, :, ::-1]
    chw = np.ascontiguousarray(image.transpose(2, 0, 1), dtype=np.float32)
    text = _text(model, probe_sentence(model.config))
    return Probe(chw[None], None if text is None else text[None])


def probe_image(config: ModelConfig) -> NDArray[np.float32]:
    """What a model of this kind is asked about, RGB (S, S, 3) in 0..1."""
    draw = stained_tissue if config.input == "tiles" else _chest
    return draw(config.network.image_size, seed=0)


def probe_sentence(config: ModelConfig) -> str | None:
    """What it is asked: the example of its template."""
    return load_template(config.template).example or None


def _text(model: LoadedModel, sentence: str | None) -> NDArray[np.float32] | None:
    """Vectors of a sentence; an encoder outside the checkpoint may be missing, then noise does."""
    if model.encoder is None:
        return None
    network = model.config.network
    if model.config.encoder.kind == "embedded":
        with torch.inference_mode():
            features, _ = model.encoder.encode([sentence], network.tokens)
        return np.asarray(features[0].numpy(), dtype=np.float32)
    rng = np.random.default_rng(0)
    noise = 0.5 * rng.standard_normal((network.tokens, network.text_dim))
    return noise.astype(np.float32)


def stained_tissue(side: int, seed: int) -> NDArray[np.float32]:
    """Dark violet ellipses on pink, (S, S, 3) 0..1."""
    rng = np.random.default_rng(seed)
    rows, columns = np.mgrid[0:side, 0:side].astype(np.float32)
    nuclei = np.zeros((side, side), np.float32)
    for _ in range(max(4, side * side // 1500)):
        y, x = rng.uniform(0, side, 2)
        long, short = rng.uniform(5, 11), rng.uniform(4, 8)
        angle = rng.uniform(0, np.pi)
        u = (rows - y) * np.cos(angle) + (columns - x) * np.sin(angle)
        v = (columns - x) * np.cos(angle) - (rows - y) * np.sin(angle)
        distance = (u / long) ** 2 + (v / short) ** 2
        nuclei = np.maximum(nuclei, _soft_step(8 * (1 - distance)))
    tissue = np.array([0.87, 0.67, 0.80], np.float32) + _grain(rng, side, 0.06)
    stain = np.array([0.36, 0.22, 0.52], np.float32) + _grain(rng, side, 0.05)
    return _unit(tissue * (1 - nuclei[..., None]) + stain * nuclei[..., None])


def _chest(side: int, seed: int) -> NDArray[np.float32]:
    """Two dark lungs with a few bright clouds, (S, S, 3) grey 0..1."""
    rng = np.random.default_rng(seed)
    rows, columns = np.mgrid[0:side, 0:side].astype(np.float32) / side
    image = np.full((side, side), 0.62, np.float32)
    for centre in (0.29, 0.71):
        lung = ((rows - 0.48) / 0.36) ** 2 + ((columns - centre) / 0.16) ** 2
        image -= 0.42 * _soft_step(14 * (1 - lung))
        y, x, width = rng.uniform(0.3, 0.65), centre + rng.uniform(-0.05, 0.05), 0.07
        image += 0.28 * np.exp(-((rows - y) ** 2 + (columns - x) ** 2) / (2 * width**2))
    image += 0.04 * np.sin(rows * 55) * (image < 0.5)
    return _unit(np.repeat((image + _grain(rng, side, 0.03)[..., 0])[..., None], 3, axis=2))


def _soft_step(value: NDArray[np.float32]) -> NDArray[np.float32]:
    """0 far below zero, 1 far above."""
    return np.asarray(0.5 + 0.5 * np.tanh(value / 2), dtype=np.float32)


def _grain(rng: np.random.Generator, side: int, strength: float) -> NDArray[np.float32]:
    return (strength * rng.standard_normal((side, side, 1))).astype(np.float32)


def _unit(image: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.clip(image, 0.0, 1.0).astype(np.float32)
