"""Pixels for shares, corners for sizes, x for y: seen where the data show it, and told."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
import pytest

from lvit_core.exchange import import_as_project
from lvit_core.exchange.coordinates import BoxEnds
from lvit_core.exchange.reports import ImportReport
from lvit_core.project.project import Project
from lvit_core.project.records import ImageState
from tests.lvit_core.exchange.conftest import HEIGHT, WIDTH, write_image
from tests.lvit_core.exchange.test_foreign_outlines import sizes

pytestmark = pytest.mark.exchange
Make = Callable[[Path], None]


def bring(name: str, make: Make, tmp_path: Path) -> tuple[ImportReport, dict[str, list[int]]]:
    data, project = tmp_path / "d", tmp_path / "p"
    write_image(data / "a.png", 1)
    make(data)
    report = import_as_project(name, data, project, {"template": "nuclei"})
    lost = sum(loss.objects for loss in report.losses)
    assert report.objects_found == report.objects + report.already + lost
    return report, sizes(project) if report.objects else {}


def yolo(*lines: str) -> Make:
    def make(data: Path) -> None:
        (data / "a.txt").write_text("\n".join(lines))
        (data / "classes.txt").write_text("nucleus\n")

    return make


def coco(*annotations: dict[str, Any], sized: bool = True) -> Make:
    size = {"height": HEIGHT, "width": WIDTH} if sized else {}
    document = {
        "images": [{"id": 1, "file_name": "a.png", **size}],
        "categories": [{"id": 1, "name": "nucleus"}],
        "annotations": [
            {"id": number, "image_id": 1, "category_id": 1, **one}
            for number, one in enumerate(annotations, 1)
        ],
    }
    return lambda data: (data / "a.json").write_text(json.dumps(document)) and None


def labelme(kind: str, points: Sequence[Sequence[float]], *others: dict[str, Any]) -> Make:
    shape = {"label": "nucleus", "shape_type": kind, "points": points, "group_id": 1}
    return labelme_of(shape, *others)


def labelme_of(*shapes: dict[str, Any]) -> Make:
    document = {"imagePath": "a.png", "imageData": None, "shapes": shapes}
    return lambda data: (data / "a.json").write_text(json.dumps(document)) and None


def labelme_mask(x: int, y: int, side: int) -> dict[str, Any]:
    png = base64.b64encode(imagecodecs.png_encode(np.full((side, side), 255, np.uint8))).decode()
    points = [[x, y], [x + side - 1, y + side - 1]]
    return {"label": "nucleus", "shape_type": "mask", "points": points, "mask": png, "group_id": 1}


def voc(*boxes: tuple[float, float, float, float]) -> Make:
    keys = ("xmin", "ymin", "xmax", "ymax")
    told = "".join(
        "<object><name>nucleus</name><bndbox>"
        + "".join(f"<{key}>{value}</{key}>" for key, value in zip(keys, box, strict=True))
        + "</bndbox></object>"
        for box in boxes
    )
    text = f"<annotation><filename>a.png</filename>{told}</annotation>"
    return lambda data: (data / "a.xml").write_text(text) and None


def cvat(shape: str) -> Make:
    text = f'<annotations><image id="0" name="a.png">{shape}</image></annotations>'
    return lambda data: (data / "a.xml").write_text(text) and None


def label_studio(kind: str, *values: dict[str, Any]) -> Make:
    result = [
        {"id": f"r{n}", "type": kind, "to_name": "image", "value": {**value, kind: ["nucleus"]}}
        for n, value in enumerate(values)
    ]
    tasks = [{"id": 1, "data": {"image": "a.png"}, "annotations": [{"id": 1, "result": result}]}]
    return lambda data: (data / "p.json").write_text(json.dumps(tasks)) and None


def geojson(ring: Sequence[Sequence[float]]) -> Make:
    geometry = {"type": "Polygon", "coordinates": [ring]}
    feature = {"type": "Feature", "properties": {}, "geometry": geometry}
    return lambda data: (data / "a.geojson").write_text(json.dumps(feature)) and None


def jsonl(**entry: object) -> Make:
    line = json.dumps({"file_name": "a.png", **entry}) + "\n"
    return lambda data: (data / "metadata.jsonl").write_text(line) and None


CVAT_MASK = (
    '<mask label="nucleus" rle="0, 10" left="125" top="9" width="10" height="1" group_id="1"/>'
)
CVAT_BOX = '<box label="nucleus" xtl="20" ytl="10" xbr="30" ybr="20" group_id="1"/>'
PER_CENT = {"x": 90, "y": 20, "width": 20, "height": 40}
SHARES = [[0.1, 0.1], [0.9, 0.1], [0.9, 0.9], [0.1, 0.9]]


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("coco", coco({"bbox": [0.1, 0.1, 0.8, 0.8]})),
        ("coco", coco({"segmentation": [[one for pair in SHARES for one in pair]]})),
        ("labelme", labelme("polygon", SHARES)), ("labelme", labelme("rectangle", SHARES[::2])),
        ("voc", voc((0.1, 0.1, 0.9, 0.9))),
        ("cvat", cvat('<box label="nucleus" xtl=".1" ytl=".1" xbr=".9" ybr=".9"/>')),
        ("cvat", cvat('<polygon label="nucleus" points=".1,.1;.9,.1;.9,.9"/>')),
        ("cvat", cvat('<ellipse label="nucleus" cx=".5" cy=".5" rx=".4" ry=".4"/>')),
        ("label-studio", label_studio("polygonlabels", {"points": SHARES})),
        ("geojson", geojson(SHARES)),
        ("jsonl", jsonl(objects={"bbox": [[0.1, 0.1, 0.8, 0.8]], "category": ["nucleus"]})),
    ],
)  # fmt: skip
def test_shares_of_a_picture_are_no_speck_in_its_corner(
    name: str, make: Make, tmp_path: Path
) -> None:
    report, found = bring(name, make, tmp_path)
    assert not found
    assert ["shares of the picture" in loss.reason for loss in report.losses] == [True]


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("yolo", yolo("0 65 45 20 20")), ("yolo", yolo("0 65.5 45.5 20.25 20.5")),
        ("yolo", yolo("0 10 10 20 10 20 20 10 20")),
        ("label-studio", label_studio("polygonlabels", {"points": [[250, 60], [270, 60], [9, 9]]})),
    ],
)  # fmt: skip
def test_pixels_are_no_box_over_the_whole_picture(name: str, make: Make, tmp_path: Path) -> None:
    report, found = bring(name, make, tmp_path)
    assert not found
    assert ["pixels" in loss.reason for loss in report.losses] == [True]


def test_one_line_of_pixels_costs_itself_and_small_ones_beside_it(tmp_path: Path) -> None:
    make = yolo("0 .5 .5 .2 .2", "0 65 45 20 20", "0 1 1 1 1")
    report, found = bring("yolo", make, tmp_path)
    assert found == {"nucleus": [18 * 26]}
    assert [loss.what for loss in report.losses] == ["line 2", "line 3"]


@pytest.mark.parametrize(
    ("name", "make", "areas"),
    [
        ("yolo", yolo("0 .5 .5 .9 .9", "0 .1 .1 .3 .3"), [468, 1872]),
        ("coco", coco({"bbox": [50, 50, 90, 80]}, {"bbox": [10, 10, 20, 20]}), [100, 1200]),
        ("coco", coco({"bbox": [60, 50, 120, 80]}), [1800]),
        ("coco", coco({"bbox": [10, 10, 30, 30], "area": 400}, sized=False), [400]),
        ("jsonl", jsonl(objects={"bbox": [[50, 50, 90, 80]], "area": [1200]}), [1200]),
        ("jsonl", jsonl(width=WIDTH, height=HEIGHT, objects={"bbox": [[50, 50, 120, 80]]}), [2100]),
    ],
)  # fmt: skip
def test_boxes_told_by_two_corners_are_read_so_and_told(
    name: str, make: Make, areas: list[int], tmp_path: Path
) -> None:
    report, found = bring(name, make, tmp_path)
    assert [sorted(one) for one in found.values()] == [areas]
    assert sum("are told by two corners" in note for note in report.notes) == 1


@pytest.mark.parametrize(
    ("name", "make", "areas"),
    [
        ("yolo", yolo("0 .02 .5 .1 .6", "0 .5 .5 .1 .1"), [117, 486]),
        ("coco", coco({"bbox": [100, 60, 40, 20]}, {"bbox": [10, 10, 30, 30]}), [600, 900]),
        ("coco", coco({"bbox": [50, 50, 90, 80], "area": 7200}), [3200]),
        ("labelme", labelme("rectangle", [[120, 10], [160, 20]]), [100]),
        ("voc", voc((121, 81, 160, 120)), [100]),
        ("cvat", cvat('<box label="nucleus" xtl="120" ytl="10" xbr="160" ybr="20"/>'), [100]),
        ("labelme", labelme("circle", [[130, 50], [130, 70]]), [632]),
        ("cvat", cvat('<ellipse label="nucleus" cx="130" cy="50" rx="20" ry="20"/>'), [632]),
        ("cvat", cvat('<box label="nucleus" xtl="120" ytl="10" xbr="160" ybr="20" group_id="1"/>'
                      '<box label="nucleus" xtl="20" ytl="10" xbr="30" ybr="20" group_id="1"/>'),
         [200]),
        ("geojson", geojson([[120, 10], [160, 10], [160, 20], [120, 20]]), [100]),
        ("geojson", geojson([[120, 10], [130.7, 10], [130.7, 20], [120, 20]]), [100]),
        ("labelme", labelme_of(labelme_mask(120, 80, 30)), [100]),
        ("labelme", labelme("rectangle", [[9, 9], [12, 12]], labelme_mask(-5, 40, 10)), [59]),
        ("labelme", labelme("rectangle", [[120, 9], [190, 12]], labelme_mask(20, 40, 10)), [130]),
        ("cvat", cvat(CVAT_MASK), [5]), ("cvat", cvat(f"{CVAT_BOX}{CVAT_MASK}"), [105]),
        ("label-studio", label_studio("rectanglelabels", PER_CENT), [468]),
    ],
)  # fmt: skip
def test_what_reaches_out_of_the_picture_is_cut_off_and_told(
    name: str, make: Make, areas: list[int], tmp_path: Path
) -> None:
    report, found = bring(name, make, tmp_path)
    assert [sorted(one) for one in found.values()] == [areas]
    told = [note for note in report.notes if "reaches out of the picture and lost" in note]
    assert len(told) == 1 and told[0].startswith("1 object ") and told[0].endswith(" (1).")
    assert not any("exchanged" in note for note in report.notes)


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("yolo", yolo("0 1.5 .5 .1 .1")), ("coco", coco({"bbox": [140, 10, 9, 9]})),
        ("labelme", labelme("polygon", [[140, 9], [150, 9], [150, 19]])),
        ("labelme", labelme_of(labelme_mask(140, 9, 5))),
        ("voc", voc((140, 9, 150, 19))), ("cvat", cvat(CVAT_MASK.replace("125", "130"))),
        ("label-studio", label_studio("rectanglelabels", {**PER_CENT, "x": 110})),
        ("geojson", geojson([[-9, 10], [-5, 10], [-5, 20]])),
    ],
)  # fmt: skip
def test_what_lies_outside_of_the_picture_is_lost_by_name(
    name: str, make: Make, tmp_path: Path
) -> None:
    report, found = bring(name, make, tmp_path)
    assert not found
    assert "It lies outside of the image." in [loss.reason for loss in report.losses]
    with Project.open(tmp_path / "p") as project:
        assert project.images.all()[0].state is not ImageState.LABELED


@pytest.mark.parametrize("kind", ["Polygon", "cuboid", "linestrip"])
def test_kinds_of_shapes_are_called_what_they_are(kind: str, tmp_path: Path) -> None:
    square = [[10, 10], [20, 10], [20, 20], [10, 20]]
    report, found = bring("labelme", labelme(kind, square), tmp_path)
    told = {"cuboid": "Shapes of its kind (cuboid) are not read.",
            "linestrip": "It is a linestrip, which encloses no pixels."}.get(kind)  # fmt: skip
    assert ([loss.reason for loss in report.losses] or [None]) == [told]
    assert bool(found) is (told is None)


@pytest.mark.parametrize("name", ["labelme", "voc", "coco"])
def test_another_picture_than_the_one_that_is_named_is_told(name: str, tmp_path: Path) -> None:
    square = [[10, 10], [20, 10], [20, 20], [10, 20]]
    make = {"labelme": labelme("polygon", square), "voc": voc((11, 11, 20, 20)),
            "coco": coco({"bbox": [10, 10, 10, 10]})}[name]  # fmt: skip

    def elsewhere(data: Path) -> None:
        make(data)
        file = next(file for file in data.iterdir() if file.suffix in (".json", ".xml"))
        other = "a.jpg" if name == "coco" else "b.png"
        file.write_text(file.read_text().replace("a.png", other))

    report, found = bring(name, elsewhere, tmp_path)
    assert found == {"nucleus": [100]}
    assert any("taken for those in brackets" in note for note in report.notes)
    assert not bring(name, make, tmp_path / "right")[0].losses


def test_pieces_without_an_area_are_told(tmp_path: Path) -> None:
    square = [10, 10, 20, 10, 20, 20, 10, 20]
    report, found = bring("coco", coco({"segmentation": [square, [1, 1, 5, 5]]}), tmp_path)
    assert found == {"nucleus": [100]}
    assert any("1 piece of an outline has fewer than three" in note for note in report.notes)


def test_exchanged_axes_are_suspected(tmp_path: Path) -> None:
    ring = [[10, 70], [30, 70], [30, 120], [10, 120]]
    for number, (name, make) in enumerate(
        [("geojson", geojson(ring)), ("labelme", labelme("polygon", ring))]
    ):
        report, _ = bring(name, make, tmp_path / str(number))
        assert any("With x and y exchanged" in note for note in report.notes)


def test_boxes_that_end_before_they_begin_make_the_others_doubtful(tmp_path: Path) -> None:
    report, _ = bring("voc", voc((100, 60, 20, 20), (10, 10, 30, 30)), tmp_path)
    assert any("end before they begin" in note for note in report.notes)
    assert [loss.what for loss in report.losses] == ["object 1 (nucleus)"]


def test_an_object_of_one_pixel_in_the_corner_stays_one(tmp_path: Path) -> None:
    whole = [[0, 0], [1, 0], [1, 1], [0, 1]]
    for number, (name, make) in enumerate(
        [("labelme", labelme("polygon", whole)), ("geojson", geojson(whole)),
         ("coco", coco({"bbox": [0, 0, 1, 1]}))]
    ):  # fmt: skip
        assert [*bring(name, make, tmp_path / str(number))[1].values()] == [[1]], name


def test_of_several_texts_the_first_is_taken_and_the_others_are_named(tmp_path: Path) -> None:
    first = "Many nuclei, evenly distributed."
    make = jsonl(text=[first, "Few nuclei.", 3, first], caption="Another column.")
    report, _ = bring("jsonl", make, tmp_path)
    assert report.sentences == 1 and report.sentences_found == 2
    assert [loss.what for loss in report.losses] == ["text 2", "text 3"]


def test_colours_whose_bits_nothing_tells_are_told(tmp_path: Path) -> None:
    pixels = np.zeros((HEIGHT, WIDTH, 3), np.uint16)
    pixels[10:20, 10:20], pixels[40:50, 40:50] = (300, 20, 0), (20, 4, 290)

    def make(data: Path) -> None:
        (data / "a.png").unlink()
        write_image(data / "images" / "a.png", 1)
        (data / "masks").mkdir()
        (data / "masks" / "a.png").write_bytes(imagecodecs.png_encode(pixels))

    report, _ = bring("png", make, tmp_path)
    assert any("have 9 bits a channel" in note for note in report.notes)
    assert report.objects == 2


def test_one_box_a_little_over_the_border_tells_of_no_corners(tmp_path: Path) -> None:
    over = coco({"bbox": [60, 20, 75, 60]}, {"bbox": [10, 10, 30, 20]})  # 5 px out on the right
    report, found = bring("coco", over, tmp_path)
    assert [sorted(one) for one in found.values()] == [[600, 70 * 60]]
    assert any("out of the picture" in note for note in report.notes)


def test_an_outline_in_the_first_pixel_is_not_said_to_be_shares(tmp_path: Path) -> None:
    report, _ = bring("labelme", labelme("polygon", [[0, 0], [0.9, 0], [0.9, 0.9]]), tmp_path)
    assert ["they may be shares" in loss.reason for loss in report.losses] == [True]


def test_one_contradiction_is_enough_against_corners() -> None:
    ends = BoxEnds()
    for box in ([50, 50, 90, 80], [10, 10, 5, 5]):
        ends.look(box, (HEIGHT, WIDTH))
    assert not ends.are_corners and not ends.undecided


def test_an_empty_ring_beside_a_box_is_no_outline(tmp_path: Path) -> None:
    make = coco({"segmentation": [[]], "bbox": [10, 10, 20, 20]})
    report, found = bring("coco", make, tmp_path)
    assert found == {"nucleus": [400]} and not report.losses


def test_a_remark_among_lines_of_yolo_tells_no_confidence(tmp_path: Path) -> None:
    report, _ = bring("yolo", yolo("# made by somebody", "0 .5 .5 .2 .2"), tmp_path)
    assert not any("how sure a model was" in note for note in report.notes)


def test_objects_of_jsonl_may_be_told_one_by_one(tmp_path: Path) -> None:
    objects = [
        {"bbox": [10, 10, 20, 20], "category": "nucleus"}, {"category": "mitosis"},
        {"bbox": [50, 50, 10, 10], "category": "mitosis"},
    ]  # fmt: skip
    report, found = bring("jsonl", jsonl(objects=objects), tmp_path)
    assert found == {"nucleus": [400], "mitosis": [100]}
    assert [loss.what for loss in report.losses] == ["object 2"]


def test_a_second_box_of_an_object_is_named(tmp_path: Path) -> None:
    def make(data: Path) -> None:
        voc((10, 10, 29, 29))(data)
        told = (data / "a.xml").read_text()
        box = told[told.index("<bndbox>") : told.index("</object>")]
        (data / "a.xml").write_text(told.replace(box, box + box.replace("29", "50")))

    report, found = bring("voc", make, tmp_path)
    assert found == {"nucleus": [400]}
    assert [(loss.what, loss.objects) for loss in report.losses] == [("object 1 (nucleus)", 0)]


@pytest.mark.parametrize(
    ("name", "make", "areas"),
    [
        ("yolo", yolo("0 .5 .5 1 1"), [HEIGHT * WIDTH]),
        ("yolo", yolo("0 .5 .5 .7 .7", "0 .4 .4 .6 .6"), [2133, 4212]),
        ("coco", coco({"bbox": [1, 1, WIDTH, HEIGHT]}, {"bbox": [9, 9, 50, 50]}), [2500, 8981]),
    ],
)  # fmt: skip
def test_large_boxes_that_lie_in_their_picture_are_no_corners(
    name: str, make: Make, areas: list[int], tmp_path: Path
) -> None:
    report, found = bring(name, make, tmp_path)
    assert [sorted(one) for one in found.values()] == [areas]
    assert not any("two corners" in note for note in report.notes)


def test_one_pixel_over_the_border_of_a_tiny_picture_tells_of_no_corners() -> None:
    ends = BoxEnds()
    for _ in range(3):
        ends.look([1, 1, 8, 8], (8, 8))
    assert not ends.are_corners
    ends.look([4, 4, 8, 8], (8, 8))
    assert ends.are_corners


ENDLESS = 10**400


@pytest.mark.parametrize(
    ("name", "make", "came"),
    [
        ("coco", coco({"bbox": [10, 10, ENDLESS, 20]}), 0),
        ("coco", coco({"bbox": [10, 10, 20, 20], "area": ENDLESS}), 1),
        ("jsonl", jsonl(objects={"bbox": [[10, 10, 20, ENDLESS]]}), 0),
        ("jsonl", jsonl(width=ENDLESS, height=9, objects={"bbox": [[10, 10, 20, 20]]}), 1),
    ],
)  # fmt: skip
def test_a_number_of_hundreds_of_digits_costs_its_object_at_most(
    name: str, make: Make, came: int, tmp_path: Path
) -> None:
    report, _ = bring(name, make, tmp_path)
    assert (report.objects, report.objects_found) == (came, 1)


def test_a_damaged_box_does_not_say_how_the_others_count(tmp_path: Path) -> None:
    report, found = bring("voc", voc((0, float("nan"), 5, 5), (3, 3, 9, 9)), tmp_path)
    assert found == {"nucleus": [49]} and report.objects_found == 2


LONG = "9" * 5000  # more digits than Python makes a number of


@pytest.mark.parametrize(
    ("name", "make", "came", "lost"),
    [
        ("yolo", yolo(f"{LONG} .5 .5 .1 .1", "0 .5 .5 .2 .2"), 1, 1),
        ("yolo", yolo(f"0 {LONG} 5 1 1", "0 .5 .5 .2 .2"), 1, 1),
        ("yolo", yolo(f"0 .5 .5 .2 .2 .9 {LONG}", "0 .1 .1 .3 .1 .3 .3"), 2, 0),
        ("cvat", cvat(f'<box label="nucleus" z_order="{LONG}" xtl="1" ytl="1" xbr="9" ybr="9"/>'),
         1, 0),
        ("cvat", cvat('<box label="nucleus" z_order="--1" xtl="1" ytl="1" xbr="9" ybr="9"/>'),
         1, 0),
        ("label-studio", label_studio("polygonlabels", {"points": [[ENDLESS, 9], [9, 9], [9, 1]]}),
         0, 1),
        ("label-studio", label_studio("rectanglelabels", {"x": 9, "y": 9, "width": 9, "height": 9,
                                                          "rotation": float("inf")}), 0, 1),
    ],
)  # fmt: skip
def test_more_digits_than_a_number_has_cost_their_object_at_most(
    name: str, make: Make, came: int, lost: int, tmp_path: Path
) -> None:
    report, _ = bring(name, make, tmp_path)
    assert (report.objects, report.objects_found - report.objects) == (came, lost)


def test_a_side_that_no_picture_has_is_not_told(tmp_path: Path) -> None:
    def too_long(make: Make, word: str, side: str) -> Make:
        def damaged(data: Path) -> None:
            make(data)
            (file,) = (one for one in data.iterdir() if one.suffix in (".json", ".xml"))
            text = file.read_text()
            assert word in text
            file.write_text(text.replace(word, side))

        return damaged

    square = labelme("polygon", [[10, 10], [20, 10], [20, 20], [10, 20]])
    sized = "<annotation><size><width>1</width><height>9</height></size>"
    shape = '<box label="nucleus" xtl="10" ytl="10" xbr="20" ybr="20"/>'
    for number, (name, make) in enumerate(
        [
            ("labelme", too_long(square, '"imageData": null',
                                 '"imageHeight": Infinity, "imageWidth": 9')),
            ("voc", too_long(too_long(voc((11, 11, 20, 20)), "<annotation>", sized), ">1<",
                             f">{LONG}<")),
            ("cvat", too_long(cvat(shape), 'name="a.png"',
                              f'name="a.png" height="{HEIGHT}" width="{LONG}"')),
        ]
    ):  # fmt: skip
        report, found = bring(name, make, tmp_path / str(number))
        assert found == {"nucleus": [100]}, (name, report.notes)


def test_a_class_of_a_number_without_end_is_told_as_damaged(tmp_path: Path) -> None:
    for number, names in enumerate((f"\n  {LONG}: x\n  0: nucleus", f"{{0: nucleus, {LONG}: x}}")):

        def make(data: Path, names: str = names) -> None:
            yolo("0 .5 .5 .2 .2")(data)
            (data / "data.yaml").write_text(f"names: {names}\n")

        report, found = bring("yolo", make, tmp_path / str(number))
        assert [*found] == ["nucleus"] and any("are damaged" in note for note in report.notes)
