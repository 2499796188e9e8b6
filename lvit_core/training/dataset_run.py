"""A run on folders in the LViT layout, from arguments to a model folder anybody can use."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from lvit_core.config import save_toml
from lvit_core.data.folder import FolderData, read_folder
from lvit_core.data.protocols import network_scale
from lvit_core.data.sample import Sample
from lvit_core.data.splits import Split, label_fraction, split_by_group
from lvit_core.data.views import InputSettings, SampleReader
from lvit_core.device import choose
from lvit_core.errors import LViTError
from lvit_core.files import write_text
from lvit_core.model.config import ModelConfig
from lvit_core.prompt.templates import load_template
from lvit_core.training.banks import build_bank
from lvit_core.training.cards import model_card
from lvit_core.training.class_head import with_class_head
from lvit_core.training.clock import Budget
from lvit_core.training.config import TrainingConfig, load_recipe
from lvit_core.training.events import EventWriter, Finished, Started, Warned, telling_failure
from lvit_core.training.language_vision import ContrastiveBank
from lvit_core.training.network import (
    TrainableModel,
    described_network,
    initialise_from,
    new_model,
    start_from,
    with_heads,
)
from lvit_core.training.replay import rehearsal_of
from lvit_core.training.run_folder import RunFolder, begin_run, refusing_gone
from lvit_core.training.trainer import Ending, RunData, Trainer
from lvit_core.training.validation import Validation

# A 40x objective, the usual magnification of nuclei data sets.
USUAL_SPACING_UM = 0.25


@dataclass(frozen=True)
class DatasetRun:
    """What ``lvit train --dataset`` was asked to do.

    Attributes:
        dataset: Training folder in the LViT layout.
        out: The run's folder.
        config: Settings; under ``resume`` those of the run are used instead.
        budget: How long.
        validation: Validation folder; without one a fifth of the patients is held out.
        more: Further training folders.
        groups: Sheet of true patients for both folders.
        model: A model to fine-tune; its shape then decides, not the recipe.
        init_from: A model whose fitting weights start a new network (U-Net into LViT's CNN).
        labeled_fraction: Share of the training masks that may be seen.
        resume: Go on with the run in ``out``.
        name: Name written into the model; the folder's by default.
        licence: Licence of the weights, which follows their data.
        device: "cpu", "cuda", ...; ``None`` chooses.
        echo_events: Also write events to stdout.
    """

    dataset: Path
    out: Path
    config: TrainingConfig
    budget: Budget
    validation: Path | None = None
    more: tuple[Path, ...] = ()
    groups: Path | None = None
    model: str | None = None
    init_from: str | None = None
    labeled_fraction: float = 1.0
    resume: bool = False
    name: str = ""
    licence: str = ""
    device: str | None = None
    echo_events: bool = False


@dataclass(frozen=True)
class RunResult:
    """How a run ended."""

    ending: Ending
    folder: Path
    steps: int
    generations: int
    seconds: float
    validation_dice: float | None
    threshold: float
    unlabeled: tuple[int, int | None]  # all, and those of them with a sentence
    notes: tuple[str, ...] = field(default=())


def run_dataset(task: DatasetRun) -> RunResult:
    """Trains, keeps the best weights, chooses the threshold and writes the model folder.

    Raises:
        LViTError: The folders, the recipe or the model do not fit.
    """
    begin_run(task.out)
    config = _settled_config(task)
    data, template, notes = _load_data(task, config)
    model, config = _model(task, replace(config, template=template))
    model_config = model.config
    reader = SampleReader(input_settings(model_config, config))
    computation = choose(task.device, None if config.precision == "auto" else config.precision)
    data = replace(data, replay=rehearsal_of(task.model, config, reader, computation.device))
    bank = make_bank(config, data.train, reader, model, template)
    writer = EventWriter(RunFolder(task.out).events, sys.stdout if task.echo_events else None)
    trainer = Trainer(
        model,
        config,
        data,
        reader,
        task.out,
        writer,
        computation,
        task.budget,
        bank,
        freeze_batch_norm=config.batch_norm == "frozen",
    )
    if trainer.processes.main:
        _write_plan(task, config, data)
        _announce(writer, trainer, data, notes, resumed=task.resume)
    if task.resume:
        trainer.resume()
    try:
        with telling_failure(writer), refusing_gone(task.out):
            ending = trainer.run()
            return _finish(task, trainer, writer, ending, notes)
    finally:
        writer.close()


def input_settings(model: ModelConfig, config: TrainingConfig) -> InputSettings:
    """What the network of a model sees and what it is asked for under the run's protocol."""
    return InputSettings(
        kind=model.input,
        size=model.network.image_size,
        scale=training_scale(model),
        scale_um=model.scale_um,
        reference_target=config.protocol == "resize",
        reference_image=not model.antialias,
    )


def training_scale(model: ModelConfig) -> float:
    """Network pixels per pixel of an image that does not tell its spacing."""
    return network_scale(model.scale_um, model.unknown_scale_um)


def as_mirrored(config: TrainingConfig, model: ModelConfig) -> TrainingConfig:
    """Settings under which a model that is asked about mirrored images goes on seeing some.

    A recipe that says itself whether to mirror is left as it is.
    """
    if not model.mirror or config.augmentation.flip_horizontal is not None:
        return config
    return replace(config, augmentation=replace(config.augmentation, flip_horizontal=True))


def make_bank(
    config: TrainingConfig,
    train: Sequence[Sample],
    reader: SampleReader,
    model: TrainableModel,
    template: str,
) -> ContrastiveBank | None:
    """The contrastive bank if the run has a use for one: from labeled training samples only."""
    unlabeled = any(not sample.labeled for sample in train)
    encoder = model.loaded().encoder
    if config.unlabeled.mode != "epi+lv" or not config.text or not unlabeled or encoder is None:
        return None
    return build_bank(template, [s for s in train if s.labeled], reader, encoder)


def _settled_config(task: DatasetRun) -> TrainingConfig:
    run = RunFolder(task.out)
    if task.resume:
        return load_recipe(run.recipe)
    if run.recipe.exists() and run.checkpoint.exists():
        raise LViTError(
            "{name} already holds a run.",
            "Give --resume, or another --out folder.",
            name=task.out.name,
        )
    return task.config


def _load_data(task: DatasetRun, config: TrainingConfig) -> tuple[RunData, str, tuple[str, ...]]:
    main = read_folder(task.dataset, config.template, task.groups)
    folders = [main] + [read_folder(p, main.template, task.groups) for p in task.more]
    samples = _unique([sample for folder in folders for sample in folder.samples])
    notes = [note for folder in folders for note in folder.notes]
    labeled = [sample for sample in samples if sample.labeled]
    if task.validation is not None:
        held_out = read_folder(task.validation, main.template, task.groups)
        train, validation = _apart(samples, held_out, notes)
    else:
        _, validation = split_by_group(labeled, 0.2, config.seed)
        groups = {sample.group for sample in validation}
        train = [sample for sample in samples if sample.group not in groups]
    train = label_fraction(train, task.labeled_fraction, config.seed)
    if config.targets == "zones":
        train = [_organ_only(s) for s in train if s.read_lungs is not None]
    elif config.targets == "parts":
        train = [_organ_only(s) if not s.labeled and s.read_lungs else s for s in train]
    return RunData(train, validation), main.template, tuple(notes)


def _organ_only(sample: Sample) -> Sample:
    return replace(sample, read_mask=sample.read_lungs, organ_only=True)


def _apart(
    samples: Sequence[Sample], held_out: FolderData, notes: list[str]
) -> tuple[list[Sample], list[Sample]]:
    """Training samples whose patient is also held out are left out."""
    groups = {sample.group for sample in held_out.samples}
    train = [sample for sample in samples if sample.group not in groups]
    if len(train) < len(samples):
        notes.append(
            f"{len(samples) - len(train)} training images are left out: "
            "their patient is in the validation folder."
        )
    return train, [replace(s, key=f"validation/{s.key}") for s in held_out.samples]


def _unique(samples: Sequence[Sample]) -> list[Sample]:
    seen: dict[str, int] = {}
    result = []
    for sample in samples:
        count = seen[sample.key] = seen.get(sample.key, 0) + 1
        result.append(sample if count == 1 else replace(sample, key=f"{sample.key}~{count}"))
    return result


def _model(task: DatasetRun, config: TrainingConfig) -> tuple[TrainableModel, TrainingConfig]:
    if task.model is not None:
        model = with_heads(start_from(task.model), config.heads, config.seed)
        if config.class_names:
            model = with_class_head(model, config.class_names, config.seed)
        old = model.config
        model.config = replace(
            old,
            name=task.name or task.out.name,
            ancestor=old.name,
            licence=task.licence or old.licence,
            mirror=old.mirror or config.mirror,
            metrics={},
        )
        config = replace(
            as_mirrored(config, model.config),
            width=old.network.width,
            architecture=old.architecture,
            size=old.network.size,
            text=config.text and old.uses_text,
            heads=old.network.heads,
            class_names=old.class_names if old.network.knows_classes else (),
        )
        return model, config
    shape, encoder = described_network(config)
    tiles = config.protocol == "native" and load_template(config.template).in_tiles
    spacing = (config.spacing_um or USUAL_SPACING_UM) if tiles else None
    model_config = ModelConfig(
        name=task.name or task.out.name,
        architecture=config.architecture,
        network=shape,
        encoder=encoder,
        template=config.template,
        layer=load_template(config.template).finding_layer.name,
        input="tiles" if tiles else "whole",
        scale_um=spacing / config.scale if spacing else None,
        unknown_scale_um=spacing,
        mirror=config.mirror and not tiles,
        class_names=config.class_names,
        licence=task.licence or "not stated",
    )
    model = new_model(replace(config, text=shape.text), model_config)
    if task.init_from is not None:
        initialise_from(model, task.init_from)
    return model, replace(config, text=shape.text)


def _write_plan(task: DatasetRun, config: TrainingConfig, data: RunData) -> None:
    save_toml(RunFolder(task.out).recipe, config)
    split = Split(
        tuple(s.key for s in data.train if s.labeled),
        tuple(s.key for s in data.validation),
        tuple(s.key for s in data.train if not s.labeled),
    )
    text = json.dumps({"seed": config.seed, **asdict(split)}, indent=1, ensure_ascii=False)
    write_text(RunFolder(task.out).split, text, home=task.out)


def _announce(
    writer: EventWriter, trainer: Trainer, data: RunData, notes: Sequence[str], *, resumed: bool
) -> None:
    started = Started(
        resumed=resumed,
        model=trainer.model.config.name,
        ancestor=trainer.model.config.ancestor,
        template=trainer.model.config.template,
        protocol=trainer.config.protocol,
        input=trainer.model.config.input,
        device=trainer.computation.device,
        precision=trainer.computation.precision,
        processes=trainer.processes.world,
        batch=trainer.config.batch,
        generations=trainer.budget.generations,
        minutes=trainer.budget.minutes,
        labeled=len(data.labeled),
        unlabeled=len(data.unlabeled),
        with_sentence=data.with_sentence(trainer.config.text),
        holdout=len(data.validation),
        unlabeled_mode=trainer.config.unlabeled.mode,
        beta=trainer.config.unlabeled.beta,
        warm_up=trainer.config.unlabeled.warm_up,
        seed=trainer.config.seed,
    )
    writer.write(started)
    for note in notes:
        writer.write(Warned(message=note))


def _finish(
    task: DatasetRun,
    trainer: Trainer,
    writer: EventWriter,
    ending: Ending,
    notes: tuple[str, ...],
) -> RunResult:
    judged: Validation | None = trainer.finish() if trainer.processes.main else None
    progress = trainer.progress
    threshold, figure = trainer.model.config.threshold, None
    if judged is not None:
        figure = judged.dice
        if trainer.config.choose_threshold:
            threshold, figure = judged.threshold, judged.best_dice
    model = trainer.model
    metrics = {} if figure is None else {"validation_dice": round(figure, 4)}
    model.config = replace(model.config, threshold=threshold, metrics=metrics)
    result = RunResult(
        ending,
        task.out,
        progress.step,
        progress.generation,
        round(trainer.clock.elapsed_s(), 1),
        figure,
        threshold,
        (len(trainer.data.unlabeled), trainer.data.with_sentence(trainer.config.text)),
        notes,
    )
    if trainer.processes.main:
        from lvit_core.model.checkpoint import save_model  # noqa: PLC0415 - beside its use

        card = model_card(model.config, trainer.config, trainer.data, result_facts(result, judged))
        save_model(task.out, model.loaded(), card, home=task.out)
        writer.write(
            Finished(
                ending=ending,
                folder=str(task.out),
                steps=result.steps,
                generations=result.generations,
                seconds=result.seconds,
                validation_dice=figure,
                threshold=threshold,
                unlabeled=result.unlabeled[0],
                with_sentence=result.unlabeled[1],
            )
        )
    trainer.processes.wait()
    return result


def result_facts(result: RunResult, judged: Validation | None) -> dict[str, Any]:
    """The plain values of a result, for the event, the card and ``--json``."""
    facts: dict[str, Any] = {
        "ending": result.ending,
        "folder": str(result.folder),
        "steps": result.steps,
        "generations": result.generations,
        "seconds": result.seconds,
        "validation_dice": result.validation_dice,
        "threshold": result.threshold,
        "unlabeled": result.unlabeled[0],
        "with_sentence": result.unlabeled[1],
    }
    if judged is not None:
        facts["per_image"] = judged.per_image
    return facts
