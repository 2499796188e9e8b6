"""Scores of a model on a folder with masks, made with the very predictor the app uses."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.instances import smallest_object_px
from lvit_core.annotation.levels import Cut, cut_objects
from lvit_core.annotation.plane import Labels
from lvit_core.annotation.threshold import inside
from lvit_core.data.folder import read_folder
from lvit_core.data.protocols import counted_pixels, network_image, reference_mask, resize_bilinear
from lvit_core.data.sample import Sample
from lvit_core.errors import LViTError
from lvit_core.inference import Predictor
from lvit_core.inference.answer import ImageAnswer
from lvit_core.metrics.classes import ClassScore
from lvit_core.metrics.instance import aggregated_jaccard, count_error, panoptic_quality
from lvit_core.metrics.overlap import mean_overlap, overlap
from lvit_core.model.checkpoint import load_model
from lvit_core.model.config import ModelConfig
from lvit_core.prompt.templates import load_template
from lvit_core.training.class_judging import ClassJudge, told_by
from lvit_core.training.sentences import describe_sample

_OF_OBJECTS = ("aji", "pq", "detection_f1", "count_error")


@dataclass(frozen=True)
class EvaluationTask:
    """What ``lvit evaluate`` was asked to do; see its options."""

    model: str
    dataset: Path
    protocol: Literal["resize", "native"] = "native"
    text: Literal["sheet", "masks", "none"] = "sheet"
    threshold: float | None = None
    smallest_px: int | None = None
    spacing_um: float | None = None
    backend: str = "auto"
    threads: int | None = None


@dataclass(frozen=True)
class Evaluation:
    """Means over images; of objects over those with instances, ``None`` where there are none.

    ``detection_f1`` is the F1 score of objects found at an IoU above 0.5; ``count_error_median``
    and ``count_error_worst`` are of relative errors of the number of objects, without their sign.

    ``classes`` are scores by class, where the model tells classes apart and the folder names them.

    ``weights`` is the SHA-256 of what was measured, hexadecimal: another file of the same name has
    another one.
    """

    dice: float
    iou: float
    dice_mean_classes: float
    iou_mean_classes: float
    aji: float | None
    pq: float | None
    detection_f1: float | None
    count_error_median: float | None
    count_error_worst: float | None
    n: int
    seconds_per_image: float
    per_image: list[dict[str, Any]]
    weights: str
    classes: dict[str, ClassScore]


def evaluate_model(task: EvaluationTask) -> Evaluation:
    """Predicts every image that has a mask and scores it.

    Raises:
        LViTError: The model or folder cannot be read, or no image has a mask.
    """
    model = load_model(task.model)
    config = model.config
    folder = read_folder(task.dataset, config.template)
    samples = [sample for sample in folder.samples if sample.labeled]
    if not samples:
        raise LViTError(
            "No image of {name} has a mask.",
            "Put the masks into labelcol/.",
            name=task.dataset.name,
        )
    # Only now: choosing how to compute takes seconds, which a wrong folder need not cost.
    predictor = Predictor(model, backend=task.backend, threads=task.threads)
    rows, scores, judge = [], [], ClassJudge(told_by(config))
    for sample in samples:
        sentence = _sentence(sample, task.text)
        started = time.perf_counter()
        answer = _predict(predictor, sample, sentence, task)
        seconds = time.perf_counter() - started
        predicted, truth = _judged(answer, sample, task, config)
        score = overlap(predicted, truth)
        scores.append(score)
        row = {"image": sample.key, **asdict(score), **dict.fromkeys(_OF_OBJECTS)}
        if task.protocol == "native" and sample.read_instances is not None:
            row |= _instance_scores(answer, sample, config, task)
        if task.protocol == "native" and judge.can_judge(sample):
            judge.add(answer, _objects(answer, sample, config, task), sample)
        rows.append(row | {"sentence": sentence, "seconds": round(seconds, 4)})
    mean = mean_overlap(scores)
    miscounts = [abs(row["count_error"]) for row in rows if row["count_error"] is not None]
    return Evaluation(
        **asdict(mean),
        aji=_mean([row["aji"] for row in rows]),
        pq=_mean([row["pq"] for row in rows]),
        detection_f1=_mean([row["detection_f1"] for row in rows]),
        count_error_median=float(np.median(miscounts)) if miscounts else None,
        count_error_worst=max(miscounts, default=None),
        n=len(rows),
        seconds_per_image=float(np.mean([row["seconds"] for row in rows])),
        per_image=rows,
        weights=predictor.model.digest,
        classes=judge.scores(),
    )


def _judged(
    answer: ImageAnswer, sample: Sample, task: EvaluationTask, config: ModelConfig
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """As ``judged_masks``; at full resolution smaller objects than were asked for are left out.

    Where a part of the image was looked at, (n,) pixels of it alone.
    """
    threshold = config.threshold if task.threshold is None else task.threshold
    predicted, truth = judged_masks(answer.probability, sample, task.protocol, config, threshold)
    if task.protocol == "native" and task.smallest_px is not None:
        predicted = _objects(answer, sample, config, task) > 0
    known = sample.known
    return counted_pixels(known, predicted), counted_pixels(known, truth)


def judged_masks(
    probability: NDArray[np.float32],
    sample: Sample,
    protocol: str,
    config: ModelConfig,
    threshold: float,
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Predicted and true mask on the grid of the protocol, (h, w) bool each."""
    assert sample.read_mask is not None
    truth = sample.read_mask()
    if protocol == "native":
        return inside(probability, threshold), truth > 0
    size = config.network.image_size
    small = resize_bilinear(probability, (size, size), antialias=True)
    return inside(small, threshold), reference_mask(truth, size) > 0


def _predict(
    predictor: Predictor, sample: Sample, sentence: str | None, task: EvaluationTask
) -> ImageAnswer:
    """Under "resize" a model of whole images answers on its own square, without a detour."""
    config = predictor.config
    pixels = sample.read_image()
    if task.protocol == "resize" and config.input == "whole":
        size = config.network.image_size
        pixels = network_image(pixels, size, reference=not config.antialias)
    predictor.set_image(pixels, task.spacing_um or sample.spacing_um)
    return predictor.answer(sentence)


def _sentence(sample: Sample, text: str) -> str | None:
    if text == "none":
        return None
    # Of a part alone nobody knows what is true of the whole.
    drafted = text == "masks" and sample.read_known is None
    return describe_sample(sample) if drafted else sample.sentence


def _instance_scores(
    answer: ImageAnswer,
    sample: Sample,
    config: ModelConfig,
    task: EvaluationTask,
) -> dict[str, float]:
    assert sample.read_instances is not None
    predicted = _objects(answer, sample, config, task, separate=True)
    truth = sample.read_instances()
    panoptic = panoptic_quality(predicted, truth)
    of_objects = (
        aggregated_jaccard(predicted, truth),
        panoptic.quality,
        panoptic.detection,
        count_error(predicted, truth),
    )
    return dict(zip(_OF_OBJECTS, of_objects, strict=True))


def _objects(
    answer: ImageAnswer,
    sample: Sample,
    config: ModelConfig,
    task: EvaluationTask,
    *,
    separate: bool | None = None,
) -> Labels:
    """The objects that the window would propose by the same choice, int32 (H, W).

    Where a part of the image was looked at they are cut off at its rim, as the true ones are.
    """
    if separate is None:
        separate = load_template(config.template).finding_layer.role == "instances"
    spacing = task.spacing_um or sample.spacing_um or config.unknown_scale_um
    objects = cut_objects(
        answer.probability,
        config.threshold,
        Cut(task.threshold, task.smallest_px),
        separate=separate,
        min_area_px=smallest_object_px(config.min_area_um2, spacing),
        depth=answer.depth,
    )
    cut: Labels = sample.cut(objects)
    return cut


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return float(np.mean(known)) if known else None
