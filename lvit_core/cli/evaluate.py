"""`lvit evaluate`: what a model is worth on images with known masks."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Literal

import typer

from lvit_core.cli.output import (
    JsonOption,
    SmallestOption,
    ThreadsOption,
    ThresholdOption,
    emit,
    finite,
)

ProtocolOption = Annotated[
    Literal["resize", "native"],
    typer.Option(help="Compare at 224 with the reference's mask, or at full resolution."),
]


def register(app: typer.Typer) -> None:
    """Adds `evaluate`."""
    app.command()(evaluate)


def evaluate(
    model: Annotated[str, typer.Option(help="Model: name, folder or .safetensors file.")],
    dataset: Annotated[Path, typer.Option(help="Folder in the LViT layout, with masks.")],
    *,
    protocol: ProtocolOption = "native",
    no_text: Annotated[
        bool, typer.Option("--no-text", help="Ask without sentences (the null sentence).")
    ] = False,
    text_from_mask: Annotated[
        bool, typer.Option("--text-from-mask", help="Draft the sentences from the true masks.")
    ] = False,
    threshold: ThresholdOption = None,
    smallest_px: SmallestOption = None,
    spacing_um: Annotated[
        float | None,
        typer.Option(
            min=0.001, max=1e6, callback=finite, help="Pixel size of the images in micrometres."
        ),
    ] = None,
    backend: Annotated[str, typer.Option(help="Prediction backend.")] = "auto",
    threads: ThreadsOption = None,
    json: JsonOption = False,
) -> None:
    """Score a model: Dice and IoU both ways, AJI and PQ of instances, Dice and PQ by class."""
    if no_text and text_from_mask:
        raise typer.BadParameter("--no-text and --text-from-mask exclude each other")
    from lvit_core.training.evaluation import EvaluationTask, evaluate_model  # noqa: PLC0415

    result = evaluate_model(
        EvaluationTask(
            model=model,
            dataset=dataset,
            protocol=protocol,
            text="none" if no_text else "masks" if text_from_mask else "sheet",
            threshold=threshold,
            smallest_px=smallest_px,
            spacing_um=spacing_um,
            backend=backend,
            threads=threads,
        )
    )
    facts = asdict(result)
    lines = [
        f"{key:18} {'-' if value is None else format(value, '.4f')}"
        for key, value in facts.items()
        if key not in ("per_image", "weights", "classes")
    ]
    for name, score in result.classes.items():
        quality = "-" if score.pq is None else format(score.pq, ".4f")
        told = f"Dice {score.dice:.4f}  PQ {quality}  in {score.images} images"
        lines.append(f"{name:18} {told}")
    lines.append(f"{'weights':18} {result.weights}")
    emit(facts, as_json=json, text="\n".join(lines))
