"""A small project with three pictures, and edits to put into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import imagecodecs
import numpy as np
import pytest

from lvit_core.annotation.edit import Edit, ImageChange
from lvit_core.annotation.objects import ObjectChange, ObjectRecord, Provenance
from lvit_core.annotation.patch import PatchBuilder
from lvit_core.annotation.plane import LabelPlane
from lvit_core.geometry import Rect
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings

SIZE = (600, 700)  # two tiles by two


def write_images(folder: Path, count: int) -> list[Path]:
    """Different grey pictures of the same size."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number in range(count):
        pixels = np.full(SIZE, number + 1, np.uint8)
        path = folder / f"scan-{number}.png"
        path.write_bytes(imagecodecs.png_encode(pixels))
        paths.append(path)
    return paths


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    settings = ProjectSettings("Test", "chest-xray", "viewer")
    made = Project.create(tmp_path / "project", settings, seed="test")
    made.images.add(write_images(tmp_path / "images", 3))
    yield made
    made.close()


@pytest.fixture(scope="session")
def paint() -> Callable[..., Edit]:
    """Makes the edit that paints a rectangle as a new object on a plane, and applies it."""

    def make(plane: LabelPlane, rect: Rect, object_id: int, *image: ImageChange) -> Edit:
        builder = PatchBuilder(plane)
        builder.write(rect, object_id)
        record = ObjectRecord(object_id, "lesion", "infection", Provenance("person", "ann"))
        change = ObjectChange(None, record)
        return Edit(f"Paint {object_id}", "lesion", builder.finish(), (change,), image)

    return make
