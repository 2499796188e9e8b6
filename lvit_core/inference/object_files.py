"""The objects of an answer as files that other programs read: a picture of numbers and a table.

``objects/STEM.png`` holds the number of each pixel's object in 16 bits, 0 for none (``.tif`` with
32 bits where there are more than 65,535), ``objects/STEM.csv`` has a line for each number. They lie
in a folder of their own, where no name of a picture can be in their way.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.plane import Labels
from lvit_core.cells import as_cell
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

    def only(self, places: NDArray[np.intp]) -> ObjectFacts:
        """Those at some places of the arrays."""
        return ObjectFacts(
            self.probability[places],
            self.area_px[places],
            self.centre_y_px[places],
            self.centre_x_px[places],
        )


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


class ObjectTable:
    """The table of one image's objects, a line for each, written a part at a time.

    Args:
        out: The folder of results.
        stem: What the image's results are called.
        class_name: What all objects are.
    """

    def __init__(self, out: Path, stem: str, class_name: str) -> None:
        self.folder = out / FOLDER
        self.stem = stem
        self._class_name = class_name
        self._stream: TextIO | None = None

    @contextmanager
    def writing(self) -> Iterator[None]:
        """While it is open, lines can be added; it is there when all are."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (
            writing(self.folder / f"{self.stem}.csv", private=True) as partial,
            partial.open("w", newline="", encoding="utf-8") as self._stream,
        ):
            csv.writer(self._stream, lineterminator="\n").writerow(COLUMNS)
            yield

    def add(self, before: int, facts: ObjectFacts, y0: int = 0, x0: int = 0) -> None:
        """Adds objects of a part that begins at a place, numbered on from ``before``."""
        assert self._stream is not None
        table = csv.writer(self._stream, lineterminator="\n")
        rows = zip(
            facts.probability, facts.area_px, facts.centre_x_px, facts.centre_y_px, strict=True
        )
        for number, (probability, area, x, y) in enumerate(rows, start=before + 1):
            measured = (f"{probability:.4f}", int(area), f"{x + x0:.2f}", f"{y + y0:.2f}")
            table.writerow((number, as_cell(self._class_name), *measured))


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
    table = ObjectTable(out, stem, class_name)
    with table.writing():
        table.add(0, facts)
    return int(facts.area_px.size)


def are_there(out: Path, stem: str) -> bool:
    """Whether both files of an image were written."""
    folder = out / FOLDER
    return (folder / f"{stem}.csv").is_file() and any(
        (folder / f"{stem}{ending}").is_file() for ending in (".png", ".tif")
    )
