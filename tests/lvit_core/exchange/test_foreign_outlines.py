"""Outlines as other programs write them: what cannot be drawn costs itself and is named."""

from __future__ import annotations

import base64
import io
import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image as Picture

from lvit_core.annotation.encodings import rle_encode, text_to_counts
from lvit_core.annotation.objects import ObjectRecord, Provenance
from lvit_core.errors import LViTError
from lvit_core.exchange import format_named, import_as_project
from lvit_core.exchange.outlines import draw_polygons, points_of
from lvit_core.exchange.picture_index import PictureIndex
from lvit_core.exchange.reports import ImportReport
from lvit_core.project.project import Project
from tests.lvit_core.exchange.conftest import HEIGHT, WIDTH, write_image

pytestmark = pytest.mark.exchange

SQUARE = [10, 10, 20, 10, 20, 20, 10, 20]
NUCLEI = {"template": "nuclei"}


def sizes(place: Path, number: int = 1) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    with Project.open(place) as project:
        plane = project.journal.load_plane(number, "nuclei").to_array()
        for record in project.journal.load_objects(number, "nuclei"):
            found.setdefault(record.class_name, []).append(int((plane == record.id).sum()))
    return {name: sorted(pixels) for name, pixels in found.items()}


def coco(folder: Path, annotations: list[Any], name: str = "a.png", **more: Any) -> Path:
    document = {
        "images": [{"id": 1, "file_name": name, "height": HEIGHT, "width": WIDTH}],
        "annotations": annotations,
        "categories": [{"id": 1, "name": "nucleus"}],
        **more,
    }
    file = folder / "labels.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(document))
    return file


def annotation(segmentation: Any, **more: Any) -> dict[str, Any]:
    return {"id": 7, "image_id": 1, "category_id": 1, "segmentation": segmentation, **more}


def bring(name: str, path: Path, place: Path) -> ImportReport:
    report = import_as_project(name, path, place, NUCLEI)
    lost = sum(loss.objects for loss in report.losses)
    assert report.objects_found == report.objects + report.already + lost
    return report


def in_square() -> np.ndarray:
    mask = np.zeros((HEIGHT, WIDTH), bool)
    mask[10:20, 10:20] = True
    return mask


def spelled(mask: np.ndarray) -> list[Any]:
    """Run lengths as scripts that get bytes from pycocotools write them."""
    text = str(rle_encode(mask)["counts"]).encode()
    runs = text_to_counts(text.decode())
    return [repr(text), list(text), base64.b64encode(text).decode(), str(runs), runs]


@pytest.mark.parametrize(
    "segmentation",
    [
        [SQUARE],
        SQUARE,
        [[10, 10], [20, 10], [20, 20], [10, 20]],
        [[[10, 10], [20, 10], [20, 20], [10, 20]]],
        rle_encode(in_square()),
        {"size": [float(HEIGHT), str(WIDTH)], "counts": rle_encode(in_square())["counts"]},
        [rle_encode(in_square())],
        json.dumps(rle_encode(in_square())),
        *({"size": [HEIGHT, WIDTH], "counts": counts} for counts in spelled(in_square())),
        [[10, 10, 15, 10, 15, 20, 10, 20], [15, 10, 20, 10, 20, 20, 15, 20]],
    ],
)
def test_an_outline_is_known_in_every_spelling(segmentation: Any, tmp_path: Path) -> None:
    write_image(tmp_path / "a.png", 1)
    file = coco(tmp_path, [annotation(segmentation)])
    report = bring("coco", file, tmp_path / "p")
    assert (sizes(tmp_path / "p"), report.notes) == ({"nucleus": [100]}, [])


@pytest.mark.parametrize(
    "bad",
    [
        annotation([[1, 1, 5, 5]]),
        annotation([[1, 1, 5, 5, 9]]),
        annotation([["a", "b", "c", "d", "e", "f"]]),
        annotation([[float("nan")] * 6]),
        annotation([[1e300] * 6]),
        annotation([[500, 500, 510, 500, 510, 510]]),
        annotation({"size": [10**9, 10**9], "counts": [1]}),
        annotation({"size": [HEIGHT, WIDTH], "counts": [5, 5]}),
        annotation({"size": [HEIGHT, WIDTH], "counts": "~~~"}),
        annotation({"size": [HEIGHT, WIDTH]}),
        annotation({"counts": [5]}),
        annotation("no run lengths"),
        annotation(5),
        annotation([]),
        annotation(None, bbox=[1, 2, 3]),
        annotation(None, bbox=[1, 2, 0, 3]),
        annotation(None, bbox=[1, 2, "x", None]),
        annotation([SQUARE], image_id=99),
        annotation([SQUARE], image_id=None),
        {},
    ],
)
def test_a_bad_annotation_costs_itself(bad: dict[str, Any], tmp_path: Path) -> None:
    write_image(tmp_path / "a.png", 1)
    good = annotation([SQUARE]) | {"id": 1}
    report = bring("coco", coco(tmp_path, [bad, good, "no annotation"]), tmp_path / "p")
    assert sizes(tmp_path / "p") == {"nucleus": [100]}
    (lost,) = [loss for loss in report.losses if loss.objects]
    assert lost.what == ("annotation number 1" if bad == {} else "annotation 7")
    assert any(loss.what == "annotation number 3" for loss in report.losses)


def test_boxes_lie_below_outlines_and_are_told(tmp_path: Path) -> None:
    write_image(tmp_path / "a.png", 1)
    box = annotation([], bbox=[5, 5, 20, 20]) | {"id": 2}
    report = bring("coco", coco(tmp_path, [annotation([SQUARE]), box]), tmp_path / "p")
    assert sizes(tmp_path / "p") == {"nucleus": [100, 300]}
    assert any("1 object is a box" in note for note in report.notes)
    with Project.open(tmp_path / "p") as project:
        boxes = [record for record in project.journal.load_objects(1, "nuclei") if record.box]
        plane = project.journal.load_plane(1, "nuclei").to_array()
        assert [int((plane == record.id).sum()) for record in boxes] == [300]
        assert not boxes[0].touched_by(Provenance("person", "ann")).box, "a person outlined it"
        assert ObjectRecord.from_dict(boxes[0].to_dict()) == boxes[0]
        format_named("coco").export(project, tmp_path / "out")
    again = bring("coco", tmp_path / "out", tmp_path / "again")
    assert again.objects == 2
    with Project.open(tmp_path / "again") as project:
        assert sum(record.box for record in project.journal.load_objects(1, "nuclei")) == 1


def test_splits_in_several_files_and_files_of_others_are_told(tmp_path: Path) -> None:
    for part in ("train", "valid"):
        write_image(tmp_path / "d" / part / f"{part}.png", ord(part[0]))
        coco(tmp_path / "d" / part, [annotation([SQUARE])], f"{part}.png")
    (tmp_path / "d" / "train" / "broken.json").write_text("{")
    (tmp_path / "d" / "valid" / "other.json").write_text("[1]")
    report = bring("coco", tmp_path / "d", tmp_path / "p")
    assert (report.images, report.objects) == (2, 2)
    assert sorted(loss.file for loss in report.losses) == ["broken.json", "other.json"]


def test_files_beside_the_one_that_counts_are_named(tmp_path: Path) -> None:
    write_image(tmp_path / "d" / "a.png", 0)
    file = coco(tmp_path / "d", [annotation([SQUARE])])
    file.rename(file.with_name("annotations.json"))
    (tmp_path / "d" / "mitoses.json").write_text('{"images": [], "annotations": []}')
    report = bring("coco", tmp_path / "d", tmp_path / "p")
    assert [loss.file for loss in report.losses] == ["mitoses.json"]


def test_a_second_image_of_one_id_is_named(tmp_path: Path) -> None:
    for seed, name in enumerate(("a.png", "b.png")):
        write_image(tmp_path / "d" / name, seed)
    file = coco(tmp_path / "d", [annotation([SQUARE])])
    document = json.loads(file.read_text())
    document["images"].append({**document["images"][0], "file_name": "b.png"})
    file.write_text(json.dumps(document))
    report = bring("coco", tmp_path / "d", tmp_path / "p")
    (told,) = report.losses
    assert "b.png" in told.what and "id" in told.reason


def test_names_that_differ_in_capitals_or_folders_only(tmp_path: Path) -> None:
    names = ("images/a.b.png", "images/A.B.png", "images/same.png", "images/more/same.png")
    for seed, name in enumerate(names):
        write_image(tmp_path / "d" / name, seed)
    told = [name.removeprefix("images/") for name in names]
    size = {"height": HEIGHT, "width": WIDTH}
    images = [{"id": n, "file_name": name, **size} for n, name in enumerate(told)]
    lines = [annotation([SQUARE], id=n, image_id=n) for n in range(len(told))]
    coco(tmp_path / "d", lines, images=images)
    report = bring("coco", tmp_path / "d", tmp_path / "p")
    assert (report.images, report.objects, report.losses) == (4, 4, [])


def labelme(file: Path, shapes: list[Any], **more: Any) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps({"shapes": shapes, "imagePath": "a.png", **more}))
    return file


def shape(points: Any, kind: str | None = "polygon", label: Any = "nucleus", **more: Any) -> Any:
    found = {"label": label, "points": points, **more}
    return found if kind is None else {**found, "shape_type": kind}


CORNERS = [[10, 10], [20, 10], [20, 20], [10, 20]]


@pytest.mark.parametrize(
    ("one", "pixels"),
    [
        (shape(CORNERS), 100),
        (shape(CORNERS, None), 100),  # files of 2017
        (shape(CORNERS, "rectangle"), 100),
        (shape(CORNERS, "rotation", direction=0.3), 100),
        (shape([[20, 20], [10, 10]], "rectangle"), 100),
        (shape([[50, 50], [50, 55]], "circle"), 80),
    ],
)
def test_a_shape_of_any_kind_is_drawn(one: Any, pixels: int, tmp_path: Path) -> None:
    write_image(tmp_path / "d" / "a.png", 1)
    labelme(tmp_path / "d" / "a.json", [one], imageHeight=None)
    bring("labelme", tmp_path / "d", tmp_path / "p")
    (found,) = sizes(tmp_path / "p")["nucleus"]
    assert abs(found - pixels) <= (4 if one.get("shape_type") == "circle" else 0)


@pytest.mark.parametrize(
    "bad",
    [
        shape([[1, 1]], "point"), shape([[1, 1], [9, 9]], "line"), shape([[1, 1], [9, 9]]),
        shape([], "polygon"), shape("x"), shape([[1, "x"], [2, 3], [4, 5]]), shape(CORNERS, "mask"),
        shape([[1, 1], [3, 3]], "mask", mask="!!"), shape([[1, 1]], "circle"), shape(None), {},
        "no shape",
    ],
)  # fmt: skip
def test_a_bad_shape_costs_itself(bad: Any, tmp_path: Path) -> None:
    write_image(tmp_path / "d" / "a.png", 1)
    labelme(tmp_path / "d" / "a.json", [bad, shape(CORNERS)])
    report = bring("labelme", tmp_path / "d", tmp_path / "p")
    assert sizes(tmp_path / "p") == {"nucleus": [100]}
    (lost,) = report.losses
    assert (lost.file, lost.objects) == ("a.json", 1)
    assert lost.what.startswith("shape 1")
    with Project.open(tmp_path / "p") as project:
        assert project.images.get(1).state.value == "in_progress"


def test_shapes_of_a_group_and_a_class_are_one_object(tmp_path: Path) -> None:
    write_image(tmp_path / "d" / "a.png", 1)
    far = [[x + 40, y] for x, y in CORNERS]
    shapes = [
        shape(CORNERS, group_id=3), shape(far, group_id=3),
        shape([[x, y + 40] for x, y in CORNERS], group_id=3, label="stromal"),
        shape([[x, y + 60] for x, y in CORNERS], group_id=None),
    ]  # fmt: skip
    labelme(tmp_path / "d" / "a.json", shapes)
    bring("labelme", tmp_path / "d", tmp_path / "p")
    assert sizes(tmp_path / "p") == {"nucleus": [100, 200], "stromal": [100]}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_any_encoding_is_read(encoding: str, tmp_path: Path) -> None:
    write_image(tmp_path / "d" / "a.png", 1)
    text = json.dumps({"shapes": [shape(CORNERS, label="Überrest")], "imagePath": "a.png"},
                      ensure_ascii=False)  # fmt: skip
    (tmp_path / "d" / "a.json").write_bytes(text.encode(encoding))
    bring("labelme", tmp_path / "d", tmp_path / "p")
    assert sizes(tmp_path / "p") == {"Überrest": [100]}


def test_a_folder_of_many_files_names_the_broken_ones(tmp_path: Path) -> None:
    for number in range(12):
        write_image(tmp_path / "d" / f"{number}.png", number)
        labelme(tmp_path / "d" / f"{number}.json", [shape(CORNERS)], imagePath=f"{number}.png")
    for number, text in ((3, "{"), (5, "[]"), (7, "[" * 100_000)):
        (tmp_path / "d" / f"{number}.json").write_text(text)
    report = bring("labelme", tmp_path / "d", tmp_path / "p")
    assert (report.images, report.objects) == (9, 9)
    assert sorted(loss.file for loss in report.losses) == ["3.json", "5.json", "7.json"]


def test_sides_that_nobody_knows_cost_their_file(tmp_path: Path) -> None:
    for name in "ab":
        write_image(tmp_path / "d" / f"{name}.png", ord(name))
        labelme(tmp_path / "d" / f"{name}.json", [shape(CORNERS)], imagePath=f"{name}.png")
    labelme(tmp_path / "d" / "b.json", [shape(CORNERS)], imagePath="b.png", lvit_laterality="mine")
    report = bring("labelme", tmp_path / "d", tmp_path / "p")
    (lost,) = report.losses
    assert (lost.file, lost.objects) == ("b.json", 1) and "'mine'" in lost.reason
    assert (report.images, report.objects) == (1, 1)


def test_a_picture_inside_of_the_file_becomes_a_file_of_the_project(tmp_path: Path) -> None:
    stream = io.BytesIO()
    Picture.fromarray(np.zeros((HEIGHT, WIDTH), np.uint8)).save(stream, "JPEG")
    data = base64.b64encode(stream.getvalue()).decode()
    labelme(tmp_path / "d" / "x.json", [shape(CORNERS)], imagePath="C:\\u\\a.png", imageData=data)
    labelme(tmp_path / "d" / "y.json", [shape(CORNERS)], imagePath="b.png", imageData="!")
    report = bring("labelme", tmp_path / "d", tmp_path / "p")
    assert (report.images, report.objects) == (1, 1)
    assert [loss.file for loss in report.losses] == ["y.json"]
    with Project.open(tmp_path / "p") as project:
        assert project.images.get(1).path == "images/a.jpg"
        assert project.images.path(1).read_bytes() == stream.getvalue()


def test_pictures_are_found_however_their_path_is_written(tmp_path: Path) -> None:
    root = tmp_path / "d"
    files = [write_image(root / place, seed) for seed, place in enumerate(
        ("images/a b.png", "images/é.png", "train/x.png", "valid/x.png", "one.tif.png")
    )]  # fmt: skip
    labels = root / "labels"
    labels.mkdir()
    index = PictureIndex(root)
    for told, place in (
        ("..\\images\\a b.png", 0), ("/home/u/images/A B.PNG", 0), ("C:\\x\\a b.png", 0),
        ("images/a%20b.png", 0), ("http://host/data/a%20b.png?x", 0), ("a b", 0),
        ("e\u0301.png", 1), ("3fa29cde-é.png", 1), ("train\\x.png", 2), ("some/valid/x.jpg", 3),
        ("x.png", None), ("one.tif", 4), ("\ud83d.png", None), ("", None), ("..", None),
    ):  # fmt: skip
        expected = None if place is None else files[place]
        assert index.find(told, labels) == expected, told


def test_what_was_taken_for_another_picture_is_told_once(tmp_path: Path) -> None:
    for number, name in enumerate(("a.png", "b.png", "50%25.png", "c?.png")):
        write_image(tmp_path / name, number)
    index = PictureIndex(tmp_path)
    for told in ("a.jpg", "b.jpg", "a.jpg", "50%25.png", "c?.png", "b.jpg"):
        assert index.find(told, tmp_path) is not None
    (note,) = index.notes()
    assert note.endswith("see that they are the right ones: a.png (a.jpg), b.png (b.jpg).")


def test_nothing_outside_of_the_data_set_is_opened(tmp_path: Path) -> None:
    secret = write_image(tmp_path / "secret.png", 1)
    root = tmp_path / "d"
    root.mkdir()
    (root / "link.png").symlink_to(secret)
    os.mkfifo(root / "pipe.png")
    for told in ("../secret.png", str(secret), "link.png", "pipe.png", "/dev/zero"):
        file = coco(root, [annotation([SQUARE])], told)
        with pytest.raises(LViTError, match="No image was found"):
            import_as_project("coco", file, tmp_path / "p", NUCLEI)
        assert not (tmp_path / "p").exists()


def test_points_far_away_and_parts_that_overlap() -> None:
    with pytest.raises(LViTError):
        points_of([0, 0, 1e9, 0, 1e9, 1e9])
    square = points_of(SQUARE)
    rect, mask, *_ = draw_polygons([(square, ()), (square + 5, ())], (HEIGHT, WIDTH))
    assert (rect.area, int(mask.sum())) == (225, 175)


def test_a_class_that_is_a_number_keeps_it_and_no_class_is_told(tmp_path: Path) -> None:
    write_image(tmp_path / "in" / "a.png", 1)
    shapes = [
        {"label": label, "points": [[x, 10], [x + 9, 10], [x + 9, 19]], "shape_type": "polygon"}
        for x, label in ((10, 3), (30, None), (50, " "))
    ]
    document = {"shapes": shapes, "imagePath": "a.png", "imageHeight": HEIGHT, "imageWidth": WIDTH}
    (tmp_path / "in" / "a.json").write_text(json.dumps(document))
    report = bring("labelme", tmp_path / "in", tmp_path / "p")
    assert {name: len(found) for name, found in sizes(tmp_path / "p").items()} == {
        "3": 1,
        "nucleus": 2,
    }
    assert "2 objects name no class: taken for nucleus." in report.notes


def test_rectangles_and_groups_of_other_spellings(tmp_path: Path) -> None:
    write_image(tmp_path / "a.png", 1)
    corners = [[10, 10], [20, 10], [20, 20], [10, 20]]
    away = [[x + 30, y] for x, y in corners]
    shapes = [
        {"label": "nucleus", "points": corners, "group_id": 1},
        {"label": "nucleus", "points": away, "group_id": 1.0},  # as tables write it
        {"label": "nucleus", "points": corners[:3], "shape_type": "rectangle"},
    ]
    (tmp_path / "a.json").write_text(json.dumps({"shapes": shapes, "imagePath": "a.png"}))
    report = import_as_project("labelme", tmp_path, tmp_path / "p", {"template": "nuclei"})
    assert sizes(tmp_path / "p") == {"nucleus": [200]}
    (loss,) = report.losses
    assert loss.reason == "A rectangle needs two or four corners."
