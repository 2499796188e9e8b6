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
    told = any("2 images are held out, 1 image is to learn from" in note for note in report.notes)
    assert told is (name in ("png", "voc", "jsonl"))


def test_a_word_alone_holds_nothing_out(tmp_path: Path) -> None:
    for number in range(4):
        write_image(tmp_path / "d" / "test" / "images" / f"{number}.png", number)
        (tmp_path / "d" / "test" / "masks").mkdir(exist_ok=True)
        inside = np.zeros((HEIGHT, WIDTH), np.uint8)
        Picture.fromarray(inside).save(tmp_path / "d" / "test" / "masks" / f"{number}.png")
    import_as_project("png", tmp_path / "d", tmp_path / "p", {"template": "nuclei"})
    with Project.open(tmp_path / "p") as project:
        assert {image.split for image in project.images.all()} != {HOLDOUT}


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
