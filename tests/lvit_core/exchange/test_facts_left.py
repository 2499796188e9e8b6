"""What label files say of an image and no project takes is named, fact by fact."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tifffile
from PIL import Image as Picture

from lvit_core.annotation.edit import Edit, ImageChange
from lvit_core.annotation.objects import Provenance
from lvit_core.exchange import format_named, import_as_project
from lvit_core.project.labels import store_labels
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings

PIXELS = np.random.default_rng(0).integers(0, 255, (20, 30), np.uint8)
FACTS = ("the patient", "the size of a pixel", "why it was accepted")


def project(folder: Path, *, sized: bool) -> Project:
    made = Project.create(folder, ProjectSettings("P", "nuclei", "none"))
    size: dict[str, Any] = {"resolution": (40000, 20000), "resolutionunit": 3} if sized else {}
    tifffile.imwrite(folder.parent / "a.tif", PIXELS, photometric="minisblack", **size)
    file = folder.parent / "a.tif"
    made.images.add([file])
    return made


@pytest.mark.parametrize("name", ["geojson", "coco", "png", "labelme"])
def test_facts_of_images_that_are_there_are_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    with project(tmp_path / "one" / "p", sized=True) as first:
        labels = np.zeros((20, 30), np.int32)
        labels[2:6, 2:6] = 1
        store_labels(first, 1, "nuclei", labels, classes={1: "nucleus"},
                     provenance={1: Provenance("person", "ann")}, title="Draw")  # fmt: skip
        state = first.images.get(1).state.value
        first.journal.append(1, Edit("F", "", image=(ImageChange("state", state, "labeled"),)))
        first.images.set_group([1], "patient 7")
        first.images.set_reason(1, "the film is blurred")
        first.images.set_split(1, "holdout")
        format_named(name).export(first, tmp_path / "out", {})
    for picture in (tmp_path / "out").rglob("*.tif"):
        picture.unlink()
    with project(tmp_path / "two" / "p", sized=False) as second:
        second.images.set_split(1, "train")
        report = import_as_project(name, tmp_path / "out", second)
        assert (report.onto, report.objects) == (1, 1)
        kept = second.images.get(1)
    assert (kept.group, kept.reason, kept.spacing_mm) == ("", "", None)
    for fact in FACTS:
        assert any(f"What the data say of {fact} of 1 image" in note for note in report.notes)
    assert any("in another part" in note for note in report.notes)
    assert not any("left side" in note or "template" in note for note in report.notes)


def test_nothing_is_named_where_it_is_the_same(tmp_path: Path) -> None:
    with project(tmp_path / "p", sized=True) as first:
        labels = np.zeros((20, 30), np.int32)
        labels[2:6, 2:6] = 1
        store_labels(first, 1, "nuclei", labels, classes={1: "nucleus"},
                     provenance={1: Provenance("person", "ann")}, title="Draw")  # fmt: skip
        first.images.set_group([1], "patient 7")
        format_named("coco").export(first, tmp_path / "out", {"images": "all"})
        report = import_as_project("coco", tmp_path / "out", first)
    assert not any("is not taken" in note for note in report.notes)


@pytest.mark.parametrize("name", ["labelme", "geojson", "coco"])
def test_facts_in_other_programs_words_are_named(tmp_path: Path, name: str) -> None:
    data = tmp_path / "data"
    data.mkdir()
    Picture.fromarray(PIXELS).save(data / "a.png")
    ring = [[4, 2], [9, 2], [9, 6], [4, 6]]
    if name == "labelme":
        shape = {"label": "nucleus", "points": ring, "shape_type": "polygon"}
        document: dict[str, Any] = {"version": "5", "shapes": [shape], "imagePath": "a.png"}
    else:
        feature = {"type": "Feature", "properties": {},
                   "geometry": {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}}  # fmt: skip
        document = {"type": "FeatureCollection", "features": [feature]}
    facts = {"patient_id": "P7", "pixelWidthMicrons": 0.25, "description": "", "split": "val"}
    document |= facts
    if name == "coco":
        annotation = {"id": 1, "image_id": 1, "category_id": 1, "segmentation": [ring]}
        image = {"id": 1, "coco_url": "https://images.org/val/a.png", **facts}
        document = {"images": [image], "annotations": [annotation],
                    "categories": [{"id": 1, "name": 5}]}  # fmt: skip
    (data / f"a.{'geojson' if name == 'geojson' else 'json'}").write_text(json.dumps(document))
    report = import_as_project(name, data, tmp_path / "new", {"template": "nuclei"})
    told = [note for note in report.notes if "is not read" in note]
    assert [note.split("'")[1] for note in told] == ["patient_id", "pixelWidthMicrons", "split"]
    assert all("of 1 image" in note for note in told)


@pytest.mark.parametrize("name", ["voc", "cvat", "jsonl", "label-studio"])
def test_facts_of_pictures_in_other_formats_are_named(tmp_path: Path, name: str) -> None:
    data = tmp_path / "data"
    data.mkdir()
    Picture.fromarray(PIXELS).save(data / "a.png")
    if name == "voc":
        text = "<annotation><filename>a.png</filename><patient>P7</patient></annotation>"
    elif name == "cvat":
        text = '<annotations><image id="0" name="a.png" patient="P7" subset=""/></annotations>'
    elif name == "jsonl":
        text = json.dumps({"file_name": "a.png", "text": "few", "patient": "P7", "remark": None})
    else:
        value = {"points": [[10, 10], [30, 10], [30, 40]], "polygonlabels": ["nucleus"]}
        result = {"type": "polygonlabels", "value": value, "to_name": "image", "from_name": "l",
                  "original_width": 30, "original_height": 20}  # fmt: skip
        text = json.dumps([{"id": 1, "data": {"image": "a.png", "patient": "P7"},
                            "annotations": [{"id": 1, "result": [result]}]}])  # fmt: skip
    ending = {"jsonl": "jsonl", "label-studio": "json"}.get(name, "xml")
    (data / f"metadata.{ending}").write_text(text)
    report = import_as_project(name, data, tmp_path / "new", {"template": "nuclei"})
    assert [note for note in report.notes if "is not read" in note] == [
        f"What the data say as 'patient' of 1 image is not read: metadata.{ending}."
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [("0 .1 .1 .3 .1 .3 .4 .9", True), ("0 .5 .5 .2 .2 .9", True), ("0 .1 .1 .3 .1 .3 .4", False)],
)
def test_a_number_too_many_in_yolo_is_told(tmp_path: Path, line: str, told: bool) -> None:
    for folder in ("images", "labels"):
        (tmp_path / "data" / folder).mkdir(parents=True)
    Picture.fromarray(PIXELS).save(tmp_path / "data" / "images" / "a.png")
    (tmp_path / "data" / "labels" / "a.txt").write_text(line)
    report = import_as_project("yolo", tmp_path / "data", tmp_path / "p", {"template": "nuclei"})
    assert report.objects == 1
    assert any("how sure a model was" in note for note in report.notes) is told
