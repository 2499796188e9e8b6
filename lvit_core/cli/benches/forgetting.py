"""`lvit bench forgetting`: what fine-tuning on images of a new kind costs on those of the old one.

Two projects of the same labels are fine-tuned as the product does it, for as many generations: one
without replay, one with the share that the recipe has.  Both are judged by their last generation,
in float32 at the model's own threshold, on images that neither learnt from.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from lvit_core.annotation.edit import ImageChange
from lvit_core.annotation.objects import Provenance
from lvit_core.cli.benches.labeled_folder import LabeledImage, labeled_images
from lvit_core.config import load_toml
from lvit_core.data.folder import read_rgb
from lvit_core.data.sample import Sample, binary
from lvit_core.data.views import SampleReader
from lvit_core.device import choose
from lvit_core.errors import Cancelled, LViTError
from lvit_core.model.catalogue import find_model
from lvit_core.model.config import ModelConfig
from lvit_core.project.labels import store_labels
from lvit_core.project.paths import CONFIG_NAME
from lvit_core.project.project import Project
from lvit_core.project.records import ImageState, ProjectSettings
from lvit_core.project.splits import TRAIN
from lvit_core.project.step_words import IMPORTED
from lvit_core.prompt.templates import load_template
from lvit_core.training.clock import Budget
from lvit_core.training.config import TrainingConfig
from lvit_core.training.dataset_run import input_settings
from lvit_core.training.network import start_from
from lvit_core.training.project_run import FINE_TUNING, ProjectRun, run_project
from lvit_core.training.validation import validate

Tell = Callable[[str], None]


@dataclass(frozen=True)
class ForgettingTask:
    """What is tried.

    Attributes:
        data: Folder of images of the new kind, with known objects.
        old: The same of the kind that the model knows.
        model: Name or folder of the model to fine-tune.
        minutes: Training of the run without replay; the other has as many generations.
        labels: Images of the new kind that are learnt from.
        judges: Images of each kind that judge, at most.
        seed: Decides which images, and everything random in training.
        threads: Of training and judging; ``None`` for their own choice.
        config: Settings of the training.
    """

    data: Path
    old: Path
    model: str
    minutes: float = 5.0
    labels: int = 12
    judges: int = 20
    seed: int = 0
    threads: int | None = None
    config: TrainingConfig = FINE_TUNING


@dataclass(frozen=True)
class _Judges:
    """Images that judge, and how they are asked about."""

    old: list[Sample]
    new: list[Sample]

    def scores(self, place: str | Path) -> dict[str, float]:
        """Mean Dice on both kinds, 0..1, of a model by name or folder."""
        model, computation = start_from(str(place)), choose("cpu", "float32")
        reader = SampleReader(input_settings(model.config, FINE_TUNING))
        return {
            kind: validate(model, samples, reader, computation, protocol="native").dice
            for kind, samples in (("old", self.old), ("new", self.new))
        }


def measure_forgetting(task: ForgettingTask, tell: Tell) -> dict[str, Any]:
    """Fine-tunes with replay and without, and tells what each run lost and won.

    Raises:
        Cancelled: A person stopped it.
        LViTError: There are too few images, or there is no such model.
    """
    started = time.monotonic()
    if task.threads is not None:
        import torch  # noqa: PLC0415 - the command line itself starts without it

        torch.set_num_threads(task.threads)
    template = load_toml(find_model(task.model) / CONFIG_NAME, ModelConfig).template
    old = _drawn(task.old, task.seed)[: task.judges]
    new = _drawn(task.data, task.seed)
    learnt, judging = new[: task.labels], new[task.labels :][: task.judges]
    if len(learnt) < task.labels or not judging:
        raise LViTError(
            "{name} has too few images to learn {labels} and judge by others.",
            "Give a larger folder, or fewer --labels.",
            name=task.data.name,
            labels=task.labels,
        )
    judges = _Judges(*([_sample(one, template) for one in many] for many in (old, judging)))
    tell(f"{len(learnt)} images to learn, {len(old)} old and {len(judging)} new ones to judge.")
    before = judges.scores(task.model)
    with tempfile.TemporaryDirectory(prefix="lvit-bench-") as home:
        runs, budget = {}, Budget(minutes=task.minutes)
        for name, share in (("without", 0.0), ("with", task.config.replay_share)):
            tell(f"Fine-tuning {name} replay.")
            runs[name] = _run(Path(home) / name, task, template, learnt, share, budget, judges)
            budget = Budget(generations=runs[name]["generations"])
    return {
        "bench": "forgetting",
        **figures(before, runs["with"]["scores"], runs["without"]["scores"]),
        "replay_share": task.config.replay_share,
        "steps": {name: one["steps"] for name, one in runs.items()},
        "generations": runs["with"]["generations"],
        "trained_seconds": {name: one["seconds"] for name, one in runs.items()},
        "seconds": round(time.monotonic() - started, 1),
        "settings": {
            **{name: value for name, value in asdict(task).items() if name != "config"},
            "data": task.data.name,
            "old": task.old.name,
            "judging_old": len(old),
            "judging_new": len(judging),
        },
    }


def figures(
    before: dict[str, float], replayed: dict[str, float], without: dict[str, float]
) -> dict[str, float]:
    """The figures by their names: Dice before, after with replay, and after without it."""
    return {
        "dice_old_before": before["old"],
        "dice_old_after": replayed["old"],
        "dice_old_after_without": without["old"],
        "dice_new_before": before["new"],
        "dice_new_after": replayed["new"],
        "dice_new_after_without": without["new"],
        "old_lost": before["old"] - replayed["old"],
        "old_lost_without": before["old"] - without["old"],
    }


def in_lines(result: dict[str, Any]) -> str:
    """For people: the figures."""
    names = [name for name in result if name.startswith(("dice_", "old_"))]
    return "\n".join(f"{name:24} {result[name]:.4f}" for name in names)


def _run(
    folder: Path,
    task: ForgettingTask,
    template: str,
    learnt: Sequence[LabeledImage],
    share: float,
    budget: Budget,
    judges: _Judges,
) -> dict[str, Any]:
    """One project of these labels, fine-tuned; steps, seconds and the scores afterwards."""
    _make_project(folder, template, learnt, task.seed)
    run = folder / "models" / "run-0001"
    config = replace(task.config, replay_share=share)
    told = run_project(ProjectRun(folder, run, config, budget, model=task.model, seed=task.seed))
    if told.ending == "stopped":  # Ctrl+C, which the run has heard
        raise Cancelled
    last = run / "generations" / f"gen-{told.generations:04d}"
    return {
        "generations": told.generations,
        "steps": told.steps,
        "seconds": told.seconds,
        "scores": judges.scores(last),
    }


def _make_project(folder: Path, template: str, learnt: Sequence[LabeledImage], seed: int) -> None:
    layer = load_template(template).finding_layer
    with Project.create(folder, ProjectSettings("bench", template), seed=str(seed)) as project:
        for image in learnt:
            added = project.images.add([image.path]).added
            if not added:
                continue  # a second file with the same pixels
            project.images.set_split(added[0].id, TRAIN)
            done = ImageChange("state", ImageState.UNLABELED.value, ImageState.LABELED.value)
            store_labels(
                project, added[0].id, layer.name, image.read_objects(),
                classes=layer.classes[0].name, provenance=Provenance("import"),
                title=IMPORTED, image_changes=(done,),
            )  # fmt: skip


def _drawn(folder: Path, seed: int) -> list[LabeledImage]:
    known = labeled_images(folder)
    return [known[place] for place in np.random.default_rng(seed).permutation(len(known))]


def _sample(image: LabeledImage, template: str) -> Sample:
    return Sample(
        image.name,
        lambda: read_rgb(image.path),
        image.sentence or None,
        template,
        read_mask=lambda: binary(image.read_objects()),
    )
