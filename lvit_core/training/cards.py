"""Model cards: what a model saw, how it did, and what it must not be used for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lvit_core.model.config import ModelConfig
from lvit_core.training.config import TrainingConfig
from lvit_core.training.trainer import RunData


def model_card(
    model: ModelConfig, config: TrainingConfig, data: RunData, facts: Mapping[str, Any]
) -> str:
    """Markdown for ``card.md``."""
    labeled = sum(sample.labeled for sample in data.train)
    unlabeled = len(data.train) - labeled
    dice = facts.get("validation_dice")
    lines = [
        f"# {model.name}",
        "",
        f"{_kind(model)} for the template `{model.template}`, {_input(model)}.",
        "",
        "## Data",
        f"- {labeled} labeled and {unlabeled} unlabeled training images, "
        f"{len(data.validation)} held out for validation, divided by patient or source.",
        f"- Licence of the weights (that of their data): {model.licence}.",
    ]
    if model.ancestor:
        lines.append(f"- Fine-tuned from `{model.ancestor}`.")
    lines += [
        "",
        "## Training",
        f"- {facts['steps']} steps of {config.batch} images, {facts['generations']} generations, "
        f"{facts['seconds'] / 60:.1f} minutes, seed {config.seed}, protocol `{config.protocol}`; "
        "every setting is in `recipe.toml`.",
        "",
        "## Validation",
        f"- Foreground Dice, mean over images, at threshold {model.threshold:g}: "
        + ("not measured, no image was held out." if dice is None else f"{dice:.4f}."),
    ]
    per_image = facts.get("per_image") or {}
    if per_image:
        lines += ["", "| image | Dice at 0.5 |", "|---|---|"]
        lines += [f"| {name} | {value:.4f} |" for name, value in sorted(per_image.items())]
    lines += [
        "",
        "## Limits",
        "- Proposes masks for a person to check; it must not be used for diagnosis or treatment.",
        f"- {model.limits or 'Only tested on images like those above.'}",
        "",
    ]
    return "\n".join(lines)


def _input(model: ModelConfig) -> str:
    if model.input == "whole":
        return "whole images"
    scale = "as the image comes" if model.scale_um is None else f"{model.scale_um:g} um per pixel"
    return f"tiles, {scale}"


def _kind(model: ModelConfig) -> str:
    if model.architecture == "unet":
        return f"U-Net of width {model.network.width}"
    text = "" if model.network.text else ", without text"
    return f"LViT-{model.network.size} of width {model.network.width}{text}"
