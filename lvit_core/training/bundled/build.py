"""The bundled weights from the public data: prepare folders, train by recipe, publish.

Every stage leaves its folder behind and is skipped or resumed the next time, so a rebuild may be
interrupted at any moment.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from lvit_core.config import load_toml, save_toml
from lvit_core.errors import LViTError
from lvit_core.files import write_text
from lvit_core.model.config import ModelConfig
from lvit_core.resources import resource_path
from lvit_core.training.bundled import sources
from lvit_core.training.bundled.card import Text, card_text, judge
from lvit_core.training.bundled.sentences import with_drafted_sentences
from lvit_core.training.config import load_recipe
from lvit_core.training.dataset_run import DatasetRun, run_dataset
from lvit_core.training.events import read_events
from lvit_core.training.run_folder import RunFolder
from lvit_core.training.trainer import Budget

Report = Callable[[str], None]

# How often a set is repeated in one pass, so that the smaller or harder one is not drowned.
MONUSEG_REPEATS = 6
LESION_REPEATS = 12


@dataclass(frozen=True)
class BundledModel:
    """What distinguishes one bundled model.

    Attributes:
        licence: Of the weights: the strictest of its data.
        sources: Each data set with its licence, for the card.
        texts: How the validation images are asked -> words for the card.
        data: What it learnt from, one sentence.
        limits: What it is not for, one sentence.
        stages: Recipe name and share of the minutes, in order; each starts from the one before.
        min_area_um2: Smallest object kept in proposals.
    """

    licence: str
    data: str
    sources: tuple[str, ...]
    limits: str
    stages: tuple[tuple[str, float], ...]
    texts: Mapping[Text, str]
    min_area_um2: float | None = None


MODELS = {
    "nuclei": BundledModel(
        licence="CC BY-NC-SA 4.0",
        data="H&E tissue at 40x (MoNuSeg) and stained tissue of BBBC038.",
        sources=(
            "MoNuSeg, 24 images for training and 6 for validation as the LViT authors divide "
            "them, with their sentences: CC BY-NC-SA 4.0.",
            "BBBC038 (Data Science Bowl 2018, stained tissue), 72 for training, 14 for "
            "validation, without sentences: CC0.",
        ),
        limits="Research only; H&E or similar stains near 0.25 um per pixel; not fluorescence.",
        stages=(("nuclei", 1.0),),
        texts={"sheet": "sentence if there is one"},
        min_area_um2=4.0,
    ),
    "chest": BundledModel(
        licence="CC BY-NC-SA 4.0",
        data="Frontal chest X-rays with lesion and lung masks, mostly COVID-19 and pneumonia.",
        sources=(
            "Chest X-rays with lesion and lung masks, 25 for training and 5 for validation, "
            "divided by patient; sentences drafted from the masks: mostly CC BY-NC-SA.",
            "75 COVID-19 chest X-rays with lung masks (zones only, no lesions; Hannover Medical "
            "School, doi 10.6084/m9.figshare.12275009, and others): CC BY 3.0 and 4.0.",
        ),
        limits="Research only; frontal chest X-rays of adults; never a diagnosis.",
        stages=(("chest-zones", 0.4), ("chest-lesions", 0.6)),
        texts={"sheet": "with its sentence", "none": "without a sentence"},
    ),
}


def build(name: str, data: Path, work: Path, minutes: float, report: Report) -> Path:
    """Trains one bundled model and returns its model folder inside ``work``.

    Args:
        name: "nuclei" or "chest".
        data: Folder with the public data sets.
        work: Folder for prepared data and runs; what is already there is used.
        minutes: Training time over all stages.
        report: Told what happens, one line at a time.

    Raises:
        LViTError: The name is unknown or a data set is missing.
    """
    if name not in MODELS:
        raise LViTError(f"There is no bundled model '{name}'.", f"Known: {', '.join(MODELS)}.")
    facts = MODELS[name]
    prepare = prepare_nuclei if name == "nuclei" else prepare_chest
    folders = prepare(data, work / "data", report)
    previous: Path | None = None
    for recipe, share in facts.stages:
        out = work / recipe
        if not (out / "card.md").exists():
            report(f"{recipe}: training for {minutes * share:.0f} minutes.")
            run_dataset(
                DatasetRun(
                    folders[recipe][0],
                    out,
                    load_recipe(resource_path("recipes", f"{recipe}.toml")),
                    Budget(minutes=minutes * share),
                    validation=folders["validation"][0],
                    more=tuple(folders[recipe][1:]),
                    model=str(previous) if previous else None,
                    resume=(out / "checkpoint.pt").exists(),
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
        name: "nuclei" or "chest".
        work: The folder `build` worked in.
        target: Where the model folder goes.

    Returns:
        ``target/NAME``, which holds ``model.safetensors``, ``config.toml`` and ``card.md``.
    """
    facts, folder = MODELS[name], target / name
    run = work / facts.stages[-1][0]
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(run / "model.safetensors", folder / "model.safetensors")
    config = load_toml(run / "config.toml", ModelConfig)
    config = replace(
        config,
        name=name,
        ancestor="",
        licence=facts.licence,
        data=facts.data,
        limits=facts.limits,
        min_area_um2=facts.min_area_um2,
    )
    save_toml(folder / "config.toml", config)
    judged = judge(folder, _validation_folders(name, work / "data"), facts.texts)
    stages = [_stage(work / recipe) for recipe, _ in facts.stages]
    card = card_text(config, facts.sources, stages, judged)
    write_text(folder / "card.md", card)
    return folder


def _validation_folders(name: str, data: Path) -> list[Path]:
    names = ("monuseg-validation", "tissue-validation") if name == "nuclei" else ()
    return [data / part for part in names] or [data / "lesions-validation"]


def _stage(run: Path) -> str:
    """One line on a finished run, from its last event."""
    last = [e for e in read_events(RunFolder(run).events) if e["event"] == "finished"][-1]
    config = load_recipe(RunFolder(run).recipe)
    return (
        f"`resources/recipes/{run.name}.toml`: {last['steps']} steps of {config.batch} images, "
        f"{last['seconds'] / 60:.0f} minutes on a CPU, seed {config.seed}."
    )


def prepare_nuclei(data: Path, work: Path, report: Report) -> dict[str, list[Path]]:
    """Folders of the nuclei model, by recipe; "validation" is never trained on."""
    monuseg, tissue = sources.monuseg_examples(data), sources.tissue_examples(data)
    training = _written(work / "monuseg", monuseg["train"], report)
    more = _written(work / "tissue", tissue["train"], report)
    _written(work / "monuseg-validation", monuseg["val"], report)
    _written(work / "tissue-validation", tissue["val"], report)
    validation = _written(work / "nuclei-validation", monuseg["val"] + tissue["val"], report)
    return {"nuclei": [training] * MONUSEG_REPEATS + [more], "validation": [validation]}


def prepare_chest(data: Path, work: Path, report: Report) -> dict[str, list[Path]]:
    """Folders of the chest model, by recipe; sentences are drafted from the masks."""
    lungs, lesions = sources.lung_examples(data), sources.lesion_examples(data)
    zones = _written(work / "lungs", _unlabeled(lungs["train"] + lungs["val"]), report)
    training = _written(work / "lesions", with_drafted_sentences(lesions["train"]), report)
    validation = _written(
        work / "lesions-validation", with_drafted_sentences(lesions["val"]), report
    )
    return {
        "chest-zones": [zones, training],
        "chest-lesions": [training] * LESION_REPEATS + [zones],
        "validation": [validation],
    }


def _unlabeled(examples: list[sources.Example]) -> list[sources.Example]:
    """Lungs are no lesions: these images teach zones and carry no label."""
    return [replace(example, mask=None) for example in examples]


def _written(folder: Path, examples: list[sources.Example], report: Report) -> Path:
    done = folder / "groups.csv"  # written last
    if not done.exists():
        report(f"Preparing {len(examples)} images in {folder.name}.")
        sources.write_dataset(folder, examples)
    return folder
