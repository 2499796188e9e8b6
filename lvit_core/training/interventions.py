"""What words do to a model's answers: false sentences, exchanged places, other wordings.

A model can score well by painting whatever place is named. These measures tell that from looking:
each asks something whose right answer is known from the lesions and the lungs, and looks at what is
painted. All compare on the square that the network sees, where a share of the image is a share of
its pixels; Dice and shares are 0..1, and a measure that no image speaks of is ``None``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.threshold import inside
from lvit_core.data.folder import read_folder
from lvit_core.data.protocols import network_image, resize_bilinear
from lvit_core.data.sample import Sample
from lvit_core.errors import LViTError
from lvit_core.metrics.overlap import dice
from lvit_core.prompt.describe import describe
from lvit_core.prompt.grammar import Diagram
from lvit_core.prompt.grammars import grammar_of
from lvit_core.prompt.organ.zones import ZoneMap, lung_zones, region_mask
from lvit_core.prompt.template import Template
from lvit_core.prompt.templates import load_template
from lvit_core.training import false_requests

Ask = Callable[[str | None], NDArray[np.bool_]]
"""The answer to a sentence (``None``: without one) as a mask, (H, W) bool."""

NOTHING = 0.001
"""An answer that covers less than this share of the image is empty."""

_MOST_AREAS = 3


@dataclass(frozen=True)
class Interventions:
    """Means over all images that speak of a measure.

    Attributes:
        null_accuracy: Of the requests for a zone or a lung that is free of the lesions its image
            has, the share answered with less than 0.1 % of the image.
        healthy_painted: Share of the lungs painted on images without a lesion, asked without a
            sentence.
        healthy_painted_told: The same under a sentence that is false of them: both lungs, each.
        wrong_place_drop: Dice lost when the place in the true sentence is exchanged.
        rewording_change: Largest change of Dice over five ways to say the true sentence.
        typo_change: Change of Dice when a tenth of the letters is wrong.
        count_obeyed: Asked for one, two, three areas, and no more than there are: share of the
            answers with that many.
        side_leak: Asked for all of one lung: share of the painted area on the other side.
        over_baseline: Dice less that of painting the named thirds of the true lungs.
        dice: Under the true sentence.
        dice_without: Without a sentence.
    """

    null_accuracy: float | None
    healthy_painted: float | None
    healthy_painted_told: float | None
    wrong_place_drop: float | None
    rewording_change: float | None
    typo_change: float | None
    count_obeyed: float | None
    side_leak: float | None
    over_baseline: float | None
    dice: float | None
    dice_without: float | None
    lesion_images: int
    healthy_images: int


@dataclass
class Observed:
    """What was seen so far: one value for each request, or for each image, of a measure."""

    null_accuracy: list[float] = field(default_factory=list)
    healthy_painted: list[float] = field(default_factory=list)
    healthy_painted_told: list[float] = field(default_factory=list)
    wrong_place_drop: list[float] = field(default_factory=list)
    rewording_change: list[float] = field(default_factory=list)
    typo_change: list[float] = field(default_factory=list)
    count_obeyed: list[float] = field(default_factory=list)
    side_leak: list[float] = field(default_factory=list)
    over_baseline: list[float] = field(default_factory=list)
    dice: list[float] = field(default_factory=list)
    dice_without: list[float] = field(default_factory=list)

    def means(self) -> Interventions:
        values = {item.name: getattr(self, item.name) for item in fields(self)}
        means = {name: float(np.mean(seen)) if seen else None for name, seen in values.items()}
        return Interventions(
            **means, lesion_images=len(self.dice), healthy_images=len(self.healthy_painted)
        )


def observe(
    ask: Ask,
    lesions: NDArray[np.bool_],
    lungs: NDArray[np.integer],
    template: Template,
    seen: Observed,
) -> None:
    """Asks everything of one image and adds what was painted.

    Args:
        ask: Answers in the size of the masks.
        lesions: (H, W) bool, true.
        lungs: (H, W), non-zero inside.
        template: A kind of image with zones.
        seen: Is added to.
    """
    if not lesions.any():
        _observe_healthy(ask, lungs != 0, template, seen)
        return
    zone_map = lung_zones(lungs, lesions.shape, template)
    places = false_requests.places_of(lesions, zone_map)
    for request in false_requests.absent_requests(places, template):
        seen.null_accuracy.append(float(ask(request).mean() < NOTHING))
    for side, request in false_requests.whole_sides(places, template):
        answer = ask(request)
        if answer.any():
            seen.side_leak.append(_outside(answer, side, zone_map))
    _observe_true(ask, lesions, lungs, zone_map, places, template, seen)


def _observe_healthy(
    ask: Ask, lungs: NDArray[np.bool_], template: Template, seen: Observed
) -> None:
    if not lungs.any():
        return
    seen.healthy_painted.append(float(ask(None)[lungs].mean()))
    told = [float(ask(text)[lungs].mean()) for text in false_requests.false_findings(template)]
    seen.healthy_painted_told.append(float(np.mean(told)))


def _observe_true(
    ask: Ask,
    lesions: NDArray[np.bool_],
    lungs: NDArray[np.integer],
    zone_map: ZoneMap,
    places: false_requests.Places,
    template: Template,
    seen: Observed,
) -> None:
    true = describe(lesions, template, lungs).sentence
    if true.finding.negative:  # specks that are no area have no place to ask for
        return
    score = dice(ask(true.text), lesions)
    seen.dice.append(score)
    seen.dice_without.append(dice(ask(None), lesions))
    painted = region_mask(true.finding.zones, zone_map) > 0
    seen.over_baseline.append(score - dice(painted, lesions))
    exchanged = false_requests.wrong_place(true.text, places, template)
    if exchanged is not None:
        seen.wrong_place_drop.append(score - dice(ask(exchanged), lesions))
    others = false_requests.rewordings(true.text, template)
    seen.rewording_change.append(max(abs(dice(ask(text), lesions) - score) for text in others))
    typo = false_requests.misspelt(true.text, np.random.default_rng(len(seen.dice)))
    seen.typo_change.append(abs(dice(ask(typo), lesions) - score))
    for areas in range(1, min(_MOST_AREAS, true.finding.areas or 0) + 1):
        answer = ask(false_requests.counted(true.text, areas, template))
        found = describe(answer, template, lungs).finding.areas
        seen.count_obeyed.append(float(found == areas))


def _outside(answer: NDArray[np.bool_], side: str, zone_map: ZoneMap) -> float:
    """Share of an answer that lies beyond the line between the sides."""
    first = np.arange(answer.shape[1]) + 0.5 < zone_map.midline_x
    beyond = ~first if side == zone_map.sides[0] else first
    return float(answer[:, beyond].sum() / answer.sum())


@dataclass(frozen=True)
class InterventionTask:
    """What ``lvit evaluate --interventions`` was asked to do; see its options."""

    model: str
    folder: Path
    threshold: float | None = None
    backend: str = "auto"
    threads: int | None = None


def measure_interventions(task: InterventionTask) -> Interventions:
    """Asks a model everything about each image of a folder that has lungs and a lesion mask.

    Raises:
        LViTError: The model or folder cannot be read, its kind of image has no zones to ask for,
            or no image has both masks.
    """
    from lvit_core.inference import Predictor  # noqa: PLC0415 - torch loads on first use
    from lvit_core.model.checkpoint import load_model  # noqa: PLC0415 - torch loads on first use

    model = load_model(task.model)
    config = model.config
    template = load_template(config.template)
    if grammar_of(template).diagram is not Diagram.ORGAN:
        raise LViTError(
            "Images of the kind '{kind}' have no zones that a false sentence could name.",
            "Interventions are for kinds of image with zones of paired organs.",
            kind=template.name,
        )
    found = read_folder(task.folder, config.template)
    both = [sample for sample in found.samples if sample.labeled and sample.read_lungs]
    samples = [sample for sample in both if sample.read_known is None]  # what is absent is known
    if not samples:
        raise LViTError(
            "No image of {name} has both a lesion mask and a lung mask of the whole image.",
            "Put lesions into labelcol/ (empty ones for healthy images) and lungs into lungs/.",
            name=found.folder.name,
        )
    predictor = Predictor(model, backend=task.backend, threads=task.threads)
    threshold = config.threshold if task.threshold is None else task.threshold
    size, seen = config.network.image_size, Observed()
    for sample in samples:
        pixels = network_image(sample.read_image(), size, reference=not config.antialias)
        predictor.set_image(pixels)
        lesions, lungs = small_masks(sample, size)
        observe(
            lambda text: inside(predictor.predict(text), threshold), lesions, lungs, template, seen
        )
    return seen.means()


def small_masks(sample: Sample, size: int) -> tuple[NDArray[np.bool_], NDArray[np.uint8]]:
    """Lesions, and lungs by side, of a sample on the network's square, (size, size) each."""
    assert sample.read_mask is not None
    assert sample.read_lungs is not None
    lungs, labels = sample.read_lungs(), np.zeros((size, size), np.uint8)
    values = [value for value in np.unique(lungs) if value]
    named = values if len(values) == 2 else [None]  # else it is told by pieces which lung is which
    for label, value in enumerate(named, start=1):
        labels[_small(lungs != 0 if value is None else lungs == value, size)] = label
    return _small(sample.read_mask() > 0, size), labels


def _small(mask: NDArray[np.bool_], size: int) -> NDArray[np.bool_]:
    soft = resize_bilinear(mask.astype(np.float32), (size, size), antialias=True)
    return np.asarray(soft >= 0.5)


def shown(result: Interventions) -> Sequence[str]:
    """One line for each figure."""
    lines = []
    for item in fields(result):
        value = getattr(result, item.name)
        text = "-" if value is None else str(value) if isinstance(value, int) else f"{value:.4f}"
        lines.append(f"{item.name:22} {text}")
    return lines
