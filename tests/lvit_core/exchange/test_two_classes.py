"""An object that a file gives two classes: one stays, the other is named."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lvit_core.exchange import import_as_project
from lvit_core.measurement.options import MeasureOptions
from lvit_core.measurement.project import sum_project
from lvit_core.project.project import Project
from lvit_core.project.records import ImageState
from tests.lvit_core.exchange.conftest import HEIGHT, WIDTH, write_image

pytestmark = pytest.mark.exchange

CORNERS = [[10, 10], [20, 10], [20, 20], [10, 20]]
FLAT = [value for corner in CORNERS for value in corner]


def _coco(folder: Path, names: list[str]) -> None:
    annotations = [
        {"id": n, "image_id": 1, "category_id": n, "segmentation": [FLAT]}
        for n in range(1, len(names) + 1)
    ]
    categories = [{"id": n, "name": name} for n, name in enumerate(names, start=1)]
    image = {"id": 1, "file_name": "a.png", "height": HEIGHT, "width": WIDTH}
    told = {"images": [image], "annotations": annotations, "categories": categories}
    (folder / "labels.json").write_text(json.dumps(told))


def _labelme(folder: Path, names: list[str]) -> None:
    shapes = [{"label": name, "points": CORNERS, "shape_type": "polygon"} for name in names]
    told: dict[str, Any] = {"shapes": shapes, "imagePath": "a.png", "imageData": None}
    told |= {"imageHeight": HEIGHT, "imageWidth": WIDTH}
    (folder / "a.json").write_text(json.dumps(told))


def _yolo(folder: Path, names: list[str]) -> None:
    (folder / "classes.txt").write_text("\n".join(names))
    places = " ".join(f"{x / WIDTH} {y / HEIGHT}" for x, y in CORNERS)
    (folder / "a.txt").write_text("".join(f"{n} {places}\n" for n in range(len(names))))


WRITERS = {"coco": _coco, "labelme": _labelme, "yolo": _yolo}


@pytest.mark.parametrize("name", WRITERS)
def test_the_last_class_stays_and_the_other_is_named(tmp_path: Path, name: str) -> None:
    write: Callable[[Path, list[str]], None] = WRITERS[name]
    folder = tmp_path / "in"
    write_image(folder / "a.png", 1)
    write(folder, ["nucleus", "mitosis"])
    report = import_as_project(name, folder, tmp_path / "P", {"template": "nuclei"})
    (lost,) = report.losses
    assert "100 pixels lie under" in lost.reason and lost.objects == 1
    with Project.open(tmp_path / "P") as project:
        (image,) = project.images.all()
        assert image.state is ImageState.IN_PROGRESS
        (record,) = project.journal.load_objects(image.id, "nuclei")
        assert record.class_name == "mitosis"
        # A class that the template lacks has its own column in the numbers.
        numbers = sum_project(project, MeasureOptions(_everything()))
    (row,) = numbers.images
    assert row["nuclei_mitosis_objects"] == row["nuclei_objects"] == 1
    assert "nuclei_mitosis_objects" in numbers.columns and row["nuclei_nucleus_objects"] == 0


def _everything() -> Any:
    from lvit_core.exchange.export_options import ExportOptions

    return ExportOptions("all")
