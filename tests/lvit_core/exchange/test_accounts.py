"""Every picture, object and sentence that a data set holds comes in, was there, or is named."""

from __future__ import annotations

import json
import os
import shutil
from collections import namedtuple
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest

from lvit_core.errors import LViTError
from lvit_core.exchange import format_named, import_as_project, preview_import
from lvit_core.exchange.filling import Filling
from lvit_core.exchange.format import Format
from lvit_core.exchange.reports import ImportReport
from lvit_core.project.project import Project
from lvit_core.project.records import ImageRecord, ImageState, ProjectSettings
from tests.lvit_core.exchange.conftest import HEIGHT, WIDTH, write_image
from tests.lvit_core.exchange.test_importing import bring, item, square

pytestmark = pytest.mark.exchange

NUCLEI = {"template": "nuclei"}
# What may be wrong with an object, as corners; the first is right.
OUTLINES: list[list[list[float]]] = [
    [[4, 4], [14, 4], [14, 14], [4, 14]],
    [[900, 900], [910, 900], [910, 910]],  # outside
    [[5, 5]],  # no area
    [[4, 4], [14, 4], [14, 14], [4, 14]],  # just where the first lies
    [[40, 40], [60, 40], [60, 60], [40, 60]],
    [[30, 70], [120, 70], [120, 85], [30, 85]],
]


def labelme(folder: Path, rng: np.random.Generator, number: int) -> tuple[int, int]:
    chosen = [OUTLINES[i] for i in rng.integers(0, len(OUTLINES), rng.integers(0, 6))]
    shapes = [{"label": "nucleus", "points": one, "shape_type": "polygon"} for one in chosen]
    told = {"imagePath": f"{number}.png", "shapes": shapes}
    if sentence := int(rng.integers(2)):
        told["lvit_sentence"] = "No nuclei."
    (folder / f"{number}.json").write_text(json.dumps(told))
    return len(shapes), sentence


def coco(folder: Path, rng: np.random.Generator, number: int) -> tuple[int, int]:
    file = folder / "a.json"
    told = json.loads(file.read_text()) if file.is_file() else {
        "images": [], "annotations": [], "categories": [{"id": 1, "name": "nucleus"}]
    }  # fmt: skip
    count = int(rng.integers(0, 6))
    told["images"].append({"id": number, "file_name": f"{number}.png"})
    for place in rng.integers(0, len(OUTLINES), count):
        flat = [value for point in OUTLINES[place] for value in point]
        told["annotations"].append(
            {"id": len(told["annotations"]), "image_id": number, "category_id": 1,
             "segmentation": [flat]}
        )  # fmt: skip
    sentence = int(rng.integers(2))
    if sentence:
        told["images"][-1]["sentence"] = "No nuclei."
    file.write_text(json.dumps(told))
    return count, sentence


def yolo(folder: Path, rng: np.random.Generator, number: int) -> tuple[int, int]:
    (folder / "data.yaml").write_text("names:\n  0: nucleus\n")
    scale = np.array([WIDTH, HEIGHT])
    chosen = [OUTLINES[i] for i in rng.integers(0, len(OUTLINES), rng.integers(0, 6))]
    lines = [
        " ".join(["0", *(f"{v:.5f}" for v in (np.array(one) / scale).ravel())]) for one in chosen
    ]
    (folder / f"{number}.txt").write_text("\n".join(lines))
    return len(lines), 0


def state_of_losses(place: Path, report: ImportReport) -> None:
    """An image that lost an object is in progress."""
    hit = {loss.file for loss in report.losses if loss.objects and not loss.images}
    with Project.open(place) as project:
        for image in project.images.all():
            stem = Path(image.name).stem
            if any(Path(file).stem == stem for file in hit):
                assert image.state is ImageState.IN_PROGRESS, image.name


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("write", [labelme, coco, yolo])
def test_what_is_found_adds_up(write: object, seed: int, tmp_path: Path) -> None:
    rng = np.random.default_rng(seed)
    data, objects, sentences = tmp_path / "d", 0, 0
    for number in range(5):
        write_image(data / f"{number}.png", 10 * seed + number)
        found = write(data, rng, number)  # type: ignore[operator]
        objects, sentences = objects + found[0], sentences + found[1]
    name = write.__name__  # type: ignore[attr-defined]
    (data / "4.png").write_bytes(b"no picture")
    shutil.copy(data / "0.png", data / "3.png")  # twins
    told = preview_import(name, data, tmp_path / "p", NUCLEI)
    for run, onto in enumerate(("", "", "merge", "same", "new")):
        report = import_as_project(name, data, tmp_path / "p", {**NUCLEI, "onto": onto})
        assert (report.images_found, report.objects_found) == (5, objects)
        assert report.sentences_found == sentences
        account = report.to_dict()
        lost = account["losses"]
        for kind, there in (("images", ("onto", "unchanged", "twins")), ("objects", ("already",)),
                            ("sentences", ("sentences_already",))):  # fmt: skip
            whole = account[kind] + sum(account[key] for key in there)
            assert account[f"{kind}_found"] == whole + sum(one[kind] for one in lost)
        assert all(one["file"] and one["reason"] for one in lost)
        if not run:
            state_of_losses(tmp_path / "p", report)
    assert told.objects_found == objects
    other = import_as_project(
        name, data, tmp_path / "p", {"onto": "reader", "reader": "B", **NUCLEI}
    )
    assert (other.images_found, other.objects_found) == (5, objects)


def test_paths_that_lead_out_are_refused_by_name(tmp_path: Path) -> None:
    data = tmp_path / "d"
    write_image(data / "ok.png", 1)
    secret = write_image(tmp_path / "secret.png", 2)
    (data / "link.png").symlink_to(secret)
    (data / "zero.png").symlink_to("/dev/zero")
    os.mkfifo(data / "pipe.png")
    names = ["bad\udcff.png", "../secret.png", str(secret), "link.png", "zero.png", "pipe.png",
             "x" * 300 + ".png",
             "nul\0.png", "..\\secret.png", "esc\x1b[2J\n.png", "ok.png"]  # fmt: skip
    document = {
        "images": [{"id": i, "file_name": name} for i, name in enumerate(names)],
        "annotations": [
            {"id": i, "image_id": i, "category_id": 1, "segmentation": [[4, 4, 9, 4, 9, 9]]}
            for i in range(len(names))
        ],
        "categories": [{"id": 1, "name": "nucleus"}],
    }
    (data / "a.json").write_text(json.dumps(document))
    report = import_as_project("coco", data, tmp_path / "p", NUCLEI)
    assert (report.images, report.images_found, report.objects_found) == (1, 11, 11)
    lines = [loss.line() for loss in report.losses]
    assert all(line.isprintable() and len(line) < 400 for line in lines)
    told = {loss.file: loss.reason for loss in report.losses}
    assert "leads out of the data set" in told["link.png"]
    assert "device or a pipe" in told["pipe.png"]
    with Project.open(tmp_path / "p") as project:
        assert [image.name for image in project.images.all()] == ["ok.png"]


def test_pictures_that_no_label_file_names_are_told(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        write_image(tmp_path / "d" / f"{name}.png", ord(name))
    rng = np.random.default_rng(1)
    labelme(tmp_path / "d", rng, 0)
    shutil.move(tmp_path / "d" / "0.json", tmp_path / "d" / "a.json")
    report = import_as_project("labelme", tmp_path / "d", tmp_path / "p", NUCLEI)
    assert "2 pictures are named by no label file and left out: b.png, c.png." in report.remarks


def test_a_target_that_cannot_be_written_is_told_before_anything_is_read(tmp_path: Path) -> None:
    Usage = namedtuple("Usage", "total used free")
    (tmp_path / "file").write_text("mine")

    def refuse(place: Path, match: str) -> None:
        with (
            patch.object(Format, "read", side_effect=AssertionError),
            pytest.raises(LViTError, match=match),
        ):
            import_as_project("labelme", tmp_path, place, NUCLEI)
        with pytest.raises(LViTError, match=match):
            preview_import("labelme", tmp_path, place, NUCLEI)

    refuse(tmp_path / "file" / "p", "is a file, not a folder")
    with patch("lvit_core.files.os.access", return_value=False):
        refuse(tmp_path / "p", "Nothing can be written")
    with patch("lvit_core.files.shutil.disk_usage", return_value=Usage(9, 9, 0)):
        refuse(tmp_path / "p", "is full")
        with Project.create(tmp_path / "q", ProjectSettings("Q", "nuclei", "none")) as project:
            project.images.add([write_image(tmp_path / "a.png", 1)])
            with pytest.raises(LViTError, match="is full"):
                format_named("coco").export(project, tmp_path / "out", {"images": "all"})
    assert not (tmp_path / "p").exists() and not (tmp_path / "out").exists()


def test_what_nobody_foresaw_costs_one_image(tmp_path: Path) -> None:
    """A fault of this program on one image, and facts that no project knows."""
    files = [write_image(tmp_path / f"{name}.png", seed) for seed, name in enumerate("abc")]
    shutil.copy(files[1], tmp_path / "twin.png")
    items = [item(file, square("1", 2, 2, 3), sentence="No nuclei.", split="val", group="x\ud800")
             for file in (*files, tmp_path / "twin.png")]  # fmt: skip
    place = Filling._place

    def fails(self: Filling, record: ImageRecord, *more: object, **named: object) -> object:
        if record.name == "b.png":
            raise KeyError("a fault")
        return place(self, record, *more, **named)  # type: ignore[arg-type]

    with patch.object(Filling, "_place", fails):
        report = bring(tmp_path / "p", items)
    assert (report.images, report.images_found, report.objects_found) == (2, 4, 4)
    assert report.sentences_found == 4
    assert [loss.file for loss in report.losses] == ["b.png", "twin.png"]
    assert any("there is no split 'val' here" in note for note in report.notes)
    again = bring(tmp_path / "p", items)
    assert (again.images, again.unchanged, again.twins) == (1, 2, 1)
