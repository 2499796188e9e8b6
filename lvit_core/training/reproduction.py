"""The paper's comparisons, run anew: which variants, how each is trained, and what came out.

Every run is kept in its own folder and skipped when it is there already, so that hours of work
survive an interruption and more seeds can be added later.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

from lvit_core.errors import LViTError
from lvit_core.files import write_text
from lvit_core.model.config import Architecture
from lvit_core.training.clock import Budget
from lvit_core.training.config import Protocol, TrainingConfig
from lvit_core.training.dataset_run import DatasetRun, RunResult, run_dataset
from lvit_core.training.evaluation import EvaluationTask, evaluate_model
from lvit_core.training.run_folder import RunFolder

RESULT_NAME = "result.json"
Mode = Literal["none", "epi", "epi+lv"]


@dataclass(frozen=True)
class Variant:
    """One row of a table.

    Attributes:
        key: Name of its folder.
        title: How the table calls it.
        architecture: "lvit" or "unet".
        text: Reads sentences.
        down_vit, up_vit, plam: Switches of the network.
        fraction: Share of the training masks.
        mode: How the other images take part.
        paper_dice, paper_iou: The paper's figures in percent, where it has any.
    """

    key: str
    title: str
    architecture: Architecture = "lvit"
    text: bool = True
    down_vit: bool = True
    up_vit: bool = True
    plam: bool = True
    fraction: float = 1.0
    mode: Mode = "none"
    paper_dice: float | None = None
    paper_iou: float | None = None


# Table 1 of the paper, MoNuSeg.
MONUSEG = (
    Variant("unet", "U-Net", architecture="unet", text=False, paper_dice=76.45, paper_iou=62.86),
    Variant("lvit-tw", "LViT-TW", text=False),
    Variant("lvit-t", "LViT-T", paper_dice=80.36, paper_iou=67.31),
    Variant("quarter", "LViT-T, 1/4 labels, supervised only", fraction=0.25),
    Variant("quarter-epi", "LViT-T, 1/4 labels, + EPI", fraction=0.25, mode="epi"),
    Variant(
        "quarter-epi-lv",
        "LViT-T, 1/4 labels, + EPI + LV",
        fraction=0.25,
        mode="epi+lv",
        paper_dice=80.09,
        paper_iou=66.97,
    ),
)

# Table 5 (MoNuSeg, LViT-L): each row adds one part.  The last three rows are the
# semi-supervised half of Table 2, whose figures are for another data set (QaTa-COV19).
ABLATION = (
    Variant("unet", "U-Net", architecture="unet", text=False, paper_dice=76.45, paper_iou=62.86),
    Variant(
        "down", "CNN + DownViT", text=False, up_vit=False, plam=False,
        paper_dice=80.27, paper_iou=67.22,
    ),
    Variant("up", "+ UpViT", text=False, plam=False, paper_dice=80.44, paper_iou=67.41),
    Variant("plam", "+ PLAM", text=False, paper_dice=80.66, paper_iou=67.71),
    Variant("text", "+ text", paper_dice=81.01, paper_iou=68.20),
    Variant("quarter-tw", "1/4 labels, no text", text=False, fraction=0.25),
    Variant("quarter-tw-epi", "1/4 labels, no text, + EPI", text=False, fraction=0.25, mode="epi"),
    Variant("quarter-epi", "1/4 labels, text, + EPI", fraction=0.25, mode="epi"),
    Variant("quarter-epi-lv", "1/4 labels, text, + EPI + LV", fraction=0.25, mode="epi+lv"),
)  # fmt: skip


_MODES: tuple[tuple[Mode, str], ...] = (
    ("none", "supervised only"),
    ("epi", "+ EPI"),
    ("epi+lv", "+ EPI + LV"),
)


def few_labels(fractions: Sequence[float]) -> tuple[Variant, ...]:
    """LViT-T with all labels, and with each share of them alone, with EPI, and with EPI and LV.

    Args:
        fractions: Shares of the training masks, over 0 and under 1.
    """
    rows = [next(one for one in MONUSEG if one.key == "lvit-t")]
    for fraction in dict.fromkeys(fractions):
        known = {one.mode: one for one in MONUSEG if one.fraction == fraction}
        for mode, what in _MODES:
            title = f"LViT-T, {100 * fraction:g} % of the labels, {what}"
            key = f"labels-{fraction:g}" + ("" if mode == "none" else f"-{mode.replace('+', '-')}")
            rows.append(known.get(mode) or Variant(key, title, fraction=fraction, mode=mode))
    return tuple(rows)


@dataclass(frozen=True)
class Reproduction:
    """What is to be run.

    Attributes:
        data: Folder with ``Train_Folder``, ``Val_Folder`` and perhaps ``Test_Folder``.
        out: Where the runs are kept.
        variants: The rows.
        minutes: Training time of each run.
        seeds: Number of seeds.
        protocols: "resize", "native".
        config: Recipe; size, text and labels are set by the variant.
        scales: Under "native": scales among which validation chooses, with LViT-T and seed 0.
        device: "cpu", "cuda", ...; ``None`` chooses.
    """

    data: Path
    out: Path
    variants: tuple[Variant, ...]
    minutes: float
    seeds: int
    protocols: tuple[Protocol, ...]
    config: TrainingConfig
    scales: tuple[float, ...] = (1.0,)
    device: str | None = None


@dataclass(frozen=True)
class Outcome:
    """One finished run; Dice and IoU as fractions, on the judged folder."""

    protocol: str
    variant: str
    seed: int
    scale: float
    judged_on: str
    dice: float
    iou: float
    dice_mean_classes: float
    iou_mean_classes: float
    aji: float | None
    pq: float | None
    validation_dice: float | None
    steps: int
    seconds: float


def reproduce(task: Reproduction, report: Callable[[str], None]) -> list[Outcome]:
    """Runs everything that is not there yet and returns all outcomes.

    Raises:
        LViTError: The data folder is not laid out as the paper's.
    """
    if not (task.data / "Train_Folder").is_dir() or not (task.data / "Val_Folder").is_dir():
        raise LViTError(
            "{name} has no Train_Folder and Val_Folder.",
            "Give the folder that holds both, in the layout of the paper's code.",
            name=task.data.name,
        )
    outcomes = []
    for protocol in task.protocols:
        config = replace(task.config, protocol=protocol)
        if protocol == "native":
            config = replace(config, scale=_choose_scale(task, config, report))
        for seed in range(task.seeds):
            for variant in task.variants:
                outcomes.append(_outcome(task, config, variant, seed, report))
    return outcomes


def _outcome(
    task: Reproduction,
    config: TrainingConfig,
    variant: Variant,
    seed: int,
    report: Callable[[str], None],
) -> Outcome:
    name = f"{variant.key}-seed{seed}"
    if config.protocol == "native":
        name += f"-scale{config.scale:g}"
    folder = task.out / config.protocol / name
    path = folder / RESULT_NAME
    if path.exists():
        return Outcome(**json.loads(path.read_text(encoding="utf-8")))
    report(f"{config.protocol}: {variant.title}, seed {seed}, {task.minutes:g} minutes")
    result = run_dataset(
        DatasetRun(
            task.data / "Train_Folder",
            folder,
            variant_config(config, variant, seed),
            Budget(minutes=task.minutes),
            validation=task.data / "Val_Folder",
            groups=_groups(task.data),
            labeled_fraction=variant.fraction,
            resume=RunFolder(folder).checkpoint.exists(),
            device=task.device,
        )
    )
    outcome = _judge(task, config, variant, seed, result)
    write_text(path, json.dumps(asdict(outcome), indent=1))
    return outcome


def _judge(
    task: Reproduction, config: TrainingConfig, variant: Variant, seed: int, result: RunResult
) -> Outcome:
    judged = task.data / "Test_Folder"
    judged = judged if judged.is_dir() else task.data / "Val_Folder"
    scores = evaluate_model(
        EvaluationTask(
            model=str(result.folder),
            dataset=judged,
            protocol=config.protocol,
            text="sheet" if variant.text else "none",
        )
    )
    return Outcome(
        protocol=config.protocol,
        variant=variant.key,
        seed=seed,
        scale=config.scale,
        judged_on=judged.name,
        dice=scores.dice,
        iou=scores.iou,
        dice_mean_classes=scores.dice_mean_classes,
        iou_mean_classes=scores.iou_mean_classes,
        aji=scores.aji,
        pq=scores.pq,
        validation_dice=result.validation_dice,
        steps=result.steps,
        seconds=result.seconds,
    )


def variant_config(config: TrainingConfig, variant: Variant, seed: int) -> TrainingConfig:
    """The recipe of one row and seed."""
    return replace(
        config,
        architecture=variant.architecture,
        text=variant.text,
        down_vit=variant.down_vit,
        up_vit=variant.up_vit,
        plam=variant.plam,
        seed=seed,
        unlabeled=replace(config.unlabeled, mode=variant.mode),
    )


def _choose_scale(
    task: Reproduction, config: TrainingConfig, report: Callable[[str], None]
) -> float:
    """The scale of the best validation Dice; a single one needs no run."""
    if len(task.scales) == 1:
        return task.scales[0]
    variant = next(
        (v for v in task.variants if v.architecture == "lvit" and v.fraction == 1.0 and v.text),
        None,
    )
    variant = variant or task.variants[0]
    found = {}
    for scale in task.scales:
        outcome = _outcome(task, replace(config, scale=scale), variant, 0, report)
        found[scale] = outcome.validation_dice or 0.0
        report(f"scale {scale:g}: validation Dice {found[scale]:.4f}")
    return max(found, key=lambda scale: found[scale])


def _groups(data: Path) -> Path | None:
    notes = data / "NOTES.txt"
    return notes if notes.exists() else None


def summarize(
    outcomes: Sequence[Outcome], variants: Sequence[Variant], protocol: str
) -> list[dict[str, Any]]:
    """One row for each variant: means and ranges over seeds, in percent, beside the paper's."""
    rows = []
    for variant in variants:
        found = [o for o in outcomes if o.variant == variant.key and o.protocol == protocol]
        if not found:
            continue
        row: dict[str, Any] = {
            "title": variant.title,
            "paper_dice": variant.paper_dice,
            "paper_iou": variant.paper_iou,
            "seeds": len({o.seed for o in found}),
            "judged_on": found[0].judged_on,
        }
        for name in ("dice", "iou", "dice_mean_classes", "aji", "pq"):
            values = [100 * v for o in found if (v := getattr(o, name)) is not None]
            row[name] = _spread(values)
        rows.append(row)
    return rows


def _spread(values: Sequence[float]) -> dict[str, float] | None:
    if not values:
        return None
    return {"mean": sum(values) / len(values), "low": min(values), "high": max(values)}


def table(rows: Sequence[dict[str, Any]]) -> str:
    """The rows of :func:`summarize` as Markdown."""
    lines = [
        "| model | paper Dice | Dice (range) | paper mIoU | IoU (range) | AJI | PQ | seeds |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        cells = [
            row["title"],
            _plain(row["paper_dice"]),
            _with_range(row["dice"]),
            _plain(row["paper_iou"]),
            _with_range(row["iou"]),
            _with_range(row["aji"]),
            _with_range(row["pq"]),
            str(row["seeds"]),
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _plain(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _with_range(spread: dict[str, float] | None) -> str:
    if spread is None:
        return ""
    return f"{spread['mean']:.2f} ({spread['low']:.2f} to {spread['high']:.2f})"
