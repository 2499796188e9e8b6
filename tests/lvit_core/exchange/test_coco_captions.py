"""Captions of COCO files are the sentences of their images."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image as Picture

from lvit_core.exchange import import_as_project
from lvit_core.exchange.reports import ImportReport
from lvit_core.project.project import Project

IMAGES = [{"id": n, "file_name": f"{n}.png", "height": 20, "width": 30} for n in (1, 2)]
OUTLINE = [[4, 2, 9, 2, 9, 6, 4, 6]]


def caption(number: int, image: Any, text: str) -> dict[str, Any]:
    return {"id": number, "image_id": image, "caption": text}


def thing(number: int, image: int) -> dict[str, Any]:
    return {"id": number, "image_id": image, "category_id": 1, "segmentation": OUTLINE,
            "bbox": [4, 2, 5, 4]}  # fmt: skip


def data_set(folder: Path, **files: list[dict[str, Any]]) -> Path:
    (folder / "images").mkdir(parents=True)
    for one in IMAGES:
        pixels = np.random.default_rng(one["id"]).integers(0, 255, (20, 30), np.uint8)
        Picture.fromarray(pixels).save(folder / "images" / one["file_name"])
    (folder / "annotations").mkdir()
    for name, told in files.items():
        document = {"images": IMAGES, "annotations": told}
        if any("category_id" in one for one in told):
            document["categories"] = [{"id": 1, "name": "nucleus"}]
        (folder / "annotations" / f"{name}.json").write_text(json.dumps(document))
    return folder


def bring(data: Path, home: Path) -> tuple[ImportReport, dict[str, tuple[str, str, int]]]:
    report = import_as_project("coco", data, home, {"template": "nuclei"})
    with Project.open(home) as project:
        return report, {
            one.name: (one.sentence, one.state.value, len(list(
                project.journal.load_objects(one.id, "nuclei"))))
            for one in project.images.all()
        }  # fmt: skip


def test_a_file_of_captions_gives_sentences(tmp_path: Path) -> None:
    told = [caption(1, 1, "Few nuclei. "), caption(2, 2, "Many nuclei."), caption(3, 2, "Crowded.")]
    data = data_set(tmp_path / "data", captions_val=told)
    report, found = bring(data, tmp_path / "new")
    assert found == {"1.png": ("Few nuclei.", "unlabeled", 0),
                     "2.png": ("Many nuclei.", "unlabeled", 0)}  # fmt: skip
    assert (report.objects_found, report.sentences, report.sentences_found) == (0, 2, 3)
    (loss,) = report.losses
    assert (loss.file, loss.what) == ("2.png", "the caption annotation 3")
    assert "Many nuclei." in loss.reason
    assert not any("class" in note for note in report.notes)


@pytest.mark.parametrize("names", [("captions_val", "instances_val"), ("a", "captions")])
def test_captions_beside_objects_belong_to_the_same_images(
    tmp_path: Path, names: tuple[str, str]
) -> None:
    told = {names[0]: [caption(1, 1, "Few nuclei.")], names[1]: [thing(1, 1), thing(2, 2)]}
    if names[1] == "captions":
        told = dict(zip(names, reversed(list(told.values())), strict=True))
    report, found = bring(data_set(tmp_path / "data", **told), tmp_path / "new")
    assert found == {"1.png": ("Few nuclei.", "labeled", 1), "2.png": ("", "labeled", 1)}
    assert (report.images, report.twins, report.losses) == (2, 0, [])
    assert (report.files.read, report.files.left) == (4, [])


def test_captions_among_objects_and_without_images(tmp_path: Path) -> None:
    told = [thing(1, 1), caption(2, 1, "Few."), caption(3, 1, "Few."), caption(4, 9, "Of none."),
            {**thing(5, 2), "caption": "a region"}]  # fmt: skip
    report, found = bring(data_set(tmp_path / "data", both=told), tmp_path / "new")
    assert found == {"1.png": ("Few.", "labeled", 1), "2.png": ("", "labeled", 1)}
    (loss,) = report.losses
    assert (loss.objects, loss.sentences, loss.what) == (0, 1, "annotation 4")
    assert any("'caption' of 1 object is not read" in note for note in report.notes)


def test_two_files_of_captions_name_what_is_left_out(tmp_path: Path) -> None:
    data = data_set(tmp_path / "data", captions_a=[caption(1, 1, "Few.")],
                    captions_b=[caption(1, 1, "Many.")])  # fmt: skip
    report, found = bring(data, tmp_path / "new")
    assert found["1.png"][0] == "Few."
    assert (report.sentences, report.sentences_found, len(report.losses)) == (1, 2, 1)
