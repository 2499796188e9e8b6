"""`lvit bench loop`: an annotator played on images whose objects are known, and what that cost.

Everything is the product's own: the project on disk, the queue, the model in force, accepting, the
edits, fine-tuning with pseudo labels and the hold-out that judges it.  Only the eye is the truth.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from lvit_core.cli.benches import annotator
from lvit_core.cli.benches.labeled_folder import LabeledImage, labeled_images
from lvit_core.cli.benches.played_project import PlayedProject
from lvit_core.errors import Cancelled
from lvit_core.training.clock import Budget
from lvit_core.training.config import TrainingConfig
from lvit_core.training.project_run import FINE_TUNING, ProjectRun, run_project

Tell = Callable[[str], None]


@dataclass(frozen=True)
class LoopTask:
    """What is played.

    Attributes:
        data: Folder of images with known objects.
        model: Name or folder of the model that is in force at the start.
        images: How many images are labeled.
        minutes: Training, all together.
        every: Labels between two trainings.
        seed: Decides which images, and everything random in training.
        first: ``corrections_first5`` is of so many images.
        after: ``corrections_after20`` and the ratio are of the images after so many.
        config: Settings of the training; ``None`` takes those of the product.
        pseudo: Learn from unlabeled images too, by pseudo labels.
        most_unlabeled: Unlabeled images that take part in a generation at most.
        threads: Of the predictor and of training; ``None`` for their own choice.
    """

    data: Path
    model: str
    images: int = 30
    minutes: float = 15.0
    every: int = 5
    seed: int = 0
    first: int = 5
    after: int = 20
    config: TrainingConfig | None = None
    pseudo: bool = True
    most_unlabeled: int = 16
    threads: int | None = None


@dataclass(frozen=True)
class Row:
    """One image: corrections with the loop, by the first model's answer, and from nothing.

    Attributes:
        image: Its name.
        labels_before: Labels that had been given before it.
        generation: Whose answer it was; 0 for the model at the start.
        objects: In truth.
        untouched: Of them, objects that were accepted as they were proposed.
        with_loop, without_training, from_nothing: Edits.
    """

    image: str
    labels_before: int
    generation: int
    objects: int
    untouched: int
    with_loop: int
    without_training: int
    from_nothing: int


@dataclass(eq=False)
class _Play:
    task: LoopTask
    project: PlayedProject
    tell: Tell
    rows: list[Row] = field(default_factory=list)
    trained_s: float = 0.0
    generations: list[dict[str, Any]] = field(default_factory=list)

    def go(self) -> None:
        without = self.project.first_answers()
        sessions = max(1, -(-self.task.images // self.task.every) - 1)
        for number in range(self.task.images):
            if number and number % self.task.every == 0:
                self._train(number // self.task.every / sessions)
            self._label(without)

    def _label(self, without: dict[int, int]) -> None:
        record = self.project.next_image()
        done = self.project.label(record)
        self.rows.append(
            Row(
                record.name,
                len(self.rows),
                self.project.generation(),
                done.objects,
                len(done.plan.kept),
                done.plan.corrections,
                without[record.id],
                done.objects,
            )
        )
        row = self.rows[-1]
        self.tell(
            f"{len(self.rows)} of {self.task.images}: {row.image}, {row.with_loop} corrections for "
            f"{row.objects} objects ({row.without_training} without training)"
        )

    def _train(self, share: float) -> None:
        """One more session of the same run; its minutes count from the beginning of the run."""
        if not self.task.minutes:
            return
        self.tell(f"Training until {share * self.task.minutes:.1f} minutes.")
        started = time.monotonic()
        run = self.project.folder / "models" / "run-0001"
        with self.project.put_down():
            told = run_project(
                ProjectRun(
                    self.project.folder,
                    run,
                    _settings(self.task),
                    Budget(minutes=share * self.task.minutes),
                    seed=self.task.seed,
                    resume=bool(self.generations),
                    most_unlabeled=self.task.most_unlabeled,
                )
            )
        if told.ending == "stopped":  # Ctrl+C, which the run has heard
            raise Cancelled
        self.trained_s += time.monotonic() - started
        taken = self.project.take_offer()
        self.project.refresh()
        self.generations.append(
            {
                "labels": len(self.rows),
                "trained": told.generations,
                "in_force": self.project.generation(),
                "offer_taken": taken,
                "verdicts": self.project.verdicts(),
            }
        )


def play(task: LoopTask, tell: Tell) -> dict[str, Any]:
    """Plays an annotator and tells what it took; nothing is left behind.

    Raises:
        Cancelled: A person stopped it.
        LViTError: There is no labeled image, or no such model.
    """
    started = time.monotonic()
    known = _chosen(labeled_images(task.data), task)
    if task.threads is not None:
        import torch  # noqa: PLC0415 - the command line itself starts without it

        torch.set_num_threads(task.threads)
    with (
        tempfile.TemporaryDirectory(prefix="lvit-bench-") as home,
        PlayedProject.make(Path(home) / "project", known, task) as project,
    ):
        project.use_model(task.model)
        played = _Play(task, project, tell)
        played.go()
    return {
        "bench": "loop",
        **figures(played.rows, task),
        "seconds": round(time.monotonic() - started, 1),
        "trained_seconds": round(played.trained_s, 1),
        "sessions": played.generations,
        "settings": {
            **{key: value for key, value in asdict(task).items() if key not in ("config", "data")},
            "data": task.data.name,
            "images": len(known),
            "good_iou": annotator.GOOD_IOU,
            "useful_iou": annotator.USEFUL_IOU,
        },
        "per_image": [asdict(row) for row in played.rows],
    }


def figures(rows: Sequence[Row], task: LoopTask) -> dict[str, float | None]:
    """The figures by their names; ``None`` where too few images were labeled.

    ``corrections_first5`` and ``corrections_after20``: edits an image, mean.
    ``ratio_to_no_training``: edits with the first model's answers over those with the loop, of the
    same images after the 20th.  ``untouched_share``: of those images' objects, those accepted as
    they were proposed; of all images where there are no more than 20 (``untouched_of``).
    """
    late = rows[task.after :]
    first = rows[: task.first]
    with_loop = sum(row.with_loop for row in late)
    without = sum(row.without_training for row in late)
    judged = late or rows
    return {
        "corrections_first5": _mean([row.with_loop for row in first]),
        "corrections_after20": _mean([row.with_loop for row in late]),
        "ratio_to_no_training": without / max(1, with_loop) if late else None,
        "untouched_share": sum(row.untouched for row in judged)
        / max(1, sum(row.objects for row in judged)),
        "untouched_of": len(judged),
        "ratio_to_nothing_after20": sum(row.from_nothing for row in late) / max(1, with_loop)
        if late
        else None,
    }


def in_lines(result: dict[str, Any]) -> str:
    """For people: a line an image, then the figures."""
    lines = [f"{'image':20} {'labels':>6} {'objects':>7} {'loop':>5} {'without':>7} {'nothing':>7}"]
    lines += [
        f"{row['image'][:20]:20} {row['labels_before']:6} {row['objects']:7} "
        f"{row['with_loop']:5} {row['without_training']:7} {row['from_nothing']:7}"
        for row in result["per_image"]
    ]
    for name in (
        "corrections_first5", "corrections_after20", "ratio_to_no_training", "untouched_share",
        "seconds",
    ):  # fmt: skip
        value = result[name]
        lines.append(f"{name:24} {'-' if value is None else format(value, '.3f')}")
    return "\n".join(lines)


def _settings(task: LoopTask) -> TrainingConfig | None:
    """Of the training; without pseudo labels all else stays as it is."""
    if task.pseudo:
        return task.config
    config = task.config or FINE_TUNING
    return replace(config, unlabeled=replace(config.unlabeled, mode="none"))


def _chosen(known: Sequence[LabeledImage], task: LoopTask) -> list[LabeledImage]:
    """As many images as are labeled, at random; the queue decides their order."""
    order = np.random.default_rng(task.seed).permutation(len(known))
    return [known[place] for place in order[: task.images]]


def _mean(values: Sequence[int]) -> float | None:
    return statistics.fmean(values) if values else None
