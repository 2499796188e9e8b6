"""`lvit train`: fit a model to a folder or fine-tune one on a project."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from lvit_core.cli.output import JsonOption, emit, report
from lvit_core.errors import LViTError

if TYPE_CHECKING:
    from lvit_core.training.config import TrainingConfig
    from lvit_core.training.dataset_run import RunResult
    from lvit_core.training.trainer import Budget

Unlabeled = Literal["none", "epi", "epi+lv"]
ProtocolName = Literal["resize", "native"]


def register(app: typer.Typer) -> None:
    """Adds `train`."""
    app.command()(train)


def train(
    out: Annotated[Path, typer.Option(help="Folder of the run; becomes the model folder.")],
    dataset: Annotated[
        list[Path] | None, typer.Option(help="Folder in the LViT layout; may be repeated.")
    ] = None,
    val: Annotated[Path | None, typer.Option(help="Validation folder, LViT layout.")] = None,
    project: Annotated[Path | None, typer.Option(help="Project to fine-tune on.")] = None,
    model: Annotated[str | None, typer.Option(help="Model to fine-tune: name or folder.")] = None,
    init_from: Annotated[
        str | None, typer.Option(help="Model whose fitting weights start a new network.")
    ] = None,
    recipe: Annotated[Path | None, typer.Option(help="TOML file with training settings.")] = None,
    groups: Annotated[
        Path | None, typer.Option(help="True patient of each image (CSV, or notes 'A -> B').")
    ] = None,
    size: Annotated[str | None, typer.Option(help="T, S, M, L or unet.")] = None,
    width: Annotated[int | None, typer.Option(help="Base width of the CNN branch.")] = None,
    no_text: Annotated[bool, typer.Option("--no-text", help="Train without sentences.")] = False,
    labeled_fraction: Annotated[
        float, typer.Option(min=0.0, max=1.0, help="Share of the training masks to use.")
    ] = 1.0,
    unlabeled: Annotated[
        Unlabeled | None, typer.Option(help="How unlabeled images take part.")
    ] = None,
    protocol: Annotated[
        ProtocolName | None, typer.Option(help="Whole images at 224, or crops near full scale.")
    ] = None,
    minutes: Annotated[float | None, typer.Option(help="Train this long.")] = None,
    epochs: Annotated[int | None, typer.Option(help="Train this many generations.")] = None,
    steps_per_generation: Annotated[
        int | None, typer.Option(help="Steps between validations; 0 is one pass.")
    ] = None,
    seed: Annotated[int | None, typer.Option(help="Seed of everything random.")] = None,
    threads: Annotated[int | None, typer.Option(help="CPU threads to use.")] = None,
    low_priority: Annotated[
        bool, typer.Option("--low-priority", help="Leave the processor to other programs.")
    ] = False,
    device: Annotated[str | None, typer.Option(help="cpu, cuda or mps.")] = None,
    name: Annotated[str, typer.Option(help="Name of the model.")] = "",
    licence: Annotated[str, typer.Option(help="Licence of the weights.")] = "",
    resume: Annotated[bool, typer.Option("--resume", help="Go on with the run in OUT.")] = False,
    events: Annotated[
        bool, typer.Option("--events", help="Write events as JSON lines to stdout too.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Train a model on folders in the LViT layout, or fine-tune one on a project."""
    if (dataset is None) == (project is None):
        raise typer.BadParameter("give either --dataset or --project")
    _settle_process(threads, low_priority)
    config = _config(recipe, size, width, no_text, unlabeled, protocol, steps_per_generation, seed)
    budget = _budget(minutes, epochs, open_ended=project is not None)
    if project is not None:
        from lvit_core.training.project_run import ProjectRun, run_project  # noqa: PLC0415

        facts = run_project(
            ProjectRun(
                project,
                out,
                None if recipe is None else config,
                budget,
                model=model,
                steps_per_generation=steps_per_generation,
                seed=seed or 0,
                resume=resume,
                device=device,
                echo_events=events,
            )
        )
        emit(
            facts, as_json=json or events, text=f"Stopped after {facts['generations']} generations."
        )
        return
    assert dataset is not None
    from lvit_core.training.dataset_run import DatasetRun, run_dataset  # noqa: PLC0415

    result = run_dataset(
        DatasetRun(
            dataset[0],
            out,
            config,
            budget,
            validation=val,
            more=tuple(dataset[1:]),
            groups=groups,
            model=model,
            init_from=init_from,
            labeled_fraction=labeled_fraction,
            resume=resume,
            name=name,
            licence=licence,
            device=device,
            echo_events=events,
        )
    )
    emit(_facts(result), as_json=json, text=_sentence(result))
    for note in result.notes:
        report(note)


def _config(
    recipe: Path | None,
    size: str | None,
    width: int | None,
    no_text: bool,
    unlabeled: Unlabeled | None,
    protocol: ProtocolName | None,
    steps_per_generation: int | None,
    seed: int | None,
) -> TrainingConfig:
    """The recipe (or the defaults) with what the command line says on top."""
    from lvit_core.training.config import TrainingConfig, load_recipe  # noqa: PLC0415

    config = load_recipe(recipe) if recipe is not None else TrainingConfig()
    given: dict[str, Any] = {
        "size": size,
        "width": width,
        "protocol": protocol,
        "steps_per_generation": steps_per_generation,
        "seed": seed,
        "text": False if no_text else None,
    }
    config = replace(config, **{key: value for key, value in given.items() if value is not None})
    if unlabeled is not None:
        config = replace(config, unlabeled=replace(config.unlabeled, mode=unlabeled))
    return config


def _budget(minutes: float | None, epochs: int | None, *, open_ended: bool) -> Budget:
    from lvit_core.training.trainer import Budget  # noqa: PLC0415 - torch

    if minutes is None and epochs is None and not open_ended:
        return Budget(generations=500)
    if minutes is not None and epochs is not None:
        raise LViTError("A run lasts either minutes or epochs.", "Give one of the two.")
    return Budget(generations=epochs, minutes=minutes)


def _settle_process(threads: int | None, low_priority: bool) -> None:
    from lvit_core.training.priority import limit_threads, lower_priority  # noqa: PLC0415

    if low_priority:
        lower_priority()
    if threads is not None:
        limit_threads(threads)


def _facts(result: RunResult) -> dict[str, Any]:
    from lvit_core.training.dataset_run import result_facts  # noqa: PLC0415 - torch

    return result_facts(result, None)


def _sentence(result: RunResult) -> str:
    dice = (
        "" if result.validation_dice is None else f", validation Dice {result.validation_dice:.4f}"
    )
    return (
        f"{result.ending.capitalize()} after {result.steps} steps and "
        f"{result.seconds / 60:.1f} minutes{dice}. Model: {result.folder}"
    )
