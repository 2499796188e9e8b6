"""What looks like a number, a pixel or a class is told if it is none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tifffile
from PIL import Image as Picture

from lvit_core.annotation.encodings import rle_decode
from lvit_core.errors import LViTError
from lvit_core.geometry import Rect
from lvit_core.project.project import Project
from tests.lvit_core.exchange.conftest import HEIGHT, WIDTH, write_image
from tests.lvit_core.exchange.test_boxes_in import boxes
from tests.lvit_core.exchange.test_doubts_in import bring, lost
from tests.lvit_core.exchange.test_foreign_outlines import annotation, coco, shape, sizes

pytestmark = pytest.mark.exchange

TRUE = [[10, 10], [20, True], [20, 20]]
FLAT = [10, 10, 20, True, 20, 20]


def studio(value: dict[str, Any]) -> str:
    kind = "rectanglelabels" if "width" in value else "polygonlabels"
    result = {"id": "r", "type": kind, "original_width": WIDTH, "original_height": HEIGHT,
              "value": {**value, kind: ["cell"]}}  # fmt: skip
    task = {"data": {"image": "a.png"}, "annotations": [{"id": 1, "result": [result]}]}
    return json.dumps([task])


def polygon(corners: list[Any]) -> str:
    told = {"type": "Feature", "properties": {},
            "geometry": {"type": "Polygon", "coordinates": [corners]}}  # fmt: skip
    return json.dumps({"type": "FeatureCollection", "features": [told]})


# By name: the format, its file, and what is in it.
TRUTHS: dict[str, tuple[str, str, Any]] = {
    "coco flat": ("coco", "", annotation([FLAT])),
    "coco pairs": ("coco", "", annotation([TRUE])),
    "coco bare": ("coco", "", annotation(FLAT)),
    "coco box": ("coco", "", {**annotation([]), "bbox": [10, 10, True, 20]}),
    "coco runs": ("coco", "", annotation(
        {"size": [HEIGHT, WIDTH], "counts": [True, 20, HEIGHT * WIDTH - 21]})),
    "coco fractions": ("coco", "", annotation(
        {"size": [HEIGHT, WIDTH], "counts": [1.5, 20, HEIGHT * WIDTH - 21]})),
    "labelme": ("labelme", "a.json", json.dumps({"shapes": [shape(TRUE)], "imagePath": "a.png"})),
    "labelme circle": ("labelme", "a.json", json.dumps(
        {"shapes": [shape([[30, 30], [True, 30]], "circle")], "imagePath": "a.png"})),
    "geojson": ("geojson", "a.geojson", polygon([*TRUE, TRUE[0]])),
    "geojson heights": ("geojson", "a.geojson", polygon([[10, 10, 0], [20, True, 0], [20, 20, 0]])),
    "studio": ("label-studio", "a.json", studio({"points": TRUE})),
    "studio box": ("label-studio", "a.json", studio(
        {"x": 10, "y": True, "width": 10, "height": 10})),
    "studio turn": ("label-studio", "a.json", studio(
        {"x": 10, "y": 1, "width": 10, "height": 10, "rotation": True})),
    "jsonl": ("jsonl", "metadata.jsonl", json.dumps(
        {"file_name": "a.png", "objects": {"bbox": [[1, True, 9, 9]], "categories": ["cell"]}})),
}  # fmt: skip


@pytest.mark.parametrize("name", TRUTHS)
def test_true_is_no_number(name: str, tmp_path: Path) -> None:
    kind, file, told = TRUTHS[name]
    folder = tmp_path / "d"
    write_image(folder / "a.png", 1)
    if kind == "coco":
        coco(folder, [told])
    else:
        (folder / file).write_text(told)
    report = bring(kind, folder)
    assert (report.objects, report.objects_found) == (0, 1)
    assert "Its coordinates are no numbers." in lost(report) or "run-length" in lost(report)


def test_runs_are_whole_numbers() -> None:
    whole = {"size": [2, 2], "counts": [1.0, 2, 1]}
    assert rle_decode(whole).sum() == 2
    for counts in ([True, 2, 1], [0.5, 2.5, 1], ["1", 2, 1], [float("nan"), 4], [None, 4]):
        with pytest.raises(LViTError):
            rle_decode({"size": [2, 2], "counts": counts})


def test_true_names_no_class_and_no_group(tmp_path: Path) -> None:
    folder = tmp_path / "d"
    write_image(folder / "a.png", 1)
    made = [shape([[x, 10], [x + 9, 10], [x + 9, 20]], label=True, group_id=True) for x in (9, 30)]
    (folder / "a.json").write_text(json.dumps({"shapes": made, "imagePath": "a.png"}))
    assert bring("labelme", folder).objects == 2
    assert list(sizes(tmp_path / "p")) == ["nucleus"]


def voc(folder: Path, *sets: list[tuple[float, float, float, float]]) -> None:
    for number, boxes_told in enumerate(sets):
        write_image(folder / f"{number}.png", number)
        corners = ("xmin", "ymin", "xmax", "ymax")
        objects = "".join(
            "<object><name>cell</name><bndbox>"
            + "".join(f"<{k}>{v}</{k}>" for k, v in zip(corners, box, strict=True))
            + "</bndbox></object>"
            for box in boxes_told
        )
        (folder / f"{number}.xml").write_text(
            f"<annotation><filename>{number}.png</filename><size><width>{WIDTH}</width><height>"
            f"{HEIGHT}</height><depth>1</depth></size>{objects}</annotation>"
        )


def spans(place: Path, number: int) -> list[tuple[int, int, int, int]]:
    """First and last pixel across and down of each object of an image."""
    found = []
    with Project.open(place) as project:
        plane = project.journal.load_plane(number, "nuclei").read(Rect(0, 0, HEIGHT, WIDTH))
        for record in project.journal.load_objects(number, "nuclei"):
            rows, columns = (plane == record.id).nonzero()
            found.append((*map(int, (columns.min(), rows.min(), columns.max(), rows.max())),))
    return found


PLAIN = (5, 6, 10, 12)


@pytest.mark.parametrize(
    ("other", "expected", "words"),
    [
        ((1, 1, 10, 10), (4, 5, 9, 11), ""),
        ((0, 3, 10, 10), (5, 6, 10, 12), "with the pixel of the last number"),
        ((0, 0, WIDTH, HEIGHT), (5, 6, 9, 11), "up to the last number"),
        ((0.0, 3, 10.5, 10), (5, 6, 9, 11), "up to the last number"),
    ],
)
def test_boxes_of_voc_count_as_the_whole_of_the_data_do(
    other: tuple[float, ...], expected: tuple[int, ...], words: str, tmp_path: Path
) -> None:
    """A box at 0 in one file says how all files count."""
    voc(tmp_path / "d", [PLAIN], [other])  # type: ignore[list-item]
    report = bring("voc", tmp_path / "d")
    assert spans(tmp_path / "p", 1) == [expected]
    told = [note for note in report.notes if "counted from 0" in note]
    assert len(told) == bool(words)
    assert all("1.xml" in note and words in note for note in told)
    assert boxes(tmp_path / "p") >= 1


def test_new_classes_are_those_that_arrive(tmp_path: Path) -> None:
    """Classes of what has no pixels or lies under something else are not in the project."""
    folder = tmp_path / "d"
    write_image(folder / "a.png", 1)
    square = [[10, 10], [30, 10], [30, 30], [10, 30]]
    made = [
        shape([[12, 12], [20, 12], [20, 20]], label="Covered"),
        shape(square, label="Seen"),
        shape([[900, 900], [950, 900], [950, 950]], label="Outside"),
    ]
    (folder / "a.json").write_text(json.dumps({"shapes": made, "imagePath": "a.png"}))
    report = bring("labelme", folder)
    assert (report.objects, len(report.losses)) == (1, 2)
    told = [note for note in report.notes if note.startswith("New classes")]
    assert [note.partition(". `")[0] for note in told] == ["New classes of the project: Seen"]
    again = bring("labelme", folder)
    assert not [note for note in again.notes if note.startswith("New classes")]


@pytest.mark.parametrize("label", ["__ignore__", "_background_"])
def test_what_labelme_calls_no_object_is_none(label: str, tmp_path: Path) -> None:
    """It covers nothing, and what it marks stays free."""
    folder = tmp_path / "d"
    write_image(folder / "a.png", 1)
    square = [[10, 10], [30, 10], [30, 30], [10, 30]]
    made = [shape(square), shape(square, label=label)]
    (folder / "a.json").write_text(json.dumps({"shapes": made, "imagePath": "a.png"}))
    report = bring("labelme", folder)
    assert (report.objects, [loss.objects for loss in report.losses]) == (1, [1])
    assert sizes(tmp_path / "p") == {"nucleus": [400]}


@pytest.mark.parametrize("kind", ["black.png", "black.gif", "nan.tif"])
def test_numbers_that_a_picture_does_not_show_count(kind: str, tmp_path: Path) -> None:
    """A palette of black alone still numbers its pixels; pixels without a number are not ground."""
    numbers = np.zeros((HEIGHT, WIDTH), np.uint8)
    numbers[10:20, 10:20], numbers[30:40, 30:50] = 1, 2
    folder = tmp_path / "d"
    write_image(folder / "images" / "a.png", 1)
    (folder / "masks").mkdir()
    file = folder / "masks" / f"a.{kind[-3:]}"
    if kind == "nan.tif":
        tifffile.imwrite(file, np.where(numbers == 2, np.nan, numbers).astype(np.float32))
        report = bring("png", folder)
        assert report.objects == 0
        assert "unknown is no background" in lost(report)
        return
    picture = Picture.fromarray(numbers, "P")
    picture.putpalette(bytes(768))
    picture.save(file)
    assert bring("png", folder).objects == 2
