"""Files of other programs as they are met: each object comes in right, or is named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from lvit_core.exchange import import_as_project
from lvit_core.exchange.outlines import draw_polygons, ellipse_parts
from lvit_core.exchange.reports import ImportReport
from lvit_core.project.project import Project
from lvit_core.project.records import ImageState
from tests.lvit_core.exchange.conftest import HEIGHT, WIDTH, write_image
from tests.lvit_core.exchange.test_foreign_outlines import sizes

pytestmark = pytest.mark.exchange


def bring(name: str, tmp_path: Path, files: dict[str, Any]) -> tuple[ImportReport, ImageState]:
    write_image(tmp_path / "d" / ("images/a.png" if name == "yolo" else "a.png"), 1)
    for file, told in files.items():
        path = tmp_path / "d" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(told if isinstance(told, str) else json.dumps(told), encoding="utf-8")
    report = import_as_project(name, tmp_path / "d", tmp_path / "p", {"template": "nuclei"})
    lost = sum(loss.objects for loss in report.losses)
    assert report.objects_found == report.objects + report.already + lost
    with Project.open(tmp_path / "p") as project:
        return report, project.images.get(1).state


def box_of(place: Path) -> tuple[int, int]:
    """Height and width of what is drawn."""
    with Project.open(place) as project:
        plane = project.journal.load_plane(1, "nuclei").to_array() > 0
    return int(plane.any(axis=1).sum()), int(plane.any(axis=0).sum())


def square(x: int, y: int, side: int) -> list[list[int]]:
    return [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]


def polygon(x: int, y: int, side: int) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [square(x, y, side)]}


def feature(geometry: Any, classification: Any = "nucleus", **more: Any) -> dict[str, Any]:
    told = {"classification": classification}
    return {"type": "Feature", "geometry": geometry, "properties": told, **more}


def collection(*features: Any) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}


def cvat(*shapes: str) -> str:
    image = f'<image id="0" name="a.png" width="{WIDTH}" height="{HEIGHT}">'
    return f"<annotations>{image}{''.join(shapes)}</image></annotations>"


BOX = '<box label="nucleus" xtl="10" ytl="10" xbr="20" ybr="20"{}/>'


@pytest.mark.parametrize(("degrees", "tall"), [(0, False), (90, True), (270, True), (180, False)])
def test_a_turned_ellipse_of_cvat_lies_turned(degrees: int, tall: bool, tmp_path: Path) -> None:
    shape = '<ellipse label="nucleus" cx="50" cy="40" rx="20" ry="5" rotation="{}"/>'
    bring("cvat", tmp_path, {"a.xml": cvat(shape.format(degrees))})
    assert box_of(tmp_path / "p") == ((40, 10) if tall else (10, 40))


def test_an_ellipse_turns_as_the_screen_does() -> None:
    rect, mask, *_ = draw_polygons(ellipse_parts(40, 40, 20, 4, 30), (80, 80))
    assert mask[40 + 9 - rect.y0, 40 + 15 - rect.x0], "to the right and down"
    assert not mask[40 - 9 - rect.y0, 40 + 15 - rect.x0]


def test_shapes_of_cvat_that_are_unknown_unseen_or_lines_of_a_group_are_named(
    tmp_path: Path,
) -> None:
    line = '<polyline label="nucleus" group_id="1" points="1,1;5,5"/>'
    part = '<polygon label="nucleus" group_id="1" points="40,40;50,40;50,50;40,50"/>'
    shapes = (BOX.format(""), BOX.format(' outside="1"'), '<star label="x"/>', line, part)
    report, state = bring("cvat", tmp_path, {"a.xml": cvat(*shapes)})
    assert (report.objects, report.objects_found) == (2, 5)
    assert sizes(tmp_path / "p") == {"nucleus": [100, 100]}
    assert state is ImageState.IN_PROGRESS
    told = " ".join(report.notes)
    assert "star x of a.png" in told and "cannot be seen" in told and "is a polyline" in told


def test_a_line_in_a_group_of_labelme_costs_itself(tmp_path: Path) -> None:
    outline = {"label": "nucleus", "points": square(10, 10, 10)[:4], "group_id": 1}
    line = {**outline, "shape_type": "line", "points": [[1, 1], [5, 5]]}
    told = {"imagePath": "a.png", "shapes": [line, outline]}
    report, _ = bring("labelme", tmp_path, {"a.json": told})
    assert (report.objects, report.objects_found) == (1, 2)


@pytest.mark.parametrize(
    ("classification", "name"),
    [
        (["Tumor", "Positive"], "Tumor: Positive"), ({"names": ["Tumor", "x"]}, "Tumor: x"),
        ({"name": 5}, "5"), ({"name": ["a", None]}, "a"), ({"name": "Tumor"}, "Tumor"),
    ],
)  # fmt: skip
def test_classes_of_qupath_in_every_spelling(
    classification: Any, name: str, tmp_path: Path
) -> None:
    bring(
        "geojson", tmp_path, {"a.geojson": collection(feature(polygon(5, 5, 10), classification))}
    )
    assert sizes(tmp_path / "p") == {name: [100]}


def test_objects_inside_of_objects_and_of_collections_come_in(tmp_path: Path) -> None:
    points = {
        "type": "GeometryCollection",
        "geometries": [{"type": "Point", "coordinates": [1, 1]}],
    }
    mixed = {"type": "GeometryCollection", "geometries": [polygon(60, 40, 10), points]}
    told = collection(
        feature(polygon(5, 5, 20), childObjects=[feature(polygon(8, 8, 5), "mitosis")]),
        collection(feature(polygon(40, 5, 6))),
        feature(mixed),
        feature(None, nucleusGeometry=polygon(60, 5, 7)),
        feature(polygon(80, 5, 8), nucleusGeometry=polygon(81, 6, 2)),
    )
    report, _ = bring("geojson", tmp_path, {"a.geojson": told})
    assert sizes(tmp_path / "p") == {"nucleus": [36, 49, 64, 100, 375], "mitosis": [25]}
    told = " ".join(report.notes)
    assert "A GeometryCollection in feature 4" in told
    assert "1 cells of a.geojson have no outline but that of their nucleus" in told
    assert report.losses == []


def region(x: float, key: str = "r1", **more: Any) -> dict[str, Any]:
    value = {"x": x, "y": 10, "width": 10, "height": 10, "rectanglelabels": ["nucleus"]}
    return {"id": key, "type": "rectanglelabels", "to_name": "image", "value": value, **more}


def task(*annotations: Any) -> list[dict[str, Any]]:
    return [{"id": 1, "data": {"image": "a.png"}, "annotations": list(annotations)}]


@pytest.mark.parametrize("damaged", [5, {"id": 2, "result": "x"}, {"id": 2}, None])
def test_a_damaged_annotation_of_label_studio_is_not_nothing_there(
    damaged: Any, tmp_path: Path
) -> None:
    good = {"id": 1, "result": [region(10)], "updated_at": "2020"}
    report, state = bring("label-studio", tmp_path, {"x.json": task(damaged, good)})
    assert (report.objects, state) == (1, ImageState.IN_PROGRESS)
    assert any("It is damaged" in loss.reason for loss in report.losses)
    one = tmp_path / "alone"
    report, state = bring("label-studio", one, {"x.json": task(damaged)})
    assert (report.objects, state) == (0, ImageState.UNLABELED) or state is ImageState.IN_PROGRESS


def test_two_shapes_of_one_id_and_pages_of_label_studio(tmp_path: Path) -> None:
    text = {"id": "r1", "type": "textarea", "value": {**region(10)["value"], "text": ["x"]}}
    results = [region(10), text, region(50), region(80, "r2", item_index=1), None]
    report, state = bring("label-studio", tmp_path, {"x.json": task({"id": 1, "result": results})})
    assert (report.objects, report.objects_found) == (2, 4)
    assert state is ImageState.IN_PROGRESS
    told = " ".join(report.notes)
    assert "picture 2 of several" in told and "1 of the results of annotation 1" in told


OUTLINE = "0 0.1 0.1 0.3 0.1 0.3 0.3"


@pytest.mark.parametrize(
    "text", ['"names":\n  0: Tumor\n', "names : [Tumor]\n", "'names': ['Tumor']\n"]
)
def test_names_of_yolo_under_keys_of_every_spelling(text: str, tmp_path: Path) -> None:
    bring("yolo", tmp_path, {"labels/a.txt": OUTLINE, "data.yaml": text})
    assert list(sizes(tmp_path / "p")) == ["Tumor"]


def test_of_two_lists_of_names_the_usual_one_counts_and_the_other_is_told(tmp_path: Path) -> None:
    files = {"labels/a.txt": OUTLINE, "a.yaml": "names: [A]\n", "data.yaml": "names: [B]\n"}
    report, _ = bring("yolo", tmp_path, files)
    assert list(sizes(tmp_path / "p")) == ["B"]
    assert "a.yaml names other classes than data.yaml, which was believed." in report.notes


def test_names_in_json_are_told_as_unread(tmp_path: Path) -> None:
    files = {"labels/a.txt": OUTLINE, "data.yaml": '{"names": ["Tumor"]}'}
    assert any("are damaged" in note for note in bring("yolo", tmp_path, files)[0].notes)


def test_a_track_behind_a_box_is_no_triangle(tmp_path: Path) -> None:
    report, _ = bring("yolo", tmp_path, {"labels/a.txt": "0 0.5 0.5 0.2 0.2 0.9 7"})
    assert box_of(tmp_path / "p") == (round(HEIGHT * 0.2), round(WIDTH * 0.2))
    assert any("the number of a track" in note for note in report.notes)


@pytest.mark.parametrize("track", ["0", "1", "2"])
def test_a_box_with_any_number_of_a_track_is_a_box(track: str, tmp_path: Path) -> None:
    lines = f"0 0.5 0.5 0.25 0.25 0.9 {track}\n0 0.2 0.2 0.125 0.125 0.75 2\n"
    report, _ = bring("yolo", tmp_path, {"labels/a.txt": lines})
    assert any("the number of a track" in note for note in report.notes)
    assert any("2 objects are boxes" in note for note in report.notes)


@pytest.mark.parametrize(
    "beside",
    ["", "0 0.1 0.1 0.5 0.1 0.5 0.5 0.1 0.5\n", "0 0.1 0.1 0.5 0.1 0.5 0.5\n"],
)
def test_a_triangle_that_ends_at_an_edge_stays_one(beside: str, tmp_path: Path) -> None:
    corners = "0.9 0.2 0.9 0.9 0.5 1" if not beside else "0.5 0.5 0.25 0.25 0.5 1"
    report, _ = bring("yolo", tmp_path, {"labels/a.txt": f"0 {corners}\n{beside}"})
    assert not any("track" in note or "box" in note for note in report.notes)
