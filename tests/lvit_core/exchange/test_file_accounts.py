"""Every file of a data set was read by the import, or is named as one that nobody read."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from lvit_core.exchange import format_named, formats, import_as_project
from lvit_core.project.project import Project
from tests.lvit_core.exchange.conftest import write_image
from tests.lvit_core.exchange.random_projects import Drawn, Made, Plan, build
from tests.lvit_core.exchange.test_foreign_outlines import annotation, coco

pytestmark = pytest.mark.exchange

BOTH_WAYS = [name for name, item in formats().items() if item.exporter and item.reader]
# Of ours, for people and other programs; and what says again what other files say.
BESIDE = {
    "README.md", "croissant.json", "croissant_records.jsonl", "images.jsonl", "manifest.json",
    "data.yaml", "class", "binary", "labels.txt", "reports", "classes", "masks",
}  # fmt: skip


@pytest.mark.parametrize("name", BOTH_WAYS)
def test_the_files_of_an_export_are_read_or_named(name: str, tmp_path: Path) -> None:
    labels = np.zeros((128, 128), np.int32)
    labels[2:9, 3:12], labels[60:90, 60:70] = 1, 2
    layer = "nuclei" if name == "dicom-ann" else "lesion"
    kinds = ("nucleus",) * 3 if name == "dicom-ann" else ("infection", "consolidation", "infection")
    drawn = Drawn(layer, labels, kinds, ("ann",) * 3, (False,) * 3, high=False)
    kind = "dcm" if name == "dicom-seg" else "png"
    made = Made("scan", kind, (128, 128), (drawn,), "", "labeled", "train")
    template = "nuclei" if name == "dicom-ann" else "chest-xray"
    out = tmp_path / "out"
    with build(Plan(template, "viewer", (made,), (), pixel_size=False), tmp_path) as project:
        format_named(name).export(project, out)
        if name == "geojson":
            picture = project.images.path(1)
            shutil.copy(picture, out / picture.name)
    strays = ["stray.bin", "more/notes.doc"]
    for stray in strays:
        (out / stray).parent.mkdir(exist_ok=True)
        (out / stray).write_bytes(b"nothing of this format")
    report = import_as_project(
        name, out, tmp_path / "again", {"template": template, "laterality": "viewer"}
    )
    files = report.files
    there = [path for path in out.rglob("*") if path.is_file()]
    assert files.seen == len(there) == files.read + len(files.left)
    assert set(strays) <= set(files.left)
    others = [one for one in files.left if one not in strays]
    assert [one for one in others if not BESIDE & set(Path(one).parts)] == []
    assert set(report.files_lines) <= set(report.lines())
    assert report.to_dict()["files"]["left"] == files.left


def test_files_that_the_labels_do_not_name_are_named(tmp_path: Path) -> None:
    for number, name in enumerate(("a.png", "b.png", "deep/c.png")):
        write_image(tmp_path / "d" / name, number)
    coco(tmp_path / "d", [annotation([[10, 10, 20, 10, 20, 20]])])
    (tmp_path / "d" / "other.json").write_text(json.dumps([1]))
    report = import_as_project("coco", tmp_path / "d", tmp_path / "p", {"template": "nuclei"})
    assert (report.files.seen, report.files.read) == (5, 3)
    assert report.files.left == ["b.png", "deep/c.png"]
    (line,) = report.files_lines
    assert line.startswith("5 files were found, 3 read; 2 were left unread")
    again = import_as_project("coco", tmp_path / "d", tmp_path / "p", {"template": "nuclei"})
    assert again.files == report.files
    with Project.open(tmp_path / "p") as project:
        assert len(project.images.all()) == 1


def test_one_file_is_one_file(tmp_path: Path) -> None:
    write_image(tmp_path / "d" / "a.png", 1)
    file = coco(tmp_path / "d", [annotation([[10, 10, 20, 10, 20, 20]])])
    report = import_as_project("coco", file, tmp_path / "p", {"template": "nuclei"})
    assert (report.files.seen, report.files.read, report.files.left) == (1, 1, [])
