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
NoTextOption = Annotated[
    bool, typer.Option("--no-text", help="Ask without sentences (the null sentence).")
]
DraftedOption = Annotated[
    bool, typer.Option("--text-from-mask", help="Draft the sentences from the true masks.")
]
InterventionsOption = Annotated[
    bool,
    typer.Option(
        "--interventions",
        help="Ask false sentences and other wordings instead: does the model look or paint?",
    ),
]


def register(app: typer.Typer) -> None:
    """Adds `evaluate`."""
    app.command()(evaluate)


def evaluate(
    model: Annotated[str, typer.Option(help="Model: name, folder or .safetensors file.")],
    dataset: Annotated[Path, typer.Option(help="Folder in the LViT layout, with masks.")],
    *,
    protocol: ProtocolOption = "native",
    no_text: NoTextOption = False,
    text_from_mask: DraftedOption = False,
    interventions: InterventionsOption = False,
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
    if interventions:
        _refuse(no_text or text_from_mask or smallest_px is not None or spacing_um is not None)
        _report_interventions(model, dataset, threshold, backend, threads, as_json=json)
        return
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


def _refuse(others: bool) -> None:
    if others:
        raise typer.BadParameter(
            "--interventions asks its own sentences of whole images; it takes no --no-text, "
            "--text-from-mask, --smallest-px or --spacing-um"
        )


def _report_interventions(
    model: str,
    dataset: Path,
    threshold: float | None,
    backend: str,
    threads: int | None,
    *,
    as_json: bool,
) -> None:
    from lvit_core.training.interventions import (  # noqa: PLC0415 - torch loads on first use
        InterventionTask,
        measure_interventions,
        shown,
    )

    task = InterventionTask(model, dataset, threshold, backend, threads)
    result = measure_interventions(task)
    emit(asdict(result), as_json=as_json, text="\n".join(shown(result)))
