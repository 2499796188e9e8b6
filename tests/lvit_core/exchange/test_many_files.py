"""Thousands of files: what was read of one does not stay in memory while the next are read."""

from __future__ import annotations

import base64
import json
import tracemalloc
from pathlib import Path

import pytest

from lvit_core.exchange import format_named, import_as_project
from lvit_core.exchange.labelme_reading import read
from tests.lvit_core.exchange.conftest import write_image

pytestmark = pytest.mark.exchange


def test_neither_outlines_nor_embedded_pictures_are_held(tmp_path: Path) -> None:
    """40 files of 0.5 MB each: less than three of them are in memory at any time."""
    ring = [[float(x % 100), float(x // 100)] for x in range(3000)]
    shapes = [{"label": "nucleus", "points": ring, "shape_type": "polygon"}] * 8
    data = tmp_path / "d"
    for number in range(40):
        picture = write_image(tmp_path / f"{number}.png", number).read_bytes()
        document = {
            "imagePath": f"{number}.png",
            "imageData": base64.b64encode(picture + b"\0" * 100_000).decode(),
            "shapes": shapes,
        }
        data.mkdir(exist_ok=True)
        (data / f"{number}.json").write_text(json.dumps(document))
    size = (data / "0.json").stat().st_size
    tracemalloc.start()
    bundle = read(data)
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(bundle.items) == 40 and len(bundle.items[0].shapes) == 8
    assert held < 3 * size
    assert format_named("labelme").reader is not None


def test_three_broken_files_of_many_cost_themselves(tmp_path: Path) -> None:
    data = tmp_path / "d"
    square = [[5, 5], [13, 5], [13, 13], [5, 13]]
    for number in range(60):
        write_image(data / f"{number:02}.png", number)
        text = json.dumps(
            {
                "imagePath": f"{number:02}.png",
                "shapes": [{"label": "nucleus", "points": square, "shape_type": "polygon"}],
            }
        )
        broken = number in (7, 30, 59)
        (data / f"{number:02}.json").write_text(text[: len(text) // 2] if broken else text)
    report = import_as_project("labelme", data, tmp_path / "p", {"template": "nuclei"})
    assert (report.images, report.objects, report.files_lost) == (57, 57, 3)
    assert [loss.file for loss in report.losses] == ["07.json", "30.json", "59.json"]
    assert "3 files could not be read." in report.lines()


def test_a_file_that_changes_meanwhile_costs_itself(tmp_path: Path) -> None:
    data = tmp_path / "d"
    for number in range(2):
        write_image(data / f"{number}.png", number)
        shapes = [{"label": "nucleus", "points": [[5, 5], [9, 5], [9, 9]]}] * 2
        (data / f"{number}.json").write_text(
            json.dumps({"imagePath": f"{number}.png", "shapes": shapes})
        )

    def spoil(done: int, total: int, name: str) -> None:
        (data / "1.json").write_text("{")

    report = import_as_project("labelme", data, tmp_path / "p", {"template": "nuclei"}, spoil)
    assert (report.images, report.objects_found) == (2, 4)
    assert [(loss.file, loss.objects) for loss in report.losses][-1] == ("1.json", 2)
