"""`lvit bench queue`: is it better to label what stands first by need than images at random?

The baseline is random among images in which the model in force finds anything.  Both get the same
pool and the same number of labels in each seed, and the same stand-in learns from them: a linear
head on frozen features (``frozen_features``).  Pools of different seeds overlap, so the interval is
of drawing pools from these images, not of other images.
"""

from __future__ import annotations

import math
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from lvit_core.cli.benches.frozen_features import PIXELS, Evidence, dice_of, evidence
from lvit_core.cli.benches.labeled_folder import LabeledImage, labeled_images
from lvit_core.cli.benches.played_project import PlayedProject
from lvit_core.data.folder import read_rgb
from lvit_core.errors import LViTError
from lvit_core.model.checkpoint import load_model

Tell = Callable[[str], None]

# 97.5 % of Student's t, by degrees of freedom 1 to 30.
_STUDENT = (
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160,
    2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056,
    2.052, 2.048, 2.045, 2.042,
)  # fmt: skip
_LEAST = 8


@dataclass(frozen=True)
class QueueTask:
    """What is compared.

    Attributes:
        data: Folder of images with known objects.
        model: The one in force, whose answers the queue goes by.
        images: How many are looked at, drawn by ``seed``; a third of them judges.
        labels: How many are labeled of a pool.
        seeds: How many pools are drawn.
        seed: The first of them.
        threads: Of the predictor and the features; ``None`` for their own choice.
    """

    data: Path
    model: str
    images: int = 48
    labels: int = 5
    seeds: int = 10
    seed: int = 0
    threads: int | None = None


def compare(task: QueueTask, tell: Tell) -> dict[str, Any]:
    """Both orders over all seeds.

    Raises:
        LViTError: The folder has too few images, or there is no such model.
    """
    started = time.monotonic()
    if task.threads is not None:
        import torch  # noqa: PLC0415 - the command line itself starts without it

        torch.set_num_threads(task.threads)
    known = labeled_images(task.data)
    order = np.random.default_rng(task.seed).permutation(len(known))[: task.images]
    chosen = [known[place] for place in order]
    judges = len(chosen) // 3
    if len(chosen) - judges < max(_LEAST, 2 * task.labels):
        raise LViTError(
            "{count} images are too few to choose {labels} of.",
            "Give a larger folder, or fewer --labels.",
            count=len(chosen),
            labels=task.labels,
        )
    queued, found_something = _queue(chosen, task)
    tell(f"Asked about {len(chosen)} images; looking at their features.")
    seen = _features(chosen, task, tell)
    rows = [
        _one(task, seed, chosen, judges, queued, found_something, seen)
        for seed in range(task.seed, task.seed + task.seeds)
    ]
    return {
        "bench": "queue",
        **figures([row["queue"] for row in rows], [row["random"] for row in rows]),
        "seconds": round(time.monotonic() - started, 1),
        "settings": {
            **{key: value for key, value in asdict(task).items() if key != "data"},
            "data": task.data.name,
            "images": len(chosen),
            "judging": judges,
            "with_an_answer": len(found_something),
            "learner": "linear head on frozen features, ridge",
            "pixels_per_image": PIXELS,
        },
        "per_seed": rows,
    }


def figures(queue: Sequence[float], random: Sequence[float]) -> dict[str, float | str | None]:
    """Means, and the mean difference of a seed with its interval of 95 %.

    ``verdict`` is "queue" or "random" where the interval leaves 0 out, else "no difference shown".
    """
    differences = [a - b for a, b in zip(queue, random, strict=True)]
    low, high = interval(differences)
    verdict = "no difference shown"
    if low is not None and high is not None and (low > 0 or high < 0):
        verdict = "queue" if low > 0 else "random"
    return {
        "queue_dice": statistics.fmean(queue),
        "random_dice": statistics.fmean(random),
        "difference": statistics.fmean(differences),
        "difference_low": low,
        "difference_high": high,
        "queue_wins": float(sum(one > 0 for one in differences)),
        "seeds": float(len(differences)),
        "verdict": verdict,
    }


def interval(values: Sequence[float]) -> tuple[float | None, float | None]:
    """95 % of Student's t around the mean; ``None`` of one value."""
    if len(values) < 2:
        return None, None
    freedom = min(len(values) - 1, len(_STUDENT))
    half = _STUDENT[freedom - 1] * statistics.stdev(values) / math.sqrt(len(values))
    middle = statistics.fmean(values)
    return middle - half, middle + half


def in_lines(result: dict[str, Any]) -> str:
    """For people: the means, the difference and what follows from it."""
    low, high = result["difference_low"], result["difference_high"]
    told = "" if low is None else f" ({low:+.4f} to {high:+.4f})"
    return "\n".join(
        [
            f"{'queue':12} Dice {result['queue_dice']:.4f}",
            f"{'random':12} Dice {result['random_dice']:.4f}",
            f"{'difference':12} {result['difference']:+.4f}{told}",
            f"{'verdict':12} {result['verdict']}",
        ]
    )


def _queue(chosen: Sequence[LabeledImage], task: QueueTask) -> tuple[list[str], set[str]]:
    """Names sorted by need, and those in which the model finds anything."""
    with tempfile.TemporaryDirectory(prefix="lvit-bench-") as home:
        folder = Path(home) / "project"
        with PlayedProject.make(folder, chosen, task) as project:
            project.use_model(task.model)
            project.refresh()
            return project.queue(), project.with_an_answer()


def _features(chosen: Sequence[LabeledImage], task: QueueTask, tell: Tell) -> dict[str, Evidence]:
    model = load_model(task.model)
    seen = {}
    for number, one in enumerate(chosen):
        rgb = read_rgb(one.path)
        seen[one.name] = evidence(model, rgb, one.read_objects(), one.sentence, number)
        if number % 10 == 9:
            tell(f"{number + 1} of {len(chosen)}")
    return seen


def _one(
    task: QueueTask,
    seed: int,
    chosen: Sequence[LabeledImage],
    judges: int,
    queued: Sequence[str],
    found_something: set[str],
    seen: dict[str, Evidence],
) -> dict[str, Any]:
    """One seed: a third of the images judges, the rest is the pool of both orders."""
    rng = np.random.default_rng([seed, 23])
    mixed = [chosen[place].name for place in rng.permutation(len(chosen))]
    judged, pool = mixed[:judges], set(mixed[judges:])
    by_queue = [name for name in queued if name in pool][: task.labels]
    shuffled = [name for name in mixed[judges:] if name in found_something]
    shuffled += [name for name in mixed[judges:] if name not in found_something]
    at_random = shuffled[: task.labels]
    told = [seen[name] for name in judged]
    return {
        "seed": seed,
        "queue": dice_of([seen[name] for name in by_queue], told),
        "random": dice_of([seen[name] for name in at_random], told),
        "same": len(set(by_queue) & set(at_random)),
    }
