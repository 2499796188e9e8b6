"""What others held out stays held out, whatever their format says it by."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Picture

from lvit_core.exchange import import_as_project
from lvit_core.exchange.told_parts import part_named
from lvit_core.project.project import Project
from lvit_core.project.splits import HOLDOUT, TRAIN
from tests.lvit_core.exchange.conftest import HEIGHT, WIDTH, write_image

pytestmark = pytest.mark.exchange

PARTS = ("train", "val", "test")
BOX = "<xmin>3</xmin><ymin>3</ymin><xmax>9</xmax><ymax>9</ymax>"


def masks(data: Path) -> None:
    for number, part in enumerate(PARTS):
        write_image(data / part / "images" / f"{part}.png", number)
        (data / part / "masks").mkdir()
        inside = np.zeros((HEIGHT, WIDTH), np.uint8)
        Picture.fromarray(inside).save(data / part / "masks" / f"{part}.png")


def coco(data: Path) -> None:
    for number, part in enumerate(PARTS):
        write_image(data / "images" / f"{part}.png", number)
        (data / "annotations").mkdir(exist_ok=True)
        document = {"images": [{"id": 1, "file_name": f"{part}.png"}], "annotations": []}
        (data / "annotations" / f"instances_{part}2017.json").write_text(json.dumps(document))


def voc(data: Path) -> None:
    for number, part in enumerate(PARTS):
        write_image(data / "JPEGImages" / f"{part}.png", number)
        for folder in ("Annotations", "ImageSets/Main"):
            (data / folder).mkdir(parents=True, exist_ok=True)
        told = f"<object><name>nucleus</name><bndbox>{BOX}</bndbox></object>"
        text = f"<annotation><filename>{part}.png</filename>{told}</annotation>"
        (data / "Annotations" / f"{part}.xml").write_text(text)
        (data / "ImageSets" / "Main" / f"{part}.txt").write_text(f"{part} 1\n")


def cvat(data: Path) -> None:
    images = ""
    for number, part in enumerate(PARTS):
        write_image(data / f"{part}.png", number)
        images += f'<image id="{number}" name="{part}.png" subset="{part.title()}"/>'
    (data / "a.xml").write_text(f"<annotations>{images}</annotations>")


def jsonl(data: Path) -> None:
    lines = []
    for number, part in enumerate(PARTS):
        write_image(data / f"{part}.png", number)
        lines.append(json.dumps({"file_name": f"{part}.png", "split": part}))
    (data / "metadata.jsonl").write_text("\n".join(lines))


@pytest.mark.parametrize(
    ("name", "write"),
    [("png", masks), ("coco", coco), ("voc", voc), ("cvat", cvat), ("jsonl", jsonl)],
)
def test_images_for_testing_are_not_learnt_from(
    name: str, write: Callable[[Path], None], tmp_path: Path
) -> None:
    write(tmp_path / "d")
    report = import_as_project(name, tmp_path / "d", tmp_path / "p", {"template": "nuclei"})
    with Project.open(tmp_path / "p") as project:
        found = {image.name: image.split for image in project.images.all()}
    assert found == {"train.png": TRAIN, "val.png": HOLDOUT, "test.png": HOLDOUT}
    assert not any("no split" in note or "subset" in note for note in report.notes)
    assert any("2 images are held out, 1 image is to learn from" in note for note in report.notes)


def test_a_word_alone_holds_nothing_out(tmp_path: Path) -> None:
    for number in range(4):
        write_image(tmp_path / "d" / "test" / "images" / f"{number}.png", number)
        (tmp_path / "d" / "test" / "masks").mkdir(exist_ok=True)
        inside = np.zeros((HEIGHT, WIDTH), np.uint8)
        Picture.fromarray(inside).save(tmp_path / "d" / "test" / "masks" / f"{number}.png")
    import_as_project("png", tmp_path / "d", tmp_path / "p", {"template": "nuclei"})
    with Project.open(tmp_path / "p") as project:
        assert {image.split for image in project.images.all()} != {HOLDOUT}


def parts(name: str, data: Path, folder: Path) -> tuple[dict[str, str], str]:
    """The part of each image by its place in the data, and what the report notes."""
    report = import_as_project(name, data, folder, {"template": "nuclei"})
    root = data.resolve()
    with Project.open(folder) as project:
        images = project.images
        found = {
            images.path(one.id).resolve().relative_to(root).as_posix(): one.split
            for one in images.all()
        }
    return found, " ".join(report.notes)


def yolo(data: Path, places: tuple[str, ...]) -> None:
    for number, place in enumerate(places):
        write_image(data / "images" / f"{place}.png", number)
        label = data / "labels" / f"{place}.txt"
        label.parent.mkdir(parents=True, exist_ok=True)
        label.write_text("0 .5 .5 .2 .2\n")


def test_one_name_in_two_folders_is_two_images_for_lists(tmp_path: Path) -> None:
    data = tmp_path / "d"
    yolo(data, ("a/0", "a/1", "b/0"))
    (data / "train.txt").write_text("./images/a/0.png\n./images/a/1.png\n")
    (data / "val.txt").write_text("/home/other/images/b/0.png\n")
    found, notes = parts("yolo", data, tmp_path / "p")
    assert found == {
        "images/a/0.png": TRAIN, "images/a/1.png": TRAIN, "images/b/0.png": HOLDOUT,
    }  # fmt: skip
    assert "1 image is held out, 2 images are to learn from" in notes


def test_names_in_lists_may_have_blanks_and_dots(tmp_path: Path) -> None:
    data = tmp_path / "d"
    yolo(data, ("case 1", "case 2", "x.001", "x.002"))
    (data / "train.txt").write_text("images/case 1.png\nx.001\n")
    (data / "val.txt").write_text("images/case 2.png\nx.002\n")
    found, _ = parts("yolo", data, tmp_path / "p")
    held = {Path(place).name for place, part in found.items() if part == HOLDOUT}
    assert held == {"case 2.png", "x.002.png"}


def test_lists_are_read_in_every_code_and_told_where_they_cannot_be(tmp_path: Path) -> None:
    data = tmp_path / "d"
    yolo(data, tuple("ab"))
    (data / "train.txt").write_text("images/a.png\n", encoding="utf-16")
    (data / "val.txt").write_text("images/b.png\n", encoding="utf-16")
    (data / "test.txt").write_bytes(b"\xff\xfea")
    report = import_as_project("yolo", data, tmp_path / "p", {"template": "nuclei"})
    with Project.open(tmp_path / "p") as project:
        found = {image.name: image.split for image in project.images.all()}
    assert found == {"a.png": TRAIN, "b.png": HOLDOUT}
    (loss,) = report.losses
    assert loss.line() == "test.txt was left out: It cannot be read."


def test_an_image_in_two_parts_is_held_out_and_counts_once(tmp_path: Path) -> None:
    data = tmp_path / "d"
    for number, name in enumerate("ab"):
        write_image(data / f"{name}.png", number)
    for part, names in (("train", "ab"), ("val", "a")):
        images = [{"id": number, "file_name": f"{name}.png"} for number, name in enumerate(names)]
        (data / f"{part}.json").write_text(json.dumps({"images": images, "annotations": []}))
    found, notes = parts("coco", data, tmp_path / "p")
    assert found == {"a.png": HOLDOUT, "b.png": TRAIN}
    assert "1 image is held out, 1 image is to learn from" in notes


def test_folders_of_parts_count_behind_a_link(tmp_path: Path) -> None:
    data = tmp_path / "d"
    for number, part in enumerate(("train", "test")):
        write_image(data / part / f"{part}.png", number)
    images = [{"id": 1, "file_name": "train.png"}, {"id": 2, "file_name": "test.png"}]
    (data / "a.json").write_text(json.dumps({"images": images, "annotations": []}))
    (tmp_path / "link").symlink_to(data)
    found, _ = parts("coco", tmp_path / "link", tmp_path / "p")
    assert found == {"train/train.png": TRAIN, "test/test.png": HOLDOUT}


def test_the_folder_around_the_data_names_no_part(tmp_path: Path) -> None:
    yolo(tmp_path / "test", tuple("abcd"))
    found, notes = parts("yolo", tmp_path / "test", tmp_path / "p")
    assert {*found.values()} != {HOLDOUT} and "held out" not in notes


def test_a_part_that_is_said_of_images_alone_is_told(tmp_path: Path) -> None:
    write_image(tmp_path / "d" / "a.png", 1)
    image = '<image id="0" name="a.png" subset="Test"/>'
    (tmp_path / "d" / "a.xml").write_text(f"<annotations>{image}</annotations>")
    found, notes = parts("cvat", tmp_path / "d", tmp_path / "p")
    assert found == {"a.png": HOLDOUT} and "1 image is held out, 0 images are to learn" in notes


def test_labels_of_an_image_are_no_list_of_images(tmp_path: Path) -> None:
    for number, name in enumerate(("0", "1", "test_a", "train_b")):
        write_image(tmp_path / "d" / f"{name}.png", number)
        (tmp_path / "d" / f"{name}.txt").write_text(f"{number % 2} .5 .5 .2 .2\n")
    report = import_as_project("yolo", tmp_path / "d", tmp_path / "p", {"template": "nuclei"})
    assert report.objects == 4 and not any("parts of their own" in one for one in report.notes)


@pytest.mark.parametrize(
    ("name", "part"),
    [("Val_Folder", HOLDOUT), ("instances_test2017", HOLDOUT), ("Training", TRAIN),
     ("trainval", ""), ("train_and_test", ""), ("contest", ""), ("", "")],
)  # fmt: skip
def test_names_of_parts(name: str, part: str) -> None:
    assert part_named(name) == part
