"""`lvit train`: fit a model to a folder or fine-tune one on a project."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from lvit_core.cli import train_options as options
from lvit_core.cli.output import JsonOption, SkipChangedOption, counted, emit, report
from lvit_core.errors import LViTError
from lvit_core.files import refuse_inside, refuse_over
from lvit_core.training.priority import settle_process

if TYPE_CHECKING:
    from lvit_core.training.config import TrainingConfig
    from lvit_core.training.dataset_run import DatasetRun, RunResult
    from lvit_core.training.project_run import ProjectRun
    from lvit_core.training.trainer import Budget

PROJECT_FACTS = (
    "ending", "folder", "steps", "generations", "seconds", "in_force", "unlabeled", "with_sentence",
)  # fmt: skip


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
    architecture: options.Architecture = None,
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
    read = (*(dataset or ()), val, groups, recipe, *_places(model, init_from))
    _check_places(out, dataset, project, read)
    settle_process(threads=threads, low_priority=low_priority)
    from lvit_core.training import dataset_run, project_run  # noqa: PLC0415 - torch, now settled

    said = {
        "architecture": architecture, "size": size, "width": width, "seed": seed,
        "text_encoder": text_encoder, "text": False if no_text else None, "protocol": protocol,
        "steps_per_generation": steps_per_generation,
    }  # fmt: skip
    config = _config(recipe, said, unlabeled)
    budget = _budget(minutes, epochs, open_ended=project is not None)
    if project is not None:
        facts, text = _on_project(
            project_run.ProjectRun(
                project, out, None if recipe is None else config, budget, model,
                steps_per_generation, seed or 0, resume, device, events, skip_changed=skip_changed,
            )
        )  # fmt: skip
    elif dataset is not None:
        facts, text = _on_folders(
            dataset_run.DatasetRun(
                dataset[0], out, config, budget, val, tuple(dataset[1:]), groups, model,
                init_from, labeled_fraction, resume, name, licence, device, events,
            )
        )  # fmt: skip
    if not events or json:
        emit(facts, as_json=json, text=text)


def _places(*models: str | None) -> list[Path]:
    """The folders or files that names of models mean, where they are some."""
    return [Path(model) for model in models if model and os.path.lexists(model)]


def _check_places(
    out: Path, dataset: list[Path] | None, project: Path | None, read: Iterable[Path | None]
) -> None:
    """Runs of a project lie in its folder models or elsewhere, and no run in what is read."""
    if (dataset is None) == (project is None):
        raise typer.BadParameter("give either --dataset or --project")
    refuse_over(out, *read)
    if project is not None:
        models = Path(os.path.realpath(project / "models"))
        if models not in Path(os.path.realpath(out)).parents:
            refuse_inside(out, project)


def _on_project(task: ProjectRun) -> tuple[dict[str, Any], str]:
    from lvit_core.training.project_run import run_project  # noqa: PLC0415 - torch

    finished = run_project(task)
    facts = {key: value for key, value in asdict(finished).items() if key in PROJECT_FACTS}
    learnt = _unlabeled(finished.unlabeled, finished.with_sentence)
    generations = counted(finished.generations, "generation")
    text = f"{finished.ending.capitalize()} after {generations}{learnt}."
    return facts, text


def _on_folders(task: DatasetRun) -> tuple[dict[str, Any], str]:
    from lvit_core.training.dataset_run import result_facts, run_dataset  # noqa: PLC0415 - torch

    result = run_dataset(task)
    for note in result.notes:
        report(note)
    return result_facts(result, None), _sentence(result)


def _config(
    recipe: Path | None, said: dict[str, Any], unlabeled: options.UnlabeledMode | None
) -> TrainingConfig:
    """The recipe (or the defaults) with what the command line says on top."""
    from lvit_core.training.config import TrainingConfig, load_recipe  # noqa: PLC0415

    config = load_recipe(recipe) if recipe is not None else TrainingConfig()
    config = replace(config, **{key: value for key, value in said.items() if value is not None})
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


def _sentence(result: RunResult) -> str:
    dice = (
        "" if result.validation_dice is None else f", validation Dice {result.validation_dice:.4f}"
    )
    return (
        f"{result.ending.capitalize()} after {counted(result.steps, 'step')} and "
        f"{result.seconds / 60:.1f} minutes{dice}{_unlabeled(*result.unlabeled)}. "
        f"Model: {result.folder}"
    )


def _unlabeled(number: int | None, with_sentence: int | None) -> str:
    from lvit_core.data.roles import unlabeled_words  # noqa: PLC0415 - beside its use

    return f", unlabeled images {unlabeled_words(number, with_sentence)}" if number else ""
