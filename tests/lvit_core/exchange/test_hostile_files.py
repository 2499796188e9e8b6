"""Label files with broken values: an import ends in a report or in a sentence, never otherwise."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from lvit_core.errors import LViTError
from lvit_core.exchange import import_as_project
from tests.lvit_core.exchange.conftest import HEIGHT, WIDTH, write_image

pytestmark = [pytest.mark.exchange, pytest.mark.hostile]

SQUARE = [[10, 10], [20, 10], [20, 20], [10, 20]]
BROKEN: list[Any] = [
    None,
    0,
    -1,
    1e308,
    float("nan"),
    "",
    [],
    {},
    [[]],
    [None],
    True,
    "\ud83d",
    2**70,
]
DOCUMENTS: dict[str, Any] = {
    "coco": {
        "info": {},
        "images": [{"id": 1, "file_name": "a.png", "height": HEIGHT, "width": WIDTH}],
        "categories": [{"id": 1, "name": "nucleus"}],
        "annotations": [
            {"id": 1, "image_id": 1, "category_id": 1, "segmentation": [[1, 1, 9, 1, 9, 9]]},
            {"id": 2, "image_id": 1, "category_id": 1, "bbox": [1, 1, 5, 5]},
            {"id": 3, "image_id": 1, "category_id": 1,
             "segmentation": {"size": [HEIGHT, WIDTH], "counts": [5, 5, HEIGHT * WIDTH - 10]}},
        ],
    },
    "labelme": {
        "imagePath": "a.png", "imageHeight": HEIGHT, "imageWidth": WIDTH, "imageData": None,
        "shapes": [{"label": "nucleus", "points": SQUARE, "shape_type": "polygon", "group_id": 1},
                   {"label": "nucleus", "points": SQUARE[::2], "shape_type": "rectangle"}],
    },
    "geojson": {
        "type": "FeatureCollection",
        "features": [{
            "type": "Feature", "properties": {"classification": {"name": "x"}},
            "geometry": {"type": "GeometryCollection", "geometries": [
                {"type": "Polygon", "coordinates": [[*SQUARE, SQUARE[0]]]},
                {"type": "LineString", "coordinates": SQUARE}]},
        }],
    },
}  # fmt: skip


def broken(value: Any, choice: random.Random) -> Any:
    """The value with some of its parts replaced or left out."""
    if choice.random() < 0.03:
        return choice.choice(BROKEN)
    if isinstance(value, dict):
        return {k: broken(v, choice) for k, v in value.items() if choice.random() > 0.02}
    if isinstance(value, list):
        return [broken(part, choice) for part in value]
    return value


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_broken_values_end_in_a_report_or_a_sentence(name: str, tmp_path: Path) -> None:
    data = tmp_path / "d"
    write_image(data / "a.png", 1)
    choice = random.Random(name)
    brought = 0
    for number in range(40):
        text = json.dumps(broken(DOCUMENTS[name], choice))
        if number % 5 == 4:
            text = text[: choice.randrange(len(text))]
        (data / ("a.geojson" if name == "geojson" else "a.json")).write_text(text)
        try:
            place = tmp_path / str(number)
            report = import_as_project(name, data, place, {"template": "nuclei"})
        except LViTError as error:
            assert str(error).encode("utf-8")
            assert not (tmp_path / str(number)).exists(), "nothing is left half made"
            continue
        brought += 1
        lost = sum(loss.objects for loss in report.losses)
        assert report.objects_found == report.objects + lost
        assert "".join(report.lines()).encode("utf-8")
    assert brought > 5, "the test would see nothing otherwise"
