"""What data leave open comes in by one rule, or is named: never a guess without a word."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image as Picture

from lvit_core.data.folder import read_folder
from lvit_core.errors import LViTError
from lvit_core.exchange import import_as_project
from lvit_core.exchange.label_pictures import read_inside
from lvit_core.exchange.reports import ImportReport, Loss, Tally
from lvit_core.project.project import Project
from lvit_core.project.records import ImageState
from tests.lvit_core.exchange.conftest import HEIGHT, WIDTH, write_image
from tests.lvit_core.exchange.test_foreign_outlines import annotation, coco, sizes

pytestmark = pytest.mark.exchange

SQUARE = [10, 10, 20, 10, 20, 20, 10, 20]
FAR = [60, 10, 70, 10, 70, 20, 60, 20]


def bring(name: str, folder: Path, template: str = "nuclei") -> ImportReport:
    return import_as_project(name, folder, folder.parent / "p", {"template": template})


def lost(report: ImportReport) -> str:
    return "\n".join(loss.line() for loss in report.losses)


def mask(*levels: int) -> np.ndarray:
    """One square for each level."""
    pixels = np.zeros((HEIGHT, WIDTH), np.uint8)
    for place, level in enumerate(levels):
        pixels[10:30, 5 + 25 * place : 25 + 25 * place] = level
    return pixels


@pytest.mark.parametrize("kind", ["noise.png", "soft.png", "jpeg.jpg", "numbers.png"])
def test_training_and_import_agree_what_lies_inside(tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "d"
    write_image(folder / "img" / "a.png", 1)
    pixels = mask(255, 255)
    if kind == "noise.png":
        pixels[50:53, 5:60] = np.random.default_rng(0).integers(1, 9, (3, 55))
    elif kind == "soft.png":
        pixels[9, 5:25] = 90
    elif kind == "numbers.png":
        pixels = mask(1, 2)
    (folder / "labelcol").mkdir()
    Picture.fromarray(pixels).save(folder / "labelcol" / f"a{Path(kind).suffix}", quality=60)
    (sample,) = read_folder(folder, "nuclei").samples
    assert sample.read_mask is not None
    bring("lvit", folder)
    with Project.open(tmp_path / "p") as project:
        plane = project.journal.load_plane(1, "nuclei").to_array()
    assert np.array_equal(sample.read_mask() > 0, plane > 0)
    assert np.array_equal(plane > 0, mask(1, 1) > 0)


@pytest.mark.parametrize("levels", [(85, 170, 255), (120, 255), (128, 200)])
def test_a_jpeg_with_several_greys_is_no_mask(tmp_path: Path, levels: tuple[int, ...]) -> None:
    write_image(tmp_path / "d" / "images" / "a.png", 1)
    path = tmp_path / "d" / "masks" / "a.jpg"
    path.parent.mkdir()
    Picture.fromarray(mask(*levels)).save(path, quality=80)
    with pytest.raises(LViTError, match="several greys"):
        read_inside(path)
    report = bring("png", tmp_path / "d")
    assert "areas of several greys" in lost(report)
    with Project.open(tmp_path / "p") as project:
        assert project.images.get(1).state is not ImageState.LABELED


@pytest.mark.parametrize("quality", [30, 75, 95])
@pytest.mark.parametrize("level", [40, 128, 255])
def test_a_jpeg_of_one_grey_is_a_mask(tmp_path: Path, quality: int, level: int) -> None:
    path = tmp_path / "a.jpg"
    Picture.fromarray(mask(level, level)).save(path, quality=quality)
    differ = read_inside(path) != (mask(level, level) > 0)
    assert differ.sum() <= 8  # where compression blurs


def feature(x: int, **plane: float | str) -> dict[str, Any]:
    ring = [[x, 10], [x + 10, 10], [x + 10, 20], [x, 20], [x, 10]]
    geometry: dict[str, Any] = {"type": "Polygon", "coordinates": [ring]}
    if plane:
        geometry["plane"] = {"c": -1, **plane}
    return {"type": "Feature", "geometry": geometry, "properties": {}}


def geojson(folder: Path, document: Any) -> ImportReport:
    write_image(folder / "d" / "a.png", 1)
    (folder / "d" / "a.geojson").write_text(json.dumps(document))
    return bring("geojson", folder / "d")


def test_of_the_planes_of_a_stack_one_is_taken_and_the_others_are_named(tmp_path: Path) -> None:
    features = [feature(10, z=1, t=0), feature(30, z=0, t=0), feature(50, z=1, t=2), feature(70)]
    report = geojson(tmp_path, {"type": "FeatureCollection", "features": features})
    assert (report.objects, report.objects_found) == (2, 4)
    assert "feature 1 of a.geojson was left out: It lies on the plane z 1, t 0" in lost(report)
    assert "feature 3 of a.geojson was left out: It lies on the plane z 1, t 2" in lost(report)
    assert any("lie on 3 planes of a stack; those of z 0, t 0" in one for one in report.notes)


def test_objects_on_one_other_plane_come_in_with_a_word(tmp_path: Path) -> None:
    features = [feature(10, z=4, t=0), feature(30, z=4, t=0)]
    report = geojson(tmp_path, {"type": "FeatureCollection", "features": features})
    assert (report.objects, report.losses) == (2, [])
    assert any("see that the picture is that plane" in one for one in report.notes)


def test_planes_of_other_spellings_do_not_fall_together_unsaid(tmp_path: Path) -> None:
    features = [feature(10, z=0.0, t=0), feature(30, z="2", t=0), feature(50, z=0.5, t=0)]
    features[0]["geometry"]["coordinates"][0][0].append(7.0)
    system = {"type": "name", "properties": {"name": "EPSG:4326"}}
    document = {"type": "FeatureCollection", "crs": system, "features": features}
    report = geojson(tmp_path, document)
    assert report.objects == 2
    assert "feature 2 of a.geojson was left out: It lies on the plane z 2, t 0" in lost(report)
    notes = " ".join(report.notes)
    assert "are no whole numbers, and were taken for 0: 3." in notes
    assert "a.geojson names a system of coordinates (EPSG:4326)" in notes
    assert "Heights beside the places of 1 feature of a.geojson are not read" in notes


@pytest.mark.parametrize("kind", ["Point", "MultiPoint", "LineString", "MultiLineString"])
def test_a_bare_geometry_that_encloses_nothing_is_called_what_it_is(
    tmp_path: Path, kind: str
) -> None:
    report = geojson(tmp_path, {"type": kind, "coordinates": [3, 4]})
    assert f"It is a {kind}, which encloses no pixels" in lost(report)


def test_annotations_of_an_id_that_two_images_have_are_nobodys(tmp_path: Path) -> None:
    names = ("a.png", "b.png", "c.png")
    for number, name in enumerate(names):
        write_image(tmp_path / "d" / name, number + 1)
    ids = zip((1, 1, 2), names, strict=True)
    images = [{"id": number, "file_name": name} for number, name in ids]
    told = [annotation([SQUARE]), annotation([SQUARE], image_id=2)]
    coco(tmp_path / "d", told, images=images)
    report = bring("coco", tmp_path / "d")
    assert (report.images, report.objects, report.objects_found) == (3, 1, 2)
    assert "Several images have the id 1" in lost(report)
    with Project.open(tmp_path / "p") as project:
        states = {record.name: record.state for record in project.images.all()}
    assert states["a.png"] is states["b.png"] is ImageState.UNLABELED


def test_an_image_told_twice_in_one_way_counts_once(tmp_path: Path) -> None:
    write_image(tmp_path / "d" / "a.png", 1)
    coco(tmp_path / "d", [annotation([SQUARE])], images=[{"id": 1, "file_name": "a.png"}] * 2)
    report = bring("coco", tmp_path / "d")
    assert (report.images, report.objects, report.losses) == (1, 1, [])
    assert any("names images twice: a.png" in note for note in report.notes)


def test_a_category_with_two_names_is_told(tmp_path: Path) -> None:
    write_image(tmp_path / "d" / "a.png", 1)
    names = [{"id": 1, "name": "tumour"}, {"id": 1, "name": "stroma"}]
    coco(tmp_path / "d", [annotation([SQUARE])], categories=names)
    report = bring("coco", tmp_path / "d")
    assert sizes(tmp_path / "p") == {"category 1": [100]}
    assert any("two names, tumour and stroma" in note for note in report.notes)


def test_yolo_outlines_may_end_in_how_sure_a_model_was(tmp_path: Path) -> None:
    write_image(tmp_path / "d" / "images" / "a.png", 1)
    (tmp_path / "d" / "labels").mkdir()
    outline = " ".join(
        f"{value / side:.8f}" for value, side in zip(SQUARE, [WIDTH, HEIGHT] * 4, strict=True)
    )
    box = f"0 {65 / WIDTH:.8f} {15 / HEIGHT:.8f} {10 / WIDTH:.8f} {10 / HEIGHT:.8f}"
    lines = [f"0 {outline} 0.93", box, f"{box} 0.5", "0 .1 .1 .2 .2 .3 .1 7"]
    (tmp_path / "d" / "labels" / "a.txt").write_text("\n".join(lines))
    report = bring("yolo", tmp_path / "d")
    assert sizes(tmp_path / "p") == {"class 0": [100, 100]}
    assert report.objects_found == 4
    assert "line 2 of a.txt was left out: All of its 100 pixels lie under line 3" in lost(report)
    assert "line 4" in lost(report)
    assert any("boxes" in note or "a box" in note for note in report.notes)


def voc(folder: Path, count: int) -> None:
    objects = "".join(
        f"<object><name>{name}</name><bndbox><xmin>{x}</xmin><ymin>11</ymin><xmax>{x + 19}</xmax>"
        f"<ymax>30</ymax></bndbox></object>"
        for name, x in (("cat", 6), ("dog", 31), ("cat", 56))[:count]
    )
    (folder / "Annotations").mkdir(parents=True)
    (folder / "Annotations" / "a.xml").write_text(
        f"<annotation><filename>a.png</filename>{objects}</annotation>"
    )
    write_image(folder / "JPEGImages" / "a.png", 1)


def test_voc_masks_of_objects_count_more_than_their_boxes(tmp_path: Path) -> None:
    voc(tmp_path / "d", 3)
    pixels = mask(1, 2)
    pixels[10, 5:25] = 255  # a rim
    picture = Picture.fromarray(pixels, "P")
    picture.putpalette(np.random.default_rng(0).integers(0, 256, 768).tolist())
    (tmp_path / "d" / "SegmentationObject").mkdir()
    picture.save(tmp_path / "d" / "SegmentationObject" / "a.png")
    report = bring("voc", tmp_path / "d")
    assert sizes(tmp_path / "p") == {"cat": [380, 400], "dog": [400]}
    assert report.losses == []
    assert any("20 pixels numbered 255 are rims" in note for note in report.notes)
    assert any(note.startswith("1 object is a box") for note in report.notes)


@pytest.mark.parametrize("name", ["train.jsonl", "labels.jsonl"])
@pytest.mark.parametrize("keys", [("file_name", "mask"), ("image", "mask_path")])
def test_lines_may_have_another_name_and_other_keys(
    tmp_path: Path, name: str, keys: tuple[str, str]
) -> None:
    write_image(tmp_path / "d" / "a.png", 1)
    Picture.fromarray(mask(255, 255)).save(tmp_path / "d" / "m.png")
    line = {keys[0]: "a.png", keys[1]: "m.png"}
    (tmp_path / "d" / name).write_text(json.dumps(line))
    (tmp_path / "d" / "images.jsonl").write_text("{}")
    report = bring("jsonl", tmp_path / "d")
    assert (report.images, report.objects, report.losses) == (1, 2, [])


def test_a_name_that_several_pictures_have_is_called_so(tmp_path: Path) -> None:
    for number, place in enumerate(("x", "y")):
        write_image(tmp_path / "d" / "pictures" / place / "a.png", number + 1)
    coco(tmp_path / "d", [annotation([SQUARE])])
    with pytest.raises(LViTError, match=r"several pictures \(pictures/x/a.png, pictures/y/a.png\)"):
        bring("coco", tmp_path / "d")


def test_a_picture_that_is_not_there_is_called_by_its_name(tmp_path: Path) -> None:
    write_image(tmp_path / "d" / "a.png", 1)
    names = ({"id": n, "file_name": name} for n, name in enumerate(("a.png", "/x/b.png"), 1))
    coco(tmp_path / "d", [annotation([SQUARE])], images=list(names))
    assert "b.png was left out: Its picture b.png is not there." in lost(
        bring("coco", tmp_path / "d")
    )


def test_a_stem_that_several_pictures_have_is_called_so(tmp_path: Path) -> None:
    for number, ending in enumerate(("png", "jpg")):
        Picture.fromarray(mask(40 * number + 9)).save(tmp_path / f"a.{ending}")
    write_image(tmp_path / "b.png", 3)
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text("0 0.5 0.5 0.2 0.2")
    report = import_as_project("yolo", tmp_path, tmp_path / "p", {"template": "nuclei"})
    assert (report.images, report.objects) == (1, 1)
    assert "is the name of several pictures (a.jpg, a.png)" in lost(report)


def test_a_name_that_several_images_of_the_project_have_is_called_so(tmp_path: Path) -> None:
    with_pictures, labels = tmp_path / "pictures", tmp_path / "d"
    for number, place in enumerate(("x", "y")):
        write_image(with_pictures / place / "a.png", number + 1)
    write_image(tmp_path / "first" / "b.png", 3)
    coco(tmp_path / "first", [annotation([SQUARE])], "b.png")
    bring("coco", tmp_path / "first")
    with Project.open(tmp_path / "p") as project:
        project.images.add([with_pictures])
    coco(labels, [annotation([SQUARE])])
    report = import_as_project("coco", labels, tmp_path / "p", {"template": "nuclei"})
    assert "is the name of 2 images of the project" in lost(report)


def test_reports_keep_to_one_line(tmp_path: Path) -> None:
    tally = Tally()
    tally.remark("a\nb\x1b[31m.png is odd\u2028.")
    assert tally.remarks == ["a?b?[31m.png is odd?."]
    assert "\n" not in Loss("a\nb.png", "object\r1", "It is\x07 so.").line()
    write_image(tmp_path / "d" / "a.png", 1)
    names = [{"id": 1, "name": "tu\nmour"}, {"id": 1, "name": "stro\x1bma"}]
    coco(tmp_path / "d", [annotation([SQUARE])], categories=names)
    report = bring("coco", tmp_path / "d")
    assert all(line.isprintable() for line in report.lines())


@pytest.mark.parametrize(
    ("mask", "objects"),
    [(["m/a.png"], 1), ({"path": "m/a.png", "bytes": None}, 1), ([1], 0), ({"x": 1}, 0)],
)
def test_masks_of_lines_that_are_no_text_are_read_or_named(
    tmp_path: Path, mask: Any, objects: int
) -> None:
    write_image(tmp_path / "d" / "a.png", 1)
    inside = np.zeros((HEIGHT, WIDTH), np.uint8)
    inside[5:15, 5:15] = 255
    (tmp_path / "d" / "m").mkdir()
    Picture.fromarray(inside).save(tmp_path / "d" / "m" / "a.png")
    line = {"file_name": "a.png", "mask": mask}
    (tmp_path / "d" / "metadata.jsonl").write_text(json.dumps(line))
    report = bring("jsonl", tmp_path / "d")
    assert report.objects == objects
    assert ("its mask of a.png was left out: It is not told as a file" in lost(report)) != objects
