"""Other programs' habits: names in capitals, hidden copies, facts that have no room here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image as Picture

from lvit_core.annotation.encodings import rle_encode
from lvit_core.exchange.label_files import files_ending
from lvit_core.project.project import Project
from lvit_core.project.records import ImageState
from tests.lvit_core.exchange.conftest import HEIGHT, WIDTH, write_image
from tests.lvit_core.exchange.test_doubts_in import SQUARE, bring, feature, lost, voc
from tests.lvit_core.exchange.test_foreign_outlines import annotation, coco, sizes

pytestmark = pytest.mark.exchange

YOLO = "0 " + " ".join(f"{v / s:.8f}" for v, s in zip(SQUARE, [WIDTH, HEIGHT] * 4, strict=True))
SHAPE = {"label": "cell", "points": [[10, 10], [20, 20]], "shape_type": "rectangle"}
TASK = {
    "data": {"image": "a.png"},
    "annotations": [{"id": 1, "result": [{
        "id": "r", "type": "polygonlabels", "original_width": WIDTH, "original_height": HEIGHT,
        "value": {"points": [[10, 10], [30, 10], [30, 30]], "polygonlabels": ["cell"]},
    }]}],
}  # fmt: skip
FILES: dict[str, tuple[str, str]] = {
    "coco": ("L.JSON", ""),
    "labelme": ("A.JSON", json.dumps({"shapes": [SHAPE], "imagePath": "a.png"})),
    "label-studio": ("E.JSON", json.dumps([TASK])),
    "geojson": ("A.GEOJSON", json.dumps(feature(10))),
    "yolo": ("A.TXT", YOLO),
    "voc": ("A.XML", ""),
    "cvat": (
        "ANNOTATIONS.XML",
        '<annotations><image name="a.png"><polygon label="cell" points="10,10;20,10;20,20"/>'
        "</image></annotations>",
    ),
    "jsonl": ("METADATA.JSONL", json.dumps({"file_name": "a.png", "mask": "m.png"})),
}


@pytest.mark.parametrize("name", FILES)
def test_names_in_capitals_are_the_same_names(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "d"
    write_image(folder / "a.png", 1)
    file, text = FILES[name]
    if name == "coco":
        coco(folder, [annotation([SQUARE])]).rename(folder / file)
    elif name == "voc":
        voc(tmp_path / "v", 1)
        (tmp_path / "v" / "Annotations" / "a.xml").rename(folder / file)
    else:
        (folder / file).write_text(text)
    if name == "jsonl":
        Picture.fromarray(np.uint8([[255]]).repeat(HEIGHT, 0).repeat(WIDTH, 1)).save(
            folder / "m.png"
        )
    (folder / f"._{file}").write_bytes(b"\0\5\x16\7")  # what macOS leaves beside every file
    report = bring(name, folder)
    assert (report.images, report.objects, report.losses) == (1, 1, [])


def test_files_are_found_as_deep_as_asked(tmp_path: Path) -> None:
    for place in ("b.TXT", "a.txt", "x/c.txt", "x/y/d.txt", ".h/e.txt", "__MACOSX/f.txt"):
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_text("")
    assert [file.name for file in files_ending(tmp_path, ".txt", depth=0)] == ["a.txt", "b.TXT"]
    assert [file.name for file in files_ending(tmp_path, ".txt")][2:] == ["c.txt", "d.txt"]


def facts(name: str, folder: Path) -> None:
    """Objects with facts that no project has room for."""
    write_image(folder / "a.png", 1)
    told: Any = {"shapes": [{**SHAPE, "description": "odd", "flags": {"bad": True, "x": False}}],
                 "imagePath": "a.png", "flags": {"blurred": True, "good": False}}  # fmt: skip
    if name == "coco":
        coco(folder, [annotation([SQUARE], score=0.5, attributes={"occluded": True}, iscrowd=0)])
    elif name == "labelme":
        (folder / "a.json").write_text(json.dumps(told))
    elif name == "geojson":
        properties = {"name": "Cell 7", "measurements": {"Area": 3}, "isLocked": True}
        (folder / "a.geojson").write_text(json.dumps({**feature(10), "properties": properties}))
    elif name == "voc":
        (folder / "a.xml").write_text(
            "<annotation><filename>a.png</filename><object><name>cell</name><pose>Unspecified"
            "</pose><truncated>0</truncated><difficult>1</difficult><bndbox><xmin>1</xmin><ymin>1"
            "</ymin><xmax>9</xmax><ymax>9</ymax></bndbox></object></annotation>"
        )
    else:
        (folder / "a.xml").write_text(
            '<annotations><image name="a.png"><box label="cell" xtl="1" ytl="1" xbr="9" ybr="9" '
            'occluded="1" z_order="0"><attribute name="grade">2</attribute></box></image>'
            "</annotations>"
        )


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("coco", ["attributes", "score"]),
        ("labelme", ["description", "flags"]),
        ("geojson", ["name"]),
        ("voc", ["difficult"]),
        ("cvat", ["attribute", "occluded"]),
    ],
)
def test_facts_without_room_are_told(name: str, said: list[str], tmp_path: Path) -> None:
    facts(name, tmp_path / "d")
    report = bring(name, tmp_path / "d")
    notes = [note for note in report.notes if note.startswith("What the data say as")]
    assert [note.split("'")[1] for note in notes] == said
    assert all("of 1 object is not read" in note for note in notes)
    flags = "Flags of images are not read: a.json (blurred)."
    assert (flags in report.notes) == (name == "labelme")


def test_a_mask_that_a_line_names_and_that_is_not_there_is_told(tmp_path: Path) -> None:
    write_image(tmp_path / "d" / "a.png", 1)
    line = {"file_name": "a.png", "mask": "gone.png"}
    (tmp_path / "d" / "metadata.jsonl").write_text(json.dumps(line))
    report = bring("jsonl", tmp_path / "d")
    assert "the mask gone.png of a.png was left out: It is not there" in lost(report)
    with Project.open(tmp_path / "p") as project:
        assert project.images.get(1).state is not ImageState.LABELED


def test_boxes_in_lines_come_in(tmp_path: Path) -> None:
    write_image(tmp_path / "d" / "a.png", 1)
    objects = {"bbox": [[10, 10, 10, 10], [40, 10, 0, 5]], "categories": ["cell", 3]}
    line = {"file_name": "a.png", "objects": objects}
    (tmp_path / "d" / "metadata.jsonl").write_text(json.dumps(line))
    report = bring("jsonl", tmp_path / "d")
    assert sizes(tmp_path / "p") == {"cell": [100]}
    assert "object 2" in lost(report)


def test_classes_of_yolo_may_be_whole_numbers_with_a_point(tmp_path: Path) -> None:
    write_image(tmp_path / "d" / "a.png", 1)
    lines = [YOLO.replace("0 ", "1.0 ", 1), YOLO.replace("0 ", "-1 ", 1)]
    (tmp_path / "d" / "a.txt").write_text("\n".join(lines))
    report = bring("yolo", tmp_path / "d")
    assert sizes(tmp_path / "p") == {"class 1": [100]}
    assert "line 2" in lost(report)


def test_a_voc_mask_of_another_size_leaves_the_boxes(tmp_path: Path) -> None:
    voc(tmp_path / "d", 2)
    file = tmp_path / "d" / "Annotations" / "a.xml"
    size = f"<size><width>{WIDTH}</width><height>{HEIGHT}</height></size>"
    file.write_text(file.read_text().replace("</filename>", f"</filename>{size}"))
    (tmp_path / "d" / "SegmentationObject").mkdir()
    Picture.fromarray(np.ones((5, 5), np.uint8)).save(
        tmp_path / "d" / "SegmentationObject" / "a.png"
    )
    report = bring("voc", tmp_path / "d")
    assert sizes(tmp_path / "p") == {"cat": [400], "dog": [400]}
    assert "SegmentationObject/a.png of a.xml was left out: It has another size" in lost(report)


def squares(path: Path, *places: int) -> None:
    """A mask with a square at each place."""
    pixels = np.zeros((HEIGHT, WIDTH), np.uint8)
    for x in places:
        pixels[10:20, x : x + 10] = 255
    path.parent.mkdir(parents=True, exist_ok=True)
    Picture.fromarray(pixels).save(path)


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"masks/cat/a.png": [5, 25], "masks/dog/a.png": [45]}, {"cat": [100] * 2, "dog": [100]}),
        ({"masks/a/1.png": [5], "masks/a/2.png": [25]}, {"nucleus": [100] * 2}),
        ({"masks/train/a.png": [5, 25]}, {"nucleus": [100] * 2}),
    ],
)
def test_masks_in_folders_of_classes_of_pictures_and_of_parts(
    tmp_path: Path, files: dict[str, list[int]], told: dict[str, list[int]]
) -> None:
    write_image(tmp_path / "d" / "images" / "a.png", 1)
    for file, places in files.items():
        squares(tmp_path / "d" / file, *places)
    report = bring("png", tmp_path / "d")
    assert sizes(tmp_path / "p") == told
    assert report.losses == []


def test_pictures_and_masks_may_have_parts_of_one_name(tmp_path: Path) -> None:
    for seed, part in enumerate(("train", "val")):
        write_image(tmp_path / "d" / "images" / part / f"{part}.png", seed)
        squares(tmp_path / "d" / "masks" / part / f"{part}.png", 5)
    report = bring("png", tmp_path / "d")
    assert (report.images, report.objects, report.losses) == (2, 2, [])


@pytest.mark.parametrize(("key", "objects"), [("image", 1), ("left", 0)])
@pytest.mark.parametrize("tag", ["right", "other"])
def test_regions_of_another_picture_of_a_task_are_named(
    tmp_path: Path, key: str, objects: int, tag: str
) -> None:
    write_image(tmp_path / "d" / "a.png", 1)
    write_image(tmp_path / "d" / "b.png", 2)
    result = {**TASK["annotations"][0]["result"][0], "to_name": tag}  # type: ignore[index]
    task = {"data": {key: "a.png", "right": "b.png"}, "annotations": [{"result": [result]}]}
    (tmp_path / "d" / "e.json").write_text(json.dumps([task]))
    report = bring("label-studio", tmp_path / "d")
    assert (report.objects, report.objects_found) == (objects if tag == "other" else 0, 1)
    assert ("another picture of the task, b.png" in lost(report)) == (tag == "right")


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-be"])
def test_yolo_labels_may_be_in_any_unicode(tmp_path: Path, codec: str) -> None:
    write_image(tmp_path / "d" / "a.png", 1)
    (tmp_path / "d" / "a.txt").write_bytes(f"{YOLO}\r\n".encode(codec))
    assert bring("yolo", tmp_path / "d").losses == []
    assert sizes(tmp_path / "p") == {"class 0": [100]}


@pytest.mark.parametrize(
    ("told", "objects"), [({}, 1), ({"size": None}, 1), ({"size": [HEIGHT + 1, WIDTH]}, 0)]
)
def test_run_lengths_without_a_size_are_of_their_picture(
    tmp_path: Path, told: dict[str, Any], objects: int
) -> None:
    inside = np.zeros((HEIGHT, WIDTH), bool)
    inside[10:20, 10:20] = True
    write_image(tmp_path / "d" / "a.png", 1)
    coco(tmp_path / "d", [annotation({**told, "counts": rle_encode(inside)["counts"]})])
    report = bring("coco", tmp_path / "d")
    assert (report.objects, report.objects_found) == (objects, 1)


def test_images_and_annotations_of_coco_may_be_tables_by_id(tmp_path: Path) -> None:
    write_image(tmp_path / "d" / "a.png", 1)
    file = coco(tmp_path / "d", [])
    document = json.loads(file.read_text())
    image = {key: value for key, value in document["images"][0].items() if key != "id"}
    shape = {"image_id": 1, "category_id": 1, "segmentation": [SQUARE]}
    document |= {"images": {"1": image}, "annotations": {"x": shape, "y": 3}}
    file.write_text(json.dumps(document))
    report = bring("coco", tmp_path / "d")
    assert (report.images, report.objects) == (1, 1)
    assert "annotation number 2" in lost(report)


def test_words_before_numbers_pair_masks_with_pictures(tmp_path: Path) -> None:
    for place, folders in (("beside", ("", "")), ("apart", ("images", "masks"))):
        data = tmp_path / place / "d"
        for number in (1, 2):
            write_image(data / folders[0] / f"image_{number}.png", number)
            squares(data / folders[1] / f"mask_{number}.png", 5)
        report = bring("png", data)
        assert (report.images, report.objects, report.losses) == (2, 2, [])


def test_a_number_that_two_pictures_have_pairs_none(tmp_path: Path) -> None:
    for seed, name in enumerate(("image_5", "scan_5", "image_6")):
        write_image(tmp_path / "d" / "images" / f"{name}.png", seed)
    for number in (5, 6):
        squares(tmp_path / "d" / "masks" / f"mask_{number}.png", 5)
    report = bring("png", tmp_path / "d")
    assert report.objects == 1
    assert "masks/mask_5.png was left out" in lost(report)


def test_a_mask_outside_of_the_data_costs_itself(tmp_path: Path) -> None:
    write_image(tmp_path / "d" / "a.png", 1)
    squares(tmp_path / "m.png", 5)
    line = {"file_name": "a.png", "mask": "../m.png", "text": "A text."}
    (tmp_path / "d" / "metadata.jsonl").write_text(json.dumps(line))
    report = bring("jsonl", tmp_path / "d")
    assert (report.images, report.objects, report.sentences) == (1, 0, 1)
    assert "the mask ../m.png of a.png was left out: It lies outside of the data set" in lost(
        report
    )


def test_what_json_min_draws_is_not_told_as_unread(tmp_path: Path) -> None:
    write_image(tmp_path / "d" / "a.png", 1)
    region = {"points": [[10, 10], [30, 10], [30, 30]], "polygonlabels": ["cell"]}
    size = {"original_width": WIDTH, "original_height": HEIGHT}
    task = {"id": 1, "image": "a.png", "polygon": [{**region, **size}], "annotator": 1}
    (tmp_path / "d" / "e.json").write_text(json.dumps([task]))
    report = bring("label-studio", tmp_path / "d")
    assert (report.objects, report.losses) == (1, [])
    assert not [note for note in report.notes if "is not read" in note]
