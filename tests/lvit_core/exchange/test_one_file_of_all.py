"""Formats with one file for all pictures: objects stay in it until their picture's turn comes."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lvit_core.exchange import format_named, import_as_project
from lvit_core.exchange.bundle import Shape
from tests.lvit_core.exchange.conftest import write_image

pytestmark = pytest.mark.exchange

IMAGES, OBJECTS = 5, 6
Corners = list[tuple[int, int]]


def corners_of(number: int) -> Corners:
    left = 5 * number
    return [(left, 2), (left + 4, 2), (left + 4, 9), (left, 9)]


def coco(data: Path) -> None:
    told = [
        {"id": i * 10 + n, "image_id": i, "category_id": 1,
         "segmentation": [[v for corner in corners_of(n) for v in corner]]}
        for n in range(OBJECTS) for i in range(IMAGES)
    ]  # fmt: skip
    document = {
        "annotations": told,
        "images": [{"id": i, "file_name": f"{i}.png"} for i in range(IMAGES)],
        "categories": [{"id": 1, "name": "nucleus"}],
    }
    (data / "a.json").write_text(json.dumps(document))


def label_studio(data: Path) -> None:
    def region(number: int) -> dict[str, Any]:
        points = [[float(x), float(y)] for x, y in corners_of(number)]
        value = {"points": points, "polygonlabels": ["nucleus"]}
        return {"id": f"r{number}", "type": "polygonlabels", "value": value}

    tasks = [
        {"id": i, "data": {"image": f"/data/{i}.png"},
         "annotations": [{"id": i, "result": [region(n) for n in range(OBJECTS)]}]}
        for i in range(IMAGES)
    ]  # fmt: skip
    (data / "a.json").write_text(json.dumps(tasks))


def cvat(data: Path) -> None:
    text = ""
    for i in range(IMAGES):
        text += f'<image id="{i}" name="{i}.png">'
        for number in range(OBJECTS):
            points = ";".join(f"{x},{y}" for x, y in corners_of(number))
            text += f'<polygon label="nucleus" points="{points}"/>'
        text += "</image>"
    (data / "a.xml").write_text(f"<annotations>{text}</annotations>")


def voc(data: Path) -> None:
    for i in range(IMAGES):
        objects = ""
        for number in range(OBJECTS):
            (x0, y0), _, (x1, y1), _ = corners_of(number)
            box = f"<xmin>{x0 + 1}</xmin><ymin>{y0}</ymin><xmax>{x1}</xmax><ymax>{y1}</ymax>"
            objects += f"<object><name>nucleus</name><bndbox>{box}</bndbox></object>"
        text = f"<annotation><filename>{i}.png</filename>{objects}</annotation>"
        (data / f"{i}.xml").write_text(text)


def shapes_alive() -> int:
    gc.collect()
    return sum(type(one) is Shape for one in gc.get_objects())


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("name", "write"),
    [("coco", coco), ("label-studio", label_studio), ("cvat", cvat), ("voc", voc)],
)
def test_the_objects_of_one_picture_at_a_time_are_held(
    tmp_path: Path, name: str, write: Callable[[Path], None]
) -> None:
    data = tmp_path / "d"
    for number in range(IMAGES):
        write_image(data / f"{number}.png", number)
    write(data)
    before = shapes_alive()
    bundle = format_named(name).read(data)
    assert [len(item.shapes) for item in bundle.items] == [OBJECTS] * IMAGES
    assert shapes_alive() <= before
    alive: list[int] = []

    def look(done: int, total: int, told: str) -> None:
        alive.append(shapes_alive() - before)

    del bundle
    report = import_as_project(name, data, tmp_path / "p", {"template": "nuclei"}, look)
    assert (report.images, report.objects, report.losses) == (IMAGES, IMAGES * OBJECTS, [])
    assert max(alive) <= 2 * OBJECTS
