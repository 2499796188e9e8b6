"""The objects of an answer as files that other programs read: a picture of numbers and a table.

``objects/STEM.png`` holds the number of each pixel's object in 16 bits, 0 for none (``.tif`` with
32 bits where there are more than 65,535), ``objects/STEM.csv`` has a line for each number. They lie
in a folder of their own, where no name of a picture can be in their way.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.plane import Labels
from lvit_core.exchange.picture_files import write_numbers
from lvit_core.files import writing

FOLDER = "objects"
COLUMNS = ("id", "class", "probability", "area_px", "centre_x_px", "centre_y_px")
_AT_ONCE_PX = 1_000_000


@dataclass(frozen=True, eq=False)
class ObjectFacts:
    """What is told of objects 1..n, each array float64 or int64 (n,).

    Attributes:
        probability: Mean over the object's pixels, 0..1.
        area_px: Its pixels.
        centre_y_px, centre_x_px: Its centre of mass; pixel (0, 0) covers [0, 1) x [0, 1).
    """

    probability: NDArray[np.float64]
    area_px: NDArray[np.int64]
    centre_y_px: NDArray[np.float64]
    centre_x_px: NDArray[np.float64]


def facts_of(objects: Labels, probability: NDArray[np.float32]) -> ObjectFacts:
    """Looks at a few rows at a time, so that a large image takes no second copy.

    Args:
        objects: int32 (H, W), 1..n without gaps, 0 elsewhere.
        probability: float32 (H, W), 0..1.
    """
    count = int(objects.max(initial=0)) + 1
    area = np.zeros(count, np.int64)
    sums = np.zeros((3, count))
    step = max(1, _AT_ONCE_PX // max(1, objects.shape[1]))
    for top in range(0, objects.shape[0], step):
        part = objects[top : top + step]
        y, x = np.nonzero(part)
        own = part[y, x]
        area += np.bincount(own, minlength=count)
        sums[0] += np.bincount(own, probability[top + y, x], minlength=count)
        sums[1] += np.bincount(own, top + y + 0.5, minlength=count)
        sums[2] += np.bincount(own, x + 0.5, minlength=count)
    means = sums[:, 1:] / np.maximum(1, area[1:])
    return ObjectFacts(means[0], area[1:], means[1], means[2])


def save_objects(
    out: Path, stem: str, objects: Labels, probability: NDArray[np.float32], class_name: str
) -> int:
    """Writes both files of an image and returns how many objects there are.

    Args:
        out: The folder of results.
        stem: What the image's results are called.
        objects: int32 (H, W), 1..n without gaps, 0 elsewhere.
        probability: float32 (H, W), 0..1.
        class_name: What all of them are.
    """
    folder = out / FOLDER
    written = write_numbers(folder, stem, objects)
    other = folder / f"{stem}{'.tif' if written.suffix == '.png' else '.png'}"
    other.unlink(missing_ok=True)  # of an answer with more objects, or with fewer
    facts = facts_of(objects, probability)
    with writing(folder / f"{stem}.csv") as partial, partial.open("w", newline="") as stream:
        table = csv.writer(stream, lineterminator="\n")
        table.writerow(COLUMNS)
        for number in range(facts.area_px.size):
            table.writerow(
                (
                    number + 1,
                    class_name,
                    f"{facts.probability[number]:.4f}",
                    int(facts.area_px[number]),
                    f"{facts.centre_x_px[number]:.2f}",
                    f"{facts.centre_y_px[number]:.2f}",
                )
            )
    return int(facts.area_px.size)


def are_there(out: Path, stem: str) -> bool:
    """Whether both files of an image were written."""
    folder = out / FOLDER
    return (folder / f"{stem}.csv").is_file() and any(
        (folder / f"{stem}{ending}").is_file() for ending in (".png", ".tif")
    )
