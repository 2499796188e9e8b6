"""Predictions of unaugmented images during a run: for validation and for pseudo labels.

Written beside the predictor of the app because it must use the weights that are being trained, at
exactly the pixels they were trained on, without copies or caches.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from lvit_core.annotation.threshold import as_bytes, inside
from lvit_core.data.orientation import MIRRORED, UPRIGHT, orientations
from lvit_core.data.protocols import reference_mask, resize_bilinear
from lvit_core.data.sample import Sample
from lvit_core.data.views import SampleReader, to_tensor
from lvit_core.device import Computation
from lvit_core.explain.influence import influence
from lvit_core.metrics.overlap import dice
from lvit_core.prompt.asking import as_asked
from lvit_core.prompt.template import Template
from lvit_core.prompt.templates import load_template
from lvit_core.training.losses import probabilities
from lvit_core.training.network import TrainableModel

_OVERLAP = 0.25
_TILES_AT_ONCE = 4
THRESHOLDS = tuple(round(0.3 + 0.05 * i, 2) for i in range(9))

Cancelled = Callable[[], bool]


@dataclass(frozen=True)
class Validation:
    """Foreground Dice over images at 0.5 and at the best of a few thresholds, 0..1."""

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
    """Probability of the unaugmented sample, (h, w) float32 in 0..1.

    Whole images give a map at the network's size, tiled ones at the training scale.

    Args:
        model: In evaluation mode.
        sample: What is asked about.
        reader: Where its pixels come from.
        computation: Device and precision.
        use_text: Whether its sentence is read.
        turn: Which of the ways to hold the sample it is shown in, counted round; the answer is
            upright in any case.
    """
    in_parts = reader.settings.kind == "tiles"
    rules = load_template(sample.template)
    asked = as_asked(sample.sentence if use_text else None, rules, part=in_parts)
    ways = orientations(asked, rules)
    held = ways[turn % len(ways)]
    pixels, sentence = held.of(reader.still(sample)), held.told(asked, rules, part=in_parts)
    if in_parts:
        answer = _predict_tiles(model, pixels, sentence, reader.settings.size, computation)
    else:
        answer = _predict_whole(model, pixels, sentence, rules, computation)
    return held.undone(answer)


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
    scores = np.zeros((len(samples), len(THRESHOLDS)))
    for row, sample in enumerate(samples):
        probability = predict_sample(model, sample, reader, computation, use_text=use_text)
        probability, truth = judged(probability, sample, protocol, reader.settings.size)
        for column, threshold in enumerate(THRESHOLDS):
            scores[row, column] = dice(inside(probability, threshold), truth)
    means = scores.mean(axis=0)
    middle, best = THRESHOLDS.index(0.5), int(means.argmax())
    return Validation(
        dice=float(means[middle]),
        best_dice=float(means[best]),
        threshold=THRESHOLDS[best],
        per_image={s.key: float(v) for s, v in zip(samples, scores[:, middle], strict=True)},
    )


def judged(
    probability: NDArray[np.float32], sample: Sample, protocol: str, size: int
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Prediction and truth on the grid a protocol compares them on.

    "resize": the network's square and the reference's mask; "native": the image's own pixels.
    """
    assert sample.read_mask is not None
    truth = sample.read_mask()
    if protocol == "resize":
        probability = resize_bilinear(probability, (size, size), antialias=True)
        return probability, reference_mask(truth, size) > 0
    height, width = truth.shape
    return resize_bilinear(probability, (height, width), antialias=False), truth > 0


def _probability(
    model: TrainableModel, images: torch.Tensor, sentence: str | None, computation: Computation
) -> NDArray[np.float32]:
    device = computation.torch_device
    images = images.to(device, memory_format=torch.channels_last)
    enabled = computation.precision != "float32"
    with torch.autocast(device.type, computation.dtype, enabled=enabled):
        logits = model(images, [sentence] * len(images))
    return np.asarray(probabilities(logits)[:, 0].cpu().numpy(), np.float32)


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
        answers.append(held.undone(_probability(model, seen, told, computation)[0]))
    return np.asarray(np.mean(answers, axis=0), np.float32)


def _predict_tiles(
    model: TrainableModel,
    pixels: NDArray[np.uint8],
    sentence: str | None,
    size: int,
    computation: Computation,
) -> NDArray[np.float32]:
    """Overlapping tiles blended with a smooth window."""
    height, width = pixels.shape[:2]
    tensor = to_tensor(pixels)
    pad_y, pad_x = max(0, size - height), max(0, size - width)
    if pad_y or pad_x:
        tensor = functional.pad(tensor, (0, pad_x, 0, pad_y), mode="replicate")
    rows, columns = (_starts(side, size) for side in tensor.shape[2:])
    places = [(y, x) for y in rows for x in columns]
    ramp = np.sin(np.pi * (np.arange(size) + 0.5) / size).astype(np.float32)
    window = np.outer(ramp, ramp) + 1e-3
    total = np.zeros(tensor.shape[2:], np.float32)
    weight = np.zeros_like(total)
    for first in range(0, len(places), _TILES_AT_ONCE):
        chunk = places[first : first + _TILES_AT_ONCE]
        tiles = torch.cat([tensor[:, :, y : y + size, x : x + size] for y, x in chunk])
        for (y, x), tile in zip(
            chunk, _probability(model, tiles, sentence, computation), strict=True
        ):
            total[y : y + size, x : x + size] += window * tile
            weight[y : y + size, x : x + size] += window
    result: NDArray[np.float32] = (total / weight)[:height, :width]
    return np.clip(result, 0.0, 1.0)


def _starts(side: int, size: int) -> list[int]:
    if side <= size:
        return [0]
    count = int(np.ceil((side - size) / (size * (1 - _OVERLAP)))) + 1
    return [round(i * (side - size) / (count - 1)) for i in range(count)]
