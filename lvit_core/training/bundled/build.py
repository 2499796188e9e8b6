"""The bundled weights from the public data: prepare folders, train by recipe, publish.

Every stage leaves its folder behind and is skipped or resumed the next time, so a rebuild may be
interrupted at any moment.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from lvit_core.config import load_toml, save_toml
from lvit_core.errors import LViTError
from lvit_core.model.config import ModelConfig
from lvit_core.resources import resource_path
from lvit_core.training.bundled import sources
from lvit_core.training.bundled.sentences import with_drafted_sentences
from lvit_core.training.config import load_recipe
from lvit_core.training.dataset_run import DatasetRun, run_dataset
from lvit_core.training.trainer import Budget

Report = Callable[[str], None]

# How often a set is repeated in one pass, so that the smaller or harder one is not drowned.
MONUSEG_REPEATS = 6
LESION_REPEATS = 6


@dataclass(frozen=True)
class BundledModel:
    """What distinguishes one bundled model.

    Attributes:
        licence: Of the weights: the strictest of its data.
        data: What it learnt from, one sentence.
        limits: What it is not for, one sentence.
        stages: Recipe name and share of the minutes, in order; each starts from the one before.
        min_area_um2: Smallest object kept in proposals.
    """

    licence: str
    data: str
    limits: str
    stages: tuple[tuple[str, float], ...]
    min_area_um2: float | None = None


MODELS = {
    "nuclei": BundledModel(
        licence="CC BY-NC-SA 4.0",
        data="MoNuSeg (H&E at 40x, seven organs) and BBBC038 stained tissue.",
        limits="Research only; H&E or similar stains near 0.25 um per pixel; not fluorescence.",
        stages=(("nuclei", 1.0),),
        min_area_um2=8.0,
    ),
    "chest": BundledModel(
        licence="CC BY-NC-SA 4.0",
        data="55 frontal chest X-rays with lesion or lung masks, mostly COVID-19 and pneumonia.",
        limits="Research only; frontal chest X-rays of adults; never a diagnosis.",
        stages=(("chest-zones", 0.3), ("chest-lesions", 0.7)),
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


def publish(name: str, run: Path, target: Path) -> Path:
    """Copies the parts of a finished run that are shipped, with the model's facts filled in.

    Returns:
        ``target/NAME``, which holds ``model.safetensors``, ``config.toml`` and ``card.md``.
    """
    facts, folder = MODELS[name], target / name
    folder.mkdir(parents=True, exist_ok=True)
    for file in ("model.safetensors", "card.md"):
        shutil.copyfile(run / file, folder / file)
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
    return folder


def prepare_nuclei(data: Path, work: Path, report: Report) -> dict[str, list[Path]]:
    """Folders of the nuclei model, by recipe; "validation" is never trained on."""
    monuseg, tissue = sources.monuseg_examples(data), sources.tissue_examples(data)
    training = _written(work / "monuseg", monuseg["train"], report)
    more = _written(work / "tissue", tissue["train"], report)
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
