"""Labels that name a file with several pictures reach the right one, or the report says why not."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import tifffile
from PIL import Image as Picture

from lvit_core.exchange import import_as_project
from lvit_core.exchange.previewing import preview_import
from lvit_core.exchange.reports import ImportReport
from lvit_core.project.additions import PageChoice
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings

STACK = np.random.default_rng(3).integers(0, 256, (3, 20, 30), np.uint8)
MASKS = np.zeros((3, 20, 30), np.uint8)
for _page in range(3):
    MASKS[_page, 2 : 6 + _page, 4:9] = 1
BOX = [[4.0, 2.0], [8.0, 2.0], [8.0, 5.0], [4.0, 5.0]]


def stack_in(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "stack.tif"
    tifffile.imwrite(path, STACK, photometric="minisblack", metadata=None)
    return path


def with_pages(folder: Path, numbers: tuple[int, ...] = (1, 2, 3)) -> Path:
    """A project whose images are pages of the stack."""
    home = folder / "project"
    stack = stack_in(folder / "far")
    with Project.create(home, ProjectSettings("P", "nuclei", "none")) as project:
        project.images.add([stack], pages=PageChoice(of={stack: numbers}))
    stack.unlink()
    return home


def pixels(home: Path) -> dict[str, int]:
    with Project.open(home) as project:
        return {
            record.name: int((project.journal.load_plane(record.id, "nuclei").to_array() > 0).sum())
            for record in project.images.all()
        }


def shape(label: str = "nucleus") -> dict[str, object]:
    return {"label": label, "points": BOX, "shape_type": "polygon", "group_id": None}


def labelme(folder: Path, name: str, told: str | None = "stack.tif") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    document = {"shapes": [shape()], "imagePath": told, "imageHeight": 20, "imageWidth": 30}
    (folder / name).write_text(json.dumps(document))


def bring(name: str, data: Path, home: Path, **options: str) -> ImportReport:
    report = import_as_project(name, data, home, {"template": "nuclei", **options})
    lost = sum(loss.objects for loss in report.losses)
    assert report.objects_found == report.objects + report.already + lost
    return report


@pytest.mark.parametrize("picture", [True, False])
@pytest.mark.parametrize("told", ["stack.tif", "stack_page_2.tif", None])
def test_a_name_that_says_the_page_is_heard(
    tmp_path: Path, told: str | None, picture: bool
) -> None:
    home, data = with_pages(tmp_path), tmp_path / "data"
    labelme(data, "stack_page_2.json", told)
    if picture:
        stack_in(data)
    report = bring("labelme", data, home)
    assert (report.objects, report.losses) == (1, [])
    found = pixels(home)
    assert found.pop("stack-page-2.tif") > 0
    assert set(found.values()) == {0}


@pytest.mark.parametrize("picture", [True, False])
def test_a_name_of_the_whole_file_is_no_page(tmp_path: Path, picture: bool) -> None:
    home, data = with_pages(tmp_path), tmp_path / "data"
    labelme(data, "stack.json")
    if picture:
        stack_in(data)
    report = bring("labelme", data, home)
    (loss,) = report.losses
    assert (report.objects, loss.objects, loss.images) == (0, 1, 1)
    assert "3 pictures, and nothing says which" in loss.reason
    assert set(pixels(home).values()) == {0}


def test_pages_become_images_of_a_new_project(tmp_path: Path) -> None:
    data = tmp_path / "data"
    stack_in(data)
    labelme(data, "stack_page_1.json")
    labelme(data, "stack_page_3.json")
    report = bring("labelme", data, tmp_path / "new")
    assert (report.images, report.objects, report.losses) == (2, 2, [])
    assert pixels(tmp_path / "new") == {"stack-page-1.tif": 12, "stack-page-3.tif": 12}


@pytest.mark.parametrize(
    ("numbers", "pages"),
    [((0, 1), (1, 2)), ((2, 3), (2, 3)), ((1, 2), None), ((4,), None), ((0, 3), None)],
)
@pytest.mark.parametrize("word", ["z", "frame", "t"])
def test_where_counting_begins_is_not_guessed(
    tmp_path: Path, word: str, numbers: tuple[int, ...], pages: tuple[int, ...] | None
) -> None:
    home, data = with_pages(tmp_path), tmp_path / "data"
    for number in numbers:
        labelme(data, f"stack_{word}{number:03d}.json", f"stack_{word}{number:03d}.png")
    report = bring("labelme", data, home)
    drawn = {name for name, count in pixels(home).items() if count}
    if pages is None:
        assert len(report.losses) >= 1
        assert all(word in loss.reason for loss in report.losses)
        assert drawn <= {"stack-page-1.tif"}
    else:
        assert report.losses == []
        assert drawn == {f"stack-page-{page}.tif" for page in pages}


@pytest.mark.parametrize("layout", ["png", "lvit", "jsonl"])
@pytest.mark.parametrize("there", [True, False])
@pytest.mark.parametrize("dtype", [np.uint8, np.int32])
def test_a_mask_of_as_many_pages_is_one_of_each(
    tmp_path: Path, layout: str, there: bool, dtype: type
) -> None:
    data = tmp_path / "data"
    pictures, masks = {"png": ("images", "masks"), "lvit": ("img", "labelcol"),
                       "jsonl": ("", "masks")}[layout]  # fmt: skip
    stack_in(data / pictures)
    (data / masks).mkdir()
    values = MASKS.astype(dtype) * (1 if dtype is np.uint8 else 20_000_000)
    tifffile.imwrite(data / masks / "stack.tif", values, photometric="minisblack")
    if layout == "jsonl":
        line = {"file_name": "stack.tif", "mask": "masks/stack.tif"}
        (data / "metadata.jsonl").write_text(json.dumps(line))
    home = with_pages(tmp_path) if there else tmp_path / "new"
    preview = preview_import(layout, data, home, {"template": "nuclei"})
    report = bring(layout, data, home)
    assert preview.lines() == report.lines()
    assert (report.onto if there else report.images, report.objects) == (3, 3)
    assert report.losses == []
    assert pixels(home) == {f"stack-page-{n}.tif": 5 * (3 + n) for n in (1, 2, 3)}


@pytest.mark.parametrize("layout", ["png", "lvit"])
def test_masks_of_pages_beside_a_stack(tmp_path: Path, layout: str) -> None:
    data = tmp_path / "data"
    pictures, masks = {"png": ("images", "masks"), "lvit": ("img", "labelcol")}[layout]
    stack_in(data / pictures)
    (data / masks).mkdir()
    for number in (0, 2):
        name = f"stack_z{number}_mask.png"
        Picture.fromarray(MASKS[number] * 255).save(data / masks / name)
    report = bring(layout, data, tmp_path / "new")
    assert (report.images, report.losses) == (2, [])
    assert pixels(tmp_path / "new") == {"stack-page-1.tif": 20, "stack-page-3.tif": 30}


@pytest.mark.parametrize("case", ["one", "two", "four", "some"])
def test_a_mask_of_another_number_of_pages_is_named(tmp_path: Path, case: str) -> None:
    home, data = tmp_path / "new", tmp_path / "data"
    stack_in(data / "images")
    (data / "masks").mkdir()
    count = {"one": 1, "two": 2, "four": 4, "some": 3}[case]
    values = np.concatenate([MASKS, MASKS])[:count]
    tifffile.imwrite(data / "masks" / "stack.tif", values.squeeze(), photometric="minisblack")
    if case == "some":
        home = with_pages(tmp_path, (1, 3))
        (data / "images" / "stack.tif").unlink()
        Picture.fromarray(STACK[0, :9, :9]).save(data / "images" / "other.png")
        line = {"file_name": "stack.tif", "mask": "masks/stack.tif"}
        (data / "metadata.jsonl").write_text(json.dumps(line))
    else:
        Picture.fromarray(STACK[0]).save(data / "images" / "other.png")
    report = bring("jsonl" if case == "some" else "png", data, home)
    told = [loss for loss in report.losses if "stack.tif" in loss.line()]
    assert len(told) == 1
    assert "nothing says which" in told[0].reason
    assert not any(pixels(home).values())


def test_pages_that_data_tell_in_numbers(tmp_path: Path) -> None:
    home, data = with_pages(tmp_path), tmp_path / "data"
    data.mkdir()
    images = [
        {"id": n, "file_name": "stack.tif", "frame": n, "height": 20, "width": 30} for n in (0, 2)
    ]
    annotations = [
        {"id": n, "image_id": n, "category_id": 1, "bbox": [4, 2, 5, 4],
         "segmentation": [[4, 2, 9, 2, 9, 6, 4, 6]]} for n in (0, 2)
    ]  # fmt: skip
    document = {"images": images, "annotations": annotations,
                "categories": [{"id": 1, "name": "nucleus"}]}  # fmt: skip
    (data / "annotations.json").write_text(json.dumps(document))
    report = bring("coco", data, home)
    assert (report.objects, report.losses) == (2, [])
    assert [bool(count) for count in pixels(home).values()] == [True, False, True]


def test_planes_of_geojson_are_pages_of_a_stack(tmp_path: Path) -> None:
    home, data = with_pages(tmp_path), tmp_path / "data"
    data.mkdir()
    features = [
        {"type": "Feature", "properties": {"classification": {"name": "nucleus"}},
         "geometry": {"type": "Polygon", "coordinates": [[*BOX, BOX[0]]], **plane}}
        for plane in ({}, {"plane": {"c": -1, "z": 2, "t": 0}})
    ]  # fmt: skip
    (data / "stack.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": features})
    )
    report = bring("geojson", data, home)
    assert (report.objects, report.losses) == (2, [])
    assert [bool(count) for count in pixels(home).values()] == [True, False, True]


def crossed(folder: Path) -> None:
    """A stack of two depths at two times."""
    folder.mkdir(parents=True, exist_ok=True)
    values = np.random.default_rng(5).integers(0, 256, (2, 2, 20, 30), np.uint8)
    tifffile.imwrite(folder / "stack.tif", values, imagej=True, metadata={"axes": "TZYX"})


@pytest.mark.parametrize("there", [True, False])
def test_a_depth_is_no_page_where_there_is_time_too(tmp_path: Path, there: bool) -> None:
    data, home = tmp_path / "data", tmp_path / "new"
    crossed(tmp_path / "far" if there else data)
    if there:
        with Project.create(home, ProjectSettings("P", "nuclei", "none")) as project:
            project.images.add([tmp_path / "far" / "stack.tif"], pages=PageChoice(every=True))
    for number in (0, 1):
        labelme(data, f"stack_z{number}.json")
    labelme(data, "stack_page_3.json")
    report = bring("labelme", data, home)
    assert [loss.objects for loss in report.losses] == [1, 1]
    assert all("several axes" in loss.reason for loss in report.losses)
    assert {name for name, count in pixels(home).items() if count} == {"stack-page-3.tif"}


def test_objects_on_a_plane_that_is_not_there_cost_only_themselves(tmp_path: Path) -> None:
    home, data = with_pages(tmp_path), tmp_path / "data"
    data.mkdir()
    features = [
        {"type": "Feature", "properties": {},
         "geometry": {"type": "Polygon", "coordinates": [[*BOX, BOX[0]]], "plane": {"z": z}}}
        for z in (1, 7)
    ]  # fmt: skip
    document = {"type": "FeatureCollection", "features": features}
    (data / "stack.geojson").write_text(json.dumps(document))
    report = bring("geojson", data, home)
    (loss,) = report.losses
    assert (report.objects, loss.objects) == (1, 1)
    assert "z 7, which is none of them" in loss.reason
    assert [bool(count) for count in pixels(home).values()] == [False, True, False]


def test_pictures_without_labels_are_named(tmp_path: Path) -> None:
    data = tmp_path / "data"
    stack_in(data)
    labelme(data, "stack_page_2.json")
    report = bring("labelme", data, tmp_path / "new")
    assert (
        "2 pictures have no labels in stack.tif, of which nothing is taken: 1, 3." in report.notes
    )


def test_a_page_of_a_picture_with_one_is_not_that_picture(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    Picture.fromarray(STACK[0]).save(data / "v.png")
    Picture.fromarray(STACK[1]).save(data / "v_frame_1.png")
    labelme(data, "v_frame_1.json", "v_frame_1.png")
    labelme(data, "v_frame_7.json", "v_frame_7.png")
    report = bring("labelme", data, tmp_path / "new")
    (loss,) = report.losses
    assert (loss.file, loss.reason) == (
        "v_frame_7.json", "Its picture v_frame_7.png is not there."
    )  # fmt: skip
    assert {name for name, count in pixels(tmp_path / "new").items() if count} == {"v_frame_1.png"}


def test_a_page_of_two_files_is_of_none(tmp_path: Path) -> None:
    data = tmp_path / "data"
    stack_in(data / "a")
    stack_in(data / "b")
    Picture.fromarray(STACK[1]).save(data / "other.png")
    labelme(data, "other.json", "other.png")
    labelme(data, "stack_page_1.json", "stack_page_1.tif")
    report = bring("labelme", data, tmp_path / "new")
    (loss,) = report.losses
    assert "may be a page of several files (a/stack.tif, b/stack.tif)" in loss.reason


def test_names_of_coco_say_the_page_behind_that_of_the_file(tmp_path: Path) -> None:
    data = tmp_path / "data"
    stack_in(data)
    names = ("stack.tif#page=2", "stack.tif[0]", "stack (page 3).tif")
    images = [{"id": n, "file_name": name} for n, name in enumerate(names)]
    annotations = [{"id": n, "image_id": n, "bbox": [4, 2, 5 + n, 4]} for n in range(3)]
    document = {"images": images, "annotations": annotations}
    (data / "annotations.json").write_text(json.dumps(document))
    report = bring("coco", data, tmp_path / "new")
    assert report.losses == []
    assert pixels(tmp_path / "new") == {
        "stack-page-2.tif": 20, "stack-page-1.tif": 24, "stack-page-3.tif": 28
    }  # fmt: skip


def test_numbers_of_objects_by_page(tmp_path: Path) -> None:
    data = tmp_path / "data"
    stack_in(data / "img")
    (data / "instances").mkdir()
    values = MASKS.astype(np.uint16) * 3
    values[:, 15:18, 20:25] = 9
    tifffile.imwrite(data / "instances" / "stack.tif", values, photometric="minisblack")
    report = bring("lvit", data, tmp_path / "new")
    assert (report.images, report.objects, report.losses) == (3, 6, [])
    assert report.files.left == []  # it was read, page by page


def test_a_page_that_cannot_be_read_costs_itself(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    values = np.random.default_rng(1).integers(0, 256, (3, 20, 30), np.uint8)
    with tifffile.TiffWriter(data / "stack.tif") as file:
        for each in values:
            file.write(each, photometric="minisblack", compression="zlib", metadata=None,
                       contiguous=False)  # fmt: skip
    with tifffile.TiffFile(data / "stack.tif") as file:
        place = file.pages[1].dataoffsets[0]
    broken = bytearray((data / "stack.tif").read_bytes())
    broken[place : place + 40] = bytes(40)
    (data / "stack.tif").write_bytes(broken)
    for number in (1, 2, 3):
        labelme(data, f"stack_page_{number}.json")
    report = bring("labelme", data, tmp_path / "new")
    (loss,) = report.losses
    assert (report.objects, loss.file, loss.objects) == (2, "stack_page_2.json", 1)
    assert "damaged" in loss.reason
