"""`lvit train`: fit a model to a folder or fine-tune one on a project."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import typer

from lvit_core.cli import train_options as options
from lvit_core.cli.output import JsonOption, SkipChangedOption, emit, report
from lvit_core.errors import LViTError

if TYPE_CHECKING:
    from lvit_core.training.config import TrainingConfig
    from lvit_core.training.dataset_run import RunResult
    from lvit_core.training.trainer import Budget


def register(app: typer.Typer) -> None:
    """Adds `train`."""
    app.command()(train)


def train(
    out: options.Out,
    dataset: options.Dataset = None,
    val: options.Val = None,
    project: options.Project = None,
    model: options.Model = None,
    init_from: options.InitFrom = None,
    recipe: options.Recipe = None,
    groups: options.Groups = None,
    size: options.Size = None,
    width: options.Width = None,
    text_encoder: options.TextEncoder = None,
    no_text: options.NoText = False,
    labeled_fraction: options.LabeledFraction = 1.0,
    unlabeled: options.Unlabeled = None,
    protocol: options.Protocol = None,
    minutes: options.Minutes = None,
    epochs: options.Epochs = None,
    steps_per_generation: options.StepsPerGeneration = None,
    seed: options.Seed = None,
    threads: options.Threads = None,
    low_priority: options.LowPriority = False,
    device: options.Device = None,
    name: options.Name = "",
    licence: options.Licence = "",
    resume: options.Resume = False,
    skip_changed: SkipChangedOption = False,
    events: options.Events = False,
    json: JsonOption = False,
) -> None:
    """Train a model on folders in the LViT layout, or fine-tune one on a project."""
    given = SimpleNamespace(**locals())
    from lvit_core.training.priority import settle_process  # noqa: PLC0415 - beside its use

    if (dataset is None) == (project is None):
        raise typer.BadParameter("give either --dataset or --project")
    settle_process(threads=threads, low_priority=low_priority)
    config = _config(given)
    budget = _budget(minutes, epochs, open_ended=project is not None)
    if project is not None:
        facts = _on_project(given, None if recipe is None else config, budget)
        text = f"{facts['ending'].capitalize()} after {facts['generations']} generations."
    else:
        result = _on_folders(given, config, budget)
        facts, text = _facts(result), _sentence(result)
    if not events or json:
        emit(facts, as_json=json, text=text)


def _on_project(
    given: SimpleNamespace, config: TrainingConfig | None, budget: Budget
) -> dict[str, Any]:
    from lvit_core.training.project_run import ProjectRun, run_project  # noqa: PLC0415

    return run_project(
        ProjectRun(
            given.project,
            given.out,
            config,
            budget,
            model=given.model,
            steps_per_generation=given.steps_per_generation,
            seed=given.seed or 0,
            resume=given.resume,
            device=given.device,
            echo_events=given.events,
            skip_changed=given.skip_changed,
        )
    )


def _on_folders(given: SimpleNamespace, config: TrainingConfig, budget: Budget) -> RunResult:
    from lvit_core.training.dataset_run import DatasetRun, run_dataset  # noqa: PLC0415

    result = run_dataset(
        DatasetRun(
            given.dataset[0],
            given.out,
            config,
            budget,
            validation=given.val,
            more=tuple(given.dataset[1:]),
            groups=given.groups,
            model=given.model,
            init_from=given.init_from,
            labeled_fraction=given.labeled_fraction,
            resume=given.resume,
            name=given.name,
            licence=given.licence,
            device=given.device,
            echo_events=given.events,
        )
    )
    for note in result.notes:
        report(note)
    return result


def _config(given: SimpleNamespace) -> TrainingConfig:
    """The recipe (or the defaults) with what the command line says on top."""
    from lvit_core.training.config import TrainingConfig, load_recipe  # noqa: PLC0415

    config = load_recipe(given.recipe) if given.recipe is not None else TrainingConfig()
    names = ("size", "width", "protocol", "steps_per_generation", "seed", "text_encoder")
    said: dict[str, Any] = {name: getattr(given, name) for name in names}
    said["text"] = False if given.no_text else None
    config = replace(config, **{key: value for key, value in said.items() if value is not None})
    if given.unlabeled is not None:
        config = replace(config, unlabeled=replace(config.unlabeled, mode=given.unlabeled))
    return config


def _budget(minutes: float | None, epochs: int | None, *, open_ended: bool) -> Budget:
    from lvit_core.training.trainer import Budget  # noqa: PLC0415 - torch

    if minutes is None and epochs is None and not open_ended:
        return Budget(generations=500)
    if minutes is not None and epochs is not None:
        raise LViTError("A run lasts either minutes or epochs.", "Give one of the two.")
    return Budget(generations=epochs, minutes=minutes)


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
