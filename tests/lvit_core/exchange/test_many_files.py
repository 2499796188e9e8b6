"""Thousands of files: what was read of one does not stay in memory while the next are read."""

from __future__ import annotations

import base64
import gc
import json
import sqlite3
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from lvit_core.cli.benches import exchange_streams
from lvit_core.errors import LViTError
from lvit_core.exchange import coco, format_named, import_as_project, json_files
from lvit_core.exchange.bundle import Shape
from lvit_core.exchange.content import Content
from lvit_core.exchange.json_files import read_json_members
from lvit_core.exchange.labelme_reading import read
from lvit_core.exchange.reports import Steps
from lvit_core.project.project import Project
from tests.lvit_core.exchange.conftest import write_image

pytestmark = [pytest.mark.exchange, pytest.mark.thorough]


def test_neither_outlines_nor_embedded_pictures_are_held(tmp_path: Path) -> None:
    """12 files of 0.5 MB each: less than three of them are in memory at any time."""
    ring = [[float(x % 100), float(x // 100)] for x in range(3000)]
    shapes = [{"label": "nucleus", "points": ring, "shape_type": "polygon"}] * 8
    data = tmp_path / "d"
    for number in range(12):
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
    assert len(bundle.items) == 12 and len(bundle.items[0].shapes) == 8
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


def shapes_alive() -> int:
    gc.collect()
    return sum(type(one) is Shape for one in gc.get_objects())


RING = [[5.0, 5.0], [13.0, 5.0], [13.0, 13.0], [5.0, 13.0], [5.0, 5.0]]


def geojson_of(number: int) -> tuple[str, str]:
    feature = {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [RING]}}
    document = {"type": "FeatureCollection", "features": [feature] * 5}
    return f"{number}.geojson", json.dumps(document)


def yolo_of(number: int) -> tuple[str, str]:
    return f"{number}.txt", "0 0.1 0.1 0.2 0.1 0.2 0.2\n" * 5


def labelme_of(number: int) -> tuple[str, str]:
    shapes = [{"label": "nucleus", "points": RING}] * 5
    return f"{number}.json", json.dumps({"imagePath": f"{number}.png", "shapes": shapes})


@pytest.mark.parametrize(
    ("name", "file_of"), [("geojson", geojson_of), ("yolo", yolo_of), ("labelme", labelme_of)]
)
def test_only_the_outlines_of_the_first_file_are_held(
    tmp_path: Path, name: str, file_of: Callable[[int], tuple[str, str]]
) -> None:
    data = tmp_path / "d"
    for number in range(6):
        write_image(data / f"{number}.png", number)
        label, text = file_of(number)
        (data / label).write_text(text)
    before = shapes_alive()
    bundle = format_named(name).read(data)
    assert [len(item.shapes) for item in bundle.items] == [5] * 6
    assert shapes_alive() - before <= 5
    alive: list[int] = []

    def look(done: int, total: int, name: str) -> None:
        alive.append(shapes_alive() - before)

    del bundle
    report = import_as_project(name, data, tmp_path / "p", {"template": "nuclei"}, look)
    assert (report.images, report.objects_found) == (6, 30)
    assert max(alive) <= 10


def test_a_large_list_is_read_member_by_member(tmp_path: Path) -> None:
    file = tmp_path / "a.geojson"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_files, "_AT_ONCE", 100)
        for text, streamed in (
            ('{"type": "FeatureCollection", "features": [{"a": "Feature"}, {"a": "Feature"}]}', 1),
            ('\ufeff[{"a": "Feature"}, {"a": "Feature"}]' + " " * 200, 1),
            ('{"x": {"features": [{"a": "Feature"}]}, "features": [1, 2, 3, 4, 5, 6, 7, 8]}', 0),
        ):
            file.write_text(text, encoding="utf-8")
            found = read_json_members(file, "features", '"Feature"')
            assert isinstance(found, Iterator) == bool(streamed)
            if streamed:
                assert list(found) == [{"a": "Feature"}] * 2
            else:
                assert found["features"] == [1, 2, 3, 4, 5, 6, 7, 8]
        file.write_text('{"features": [{"a": "Feature"}, {"a": "Fea', encoding="utf-8")
        found = read_json_members(file, "features", '"Feature"')
        with pytest.raises(LViTError, match="is not JSON"):
            list(found)


def test_coco_is_written_and_checked_image_by_image(project: Project, tmp_path: Path) -> None:
    """A line for each image and object; the objects of one image at a time are held."""
    alive: list[int] = []

    def held() -> int:
        gc.collect()
        return sum(type(one) is dict and "segmentation" in one for one in gc.get_objects())

    before = held()
    format_named("coco").export(
        project, tmp_path / "out", {"machine": True}, lambda *_: alive.append(held() - before)
    )
    assert len(alive) == 8 and max(alive) <= 1
    lines = (tmp_path / "out" / "annotations.json").read_text("utf-8").splitlines()
    document = json.loads("".join(lines))
    assert len(document["images"]) == 4 and len(document["annotations"]) > 60
    assert [one["id"] for one in document["annotations"]] == list(
        range(1, len(document["annotations"]) + 1)
    )
    members = [json.loads(line.rstrip(",")) for line in lines if line.startswith('{"id": ')]
    assert members == document["images"] + document["annotations"]


@pytest.mark.parametrize("damage", ["class", "image", "object", "pixel", "cut off", "extra"])
def test_a_coco_file_that_says_something_else_is_not_exported(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    def spoil(content: Content, folder: Path, steps: Steps) -> int:
        count = write(content, folder, steps)
        file = folder / "annotations.json"
        lines = file.read_text("utf-8").splitlines(keepends=True)
        places = [n for n, line in enumerate(lines) if line.startswith('{"id": ')]
        last = places[-1]
        if damage == "class":
            lines[-1] = lines[-1].replace("infection", "infections", 1)
        elif damage == "image":
            del lines[places[1]]
        elif damage == "object":
            del lines[places[-2]]
        elif damage == "pixel":
            lines[last] = lines[last].replace("[[", "[[1.0, 1.0, ", 1)
        elif damage == "cut off":
            del lines[-1]
        else:
            lines.insert(last, lines[last].rstrip("\n") + ",\n")
        file.write_text("".join(lines), "utf-8")
        return count

    write = coco.write
    form = replace(coco.FORMAT, exporter=replace(coco.FORMAT.exporter, write=spoil))
    with pytest.raises(LViTError, match="did not read back"):
        form.export(project, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_segmentations_that_are_written_and_read_do_not_pile_up(tmp_path: Path) -> None:
    """highdicom gives each a data base in memory, in a circle that only a search finds."""
    pytest.importorskip("highdicom")
    exchange_streams.draw(tmp_path, 4, "dicom")
    there, found = 0, list[int]()

    def look(_done: int, _total: int, _name: str) -> None:
        found.append(sum(isinstance(one, sqlite3.Connection) for one in gc.get_objects()) - there)

    with Project.open(tmp_path / "project") as project:
        format_named("dicom-seg").export(project, tmp_path / "warm")
        gc.collect()
        there = sum(isinstance(one, sqlite3.Connection) for one in gc.get_objects())
        format_named("dicom-seg").export(project, tmp_path / "out", None, look)
    assert found == [0] * 8
