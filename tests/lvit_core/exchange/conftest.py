"""A labeled project with everything that is hard to export: holes, touching objects, machine
work, two templates, patient's left, a 16-bit image and names that differ only in case."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import imagecodecs
import numpy as np
import pytest

from lvit_core.annotation.edit import Edit, ImageChange
from lvit_core.annotation.objects import Provenance
from lvit_core.project.labels import store_labels
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings

CHEST_SENTENCE = "Unilateral pulmonary infection, one infected area, upper left lung."
HEIGHT, WIDTH = 90, 130


def chest_labels() -> tuple[np.ndarray, np.ndarray]:
    """Three lesions, one with a hole, two that touch; and two lungs."""
    lesion = np.zeros((HEIGHT, WIDTH), np.int32)
    lesion[10:30, 10:30] = 3
    lesion[15:25, 15:25] = 0
    lesion[40:50, 20:30] = 5
    lesion[40:50, 30:41] = 6
    lungs = np.zeros((HEIGHT, WIDTH), np.int32)
    lungs[5:80, 5:60] = 1
    lungs[5:80, 70:125] = 2
    return lesion, lungs


def nuclei_labels() -> np.ndarray:
    """A grid of small squares, some of them touching at corners."""
    labels = np.zeros((HEIGHT, WIDTH), np.int32)
    for number in range(60):
        y, x = 7 * (number // 10), 12 * (number % 10) + 6 * (number // 10 % 2)
        labels[y : y + 7, x : x + 6] = number + 1
    return labels


def write_image(path: Path, seed: int, dtype: type = np.uint8) -> Path:
    pixels = np.random.default_rng(seed).integers(0, 250, (HEIGHT, WIDTH)).astype(dtype)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(imagecodecs.png_encode(pixels * (16 if dtype is np.uint16 else 1)))
    return path


def finish(project: Project, image_id: int, sentence: str) -> None:
    """Marks an image as labeled and gives it a sentence."""
    changes = (ImageChange("state", "unlabeled", "labeled"), ImageChange("sentence", "", sentence))
    project.journal.append(image_id, Edit("Finish", "", image=changes))


@pytest.fixture(scope="session")
def _world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project and its pictures in one folder, which is copied and never changed."""
    folder = tmp_path_factory.mktemp("world")
    settings = ProjectSettings("Ward", "chest-xray", "patient")
    with Project.create(folder / "project", settings, seed="x") as made:
        _fill(made, folder / "images")
    return folder


@pytest.fixture
def project(_world: Path, tmp_path: Path) -> Iterator[Project]:
    copytree(_world, tmp_path, dirs_exist_ok=True)
    with Project.open(tmp_path / "project") as copied:
        yield copied


def _fill(made: Project, images: Path) -> None:
    files = [
        write_image(images / "a" / "scan.png", 1),
        write_image(images / "b" / "SCAN.png", 2, np.uint16),
        write_image(images / "c" / "empty.png", 3),
        write_image(images / "d" / "todo.png", 4),
    ]
    chest = [record.id for record in made.images.add(files).added]
    tissue = made.images.add([write_image(images / "tissue.png", 5)], template="nuclei").added[0]
    person = Provenance("person", "ann", created="2025-01-01T00:00:00+00:00")
    model = Provenance("model", "", "chest", CHEST_SENTENCE)
    lesion, lungs = chest_labels()
    for image_id in chest[:2]:
        store_labels(
            made, image_id, "lesion", lesion,
            classes={3: "infection", 5: "consolidation", 6: "infection"},
            provenance={3: person, 5: person, 6: model}, title="Draw", machine=frozenset({6}),
        )  # fmt: skip
        store_labels(
            made, image_id, "lungs", lungs, classes="lung", provenance=person, title="Draw"
        )
        finish(made, image_id, CHEST_SENTENCE)
    finish(made, chest[2], "")
    store_labels(
        made, tissue.id, "nuclei", nuclei_labels(), classes="nucleus", provenance=person,
        title="Draw",
    )  # fmt: skip
    finish(made, tissue.id, "The nuclei are evenly distributed.")
