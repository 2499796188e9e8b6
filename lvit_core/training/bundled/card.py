"""The card of a bundled model, with figures that `evaluate` measures on validation images."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from lvit_core.model.config import ModelConfig
from lvit_core.training.evaluation import Evaluation, EvaluationTask, evaluate_model

Text = Literal["sheet", "masks", "none"]
_BY_IMAGE = ("dice", "aji", "pq", "count_error")


@dataclass(frozen=True)
class Judged:
    """One validation folder under one way of asking."""

    title: str
    result: Evaluation


def judge(model: Path, folders: Sequence[Path], texts: Mapping[Text, str]) -> list[Judged]:
    """Evaluates a model folder at full resolution on each folder in each way of asking.

    Args:
        model: The model folder.
        folders: Validation folders in the LViT layout.
        texts: How to ask -> its words on the card.

    Returns:
        One entry per folder and way of asking, in that order.
    """
    judged = []
    for folder in folders:
        for text, words in texts.items():
            task = EvaluationTask(str(model), folder, "native", text, backend="eager")
            judged.append(Judged(f"{folder.name}, {words}", evaluate_model(task)))
    return judged


def card_text(config: ModelConfig, sources: Sequence[str], stages: Sequence[str],
              judged: Sequence[Judged]) -> str:  # fmt: skip
    """Markdown of ``card.md``.

    Args:
        config: The published model.
        sources: One line for each data set: images used and held out, origin, licence.
        stages: One line for each stage of the training.
        judged: Validation figures.
    """
    lines = [
        f"# {config.name}",
        "",
        f"LViT-{config.network.size} of width {config.network.width} for the template "
        f"`{config.template}`. {config.data}",
        "",
        "## Data and licence",
        *(f"- {source}" for source in sources),
        f"- Licence of the weights, which follows from the data: {config.licence}.",
        "",
        "## Training",
        *(f"- {stage}" for stage in stages),
        "",
        "## Validation",
        "",
        "Foreground scores at full resolution, mean over images that training never saw; the",
        "best weights and the threshold were chosen on the same images, so expect a little less.",
        "",
        "| images | n | Dice | IoU | AJI | PQ | count error, median | worst |",
        "|---|---|---|---|---|---|---|---|",
        *(_row(entry) for entry in judged),
        "",
        f"Threshold {config.threshold:g}. By image (a count error above 0: too many objects):",
        "",
        "| image | how it was asked | Dice | AJI | PQ | count error |",
        "|---|---|---|---|---|---|",
        *(
            f"| {image['image']} | {entry.title} | {_shown(image[name] for name in _BY_IMAGE)} |"
            for entry in judged
            for image in entry.result.per_image
        ),
        "",
        "## Limits",
        f"- {config.limits}",
        "- Proposals are for a person to check. Not a medical device; not for diagnosis or "
        "treatment.",
        "",
    ]
    return "\n".join(lines)


def _row(entry: Judged) -> str:
    result = entry.result
    counts = (result.count_error_median, result.count_error_worst)
    figures = (result.dice, result.iou, result.aji, result.pq, *counts)
    return f"| {entry.title} | {result.n} | {_shown(figures)} |"


def _shown(figures: Iterable[float | None]) -> str:
    return " | ".join("-" if value is None else f"{value:.3f}" for value in figures)
