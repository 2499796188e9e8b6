"""Predictions of unaugmented images during a run: for validation, the gate and pseudo labels.

They use the weights that are being trained, without copies or caches, where the predictor has a
converted network. Pixels, sentences, tiles and sizes are found as the predictor finds them, so what
is judged is what people will see.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from lvit_core.annotation.threshold import as_bytes, inside
from lvit_core.data.orientation import MIRRORED, UPRIGHT, orientations
from lvit_core.data.protocols import (
    counted_pixels,
    reference_mask,
    resize_bilinear,
    resized_answer,
)
from lvit_core.data.sample import Sample
from lvit_core.data.views import SampleReader, to_tensor
from lvit_core.device import Computation, tiles_at_once
from lvit_core.explain.influence import influence
from lvit_core.inference.answer import used_planes
from lvit_core.inference.tiling import (
    OVERLAP,
    Tile,
    blended,
    cut,
    nearest_first,
    plan_tiles,
    seen_in_parts,
)
from lvit_core.metrics.overlap import dice
from lvit_core.model.lvit import probabilities
from lvit_core.prompt.network_sentence import as_asked
from lvit_core.prompt.template import Template
from lvit_core.prompt.templates import load_template
from lvit_core.training.network import TrainableModel

THRESHOLDS = tuple(round(0.3 + 0.05 * i, 2) for i in range(9))

Cancelled = Callable[[], bool]


@dataclass(frozen=True)
class Validation:
    """Foreground Dice over images, 0..1.

    Attributes:
        dice: At the model's own threshold, where people see its masks.
        best_dice: At the best of a few thresholds.
        threshold: The best.
        per_image: At the model's own, by the samples' keys.
    """

    dice: float
    best_dice: float
    threshold: float
    per_image: dict[str, float]


@torch.no_grad()
def predict_sample(
    model: TrainableModel,
    sample: Sample,
    reader: SampleReader,
    computation: Computation,
    *,
    use_text: bool = True,
    turn: int = 0,
) -> NDArray[np.float32]:
    """Probability of the unaugmented sample, (h, w) float32 in 0..1; see ``predict_planes``."""
    planes = predict_planes(model, sample, reader, computation, use_text=use_text, turn=turn)
    probability: NDArray[np.float32] = planes[0]
    return probability


@torch.no_grad()
def predict_planes(
    model: TrainableModel,
    sample: Sample,
    reader: SampleReader,
    computation: Computation,
    *,
    use_text: bool = True,
    turn: int = 0,
) -> NDArray[np.float32]:
    """The answer to the unaugmented sample, (P, h, w) float32 in 0..1: see ``used_planes``.

    Whole images give maps at the network's size, tiled ones at the training scale.

    Args:
        model: In evaluation mode.
        sample: What is asked about.
        reader: Where its pixels come from.
        computation: Device and precision.
        use_text: Whether its sentence is read.
        turn: Which of the ways to hold the sample it is shown in, counted round; the answer is
            upright in any case.
    """
    size, tiled = reader.settings.size, reader.settings.kind == "tiles"
    upright = reader.still(sample)
    in_parts = tiled and seen_in_parts(upright.shape[0], upright.shape[1], size)
    rules = load_template(sample.template)
    asked = as_asked(sample.sentence if use_text else None, rules, part=in_parts)
    ways = orientations(asked, rules)
    held = ways[turn % len(ways)]
    pixels, sentence = held.of(upright), held.told(asked, rules, part=in_parts)
    if tiled:
        answer = _predict_tiles(model, pixels, sentence, size, computation)
    else:
        answer = _predict_whole(model, pixels, sentence, rules, computation)
    return np.stack([held.undone(plane) for plane in answer])


def sentence_influence(
    model: TrainableModel,
    sample: Sample,
    reader: SampleReader,
    computation: Computation,
    probability: NDArray[np.float32],
) -> float:
    """How far its sentence moved an answer from the one without a sentence, 0..1.

    Args:
        model: In evaluation mode.
        sample: Has a sentence.
        reader: Where its pixels come from.
        computation: Device and precision.
        probability: The answer with the sentence, as :func:`predict_sample` gives it.
    """
    without = predict_sample(model, sample, reader, computation, use_text=False)
    return influence(as_bytes(probability), as_bytes(without))


def validate(
    model: TrainableModel,
    samples: Sequence[Sample],
    reader: SampleReader,
    computation: Computation,
    *,
    protocol: str,
    use_text: bool = True,
) -> Validation:
    """Dice of every labeled sample, judged as ``protocol`` says, for all thresholds at once.

    Raises:
        ValueError: There is no sample.
    """
    if not samples:
        raise ValueError("nothing to validate on")
    model.eval()
    tried = (model.config.threshold, *THRESHOLDS)
    scores = np.zeros((len(samples), len(tried)))
    for row, sample in enumerate(samples):
        probability = predict_sample(model, sample, reader, computation, use_text=use_text)
        probability, truth = judged(probability, sample, protocol, reader.settings.size)
        for column, threshold in enumerate(tried):
            scores[row, column] = dice(inside(probability, threshold), truth)
    own, *means = scores.mean(axis=0)
    best = int(np.argmax(means))
    return Validation(
        dice=float(own),
        best_dice=float(means[best]),
        threshold=THRESHOLDS[best],
        per_image={s.key: float(v) for s, v in zip(samples, scores[:, 0], strict=True)},
    )


def judged(
    probability: NDArray[np.float32], sample: Sample, protocol: str, size: int
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Prediction and truth on the grid a protocol compares them on, pixel by pixel.

    "resize": the network's square and the reference's mask; "native": the image's own pixels.
    (h, w) each; (n,) where only a part of the image was looked at, and counts.
    """
    assert sample.read_mask is not None
    truth = sample.read_mask()
    if protocol == "resize":
        probability = resize_bilinear(probability, (size, size), antialias=True)
        truth = reference_mask(truth, size)
    else:
        probability = resized_answer(probability, (truth.shape[0], truth.shape[1]))
    known = sample.known
    return counted_pixels(known, probability), counted_pixels(known, truth > 0)


def answered(
    model: TrainableModel, images: torch.Tensor, sentence: str | None, computation: Computation
) -> NDArray[np.float32]:
    """(B, P, S, S) float32 in 0..1 of some views: see ``used_planes``."""
    device = computation.torch_device
    images = images.to(device, memory_format=torch.channels_last)
    enabled = computation.precision != "float32"
    with torch.autocast(device.type, computation.dtype, enabled=enabled):
        logits = model(images, [sentence] * len(images))
    shape = model.config.network
    planes = probabilities(logits.float(), shape.classes, shape.object_classes)
    planes = planes[:, used_planes(shape)]
    return np.asarray(planes.detach().cpu().numpy(), np.float32)


def _predict_whole(
    model: TrainableModel,
    pixels: NDArray[np.uint8],
    sentence: str | None,
    rules: Template,
    computation: Computation,
) -> NDArray[np.float32]:
    """The answer to the image, averaged with that of its mirror image if the model wants it."""
    answers = []
    for held in (UPRIGHT, MIRRORED) if model.config.mirror else (UPRIGHT,):
        seen, told = to_tensor(held.of(pixels)), held.told(sentence, rules)
        planes = answered(model, seen, told, computation)[0]
        answers.append([held.undone(plane) for plane in planes])
    return np.asarray(np.mean(answers, axis=0), np.float32)


def _predict_tiles(
    model: TrainableModel,
    pixels: NDArray[np.uint8],
    sentence: str | None,
    size: int,
    computation: Computation,
) -> NDArray[np.float32]:
    """The same tiles as the predictor's, blended in the same way."""

    def answer(tiles: Sequence[Tile]) -> NDArray[np.float32]:
        seen = torch.cat([to_tensor(cut(pixels, tile.rect)) for tile in tiles])
        return answered(model, seen, sentence, computation)

    height, width = pixels.shape[:2]
    tiles = nearest_first(plan_tiles(height, width, size, OVERLAP), (height / 2, width / 2))
    at_once = tiles_at_once(computation.device, size, model.config.network.width)
    return blended((height, width), tiles, at_once, answer)
