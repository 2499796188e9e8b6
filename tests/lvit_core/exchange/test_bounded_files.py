"""Files made to fill the memory, to hang or to lead outside cost themselves, and that is said."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Callable
from pathlib import Path

import imagecodecs
import numpy as np
import pytest

from lvit_core.errors import LViTError
from lvit_core.exchange import bounded_files, import_as_project, json_stream, xml_files
from lvit_core.exchange.reports import ImportReport
from lvit_core.project.project import Project
from lvit_core.project.records import ImageState
from tests.lvit_core.exchange.conftest import HEIGHT, WIDTH, write_image

pytestmark = [pytest.mark.exchange, pytest.mark.hostile]

WIDE = b"[" + b"[]," * 99_999 + b"[]]"
FILES: dict[str, tuple[str, bytes]] = {
    "coco": ("a.json", b'{"images": [' + WIDE + b"]}"),
    "labelme": ("a.json", WIDE), "geojson": ("a.geojson", WIDE),
    "label-studio": ("a.json", b"[" + WIDE + b"]"), "jsonl": ("metadata.jsonl", WIDE),
    "yolo": ("labels/a.txt", b"\n" * 99_999),
    "voc": ("a.xml", b"<annotation>" + b"<a/>" * 99_999 + b"</annotation>"),
    "cvat": ("a.xml", b"<annotations><image>" + b"<a/>" * 99_999 + b"</image></annotations>"),
}  # fmt: skip


def bring(name: str, tmp_path: Path) -> ImportReport:
    return import_as_project(name, tmp_path / "d", tmp_path / "p", {"template": "nuclei"})


@pytest.mark.parametrize("name", FILES)
def test_what_unfolds_in_memory_is_refused_before_it_is_read(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, data = FILES[name]
    write_image(tmp_path / "d" / "images" / "a.png", 1)
    file = tmp_path / "d" / place
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(data)
    monkeypatch.setattr(bounded_files, "MOST_MEMORY_BYTES", 4 << 20)
    monkeypatch.setattr("lvit_core.exchange.jsonl_reading.MOST_MEMORY_BYTES", 4 << 20)
    monkeypatch.setattr(json_stream, "BLOCK", 4096)
    monkeypatch.setattr(json_stream, "_MOST_OF_MEMBER", 1 << 20)
    monkeypatch.setattr(xml_files, "_MOST_OF_CHILD", 1 << 20)
    if name == "geojson":  # which is read one feature at a time, however many there are
        report = bring(name, tmp_path)
        assert (report.objects, report.objects_found) == (0, 100_000)
        return
    with pytest.raises(LViTError, match=r"too large to be read at once|not in this format"):
        bring(name, tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
@pytest.mark.parametrize("name", FILES)
def test_a_pipe_is_no_file_and_nobody_waits_for_it(name: str, tmp_path: Path) -> None:
    write_image(tmp_path / "d" / "images" / "a.png", 1)
    file = tmp_path / "d" / FILES[name][0]
    file.parent.mkdir(exist_ok=True)
    os.mkfifo(file)
    with pytest.raises(LViTError, match=rf"is no file|There is no {file.name}"):
        bring(name, tmp_path)


def pipe(path: Path) -> None:
    os.mkfifo(path)


def bomb(path: Path) -> None:
    path.write_bytes(imagecodecs.png_encode(np.zeros((700, 700), np.uint8)))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
@pytest.mark.parametrize(("make", "reason"), [(pipe, "is no file"), (bomb, "too large")])
@pytest.mark.parametrize(("name", "images", "masks"), [("png", "images", "masks"),
                                                       ("lvit", "img", "labelcol")])  # fmt: skip
def test_masks_that_are_no_masks_are_named(
    name: str,
    images: str,
    masks: str,
    make: Callable[[Path], None],
    reason: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write_image(tmp_path / "d" / images / "a.png", 1)
    (tmp_path / "d" / masks).mkdir()
    make(tmp_path / "d" / masks / "a.png")
    monkeypatch.setattr("lvit_core.imaging.limits.LARGEST_BYTES", 1_000_000)
    (loss,) = bring(name, tmp_path).losses
    assert reason in loss.reason


def test_a_labelme_mask_is_not_unpacked_if_it_does_not_fit(tmp_path: Path) -> None:
    write_image(tmp_path / "d" / "a.png", 1)
    data = base64.b64encode(imagecodecs.png_encode(np.zeros((9000, 9000), np.uint8))).decode()
    shape = {"label": "x", "shape_type": "mask", "mask": data}
    shapes = [{**shape, "points": [[0, 0], corner]} for corner in ([9, 9], [8999, 8999])]
    document = {"imagePath": "a.png", "imageHeight": HEIGHT, "imageWidth": WIDTH,
                "imageData": None, "shapes": shapes}  # fmt: skip
    (tmp_path / "d" / "a.json").write_text(json.dumps(document))
    assert [loss.reason for loss in bring("labelme", tmp_path).losses] == [
        "Its mask has another size than its box.", "It is larger than the image.",
    ]  # fmt: skip


@pytest.mark.parametrize("told", ["../b.png", "{outside}"])
def test_masks_of_json_lines_lie_inside(told: str, tmp_path: Path) -> None:
    outside = write_image(tmp_path / "b.png", 2)
    write_image(tmp_path / "d" / "a.png", 1)
    line = {"file_name": "a.png", "mask": told.format(outside=outside)}
    (tmp_path / "d" / "metadata.jsonl").write_text(json.dumps(line))
    report = bring("jsonl", tmp_path)
    assert (report.images, report.objects) == (1, 0)
    (loss,) = report.losses
    assert loss.reason == "It lies outside of the data set."
    with Project.open(tmp_path / "p") as project:
        (record,) = project.images.all()
        assert record.state is ImageState.UNLABELED, "a mask that is not read is no empty mask"
