"""The bundled weights from the public data: prepare folders, train by recipe, publish.

Every stage leaves its folder behind and is skipped or resumed the next time, so a rebuild may be
interrupted at any moment.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from lvit_core.config import load_toml, save_toml
from lvit_core.errors import LViTError
from lvit_core.files import write_text
from lvit_core.model.config import ModelConfig
from lvit_core.project.paths import CARD_NAME, CONFIG_NAME, WEIGHTS_NAME
from lvit_core.prompt.template import Template
from lvit_core.prompt.templates import load_template
from lvit_core.resources import resource_path
from lvit_core.training.bundled import sources
from lvit_core.training.bundled.card import Text, card_text, judge
from lvit_core.training.bundled.made_tissue import make_examples
from lvit_core.training.bundled.sentences import with_drafted_sentences
from lvit_core.training.config import load_recipe
from lvit_core.training.dataset_run import DatasetRun, run_dataset
from lvit_core.training.events import Finished, last_event
from lvit_core.training.run_folder import RunFolder
from lvit_core.training.trainer import Budget
from lvit_core.training.word_effects import WordsTask, measure_words

Report = Callable[[str], None]

# How often a set is repeated in one pass, so that the smaller or harder one is not drowned.
MONUSEG_REPEATS = 6
LESION_REPEATS = 12
OPEN_TISSUE_REPEATS = 3
MADE_PICTURES = 300

BUILD_NAME = "build.toml"
GROUPS_NAME = "groups.csv"


@dataclass(frozen=True)
class Stage:
    """One training of a bundled model: a recipe and its share of the minutes."""

    recipe: str
    share: float


@dataclass(frozen=True)
class BundledModel:
    """What distinguishes one bundled model, as ``resources/models/NAME/build.toml`` says it.

    Attributes:
        material: Which data it learns from: a key of ``MATERIALS``.
        licence: Of the weights: the strictest of its data.
        sources: Each data set with its licence, for the card.
        texts: How the validation images are asked -> words for the card.
        data: What it learnt from, one sentence.
        limits: What it is not for, one sentence.
        stages: In order; each starts from the one before.
        min_area_um2: Smallest object kept in proposals.
        start: A bundled model whose weights the first stage starts from; "" for none.
    """

    material: Literal["tissue", "open-tissue", "glowing", "chests"]
    licence: str
    data: str
    sources: tuple[str, ...]
    limits: str
    stages: tuple[Stage, ...]
    texts: dict[Text, str]
    min_area_um2: float | None = None
    start: str = ""


@dataclass(frozen=True)
class Folders:
    """Prepared data.

    Attributes:
        stages: What each stage trains on, in order.
        validation: Never trained on.
    """

    stages: tuple[list[Path], ...]
    validation: Path


@dataclass(frozen=True)
class Material:
    """How data are prepared, and the names of the folders that the card's figures come from."""

    prepare: Callable[[Path, Path, Template, Report], Folders]
    judged: tuple[str, ...]


def bundled_models() -> dict[str, BundledModel]:
    """The models that can be rebuilt, by name."""
    files = sorted(resource_path("models").glob(f"*/{BUILD_NAME}"))
    return {file.parent.name: load_toml(file, BundledModel) for file in files}


def build(name: str, data: Path, work: Path, minutes: float, report: Report) -> Path:
    """Trains one bundled model and returns its model folder inside ``work``.

    Args:
        name: One of `bundled_models`.
        data: Folder with the public data sets.
        work: Folder for prepared data and runs; what is already there is used.
        minutes: Training time over all stages.
        report: Told what happens, one line at a time.

    Raises:
        LViTError: The name is unknown or a data set is missing.
    """
    facts = _facts(name)
    recipes = [load_recipe(resource_path("recipes", f"{s.recipe}.toml")) for s in facts.stages]
    template = load_template(recipes[0].template)
    folders = MATERIALS[facts.material].prepare(data, work / "data", template, report)
    previous: Path | None = None
    for stage, recipe, given in zip(facts.stages, recipes, folders.stages, strict=True):
        out = work / stage.recipe
        if not (out / CARD_NAME).exists():
            report(f"{stage.recipe}: training for {minutes * stage.share:.0f} minutes.")
            run_dataset(
                DatasetRun(
                    given[0],
                    out,
                    recipe,
                    Budget(minutes=minutes * stage.share),
                    validation=folders.validation,
                    more=tuple(given[1:]),
                    model=str(previous) if previous else None,
                    init_from=facts.start if facts.start and not previous else None,
                    resume=RunFolder(out).checkpoint.exists(),
                    name=name,
                    licence=facts.licence,
                )
            )
        previous = out
    assert previous is not None
    return previous


def publish(name: str, work: Path, target: Path) -> Path:
    """Copies the parts of a finished run that are shipped, with facts and figures filled in.

    Args:
        name: One of `bundled_models`.
        work: The folder `build` worked in.
        target: Where the model folder goes.

    Returns:
        ``target/NAME``, which holds ``model.safetensors``, ``config.toml`` and ``card.md``.
    """
    facts, folder = _facts(name), target / name
    run = work / facts.stages[-1].recipe
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(run / WEIGHTS_NAME, folder / WEIGHTS_NAME)
    config = load_toml(run / CONFIG_NAME, ModelConfig)
    config = replace(
        config,
        name=name,
        ancestor="",
        licence=facts.licence,
        data=facts.data,
        limits=facts.limits,
        min_area_um2=facts.min_area_um2,
    )
    save_toml(folder / CONFIG_NAME, config)
    held_out = [work / "data" / part for part in MATERIALS[facts.material].judged]
    if config.uses_text:
        words = measure_words(WordsTask(str(folder), tuple(held_out), backend="eager"))
        save_toml(folder / CONFIG_NAME, replace(config, words=words))
    judged = judge(folder, held_out, facts.texts)
    stages = [_stage(work / stage.recipe) for stage in facts.stages]
    card = card_text(config, facts.sources, stages, judged)
    write_text(folder / CARD_NAME, card)
    return folder


def _facts(name: str) -> BundledModel:
    known = bundled_models()
    if name not in known:
        raise LViTError(
            "There is no bundled model '{name}'.",
            "Known: {known}.",
            name=name,
            known=", ".join(known),
        )
    return known[name]


def _stage(run: Path) -> str:
    """One line on a finished run, from its last event."""
    last = last_event(RunFolder(run).events)
    assert isinstance(last, Finished)  # it has just been run to its end
    config = load_recipe(RunFolder(run).recipe)
    return (
        f"`resources/recipes/{run.name}.toml`: {last.steps} steps of {config.batch} images, "
        f"{(last.seconds or 0.0) / 60:.0f} minutes on a CPU, seed {config.seed}."
    )


def prepare_tissue(data: Path, work: Path, template: Template, report: Report) -> Folders:
    """Stained tissue for masks and then objects: MoNuSeg with sentences, BBBC038 without any."""
    monuseg, tissue = sources.monuseg_examples(data), sources.tissue_examples(data)
    training = _written(work / "monuseg", monuseg["train"], report)
    more = _written(work / "tissue", tissue["train"], report)
    _written(work / "monuseg-validation", monuseg["val"], report)
    _written(work / "tissue-validation", tissue["val"], report)
    validation = _written(work / "nuclei-validation", monuseg["val"] + tissue["val"], report)
    stage = [training] * MONUSEG_REPEATS + [more]
    return Folders((stage, stage), validation)


def prepare_open_tissue(data: Path, work: Path, template: Template, report: Report) -> Folders:
    """Stained tissue anyone may use: real, and made of the nuclei of real images in two lights.

    MoNuSeg, whose licence forbids commerce, is written too, for the card alone: it judges the
    finished weights and chooses nothing.
    """
    tissue, made = sources.tissue_examples(data), work / "made"
    training = _written(work / "tissue", tissue["train"], report)
    if not (made / GROUPS_NAME).exists():
        report(f"Making {MADE_PICTURES} pictures of tissue.")
        glowing = sources.fluorescence_examples(data)["train"]
        slide = sources.open_slide(data)
        raw = work / "made-parts"
        pictures = make_examples(tissue["train"], glowing, slide, raw, MADE_PICTURES)
        _written(made, pictures, report)
    _written(work / "monuseg-validation", sources.monuseg_examples(data)["val"], report)
    validation = _written(work / "tissue-validation", tissue["val"], report)
    return Folders(([made] + [training] * OPEN_TISSUE_REPEATS,), validation)


def prepare_chests(data: Path, work: Path, template: Template, report: Report) -> Folders:
    """Chest X-rays: zones first, then lesions; sentences are drafted from the masks."""
    lungs, lesions = sources.lung_examples(data), sources.lesion_examples(data)
    drafted = {part: with_drafted_sentences(lesions[part], template) for part in ("train", "val")}
    zones = _written(work / "lungs", _unlabeled(lungs["train"] + lungs["val"]), report)
    training = _written(work / "lesions", drafted["train"], report)
    validation = _written(work / "lesions-validation", drafted["val"], report)
    return Folders(([zones, training], [training] * LESION_REPEATS + [zones]), validation)


def prepare_fluorescence(data: Path, work: Path, template: Template, report: Report) -> Folders:
    """Fluorescence images with every nucleus outlined, and no sentences."""
    examples = sources.fluorescence_examples(data)
    training = _written(work / "glowing", examples["train"], report)
    return Folders(([training],), _written(work / "glowing-validation", examples["val"], report))


MATERIALS = {
    "tissue": Material(prepare_tissue, ("monuseg-validation", "tissue-validation")),
    "open-tissue": Material(prepare_open_tissue, ("monuseg-validation", "tissue-validation")),
    "glowing": Material(prepare_fluorescence, ("glowing-validation",)),
    "chests": Material(prepare_chests, ("lesions-validation",)),
}


def _unlabeled(examples: list[sources.Example]) -> list[sources.Example]:
    """Lungs are no lesions: these images teach zones and carry no label."""
    return [replace(example, mask=None) for example in examples]


def _written(folder: Path, examples: list[sources.Example], report: Report) -> Path:
    done = folder / GROUPS_NAME  # written last
    if not done.exists():
        report(f"Preparing {len(examples)} images in {folder.name}.")
        sources.write_dataset(folder, examples)
    return folder
