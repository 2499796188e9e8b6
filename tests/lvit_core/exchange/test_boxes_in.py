"""YOLO, Pascal VOC and CVAT come in: outlines and boxes, each told for what it is."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from lvit_core.exchange import format_named, import_as_project
from lvit_core.exchange.reports import ImportReport
from lvit_core.exchange.yolo_names import _names_of_yaml
from lvit_core.project.project import Project
from tests.lvit_core.exchange.conftest import HEIGHT, WIDTH, chest_labels, write_image
from tests.lvit_core.exchange.test_foreign_outlines import sizes

pytestmark = pytest.mark.exchange


def bring(name: str, tmp_path: Path) -> ImportReport:
    report = import_as_project(name, tmp_path / "d", tmp_path / "p", {"template": "nuclei"})
    lost = sum(loss.objects for loss in report.losses)
    assert report.objects_found == report.objects + report.already + lost
    return report


def boxes(place: Path) -> int:
    with Project.open(place) as project:
        return sum(record.box for record in project.journal.load_objects(1, "nuclei"))


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def unit(*corners: tuple[int, int]) -> str:
    return " ".join(f"{x / WIDTH:.6f} {y / HEIGHT:.6f}" for x, y in corners)


def test_yolo_reads_outlines_boxes_and_what_is_wrong_with_others(tmp_path: Path) -> None:
    write_image(tmp_path / "d" / "images" / "train" / "a.png", 1)
    outline = unit((10, 10), (20, 10), (20, 20), (10, 20))
    box = f"{45 / WIDTH:.6f} {45 / HEIGHT:.6f} {10 / WIDTH:.6f} {10 / HEIGHT:.6f}"
    lines = [f"0 {outline}", f"1 {box}", f"7 {box} 0.9", "x 0.5", f"0 {outline} 7.5", "0 nan nan",
             "", "0"]  # fmt: skip
    write(tmp_path / "d" / "labels" / "train" / "a.txt", "\n".join(lines))
    write(tmp_path / "d" / "labels" / "train" / "gone.txt", f"0 {outline}")
    write(tmp_path / "d" / "data.yaml", "names:\n  0: nucleus\n  1: 'mitosis'\nnc: 2\n")
    report = bring("yolo", tmp_path)
    assert sizes(tmp_path / "p") == {"nucleus": [100], "class 7": [100]}
    assert [loss.what for loss in report.losses if loss.file == "a.txt"] == [
        "line 4", "line 5", "line 6", "line 8", "line 2",
    ]  # fmt: skip
    assert [loss.objects for loss in report.losses if loss.file == "gone.txt"] == [1]
    assert any("Nothing names these classes: class 7" in note for note in report.notes)


def test_a_picture_may_be_called_readme(tmp_path: Path) -> None:
    outline = unit((10, 10), (20, 10), (20, 20), (10, 20))
    for seed, name in enumerate(("readme-old", "train"), 1):
        write_image(tmp_path / "d" / "images" / f"{name}.png", seed)
        write(tmp_path / "d" / "labels" / f"{name}.txt", f"0 {outline}")
    write(tmp_path / "d" / "README.roboflow.txt", "An export of some program.")
    report = bring("yolo", tmp_path)
    assert (report.images, report.objects, report.losses) == (2, 2, [])


@pytest.mark.parametrize(
    "text",
    [
        "names:\n  0: a b\n  1: c\n",
        "nc: 2\nnames: ['a b', \"c\"]\n", "names:\n- a b\n- c\nx: 1\n",
        "names: {0: a b, 1: c}\n", "names: [\n  a b,\n  c]\n",
        "names: # of cells\r\n  0: a b # the first\r\n\r\n# more\r\n  '1': 'c'\r\n",
        "names:\n- a b\n# a remark\n- c # the last\nx:\n  names: z\n",
        "names: [\n  'a b', # the first\n  # more\n  c,\n]\n", "names: {'0': a b, \"1\": 'c'}",
    ],
)  # fmt: skip
def test_names_of_classes_in_every_spelling(text: str, tmp_path: Path) -> None:
    write(tmp_path / "data.yaml", text)
    assert _names_of_yaml(tmp_path / "data.yaml") == ({0: "a b", 1: "c"}, True)


def test_marks_inside_of_names_end_no_name(tmp_path: Path) -> None:
    names = ["a, b", "it's", 'say "c"', "d: e # f", "[g]"]
    quoted = [json.dumps(name) for name in names]
    for text in (
        "names: [" + ", ".join(quoted) + "]",
        "names:\n" + "\n".join(f"- {name}" for name in quoted),
        "names: {" + ", ".join(f"{n}: {name}" for n, name in enumerate(quoted)) + "}",
        "names: ['a, b', 'it''s', 'say \"c\"', 'd: e # f', '[g]']",
    ):
        write(tmp_path / "data.yaml", text)
        assert _names_of_yaml(tmp_path / "data.yaml") == (dict(enumerate(names)), True), text


def test_key_points_behind_a_box_are_no_outline(tmp_path: Path) -> None:
    write_image(tmp_path / "d" / "images" / "a.png", 0)
    write(tmp_path / "d" / "labels" / "a.txt", "0 0.5 0.5 0.2 0.2 0.4 0.4 0.5 0.5 0.6 0.7")
    write(tmp_path / "d" / "data.yaml", "kpt_shape: [3, 2]\nnames: [cell]\n")
    report = bring("yolo", tmp_path)
    assert report.objects == 1 and any("Key points" in note for note in report.notes)
    assert any("is a box" in note for note in report.notes)


def test_what_yolo_wrote_comes_back(project: Project, tmp_path: Path) -> None:
    format_named("yolo").export(project, tmp_path / "out")
    options = {"template": "chest-xray", "laterality": "patient"}
    report = import_as_project("yolo", tmp_path / "out", tmp_path / "again", options)
    assert report.losses == []
    lesion, lungs = chest_labels()
    with Project.open(tmp_path / "again") as again:
        images = {image.name: image for image in again.images.all()}
        scan = images["scan.png"]
        plane = again.journal.load_plane(scan.id, "lesion").to_array()
        assert np.array_equal(plane > 0, (lesion == 5) | np.pad(
            np.ones((20, 20), bool), ((10, HEIGHT - 30), (10, WIDTH - 30))
        )), "holes are filled, as the export had told"  # fmt: skip
        assert np.array_equal(again.journal.load_plane(scan.id, "lungs").to_array() > 0, lungs > 0)
        before = {image.name: image.split for image in project.images.all()}
        held_out = {name for name, split in before.items() if split == "holdout"}
        assert {name for name, one in images.items() if one.split == "holdout"} >= (
            held_out & images.keys()
        )


def test_voc_boxes_count_from_one(tmp_path: Path) -> None:
    write_image(tmp_path / "d" / "JPEGImages" / "a.png", 1)

    def one(name: str, inner: str) -> str:
        return f"<object><name>{name}</name>{inner}</object>"

    box = "<bndbox><xmin>11</xmin><ymin>11</ymin><xmax>20</xmax><ymax>20</ymax></bndbox>"
    polygon = (
        "<polygon><x1>40</x1><y1>40</y1><x2>50</x2><y2>40</y2><x3>50</x3><y3>50</y3></polygon>"
    )
    objects = one("Nucleus ", box) + one("stromal", box.replace("1", "2") + polygon) + one("x", "")
    size = f"<size><width>{WIDTH}</width><height>{HEIGHT}</height></size>"
    write(
        tmp_path / "d" / "Annotations" / "a.xml",
        f"<annotation><filename>a.jpg</filename>{size}{objects}</annotation>",
    )
    write(tmp_path / "d" / "Annotations" / "b.xml", "<annotation>")
    entity = '<!DOCTYPE x [<!ENTITY a "b">]><annotation/>'
    write(tmp_path / "d" / "Annotations" / "c.xml", entity)
    (tmp_path / "d" / "Annotations" / "d.xml").write_bytes(entity.encode("utf-16"))
    report = bring("voc", tmp_path)
    found = sizes(tmp_path / "p")
    assert found["nucleus"] == [100] and 45 <= found["stromal"][0] <= 55
    assert boxes(tmp_path / "p") == 1
    assert sorted((loss.file, loss.objects) for loss in report.losses) == [
        ("a.xml", 1), ("b.xml", 0), ("c.xml", 0), ("d.xml", 0),
    ]  # fmt: skip
    told = {loss.file: loss.reason for loss in report.losses}
    assert told["c.xml"].endswith("defines entities.") and told["d.xml"].endswith(
        "defines entities."
    )


def test_cvat_shapes_of_all_kinds(tmp_path: Path) -> None:
    write_image(tmp_path / "d" / "images" / "a.png", 1)
    shapes = [
        '<polygon label="nucleus" points="10,10;20,10;20,20;10,20" z_order="0"/>',
        '<box label="nucleus" xtl="30" ytl="10" xbr="40" ybr="20" z_order="0"/>',
        '<mask label="stromal" rle="0, 6" left="50" top="10" width="3" height="2"/>',
        '<ellipse label="stromal" cx="70" cy="20" rx="5" ry="5"/>',
        '<polyline label="nucleus" points="1,1;2,2"/>',
        '<polygon label="nucleus" points="1,x"/>',
        '<polygon label="epithelial" points="10,50;20,50;20,60;10,60" group_id="3"/>',
        '<polygon label="epithelial" points="30,50;40,50;40,60;30,60" group_id="3"/>',
        '<mask label="stromal" rle="5" left="50" top="10" width="3" height="2"/>',
        '<tag label="good"/>',
    ]
    image = (
        f'<image id="0" name="a.png" width="{WIDTH}" height="{HEIGHT}">{"".join(shapes)}</image>'
    )
    write(tmp_path / "d" / "annotations.xml", f"<annotations>{image}<track id='4'/></annotations>")
    report = bring("cvat", tmp_path)
    found = sizes(tmp_path / "p")
    assert found["nucleus"] == [100, 100] and found["epithelial"] == [200]
    assert found["stromal"][0] == 6 and abs(found["stromal"][1] - 78) < 6
    assert boxes(tmp_path / "p") == 1
    assert [loss.what.partition(" (")[0] for loss in report.losses] == [
        "tag good", "track 4", "shape 5", "shape 6", "shape 9",
    ]  # fmt: skip


def test_a_bad_line_of_json_lines_costs_itself(tmp_path: Path) -> None:
    write_image(tmp_path / "d" / "a.png", 1)
    good = '{"file_name": "a.png", "text": "No nuclei."}'
    write(tmp_path / "d" / "metadata.jsonl", f'{{"file\n{good}\n[]\n{{"file_name": "b.png"}}\n')
    report = bring("jsonl", tmp_path)
    assert (report.images, report.sentences) == (1, 1)
    assert [(loss.file, loss.what) for loss in report.losses] == [
        ("metadata.jsonl", "line 1"), ("metadata.jsonl", "line 3"), ("b.png", ""),
    ]  # fmt: skip
    with Project.open(tmp_path / "p") as project:
        assert project.images.get(1).state.value == "unlabeled", "nothing said it was labeled"


@pytest.mark.parametrize(
    "text",
    [
        "names: [nucleus, 'b\nnc: 2\n", "names:\n  0: nucleus\n 1 b\n",
        "names: {0: nucleus, 1: b\n",
        "names:\n- nucleus\n- b: c\n", "names: [nucleus,, b]\n", "names: nucleus\n",
        "names:\n  0: nucleus\n  1:\n",
    ],
)  # fmt: skip
def test_damaged_names_of_classes_are_told(tmp_path: Path, text: str) -> None:
    write(tmp_path / "data.yaml", text)
    assert _names_of_yaml(tmp_path / "data.yaml")[1] is False
    write(tmp_path / "d" / "data.yaml", text)
    write_image(tmp_path / "d" / "a.png", 1)
    write(tmp_path / "d" / "a.txt", "0 0.5 0.5 0.2 0.2\n")
    report = bring("yolo", tmp_path)
    (told,) = (note for note in report.notes if "damaged" in note)
    assert told.startswith("The names in data.yaml are damaged; what could be read: ")
